"""Keyboards under messages: what a button may be."""

import re

from tests.botapi.errors import BreachError, Json
from tests.botapi.limits import at_most

ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
}
STYLES = {None, "danger", "success", "primary"}


def check(markup: Json | None) -> None:
    """Hold whichever reply markup it is to its limits; raises BreachError."""
    if markup is None:
        return
    if "inline_keyboard" in markup:
        _inline(markup["inline_keyboard"])
    elif "keyboard" in markup:
        _reply(markup["keyboard"])
    if "input_field_placeholder" in markup:
        at_most(markup["input_field_placeholder"], 64, "input_field_placeholder")


def _inline(rows: list[list[Json]]) -> None:
    _size(rows, across=8, in_all=100)
    for button in (button for row in rows for button in row):
        _one(button)


def _reply(rows: list[list[Json | str]]) -> None:
    _size(rows, across=12, in_all=300)
    for button in (button for row in rows for button in row):
        _text(button if isinstance(button, str) else button["text"])


def _size(rows: list[list[Json]] | list[list[Json | str]], *, across: int, in_all: int) -> None:
    if any(not row for row in rows):
        raise BreachError("a keyboard has an empty row")
    if any(len(row) > across for row in rows):
        raise BreachError(f"a row has more than {across} buttons", "REPLY_MARKUP_TOO_LONG")
    if sum(map(len, rows)) > in_all:
        raise BreachError(f"a keyboard has more than {in_all} buttons", "REPLY_MARKUP_TOO_LONG")


def _text(text: str) -> None:
    if not text.strip():
        raise BreachError("a button has no text", "BUTTON_TEXT_INVALID")


def _one(button: Json) -> None:
    _text(button["text"])
    if button.get("style") not in STYLES:
        raise BreachError(f"a button has the style {button['style']!r}", "BUTTON_STYLE_INVALID")
    actions = ACTIONS.intersection(button)
    if len(actions) != 1:
        found = ", ".join(sorted(actions)) or "none"
        said = (
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
        raise BreachError(
            f"button {button['text']!r} must have exactly one action, found {found}", said
        )
    _action(actions.pop(), button)


def _action(name: str, button: Json) -> None:
    if name == "callback_data":
        size = len(button[name].encode())
        if not 1 <= size <= 64:
            raise BreachError(f"callback_data has {size} bytes, not 1-64", "BUTTON_DATA_INVALID")
    elif name == "url":
        if not re.match(r"(https?|tg)://\S+$", button[name]):
            raise BreachError(f"inline keyboard button URL {button[name]!r} is invalid")
    elif name == "copy_text":
        at_most(button[name]["text"], 256, "copy_text", "BUTTON_COPY_TEXT_INVALID")
    elif name.startswith("switch_inline_query") and isinstance(button[name], str):
        at_most(button[name], 256, name)
