"""The interview: every question can be answered, skipped, gone back to, and left."""

from typing import Literal

import pytest
from hypothesis import given, settings

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedWhy,
    AttachmentReceived,
    Began,
    Cancelled,
    Chose,
    Continued,
    Edited,
    Enough,
    ForwardReceived,
    Reviewed,
    Skipped,
    WentBack,
)
from flows.knowledge.models import Question
from flows.rules import advise
from tests.flows.dialogue.talk import KNOWLEDGE, RULES, Talk
from tests.flows.strategies import FULL_ANSWERS

QUESTIONS = [pytest.param(question, id=question.id) for question in KNOWLEDGE.questions]


def at(question_id: str) -> Talk:
    """A friend at this question, asked after one that stands before it in the list, if any."""
    names = list(KNOWLEDGE.question)
    before = names[: names.index(question_id)][-1:]
    answers = {name: KNOWLEDGE.question[name].options[0].id for name in before}
    section = KNOWLEDGE.question[question_id].section
    return Talk(
        Conversation(
            state=section,
            question=question_id,
            answers=answers,
            trail=tuple(before),
            revision=len(answers) + 1,
        )
    ).does(AskedWhy())


def finished() -> Talk:
    """A friend who has answered all that was asked."""
    talk = Talk().begins()
    while talk.conversation.question:
        talk.taps(KNOWLEDGE.question[talk.conversation.question].options[0].id)
    return talk


def test_what_is_stored_is_said_before_anything_is_asked() -> None:
    talk = Talk().does(Began())
    assert talk.told == ["welcome"]
    assert talk.conversation.question is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_option_is_a_button_and_is_noted(question: Question) -> None:
    for option in question.options:
        talk = at(question.id).taps(option.id)
        assert talk.conversation.answers[question.id] == option.id
        assert talk.conversation.question != question.id


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_option_can_be_typed_by_its_label_or_id(question: Question) -> None:
    for option in question.options:
        for text in (option.label, option.label.upper(), f" {option.id}. "):
            assert at(question.id).says(text).conversation.answers[question.id] == option.id


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_section_is_the_place_while_its_questions_are_asked(question: Question) -> None:
    assert at(question.id).conversation.state == question.section


@pytest.mark.parametrize("question", QUESTIONS)
def test_skipping_leaves_no_answer_and_goes_on(question: Question) -> None:
    talk = at(question.id).does(Skipped())
    assert question.id not in talk.conversation.answers
    assert question.id in talk.conversation.skipped
    assert talk.conversation.question != question.id


@pytest.mark.parametrize("question", QUESTIONS)
def test_going_back_and_leaving_an_answer_changes_nothing(question: Question) -> None:
    answered = at(question.id).taps(question.options[1].id)
    before = answered.conversation
    again = answered.does(WentBack()).presses("skipped")
    assert again.conversation.answers == before.answers
    assert again.conversation.question == before.question


@pytest.mark.parametrize("question", QUESTIONS)
def test_taking_an_answer_back_touches_no_other(question: Question) -> None:
    answered = at(question.id).taps(question.options[0].id)
    before = dict(answered.conversation.answers)
    taken = answered.does(Edited(question=question.id)).does(Skipped(withdraw=True))
    del before[question.id]
    assert taken.conversation.answers == before


@pytest.mark.parametrize("question", QUESTIONS)
def test_why_is_answered_and_the_question_comes_back_once(question: Question) -> None:
    talk = at(question.id)
    revision = talk.conversation.revision
    talk.does(AskedWhy())
    assert talk.told == ["why", "question"]
    assert talk.conversation.revision == revision


@pytest.mark.parametrize("text", ["", "?", "banana", "<b>&\"'", "skip lunch", "🙂", "a" * 4096])
def test_text_that_names_no_option_stores_nothing(text: str) -> None:
    talk = at("standing")
    before = talk.conversation
    talk.says(text)
    after = talk.conversation.moved(buttons=before.buttons)
    assert after == before.moved(unanswered={1: text}, texts=1)
    assert talk.told == ["not_understood", "question"]


