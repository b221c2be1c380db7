"""What newcomers type in their first ten minutes does what the button does.

The lines stand in ``tests/cases/typed.jsonl``; those of ``typed_screens.jsonl`` were written for
each screen and each of its buttons, with nothing but the screen in sight. Some are marked as seen:
those were looked at while the words were listed, of the others only how many are right.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from flows.dialogue import events as e
from flows.dialogue.conversation import Conversation
from flows.dialogue.step import COMMAND_EVENTS
from flows.figures import Figures
from flows.nlu.buttons import button_named, words_for_buttons
from flows.nlu.interpretation import AskedQuestion, Interpretation, QuestionKind
from flows.nlu.interpreter import built_in_interpreter
from flows.nlu.normalize import normalize
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, Talk
from tests.flows.nlu.cases import cases

FILES = ("typed", "typed_screens")
LINES = {name: cases(name) for name in FILES}
AUTHOR = dict(KNOWLEDGE.author.answers)
BARE = {"years": "6-9", "market": "india", "cut": "under-25"}
PAY = Figures(now=Decimal(6000000), next=Decimal(2400000), currency="INR")

UNSURE = e.TextReceived(text="about 8", interpretation=Interpretation(option="6-9", sure=False))


def _asks(kind: QuestionKind, *alternatives: str) -> e.TextReceived:
    words = "is there a pension in it?"
    asked = AskedQuestion(words=words, kind=kind, alternatives=alternatives)
    return e.TextReceived(text=words, interpretation=Interpretation(questions=(asked,)))


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
    "review": Talk(Conversation(state="review", answers=AUTHOR, revision=20))
    .does(e.Reviewed())
    .conversation,
    "welcome": Talk().does(e.Began()).conversation,
    "paths": _advised().does(e.DetailsRequested(at="paths")).conversation,
    "why-page": _advised().does(e.DetailsRequested(at="path", path="platform")).conversation,
    "whatif-list": _advised().does(e.WhatIfRequested()).conversation,
    "erase": _advised().does(e.Forgotten()).conversation,
    "startover": _advised().does(e.Restarted()).conversation,
    "stopped": Talk().begins().taps_any().does(e.Cancelled()).conversation,
    "advice": _advised().conversation,
    "money": _advised(PAY).does(e.AskedMoney()).conversation,
    "figure": _advised().does(e.AskedMoney()).conversation,
    "doubt": Talk().begins().does(UNSURE).conversation,
    "trial": _advised().does(e.Tried(question="degree", option="phd")).conversation,
    "assumption": _advised(PAY).does(e.Assumed(name="growth")).conversation,
    "figure-next": _advised(PAY).does(e.AskedMoney(wants="next")).conversation,
    "offer": Talk().begins().does(_asks("unknown")).conversation,
    "did-you-mean": Talk().begins().does(_asks("did-you-mean", "why-leave")).conversation,
    "change": Talk().begins().taps_any().does(e.Chose(question="years", option="10+")).conversation,
    "known": _advised().does(e.Edited(question="degree")).conversation,
    "try": _advised().does(e.WhatIfRequested(question="degree")).conversation,
    "assumptions": _advised(PAY).does(e.Assumed()).conversation,
    "chart": _advised(PAY).does(e.ChartRequested()).conversation,
    "share": _advised(PAY).does(e.Shared()).conversation,
    "more": _advised().does(e.DetailsRequested(at="more")).conversation,
}
"""Where the conversation stands that a line is said in."""


def place(where: str) -> Conversation:
    """Where a line is said: one of the places above, or at the question of this name."""
    if where in PLACES:
        return PLACES[where]
    return Talk(Conversation(revision=5)).does(e.Edited(question=where)).conversation


def events(means: str, before: Conversation) -> Iterable[e.Event]:
    """The buttons that a line may stand for."""
    kind, _, question = means.partition(":")
    told = before.told
    named: Mapping[str, list[e.Event]] = {
        "button": [before.buttons[normalize(question)]] if kind == "button" else [],
        "edit": [e.Edited(question=question)],
        "try": [e.WhatIfRequested(question=question)],
        "advice": [e.Enough(), e.DetailsRequested(at="advice")],
        "question": [e.Continued()],
        "keep": [e.TrialEnded(keep=True)],
        "reasons": [e.DetailsRequested(at="path", path=(told.pick if told else "") or "")],
        "yes": [before.offered or e.Continued()],
        "no": [e.ChangeDeclined(), e.DoubtSettled()],
    }
    return named.get(kind, [event for name, event in COMMAND_EVENTS.items() if name == means])


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


MOST_PLACED = 25
"""Labels with words of their own that stand in one of the places above."""

FLOORS = {("typed", True): 0.98, ("typed", False): 0.97}
FLOORS |= {("typed_screens", True): 0.97, ("typed_screens", False): 0.95}
"""How many of the lines of a file that were looked at, and of its others, have to be right."""


@pytest.mark.parametrize(("name", "seen"), FLOORS)
def test_what_newcomers_type_does_what_the_button_does(name: str, *, seen: bool) -> None:
    lines = [case for case in LINES[name] if case["seen"] == seen]
    wrong = [case for case in lines if not does_it(case)]
    share = 1 - len(wrong) / len(lines)
    shown = [(case["where"], case["means"], case["text"]) for case in wrong if seen]
    assert share >= FLOORS[name, seen], shown


@pytest.mark.parametrize("name", FILES)
def test_there_are_lines_enough_of_either_kind(name: str) -> None:
    unseen = [case for case in LINES[name] if not case["seen"]]
    assert min(len(unseen), len(LINES[name]) - len(unseen)) >= 75


def test_words_for_a_button_mean_it_only_where_it_stands() -> None:
    """Each label that words are listed for stands somewhere; elsewhere the words do not name it."""
    listed = words_for_buttons()
    shown = {
        label: conversation
        for conversation in PLACES.values()
        for label in conversation.buttons
        if label in listed
    }
    for label, said in listed.items():
        for words in said:
            text = " ".join(words)
            assert button_named(text, {"another label"}) == ""
            assert label not in shown or button_named(text, {label}) == label
    assert len(shown) >= MOST_PLACED
