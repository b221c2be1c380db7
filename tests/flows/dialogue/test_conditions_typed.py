"""What the advice says would make it possible, typed back, does what it promises."""

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape

import pytest

from bot.rendering import Renderer
from flows.affordability import with_bands
from flows.dialogue.advice_reply import advice_reply
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import TextReceived
from flows.dialogue.figuring import on_trial
from flows.figures import Figures
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.dialogue.talk import CONTEXT, DIALOGUE, Talk
from tests.flows.dialogue.test_what_if_figures import DRAWN_TO_PLATFORM

RENDERER = Renderer()
FRAMES = ("what if {}?", "suppose {}", "and if {}?", "{}")
BANDS = (("under-25", "none"), ("25-50", "under-25"), ("50-75", "25-50"), ("over-75", "50-75"))


def people() -> Iterator[Conversation]:
    """Friends who are told "not yet", by each way to say pay and limit."""
    for ambition in ("lead-engineering", "pay-first"):
        answers = {**DRAWN_TO_PLATFORM, "ambition": ambition}
        for cut, runway in BANDS:
            yield Conversation(answers={**answers, "cut": cut, "runway": runway})
        for figures in sums():
            yield Conversation(answers=with_bands(answers, figures), figures=figures)


def sums() -> Iterator[Figures]:
    share = Decimal("0.2")
    yield Figures(cut_share=Decimal("0.3"), runway=share)
    for currency, unit in (
        ("INR", Decimal(100_000)),
        ("SGD", Decimal(2500)),
        (None, Decimal(2500)),
    ):
        pay: dict[str, object] = {"now": 40 * unit, "currency": currency}
        for offer in ({"next": 28 * unit}, {"cut_share": Decimal("0.3")}):
            limits = ({"floor": 32 * unit}, {"runway": share}, {"floor": 44 * unit})
            for limit in limits:
                yield Figures.model_validate({**pay, **offer, **limit})


def conditions(conversation: Conversation) -> list[str]:
    """The conditions on the card, as a friend reads them."""
    html = RENDERER.render(advice_reply(CONTEXT, conversation)).text
    text = unescape(re.sub(r"<[^>]+>", "", html)).partition("Of the rest")[0]
    return re.findall(r"^• (.+)$", text, flags=re.MULTILINE)


def typed(conversation: Conversation, text: str) -> Talk:
    advised = conversation.moved(state="advice", advised=True, enough=True)
    read = built_in_interpreter().interpret(text, DIALOGUE.text_context(advised))
    return Talk(advised).does(TextReceived(text=text, interpretation=read))


@pytest.mark.parametrize("frame", FRAMES)
def test_each_condition_on_the_card_typed_back_makes_the_path_the_advice(frame: str) -> None:
    tried = 0
    for conversation in people():
        assert CONTEXT.verdict(conversation).put_off
        for condition in conditions(conversation):
            talk = typed(conversation, frame.format(condition))
            after = CONTEXT.verdict(on_trial(talk.conversation))
            assert talk.told == ["tried"], condition
            assert (after.advised, after.put_off) == ("platform", None), condition
            tried += 1
    assert tried > len(BANDS)


def test_that_the_cut_fits_supposes_nothing_of_a_move_that_can_be_afforded() -> None:
    affordable = {**DRAWN_TO_PLATFORM, "cut": "under-25", "runway": "50-75"}
    talk = typed(Conversation(answers=affordable), "what if I could afford the cut?")
    assert talk.told == ["tried"]
    assert not talk.parts[0].values["differs"]


def test_that_an_unknown_cut_fits_cannot_be_tried() -> None:
    talk = typed(Conversation(answers=DRAWN_TO_PLATFORM), "what if I could afford the cut?")
    assert talk.told == ["what_if_unclear"]
