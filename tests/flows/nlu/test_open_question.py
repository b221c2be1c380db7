"""Texts typed at an open question: what answers it, and what must not be read into them."""

from collections import Counter

import pytest

from flows.knowledge import built_in
from flows.nlu.interpretation import Interpretation
from tests.flows.nlu.reading import understand


def read(question: str, text: str, previous: str | None = None) -> Interpretation:
    return understand(text, question or None, previous)


def noted(said: Interpretation) -> dict[str, str]:
    return {fact.question: fact.option for fact in said.facts}


def asked_back(said: Interpretation) -> dict[str, str]:
    return {fact.question: fact.option for fact in said.ask_back}


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("employer", "Either, I'd be fine with a big tech here", "either"),
        ("engineering", "own it. end to end. nobody else does in this zoo", "owns-production"),
        ("mentors", "just me and the intern, so no one", "neither"),
        ("mentors", "yes the senior", "engineers"),
        ("mentors", "no guidance from anyone", "neither"),
        ("standing", "no. used to be. now I'd say solid", "solid"),
        ("standing", "i'm solid not top, I lied earlier", "solid"),
        ("standing", "I'm top 5%, papers at top conferences", "top-5"),
        ("degree", "B.Sc is a bachelor's", "none-or-bachelors"),
        ("degree", "my degree is a masters", "masters"),
        ("degree", "bac+5", "masters"),
        ("role", "head of data science is my title", "ml-lead"),
        ("market", "my market is brazil!!", "elsewhere"),
        ("market", "yes, data scientist, and somewhere else", "elsewhere"),
        ("years", "I worked 6 months", "0-2"),
        ("runway", "can't go lower than what I make now", "none"),
        ("", "Not sure if this is for me but I'm a data analyst with 4 years", "3-5"),
        ("", "having a say matters a lot to me", "essential"),
        ("", "I said I want to become CTO one day", "lead-engineering"),
        ("degree", "no, below master's", "none-or-bachelors"),
        ("horizon", "as long as it takes, 10yrs plus", "over-10"),
        ("cut", "it would be more", "none"),
    ],
)
def test_what_is_said_plainly_is_noted(question: str, text: str, option: str) -> None:
    assert option in noted(read(question, text)).values()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("learning", "I learn slower than I did at 25, obviously"),
        ("learning", "not as fast as I was at university"),
        ("standing", "better than I was two years ago"),
        ("standing", "I used to be very good. These days my team is better than me."),
        ("standing", "in theory i am good, top conference 2 papers (neurips, iclr)"),
        ("standing", "I went to a top university"),
        ("standing", "one of the top labs in Asia hired me"),
        ("mentors", "lead engineering yes, but no coaches from CTO"),
        ("mentors", "no coaching from our CTO"),
        ("degree", "PhD student, third year"),
        ("degree", "i will finish my PhD, it's decided"),
        ("role", "She was a data scientist before she opened a bakery"),
        ("horizon", "a long one, till my kids are grown"),
        ("mentors", "two senior engineers, and a PhD guy in ML, but he is not a teacher"),
        ("title", "nah titles are just words. well. maybe a bit"),
        ("horizon", "the last one was short"),
        ("joy", "building things, but I like insight too"),
        ("", "compare platform and data engineering"),
        ("", "describe platform engineering"),
        ("", "my lead is somebody with 12 years"),
        ("", "I'd be 41 and reporting to somebody with 4 years"),
        ("", "he wrote that titles don't matter"),
        ("", "my friend said I'm an average modeller"),
    ],
)
def test_what_was_not_said_is_not_noted(question: str, text: str) -> None:
    assert noted(read(question, text)) == {}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("mentors", "used to have a boss who was brilliant, now it's me and an intern"),
        ("years", "about a decade, on and off"),
        ("influence", "not bothered at all"),
        ("runway", "honestly all of it, my husband earns enough for both"),
        ("employer", "tiny teams only, never again 100k employees"),
        ("employer", "budgets, hiring. I haven't touched production code for five years"),
        ("", "I haven't coded for three years"),
        ("", "I only work 6 months a year"),
        ("learning", "diplôme d'ingénieur, bac+5"),
        ("horizon", "i don't plan ten years ahead, i plan till next invoice"),
    ],
)
def test_nothing_of_another_question_is_guessed(question: str, text: str) -> None:
    said = read(question, text)
    assert {*noted(said), *asked_back(said)} <= {question}


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("ambition", "depends. a bit of everything, not one narrow thing", "best-at-one"),
        ("ambition", "I would like to be technical until the end, not chief", "lead-engineering"),
        ("learning", "normal I think, but I have less time than the others", "faster"),
        ("study", "more money would not hurt but it's not why", "no"),
        ("employer", "Kind of. I'd want a say in the product and the people", "startup"),
        ("years", "not even 2 years", "3-5"),
    ],
)
def test_what_nobody_could_have_meant_is_not_asked_back(
    question: str, text: str, option: str
) -> None:
    said = read(question, text)
    assert {**noted(said), **asked_back(said)}.get(question) != option


