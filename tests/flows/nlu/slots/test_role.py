"""Whose a title is where several people have it."""

import pytest

from flows.nlu.slots.role import stated
from tests.flows.nlu.said import said

TITLES = {
    "data scientists": "data-scientist",
    "data engineers": "data-engineer",
    "backend developers": "software-engineer",
    "ML engineers": "ml-engineer",
    "BI analysts": "analyst",
}
MINE = [
    "I'm one of the {}",
    "I am one of three {} here",
    "The managers sit upstairs, I'm one of the {}",
    "one of the {} at a bank",
    "I work as one of our senior {}",
]
OTHERS = [
    "one of the {} left",
    "I sit beside one of the {}",
    "one of our {} has a dog",
    "the {} left",
]


MISSED = 0.1
"""The share of wordings that may be read otherwise: whose a title is was learned."""


def option(text: str) -> str | None:
    found = stated(said(text))
    return found.option if found else None


def test_one_of_several_is_what_the_friend_is() -> None:
    texts = {form.format(title): TITLES[title] for title in TITLES for form in MINE}
    wrong = {text: read for text, role in texts.items() if (read := option(text)) != role}
    assert len(wrong) <= 4 * MISSED * len(texts), wrong
    assert set(wrong.values()) <= {None}


def test_one_of_several_may_be_another() -> None:
    texts = [form.format(title) for title in TITLES for form in OTHERS]
    wrong = [text for text in texts if (found := stated(said(text))) and found.sure]
    assert len(wrong) <= MISSED * len(texts), wrong


@pytest.mark.parametrize(
    "text",
    [
        "I was laid off in May from a bank (data team lead, 4 people), and rested. Then I moved",
        "I got let go in June (ML engineer at a startup, 90k)",
        "Lost my job last month (analytics lead, small team)",
    ],
)
def test_a_job_that_was_lost_is_asked_about(text: str) -> None:
    found = stated(said(text))
    assert found is None or not found.sure


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("they made me Head of ML last spring", "ml-lead"),
        ("my company promoted me to ML lead", "ml-lead"),
        ("my company appointed me head of ML", "ml-lead"),
    ],
)
def test_what_somebody_was_made(text: str, option: str) -> None:
    found = stated(said(text))
    assert found
    assert found.option == option


@pytest.mark.parametrize(
    "form",
    [
        *("{} and me", "we have a product manager, {} and me", "I nearly became {}"),
        "In 2019 I almost became {}",
    ],
)
@pytest.mark.parametrize("title", ["a data engineer", "an analyst", "a backend developer"])
def test_one_beside_the_friend_and_what_one_nearly_became_is_not_noted(
    title: str, form: str
) -> None:
    found = stated(said(form.format(title)))
    assert not (found and found.sure)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("Leeds, data science for a water utility", "data-scientist"),
        ("data engineering at a bank, Oslo", "data-engineer"),
        ("analytics for a shoe shop in Lyon", "analyst"),
    ],
)
def test_a_field_that_one_works_in_is_read(text: str, option: str) -> None:
    found = stated(said(text))
    assert found
    assert found.option == option


@pytest.mark.parametrize("text", ["41, DE at a telecom in Cairo", "30F, SWE at a shop"])
def test_a_short_title_behind_an_age(text: str) -> None:
    assert stated(said(text))


@pytest.mark.parametrize("text", ["data science at Google is a dream", "ML for beginners"])
def test_a_field_that_is_spoken_of_is_no_work(text: str) -> None:
    assert stated(said(text)) is None
