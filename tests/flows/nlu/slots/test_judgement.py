"""Matters of judgement: noted only where the friend says so of today, and never out of a story."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.knowledge import built_in
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import built_in_interpreter
from flows.nlu.model import load_model
from flows.nlu.phrases import load_lists
from flows.nlu.slots.judgement import replied, stated
from flows.nlu.slots.matters import LISTS
from flows.nlu.slots.reading import Message, Reading
from tests.flows.nlu.said import TODAY
from tests.flows.nlu.said import said as unguessed

CASES = Path(__file__).parents[3] / "cases"
QUESTIONS = sorted(
    {heading.split()[0] for heading in load_lists(LISTS) if heading.endswith(" gate")}
)
ROLES = {"gate", "never", "mine", "reply"}
KINDS = {"", "beside gate", "refusing", "together"}


def said(text: str) -> Message:
    """A message for which the shipped model guesses."""
    return Message(text, load_model().guess, TODAY)


def noted(reading: Reading | None) -> str | None:
    """The option that would be noted without asking."""
    return reading.option if reading and reading.sure else None


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("fatigue", "exciting field but im exhausted from it", "tired"),
        ("fatigue", "Lost all the joy in modelling", "tired"),
        ("fatigue", "10 years, mostly ML. Lost all the joy", "tired"),
        ("fatigue", "tuning the same models wears me out", "tired"),
        ("fatigue", "keeping up is a bit of a chore", "some"),
        ("fatigue", "I am not tired of modelling", "thrilled"),
        ("fatigue", "I still enjoy modelling but not like before", None),
        ("fatigue", "Models I love to this day, though not as much as I used to", None),
        ("joy", "I love building things, only less than I did", None),
        ("learning", "I'm not somebody who learns quicker than the others", None),
        ("learning", "I learned fast as a kid", None),
        ("title", "titles don't matter until you lose one", None),
        ("joy", "I love the people, the modelling less so", None),
        ("ambition", "I could become CTO at my uncle's firm", None),
        ("proof", "some talks I gave at school", None),
        ("engineering", "never deployed anything without an engineer beside me", None),
        ("joy", "What I can't stand: explaining charts to the board", None),
        ("fatigue", "what I hate: the insights meetings", None),
        ("fatigue", "got an exciting job offer", None),
        ("fatigue", "bored out of my mind with firmware", None),
        ("fatigue", "my wife is tired of my job", None),
        ("learning", "Every morning and weekend I read deep learning theory", None),
        ("learning", "I learn about ten times faster than my peers", "ten-times"),
        ("learning", "I learn slower than others", "typical"),
        ("study", "My old professor wants me to start a part time PhD, no thanks", "no"),
        ("study", "My old professor wants me to start a part time PhD", None),
        ("study", "I'd do a master's only if my employer pays for it", "if-funded"),
        ("study", "what if I did a PhD with a scholarship?", None),
        ("study", "I'd love to do a PhD", "yes"),
        ("study", "I'm in the 3rd year of a PhD and live on the stipend", None),
        ("study", "I am doing a fully funded PhD", None),
        ("study", "PhD candidate, funded until 2028", None),
        ("title", "AVP level (means nothing, all of us are)", None),
        ("title", "my title means nothing to me", "no"),
        ("mentors", "our VP Eng and two architects would coach me, nobody on ML side", "engineers"),
        ("mentors", "an ML scientist and a staff engineer both mentor me", "both"),
        ("mentors", "I mentor two juniors", None),
        ("mentors", "Where do I find engineers who would mentor me? nobody here", None),
        ("joy", "love building things more than dashboards", "building"),
        ("joy", "I don't enjoy coding", None),
        ("ambition", "VP of engineering eventually, not head of data", "lead-engineering"),
        ("ambition", "dream: CTO of my own thing", "lead-engineering"),
        ("ambition", "our CTO has big dreams", None),
        ("employer", "mnc or startup both ok", "either"),
        ("employer", "Big companies only", "bigco"),
        ("employer", "I work at a startup in Berlin", None),
        ("title", "Titles? couldn't care less", "no"),
        ("title", "a lower title would hurt me a lot", "a-lot"),
        ("title", "senior data scientist by title", None),
        ("influence", "Having a say in tools or org? Don't need it.", "no"),
        ("influence", "I have no say in anything and it kills me", "essential"),
        ("proof", "I wrote two papers", "some"),
        ("proof", "our team published five papers", None),
        ("standing", "I want to be a top 5% modeller", None),
        ("standing", "top 5% modeller", "top-5"),
        ("standing", "my manager says I'm an average modeller", None),
        (
            "engineering",
            "I've been on call for our services and got paged at night",
            "owns-production",
        ),
        ("engineering", "I own the whole platform in prod", "owns-production"),
        ("engineering", "I want to own production systems one day", None),
    ],
)
def test_running_text_states_what_its_words_say(
    question: str, text: str, option: str | None
) -> None:
    assert noted(stated(question, unguessed(text))) == option


@pytest.mark.parametrize(
    ("question", "text", "option", "sure"),
    [
        ("joy", "all of it", "mix", True),
        ("title", "not one bit", "no", True),
        ("study", "never again", "no", True),
        ("employer", "startup?", "startup", False),
        ("standing", "solid, no wait, still a beginner", "learning", True),
        ("title", "doesn't bother me. no wait, let me think what my wife says", "no", False),
        ("mentors", "who would that be?", None, False),
        ("study", "my cousin did one", None, False),
        ("standing", "MLE at a bank, eleven of us, 3 PhDs in the team", None, False),
        (
            "mentors",
            "I did two internships in Lisbon and my thesis was on graph networks",
            None,
            False,
        ),
        ("learning", "Every morning and weekend I read deep learning theory", None, False),
    ],
)
def test_a_reply_is_sure_if_it_is_about_the_question_alone(
    question: str, text: str, option: str | None, sure: bool
) -> None:
    reading = replied(question, said(text))
    assert ((reading.option, reading.sure) if reading else (None, False)) == (option, sure)


CUES = [
    (heading.split()[0], heading.split()[1], phrase.replace(" - ", "-"))
    for heading, phrases in load_lists(LISTS).items()
    if heading.split()[0] in QUESTIONS
    and heading.split()[1] not in ROLES
    and not heading.endswith(("beside gate", "together", "refusing"))
    for phrase in phrases
    if not {"*", "_"} & set(phrase)
]


_SUPPOSED = {heading.split()[0] for heading in load_lists(LISTS)["may be supposed"]}


@given(st.sampled_from(CUES), st.sampled_from(["my friend said {}", "my manager claims {}"]))
def test_what_another_says_is_never_noted(cue: tuple[str, str, str], frame: str) -> None:
    question, _, phrase = cue
    text = frame.format(phrase)
    assert stated(question, unguessed(text)) is None
    assert noted(replied(question, said(text))) is None


@given(
    st.sampled_from([cue for cue in CUES if cue[0] not in _SUPPOSED]),
    st.sampled_from(["what if {}", "if i had been {}", "suppose {}", "do you think {}?"]),
)
def test_what_is_supposed_or_asked_is_never_noted(cue: tuple[str, str, str], frame: str) -> None:
    question, _, phrase = cue
    text = frame.format(phrase)
    assert stated(question, unguessed(text)) is None
    assert noted(replied(question, said(text))) is None


@given(st.sampled_from(CUES))
def test_what_is_denied_is_never_noted(cue: tuple[str, str, str]) -> None:
    question, option, phrase = cue
    assert noted(stated(question, unguessed(f"it is not {phrase}"))) != option


@given(st.sampled_from([cue for cue in CUES if cue[0] not in load_lists(LISTS)["may be past"]]))
def test_what_is_over_is_never_noted(cue: tuple[str, str, str]) -> None:
    question, option, phrase = cue
    assert stated(question, unguessed(f"back then it used to be {phrase}")) is None
    assert noted(replied(question, said(f"years ago it used to be {phrase}"))) != option


@given(st.text(max_size=300), st.sampled_from(QUESTIONS))
def test_any_text_can_be_read(text: str, question: str) -> None:
    options = {option.id for option in built_in().question[question].options}
    for reading in (stated(question, said(text)), replied(question, said(text))):
        assert reading is None or reading.option in options


def _cases(*names: str) -> list[dict[str, Any]]:
    lines = [line for name in names for line in (CASES / name).read_text().splitlines()]
    return [json.loads(line) for line in lines]


POSTS = ("openers.jsonl", "openers_others.jsonl", "openers_own.jsonl", "voices.jsonl")


def _accepted(case: dict[str, Any], question: str) -> set[str]:
    fine = case.get("answers_also_fine", {}).get(question, [])
    return {*fine, case["answers"].get(question, "")}


def test_posts_are_noted_right_and_seldom_missed() -> None:
    noted_ones, wrong, due, found = 0, [], 0, 0
    for case in _cases(*POSTS):
        message = said(case["text"])
        for question in QUESTIONS:
            reading, accepted = stated(question, message), _accepted(case, question)
            if option := noted(reading):
                noted_ones += 1
                wrong += [(question, option, case["text"])] * (option not in accepted)
            if case["answers"].get(question):
                due += 1
                found += reading is not None and reading.option in accepted
    assert len(wrong) <= 0.02 * noted_ones, wrong
    assert found >= 0.9 * due


def test_posts_typed_at_a_question_are_no_sure_answers_to_it() -> None:
    stories = [case for case in _cases(*POSTS) if len(case["text"].split()) > 5]
    invented = [
        (question, option, case["text"])
        for case in stories
        for question in QUESTIONS
        if (option := noted(replied(question, said(case["text"]))))
        and option not in _accepted(case, question)
    ]
    assert len(invented) <= 2, invented


def test_typed_answers_are_read_right() -> None:
    cases = _cases("slots.jsonl", "slots_others.jsonl", "slots_own.jsonl")
    read = [
        (case, replied(case["question"], said(case["text"])))
        for case in cases
        if case["question"] in QUESTIONS
    ]
    right = [case["option"] == (reading.option if reading else None) for case, reading in read]
    wrong = [case for case, reading in read if noted(reading) not in (None, case["option"])]
    assert sum(right) >= 0.96 * len(right)
    assert len(wrong) <= 1, wrong


def test_lists_fit_the_questions() -> None:
    for heading, phrases in load_lists(LISTS).items():
        name, _, rest = heading.partition(" ")
        if name not in QUESTIONS:
            continue
        option, _, kind = rest.partition(" ")
        options = {option.id for option in built_in().question[name].options}
        assert kind in KINDS
        assert option in (options if kind else options | ROLES)
        assert kind != "together" or set(phrases) <= options


def test_headings_are_sorted() -> None:
    assert list(load_lists(LISTS)) == sorted(load_lists(LISTS))


@pytest.mark.parametrize("text", ["only if " * 512, "modelling, " * 380, "phd no thanks. " * 270])
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    message = said(text)
    assert message.clauses

    def taken() -> float:
        start = time.process_time()
        for question in QUESTIONS:
            stated(question, message)
        return time.process_time() - start

    # The first time reads lists and classifiers, and a pause of the machine slows one of them.
    assert min(taken() for _ in range(4)) < 0.25


@pytest.mark.parametrize(
    ("clause", "option"),
    [
        ("The backend seniors pair with me every day", "engineers"),
        ("My colleague is sick of training the same models", None),
        ("My boss owns production and is on call all by himself", None),
        ("Did the backend seniors pair with me every day?", None),
    ],
)
def test_what_others_do_tells_of_mentors_alone(clause: str, option: str | None) -> None:
    """Who could teach the friend is always somebody else; all other matters are the friend's."""
    heard = built_in_interpreter().interpret(f"5 years in Rome. {clause}", TextContext())
    judged = {
        fact.question: fact.option
        for fact in (*heard.facts, *heard.ask_back)
        if built_in().question[fact.question].reads == "judgement"
    }
    assert judged == ({"mentors": option} if option else {})


@pytest.mark.parametrize(
    ("clause", "question"),
    [
        ("A mix of everything keeps me awake", "joy"),
        ("A mix of everything keeps the firm awake", None),
        ("My GitHub is empty", "proof"),
        ("The paper is empty", None),
    ],
)
def test_a_thing_that_is_the_friends_tells_of_the_friend(clause: str, question: str | None) -> None:
    heard = built_in_interpreter().interpret(f"5 years in Rome. {clause}", TextContext())
    asked = [fact.question for fact in heard.ask_back]
    judged = [each for each in asked if built_in().question[each].reads == "judgement"]
    assert judged == ([question] if question else [])
