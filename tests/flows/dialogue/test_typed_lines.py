"""What newcomers type in their first ten minutes does what the button does.

The lines stand in ``tests/cases/typed.jsonl``. Some are marked as seen: those were looked at while
the words were listed, of the others only how many are right.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from flows.dialogue import events as e
from flows.dialogue.conversation import Conversation
from flows.dialogue.step import COMMAND_EVENTS
from flows.figures import Figures
from flows.nlu.interpretation import Interpretation
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, Talk
from tests.flows.nlu.cases import cases

LINES = cases("typed")
AUTHOR = dict(KNOWLEDGE.author.answers)
BARE = {"years": "6-9", "market": "india", "cut": "under-25"}
PAY = Figures(now=Decimal(6000000), next=Decimal(2400000), currency="INR")

UNSURE = e.TextReceived(text="about 8", interpretation=Interpretation(option="6-9", sure=False))

REPLIES = {
    "courtesy": "manners",
    "english": "only_english",
    "figure-skipped": "money/skipped",
    "figure-unread": "money/figure_wanted",
    "not-understood": "not_understood",
    "value-unread": "money/assume",
}
"""What begins the reply to a line that stands for no event."""


def _advised(figures: Figures | None = None) -> Talk:
    answers = {**AUTHOR, **BARE}
    return Talk(Conversation(answers=answers, revision=20, figures=figures)).does(e.Enough())


PLACES: Mapping[str, Conversation] = {
    "question": Talk().begins().taps_any().does(e.Edited(question="engineering")).conversation,
    "review": Conversation(state="review", answers=AUTHOR, revision=20),
    "advice": _advised().conversation,
    "money": _advised(PAY).does(e.AskedMoney()).conversation,
    "figure": _advised().does(e.AskedMoney()).conversation,
    "offer": Talk().begins().does(UNSURE).conversation,
    "trial": _advised().does(e.Tried(question="degree", option="phd")).conversation,
    "assumption": _advised(PAY).does(e.Assumed(name="growth")).conversation,
    "figure-next": _advised(PAY).does(e.AskedMoney(wants="next")).conversation,
}
"""Where the conversation stands that a line is said in."""


def place(where: str) -> Conversation:
    """Where a line is said: one of the places above, or at the question of this name."""
    if where in PLACES:
        return PLACES[where]
    return Talk(Conversation(revision=5)).does(e.Edited(question=where)).conversation


def events(means: str, before: Conversation) -> Iterable[e.Event]:
    """The buttons that a line may stand for."""
    if means.startswith("edit:"):
        return [e.Edited(question=means.removeprefix("edit:"))]
    if means == "question":
        return [e.Continued()]
    if means == "keep":
        return [e.TrialEnded(keep=True)]
    if means == "reasons":
        told = before.told
        return [e.DetailsRequested(at="path", path=(told.pick if told else "") or "")]
    if means in ("yes", "no"):
        return [(before.offered or e.Continued()) if means == "yes" else e.ChangeDeclined()]
    return [event for name, event in COMMAND_EVENTS.items() if name == means]


def does_it(case: Mapping[str, Any]) -> bool:
    """Whether a line does what it means."""
    before, means = place(case["where"]), case["means"]
    talk = said(case["text"], before)
    kind, _, named = means.partition(":")
    if kind in ("assumed", "figure"):
        name, _, amount = named.partition("=")
        after = talk.conversation
        found = after.figures if kind == "figure" else after.assumptions
        return bool(getattr(found, name) == Decimal(amount))
    if kind in ("trial", "option"):
        question, _, option = named.partition("=")
        asked_back = e.DoubtSettled(question=question, option=option)
        known = talk.conversation.trial if kind == "trial" else talk.conversation.answers
        offered = [
            each.event.model_copy(update={"conversation": None, "revision": None})
            for each in talk.choices
        ]
        return known.get(question) == option or (kind == "option" and asked_back in offered)
    if means in REPLIES:
        return talk.told[:1] == [REPLIES[means]]
    return any(
        (talk.told, talk.conversation) == (tapped.told, tapped.conversation)
        for tapped in (Talk(before).does(event) for event in events(means, before))
    )


def said(text: str, before: Conversation) -> Talk:
    """The conversation after a text, read by the interpreter that comes with the program."""
    reading = built_in_interpreter().interpret(text, DIALOGUE.text_context(before))
    talk = Talk(before)
    step = DIALOGUE.step(before, e.TextReceived(text=text, interpretation=reading))
    talk.conversation, talk.replies = step.conversation, step.replies
    return talk


FLOORS = {True: 0.97, False: 0.97}
"""How many of the lines that were looked at, and of the others, have to be right."""


@pytest.mark.parametrize("seen", [True, False])
def test_what_newcomers_type_does_what_the_button_does(*, seen: bool) -> None:
    lines = [case for case in LINES if case["seen"] == seen]
    right = [case for case in lines if does_it(case)]
    assert len(right) / len(lines) >= FLOORS[seen]


def test_there_are_lines_enough_of_either_kind() -> None:
    unseen = [case for case in LINES if not case["seen"]]
    assert min(len(unseen), len(LINES) - len(unseen)) >= 75
