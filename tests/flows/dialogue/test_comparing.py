"""What would change the advice, what if, and the author beside the friend."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dialogue.advice_view import name_of_advice
from flows.dialogue.comparing import moves
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedWhy,
    Chose,
    DetailsRequested,
    TrialEnded,
    Tried,
    WhatIfRequested,
)
from flows.figures import Figures
from flows.rules import advise
from tests.examples import examples
from tests.flows.dialogue.talk import CONTEXT, KNOWLEDGE, RULES, Talk
from tests.flows.rules.reading import with_bands
from tests.flows.strategies import ANSWERS, FIGURES, FULL_ANSWERS

AUTHOR = dict(KNOWLEDGE.author.answers)


def advised(answers: dict[str, str]) -> Talk:
    return Talk(Conversation(answers=answers, state="advice", advised=True, enough=True))


@pytest.mark.parametrize("at", ["changes", "author", "proof"])
@settings(max_examples=20)
@given(answers=ANSWERS)
def test_every_comparison_can_be_seen_and_changes_nothing(at: str, answers: dict[str, str]) -> None:
    talk = advised(answers).does(DetailsRequested.model_validate({"at": at}))
    assert talk.told == [at]
    assert talk.choices
    assert talk.conversation.answers == answers


@given(ANSWERS)
def test_what_is_tried_is_not_noted_until_it_is_kept(answers: dict[str, str]) -> None:
    talk = advised(answers).does(WhatIfRequested())
    talk.does(WhatIfRequested(question="joy")).does(Tried(question="joy", option="insight"))
    assert talk.told == ["tried"]
    assert talk.conversation.answers == answers
    talk.does(TrialEnded(keep=True))
    assert talk.conversation.answers == {**answers, "joy": "insight"}
    assert talk.conversation.trial == {}


@given(ANSWERS)
def test_discarded_trial_leaves_everything_as_it_was(answers: dict[str, str]) -> None:
    talk = advised(answers).does(Tried(question="joy", option="mix")).does(TrialEnded(keep=False))
    assert talk.conversation.answers == answers
    assert talk.conversation.trial == {}


def test_several_answers_can_be_tried_together() -> None:
    talk = advised(AUTHOR).does(Tried(question="joy", option="insight"))
    talk.does(Tried(question="ambition", option="lead-data"))
    supposed = {**AUTHOR, "joy": "insight", "ambition": "lead-data"}
    pick = advise(RULES, supposed).pick
    assert talk.parts[0].values["after"] == KNOWLEDGE.path[pick or ""].name
    assert len(talk.parts[0].values["trial"]) == 2


def test_second_tap_on_keep_does_nothing() -> None:
    talk = advised(AUTHOR).does(Tried(question="joy", option="insight"))
    keep = talk.button("trial-ended").event
    once = talk.does(keep).conversation
    assert talk.does(keep).conversation == once


def test_trying_in_the_middle_of_the_interview_brings_the_question_back() -> None:
    talk = Talk().begins().taps_any()
    question = talk.conversation.question
    talk.does(Tried(question="joy", option="mix")).does(TrialEnded(keep=True))
    assert (talk.conversation.question, talk.told) == (question, ["trial_kept", "question"])


def test_author_agrees_with_himself() -> None:
    talk = advised(AUTHOR).does(DetailsRequested(at="author"))
    assert talk.parts[0].values["lines"] == []
    assert talk.parts[0].values["pick"] == talk.parts[0].values["authors_pick"]


@given(ANSWERS)
def test_what_is_assumed_of_the_author_is_marked_wherever_it_counts(
    answers: dict[str, str],
) -> None:
    values = advised(answers).does(DetailsRequested(at="author")).replies[0].values
    assumed = {*KNOWLEDGE.author.assumed}
    alike = {question for question, option in answers.items() if AUTHOR.get(question) == option}
    names = {KNOWLEDGE.question[question].name for question in assumed - alike}
    assert {line["name"] for line in values["lines"] if line["assumed"]} <= names
    assert values["same_assumed"] == len(assumed & alike)
    if values["as_author"]:
        told = [KNOWLEDGE.question[name].option(AUTHOR[name]) for name in assumed - alike]
        taken_over = [each for each in told if each and each.would in values["as_author"].clause]
        assert values["as_author_assumed"] == bool(taken_over)


def test_why_says_what_each_answer_could_still_do() -> None:
    talk = Talk(Conversation(state="degree", question="proof", answers={"years": "3-5"}))
    impact = talk.does(AskedWhy()).parts[0].values["impact"]
    puts_out = {line.label: line.puts_out for line in impact.options}
    assert KNOWLEDGE.path["research-degree"].button in puts_out["Strong"]


@examples(25, 60)
@given(FULL_ANSWERS, FIGURES, st.sampled_from(["cut", "runway", "joy"]), st.data())
def test_what_is_tried_or_offered_is_what_comes_of_it(
    answers: dict[str, str], figures: Figures, question: str, data: st.DataObject
) -> None:
    told = with_bands(answers, figures)
    others = [each.id for each in KNOWLEDGE.question[question].options if each.id != told[question]]
    option = data.draw(st.sampled_from(others))
    before = Conversation(answers=told, figures=figures, state="advice", advised=True, enough=True)
    tried = Talk(before).does(Tried(question=question, option=option))
    offered = Talk(before).does(Chose(question=question, option=option))
    verdict = CONTEXT.verdict(before.answering(question, option))
    name = name_of_advice(KNOWLEDGE, verdict)
    assert [each.replies[0].values["after"] for each in (tried, offered)] == [name, name]
    close = verdict.close_call and not verdict.put_off  # of what is put off, only the rest is close
    assert tried.replies[0].values["close_call"] == close


@given(answers=ANSWERS, more=FULL_ANSWERS)
def test_what_was_undecided_is_said_to_be_in_for_sure(
    answers: dict[str, str], more: dict[str, str]
) -> None:
    before, after = Conversation(answers=answers), Conversation(answers={**more, **answers})
    told = {each["name"]: each["status"] for each in moves(CONTEXT, before, after)}
    old, new = CONTEXT.verdict(before), CONTEXT.verdict(after)
    for path in new.paths:
        name, was = KNOWLEDGE.path[path.id].name, old.path(path.id).status
        settled = (was, path.status) == ("open", "in")
        assert (told.get(name) == "sure") == settled
        assert (name in told) == (was != path.status)
