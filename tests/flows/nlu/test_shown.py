"""What is noted is always shown: nothing that was read of a text goes unseen."""

from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import TextReceived
from flows.knowledge import built_in
from tests.flows.dialogue.talk import DIALOGUE
from tests.flows.nlu.cases import OPENERS, cases
from tests.flows.nlu.facts import FACTS, PAY
from tests.flows.nlu.reading import understand

QUESTIONS = list(built_in().question)
TEXTS = [case["text"] for case in cases("voices", "posts_own", "faults", *OPENERS)]
SENTENCES = [fact for facts in FACTS.values() for fact in facts] + list(PAY)


def unseen(text: str, question: str | None) -> set[tuple[str, str]]:
    """What is noted of a text and not told back, where this question is open or none is."""
    conversation = Conversation(state="asking" if question else "welcome", question=question)
    said = understand(text, question)
    step = DIALOGUE.step(conversation, TextReceived(text=text, interpretation=said))
    noted = {
        (name, option)
        for name, option in step.conversation.answers.items()
        if conversation.answers.get(name) != option
    }
    parts = [part for reply in step.replies for part in reply.parts]
    told = [reply.values for reply in parts if reply.template == "understood"]
    lines = {(line["name"], line["label"]) for values in told for line in values["lines"]}
    shown = {each for each in noted if _label(*each) in lines}
    figures = step.conversation.figures
    if figures is not None and {figures.now, figures.next, figures.floor} != {None}:
        amounts = {name: getattr(figures, name) for name in ("now", "next", "floor")}
        assert told
        assert {name: told[0][name] for name in amounts} == amounts
    facts = set() if said.what_if else {(fact.question, fact.option) for fact in said.facts}
    assert facts <= noted
    return noted - shown


def _label(name: str, option: str) -> tuple[str, str]:
    question = built_in().question[name]
    found = question.option(option)
    assert found
    return question.name, found.label


@pytest.mark.parametrize(
    ("text", "question"),
    [*((text, None) for text in TEXTS), *zip(TEXTS, cycle(QUESTIONS), strict=False)],
)
def test_all_that_a_case_gives_is_shown(text: str, question: str | None) -> None:
    # The answer to the open question alone is not told back: the next question follows.
    assert unseen(text, question) in (set(), {(question, understand(text, question).option)})


@settings(derandomize=True, max_examples=150)
@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6, unique=True))
def test_all_of_a_story_is_shown(sentences: list[str]) -> None:
    assert not unseen(". ".join(sentences), None)


def test_an_answer_beside_others_is_shown_too() -> None:
    assert not unseen("7 years, data scientist in Pune", "years")
