"""Methods that answer taps and inline queries."""

import re

from tests.botapi import keyboards, limits
from tests.botapi.errors import BreachError, Json, bad_request
from tests.botapi.registry import Files, method
from tests.botapi.world import World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Json, _: Files) -> bool:
    """Stop the button's waiting sign, once, perhaps with a few words."""
    limits.at_most(params.get("text"), 200, "the answer's text", "MESSAGE_TOO_LONG")
    tap = world.taps.get(params["callback_query_id"])
    if tap is None or tap.expired or tap.answer is not None:
        raise bad_request(TOO_OLD)
    tap.answer = params
    return True


@method("answerInlineQuery")
def answer_inline_query(world: World, params: Json, _: Files) -> bool:
    """Offer results behind the bot's name."""
    limits.inline_results(params["results"])
    for result in params["results"]:
        keyboards.check(result.get("reply_markup"))
    _check_button(params.get("button"))
    query = world.inline_queries.get(params["inline_query_id"])
    if query is None or query.answer is not None:
        raise bad_request(TOO_OLD)
    query.answer = params
    return True


def _check_button(button: Json | None) -> None:
    start = (button or {}).get("start_parameter")
    if start is not None and not re.fullmatch(r"[\w-]{1,64}", start, re.ASCII):
        raise BreachError(f"start_parameter {start!r}", "START_PARAM_INVALID")