def test_sticker_gets_a_reply_and_the_question_back() -> None:
    talk = at("joy").does(AttachmentReceived(what="sticker"))
    assert talk.told == ["not_text", "question"]


@pytest.mark.parametrize("source", ["forward", "own", "inline", "quote"])
def test_words_from_elsewhere_note_nothing_and_bring_the_question_back(
    source: Literal["forward", "own", "inline", "quote"],
) -> None:
    talk = at("joy")
    before = talk.conversation
    talk.does(ForwardReceived(source=source))
    assert (talk.told, talk.conversation) == (["not_yours", "question"], before)
    assert Talk().does(ForwardReceived(source=source)).told == ["welcome", "not_yours"]


def test_back_goes_through_all_questions_to_the_first() -> None:
    talk = Talk().begins()
    asked = []
    while talk.conversation.question:
        asked.append(talk.conversation.question)
        talk.taps(KNOWLEDGE.question[asked[-1]].options[-1].id)
    seen = [talk.does(WentBack()).conversation.question for _ in asked]
    assert seen == asked[::-1]
    assert "nothing_before" in talk.does(WentBack()).told


@given(FULL_ANSWERS)
@settings(max_examples=20)  # each example is a whole interview
def test_progress_is_a_bound_that_holds_and_never_grows(answers: dict[str, str]) -> None:
    talk = Talk().begins()
    left = len(KNOWLEDGE.questions)
    asked = 0
    while talk.conversation.question:
        progress = talk.parts[-1].values["progress"]
        assert progress.total - progress.done <= left
        assert progress.done == asked
        left = progress.total - progress.done - 1
        talk.taps(answers[talk.conversation.question])
        asked += 1
    assert left >= 0


@given(FULL_ANSWERS)
@settings(max_examples=20)  # each example is a whole interview
def test_what_is_not_asked_would_not_change_the_advice(answers: dict[str, str]) -> None:
    talk = Talk().begins()
    while talk.conversation.question:
        talk.taps(answers[talk.conversation.question])
    asked, everything = (advise(RULES, a) for a in (talk.conversation.answers, answers))
    assert asked.pick == everything.pick
    assert [path.status for path in asked.paths] == [path.status for path in everything.paths]


def test_no_page_stands_between_the_last_answer_and_the_advice() -> None:
    talk = finished()
    assert (talk.conversation.state, talk.told) == ("advice", ["interview_over", "advice"])
    answers = talk.replies[0].values["sections"]
    assert sum(len(each["answers"]) for each in answers) == len(talk.conversation.answers)


@given(FULL_ANSWERS)
@settings(max_examples=20)  # each example is a whole interview
def test_my_answers_count_what_was_not_asked(answers: dict[str, str]) -> None:
    talk = Talk().begins()
    while talk.conversation.question:
        talk.taps(answers[talk.conversation.question])
    values = talk.does(Reviewed()).parts[0].values
    told = sum(len(each["answers"]) for each in values["sections"])
    assert told == len(talk.conversation.answers)
    assert told + values["not_asked"] + values["to_ask"] == len(KNOWLEDGE.questions)
    assert values["to_ask"] == 0


def known(*questions: str) -> Talk:
    """A friend of the author's mind, who answered these questions, or all."""
    answers = KNOWLEDGE.author.answers
    return Talk(Conversation(answers={name: answers[name] for name in questions or answers}))


def test_enough_gives_advice_at_once_and_the_rest_can_be_answered_later() -> None:
    talk = known("role", "ambition", "engineering", "mentors").does(Enough())
    assert talk.told == ["advice"]
    talk.does(Continued())
    assert talk.conversation.question
    assert talk.conversation.question not in talk.conversation.answers


def test_after_enough_an_edit_tells_what_became_of_the_advice_not_the_interview() -> None:
    talk = known().does(Enough()).does(Edited(question="years")).taps("10+")
    assert talk.told == ["advice_update"]
    assert talk.presses("enough").told == ["advice"]


