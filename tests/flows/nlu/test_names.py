"""A question is known by whatever it is called, and no two of them by the same."""

import pytest

from flows.knowledge.models import Question
from flows.nlu.commands import WordReader
from flows.nlu.names import named_below
from flows.nlu.normalize import compared, normalize
from flows.nlu.phrases import load_lists
from tests.flows.dialogue.talk import KNOWLEDGE

NAMES = load_lists("names.txt")
LABELS = tuple(normalize(question.name) for question in KNOWLEDGE.questions)
READER = WordReader(KNOWLEDGE)
SAID = ("{}", "the {} one", "can you change {} please", "{} is wrong", "what if {} was different")


def test_names_are_those_of_questions_there_are() -> None:
    assert NAMES.keys() <= KNOWLEDGE.question.keys()


@pytest.mark.parametrize("question", KNOWLEDGE.questions, ids=lambda each: each.id)
def test_each_name_is_that_of_its_question_alone(question: Question) -> None:
    named = {
        name: named_below(compared(name), KNOWLEDGE.questions)
        for name in NAMES.get(question.id, ())
    }
    assert [name for name, found in named.items() if found != question] == []


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("question", KNOWLEDGE.questions, ids=lambda each: each.id)
def test_a_question_in_a_list_is_named_however_that_is_said(question: Question, said: str) -> None:
    names = [name for name in NAMES.get(question.id, ()) if name.count(" ") <= 1]
    found = {name: READER.read(said.format(name), LABELS).button for name in names}
    assert {name for name, label in found.items() if label != normalize(question.name)} == set()


@pytest.mark.parametrize("question", KNOWLEDGE.questions, ids=lambda each: each.id)
def test_other_names_mean_a_question_only_where_it_stands(question: Question) -> None:
    others = [label for label in LABELS if label != normalize(question.name)]
    label = normalize(question.name)
    assert {READER.read(name, others).button for name in NAMES.get(question.id, ())}.isdisjoint(
        {label}
    )


@pytest.mark.parametrize("wrong", ["{} is wrong", "{} are wrong", "{} is not right", "{} is off"])
@pytest.mark.parametrize("question", KNOWLEDGE.questions, ids=lambda each: each.id)
def test_who_says_that_an_answer_is_wrong_is_asked_anew(question: Question, wrong: str) -> None:
    names = [name for name in NAMES.get(question.id, ()) if name.count(" ") <= 1]
    found = {name: READER.read(wrong.format(f"my {name}")).edits for name in names}
    assert {name: edits for name, edits in found.items() if edits != question.id} == {}
