"""Thanks, doubt, anger, fear and other languages get a human sentence, and never the owner.

The lines stand in ``tests/cases/moods.jsonl``. Some are marked as seen: those were looked at while
the words were listed, of the others only how many are right.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Asked, Enough, PassedOn, TextReceived
from flows.nlu.interpretation import Interpretation
from flows.nlu.language import is_foreign
from flows.nlu.normalize import clean
from tests.flows.dialogue.talk import KNOWLEDGE, Talk
from tests.flows.dialogue.test_typed_lines import said
from tests.flows.nlu.cases import OPENERS, POSTS, TYPED, cases
from tests.flows.nlu.reading import understand

LINES = cases("moods")
MOODS = ("anger", "fear", "doubt", "thanks")
ENGLISH = cases("faq", "faq_others", "faults", "offtopic", "typed", *OPENERS, *POSTS, *TYPED)

PLACES: Mapping[str, Conversation] = {
    "question": Talk().begins().taps_any().conversation,
    "advice": Talk(Conversation(answers=dict(KNOWLEDGE.author.answers)))
    .does(Enough())
    .conversation,
}
"""Where the conversation stands that a line is said in."""


def is_right(case: Mapping[str, Any], before: Conversation) -> bool:
    """Whether a line is answered as it is meant, its facts and questions included."""
    talk = said(case["text"], before)
    told, values = talk.told, [reply.values for reply in talk.parts]
    answers, topic = case.get("answers", {}), case.get("topic")
    noted = talk.conversation.answers | {
        choice.event.question: choice.event.option
        for choice in talk.choices
        if choice.event.kind == "doubt-settled"
    }
    if topic or answers:
        answered = not topic or any(
            each.get("topic") and each["topic"].id == topic for each in values
        )
        moved = not case["means"] or any(each.get("mood") == case["means"] for each in values)
        return answered and moved and answers.items() <= noted.items()
    if case["means"] == "foreign":
        return "only_english" in told
    if case["means"] == "doubt" and {"topic", "proof", "outside"} & {*told}:
        return True  # what it rests on answers a doubt, too
    if case["means"]:
        return any(each.get("mood") == case["means"] for each in values) and not _offers_owner(talk)
    return not any(each.get("mood") in MOODS for each in values) and "only_english" not in told


def _offers_owner(talk: Talk) -> bool:
    return any(isinstance(choice.event, PassedOn) for choice in talk.choices)


FLOORS = {True: 0.97, False: 0.92}
"""How many of the lines that were looked at, and of the others, have to be right."""


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("seen", [True, False])
def test_moods_and_languages_are_answered_as_they_are_meant(where: str, *, seen: bool) -> None:
    lines = [case for case in LINES if case["seen"] == seen]
    wrong = [case["text"] for case in lines if not is_right(case, PLACES[where])]
    assert 1 - len(wrong) / len(lines) >= FLOORS[seen], len(wrong)


def test_there_are_lines_enough_of_either_kind() -> None:
    unseen = [case for case in LINES if not case["seen"]]
    assert min(len(unseen), len(LINES) - len(unseen)) >= 75


@pytest.mark.parametrize("mood", MOODS)
def test_a_mood_gets_one_sentence_and_the_open_question(mood: str) -> None:
    talk = Talk(PLACES["question"])
    reading = Interpretation.model_validate({"mood": mood})
    talk.does(TextReceived(text="…", interpretation=reading))
    assert talk.told == ["manners", "question"]
    assert talk.conversation.question == PLACES["question"].question


def test_that_only_english_is_read_is_said_once_at_length() -> None:
    talk = Talk(PLACES["question"])
    again = [
        talk.does(TextReceived(text="hola", interpretation=Interpretation(foreign=True)))
        .parts[0]
        .values["again"]
        for _ in range(3)
    ]
    assert again == [False, True, True]


def test_the_first_words_in_another_language_get_the_welcome_too() -> None:
    assert {"welcome", "only_english"} <= {*said("hola, ¿qué tal estás?", Conversation()).told}


def test_english_is_not_taken_for_another_language() -> None:
    foreign = {
        case["text"]
        for case in ENGLISH
        if "text" in case and case.get("means") != "english" and is_foreign(clean(case["text"]))
    }
    assert {text for text in foreign if text.isascii() and " the " in text} == set()
    assert len(foreign) <= 3, foreign


@pytest.mark.parametrize(
    "text", ["what the hell is this?", "are you stupid?", "are you an idiot or what?"]
)
@pytest.mark.parametrize("where", PLACES)
def test_an_outburst_is_not_offered_to_the_owner(text: str, where: str) -> None:
    assert not _offers_owner(said(text, PLACES[where]))


def test_a_question_beside_anger_that_nobody_can_answer_may_still_be_passed_on() -> None:
    text = "ugh, this is stupid. does the canteen serve lunch on sundays?"
    assert _offers_owner(said(text, PLACES["advice"]))


def test_a_worry_about_the_new_job_is_no_anger_at_the_bot() -> None:
    told = said("what if I hate it", PLACES["advice"]).told
    assert told == ["topic"]
    assert said("i hate it", PLACES["advice"]).told == ["manners"]


@pytest.mark.parametrize(
    "text",
    [
        "Is it dumb to leave ML for backend?",
        "is it bad if I like all of it?",
        "BS Math, 4 yrs, DS in Austin",
        "my degree is BS in maths",
        "I like puzzles and I hate presenting",
    ],
)
def test_no_anger_is_read_of_a_worry_a_degree_or_a_dislike(text: str) -> None:
    assert not understand(text).mood


@pytest.mark.parametrize("text", ["this is stupid", "is this a joke to you?", "your answer is bs"])
def test_anger_is_read_of_what_is_said_of_the_bot(text: str) -> None:
    assert understand(text).mood == "anger"


@pytest.mark.parametrize(
    "text",
    ["that's rubbish because I know ten who did it", "that makes no sense because AI pays more"],
)
def test_an_argument_is_met_as_a_doubt_with_what_the_advice_rests_on(text: str) -> None:
    talk = said(text, PLACES["advice"])
    assert talk.parts[0].values["mood"] == "doubt"
    topics = [choice.event.topic for choice in talk.choices if isinstance(choice.event, Asked)]
    assert topics == ["evidence", "regret-least-sure"]


@pytest.mark.parametrize("text", ["you're stupid because you know nothing", "this is stupid"])
def test_anger_stays_anger_beside_a_reason(text: str) -> None:
    assert said(text, PLACES["advice"]).parts[0].values["mood"] == "anger"
