"""Texts without an answer: a button means the text above it, never the latest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.conversation import REMEMBERED, Conversation
from flows.dialogue.events import (
    Asked,
    Began,
    Continued,
    Enough,
    Event,
    PassedOn,
    Reviewed,
    TextReceived,
)
from flows.dialogue.replies import ForOwner
from flows.dialogue.step import Dialogue
from flows.nlu.interpretation import AskedQuestion, Interpretation, TextContext
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, WORDS, Talk

UNKNOWN = Interpretation(questions=(AskedQuestion(words="", kind="unknown"),))
NEAR = Interpretation(
    questions=(AskedQuestion(words="", kind="did-you-mean", alternatives=("ceiling", "pay-cut")),)
)


def asks(talk: Talk, text: str, meaning: Interpretation = UNKNOWN) -> PassedOn | Asked:
    """Ask, and return what the first button below the reply means."""
    talk.does(TextReceived(text=text, interpretation=meaning))
    event = next(c.event for c in talk.choices if isinstance(c.event, PassedOn | Asked))
    assert isinstance(event, PassedOn | Asked)
    return event


def for_owner(
    talk: Talk, event: PassedOn | Asked | TextReceived, dialogue: Dialogue = DIALOGUE
) -> ForOwner | None:
    """What goes to the owner when a button is tapped."""
    step = dialogue.step(talk.conversation, event)
    talk.conversation, talk.replies = step.conversation, step.replies
    return step.for_owner


def test_passing_on_passes_the_text_above_the_button() -> None:
    talk = Talk().begins()
    first, second = asks(talk, "is Pune rainy?"), asks(talk, "which laptop?")
    assert for_owner(talk, first) == ForOwner("is Pune rainy?")
    assert for_owner(talk, second) == ForOwner("which laptop?")


def test_an_old_did_you_mean_suggests_its_own_words() -> None:
    talk = Talk().begins()
    first = asks(talk, "how high is the roof?", NEAR)
    asks(talk, "which laptop?")
    assert for_owner(talk, first) == ForOwner("how high is the roof?", "ceiling")


def test_a_text_is_passed_on_once() -> None:
    talk = Talk().begins()
    button = asks(talk, "is Pune rainy?")
    assert for_owner(talk, button)
    assert for_owner(talk, button) is None
    assert talk.told[0] == "nothing_to_pass_on"


def test_a_button_of_an_older_version_acts_only_where_it_is_clear_on_what() -> None:
    talk = Talk().begins()
    asks(talk, "is Pune rainy?")
    assert for_owner(Talk(talk.conversation), PassedOn()) == ForOwner("is Pune rainy?")
    asks(talk, "which laptop?")
    assert for_owner(talk, PassedOn()) is None


def test_a_button_of_an_older_version_never_acts_on_a_later_text() -> None:
    talk = Talk().begins()
    asks(talk, "is Pune rainy?")
    assert for_owner(talk, PassedOn()) == ForOwner("is Pune rainy?")
    asks(talk, "which laptop?")
    assert for_owner(talk, PassedOn()) is None


QUESTIONS = (
    st.text(max_size=9)
    .map(lambda words: f"what about {words}?")
    .filter(lambda text: WORDS.read(text) == Interpretation())
)
"""Texts that name no option and no command, as "what about ahart?" does with a wrong letter."""


@given(st.lists(st.tuples(QUESTIONS, st.booleans()), max_size=30), st.data())
def test_whatever_is_tapped_when_acts_on_its_own_text(
    texts: list[tuple[str, bool]], data: st.DataObject
) -> None:
    talk, buttons = Talk().begins(), list[tuple[str, PassedOn | Asked]]()
    for text, near in texts:
        buttons.append((text, asks(talk, text, NEAR if near else UNKNOWN)))
    passed: set[int] = set()
    for _ in range(len(buttons)):
        at = data.draw(st.integers(0, len(buttons) - 1))
        found = for_owner(talk, buttons[at][1])
        remembered = at not in passed and at >= len(buttons) - REMEMBERED
        assert (found and found.text) == (buttons[at][0] if remembered else None)
        passed.add(at)


def test_only_so_many_texts_are_remembered() -> None:
    conversation = Conversation()
    for number in range(REMEMBERED + 5):
        conversation = conversation.remembering(str(number))
    assert list(conversation.unanswered) == list(range(6, REMEMBERED + 6))


@given(st.integers(0, 2040), st.sampled_from("🙂xя "))
def test_a_long_question_is_passed_on_as_it_was_typed(more: int, letter: str) -> None:
    text = f"why do {'nice ' * 400}people {letter * more}ever wear purple hats".strip()
    read = built_in_interpreter().interpret(text, TextContext())
    talk = Talk().does(Began()).does(TextReceived(text=text, interpretation=read))
    offered = [each.event for each in talk.choices if isinstance(each.event, PassedOn)]
    found = for_owner(talk, offered[0])
    assert found
    assert found.text == text


@pytest.mark.parametrize("words", ["Let's start", "start", "begin", "let's go", "ok let's begin"])
def test_words_to_begin_pass_nothing_on(words: str) -> None:
    for talk in (Talk(), Talk().begins()):
        asks(talk, "is Pune rainy?")
        reading = built_in_interpreter().interpret(
            words, TextContext(question=talk.conversation.question)
        )
        step = DIALOGUE.step(talk.conversation, TextReceived(text=words, interpretation=reading))
        assert step.for_owner is None
        assert step.conversation.question


@pytest.mark.parametrize("words", ["yes", "ok", "sure", "go ahead", "please do"])
def test_a_yes_passes_on(words: str) -> None:
    talk = Talk().begins()
    asks(talk, "is Pune rainy?")
    reading = built_in_interpreter().interpret(
        words, TextContext(question=talk.conversation.question)
    )
    assert for_owner(talk, TextReceived(text=words, interpretation=reading))


@pytest.mark.parametrize("talk", [Talk().begins(), Talk(Conversation(revision=1))])
def test_what_asks_nothing_is_met_in_other_words_each_time(talk: Talk) -> None:
    turns = []
    for text in ("my father says stay", "no need to lead anyone", "so many clients"):
        talk.does(TextReceived(text=text))
        turns.append(talk.parts[0].values["turn"])
        assert "no_answer" not in talk.told
    assert len({*turns}) == len(turns)


@pytest.mark.parametrize(
    ("before", "event"),
    [
        (Conversation(), Continued),
        (Conversation(answers=dict(KNOWLEDGE.author.answers), revision=20), Reviewed),
    ],
)
def test_what_is_not_read_leads_on_from_where_it_was_said(
    before: Conversation, event: type[Event]
) -> None:
    talk = Talk(before).does(Enough() if before.answers else Began())
    talk.says("my friend laughs a lot these days")
    assert any(isinstance(choice.event, event) for choice in talk.choices)