@pytest.mark.parametrize(
    ("previous", "text", "option"),
    [
        ("joy", "actually wait, building also gives me energy, both really", "mix"),
        ("joy", "i enjoy building too", "mix"),
        ("mentors", "some senior engineers too", "both"),
    ],
)
def test_what_comes_beside_an_answer_does_not_replace_it(
    previous: str, text: str, option: str
) -> None:
    said = read("degree", text, previous)
    assert (noted(said), asked_back(said)[previous]) == ({}, option)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("i didnt say top 5%", "standing"),
        ("I never said PhD", "degree"),
        ("I didn't mean a startup", "employer"),
        ("you said I'm tired of it, I never said that", "fatigue"),
        ("you have me as a data scientist, I'm not", "role"),
        ("you wrote pay first but that's not true", "ambition"),
    ],
)
def test_an_answer_that_was_never_given_is_asked_for_anew(text: str, question: str) -> None:
    assert read("engineering", text).edits == question


def test_past_titles_are_not_todays() -> None:
    told = "was a data scientist at a bank for 4 years, before that 2 years as a bi analyst"
    assert "role" not in noted(read("", told))
    assert (
        noted(read("", "data scientist since 2019, before that analyst"))["role"]
        == "data-scientist"
    )


@pytest.mark.parametrize("no", ["no", "not really", "absolutely not", "nope", "nah", "no thanks"])
@pytest.mark.parametrize(("question", "option"), [("study", "no"), ("proof", "none")])
def test_every_no_answers_what_a_plain_one_does(question: str, option: str, no: str) -> None:
    read = understand(no, question)
    assert (read.option, read.sure) == (option, True)


@pytest.mark.parametrize("text", ["no, {}, I said so", "{} it is", "ok make it {}", "{} then"])
def test_a_label_that_is_chosen_out_of_turn_is_heard_and_nothing_else(text: str) -> None:
    labels = Counter(option.label for q in built_in().questions for option in q.options)
    replies = ("None", "Some", "Yes", "Not important")
    assert not [
        option.label
        for question in built_in().questions
        for option in question.options
        if labels[option.label] == 1 and option.label not in replies
        for said in [read("", text.format(option.label))]
        if {**noted(said), **asked_back(said)} != {question.id: option.id} or said.questions
    ]


@pytest.mark.parametrize("text", ["no chance", "dont care", "never", "no keep it", "not really"])
@pytest.mark.parametrize("question", ["", "cut", "title", "engineering"])
def test_what_denies_in_a_few_words_names_no_topic(question: str, text: str) -> None:
    assert not read(question, text).questions


@pytest.mark.parametrize("text", ["keep it", "of course", "drop it", "yes keep it", "it is"])
def test_a_plain_reply_to_nothing_names_no_topic(text: str) -> None:
    assert not read("", text).questions


@pytest.mark.parametrize("question", ["title", "influence"])
def test_that_it_matters_says_that_it_matters(question: str) -> None:
    for text in ("of course it matters", "it matters", "it does matter to me"):
        assert {**noted(read(question, text)), **asked_back(read(question, text))} in (
            {"title": "a-lot"},
            {"influence": "essential"},
        )