def test_too_little_to_go_on_gets_the_question_that_helps_most() -> None:
    talk = Talk().begins().taps_any().does(Enough())
    assert talk.told == ["too_little", "question"]
    assert not talk.conversation.advised
    assert all(choice.event.kind != "enough" for choice in talk.choices)


@given(FULL_ANSWERS)
@settings(max_examples=20)
def test_whoever_wants_advice_gets_it_as_soon_as_there_is_any(answers: dict[str, str]) -> None:
    talk = Talk().begins().does(Enough())
    while talk.conversation.question:
        assert advise(RULES, talk.conversation.answers).pick is None
        talk.taps(answers[talk.conversation.question])
    assert talk.told[-1] == "advice"
    assert advise(RULES, talk.conversation.answers).pick or not talk.conversation.question


def test_a_leaning_is_told_once_there_are_five_answers_and_when_it_turns() -> None:
    talk, told = Talk().begins(), []
    while talk.conversation.question:
        talk.taps(KNOWLEDGE.author.answers[talk.conversation.question])
        if talk.told[-1] == "question" and talk.parts[-1].values["leaning"]:
            told.append((len(talk.conversation.answers), talk.parts[-1].values["leaning"]["to"]))
    assert told[0][0] >= 5
    assert told[-1][1] == KNOWLEDGE.path["platform"].name
    assert len({*told}) == len(told)


def test_skipped_questions_come_back_when_only_they_are_left() -> None:
    talk = Talk().begins()
    first = talk.conversation.question
    while talk.conversation.question:
        talk.does(Skipped())
    talk.does(Continued())
    assert talk.conversation.question == first


def test_a_section_already_answered_is_passed_over() -> None:
    talk = at("degree")
    for question in ("degree", "proof", "study"):
        talk.does(Edited(question=question)).taps(KNOWLEDGE.question[question].options[0].id)
    assert talk.conversation.state == "experience"
    while talk.conversation.state == "experience":
        talk.does(Skipped())
    assert talk.conversation.state == "market"


def test_stopping_keeps_everything_and_goes_on_at_the_same_question() -> None:
    talk = at("market").does(Cancelled())
    assert talk.conversation.state == "stopped"
    talk.does(Began())
    assert (talk.conversation.question, talk.told) == ("market", ["welcome_back", "question"])


def test_text_while_stopped_is_no_answer() -> None:
    talk = at("market").does(Cancelled()).says("India")
    assert "market" not in talk.conversation.answers
    assert talk.choices


def test_answers_can_be_seen_at_any_time_and_the_question_comes_back() -> None:
    talk = at("market").does(Reviewed())
    assert talk.told == ["review", "question"]


def test_a_page_with_many_buttons_has_the_way_back_in_place_of_the_question() -> None:
    talk = Talk().begins()
    for _ in range(8):
        talk.taps_any()
    question = talk.conversation.question
    talk.does(Reviewed())
    assert (talk.told, talk.conversation.question) == (["review"], question)
    assert talk.presses("continued").told == ["question"]
    assert talk.conversation.question == question


def test_answers_seen_after_early_advice_do_not_claim_that_all_was_asked() -> None:
    talk = known("role", "ambition", "engineering", "mentors").does(Enough()).does(Reviewed())
    (review,) = (reply for reply in talk.parts if reply.template == "review")
    assert review.values["progress"] == "partial"
    assert "Go on with the questions" in [c.label for row in review.choices for c in row]


def test_first_answer_by_a_typed_yes() -> None:
    talk = Talk().does(Began()).says("ok, let's go")
    assert talk.told == ["question"]


def test_option_of_another_version_is_refused_and_the_question_stays() -> None:
    talk = at("market").does(Chose(question="market", option="mars"))
    assert talk.told == ["misfired", "question"]
    assert "market" not in talk.conversation.answers
