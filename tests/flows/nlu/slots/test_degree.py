"""A degree is held, and not planned, broken off or given for the honour."""

import pytest

from flows.nlu.slots.degree import replied
from tests.flows.nlu.said import said

MISSED = 0.16
"""The share of wordings that may be read otherwise: whether a degree is held was learned."""

DEGREES = {"master's": "masters", "MSc": "masters", "PhD": "phd", "doctorate": "phd"}
HELD = ["I got the {}", "I did the {} in Leeds", "a {} is all I have", "I have a {}"]
NOT_HELD = [
    *("{} planned for 2029", "my {} got cancelled", "the {} never happened", "{} on hold"),
    *("the {} I stopped in its second year", "a {} I never finished", "my {} ends next June"),
    *("my {} in statistics finishes this winter", "this autumn I enter a {}"),
    *("almost did a {}", "I nearly got a {}", "my {} was postponed", "the {} fell through"),
]

UNDER_WAY = [
    *("finishing my {}", "I'm finishing up a {}", "halfway through a {}"),
    *("half way through my {}", "doing a part-time {}", "doing a {} part time"),
    *("I do a {} in the evenings", "currently doing an online {}", "my {} will be done in June"),
    *("my {} will be finished next year", "about to defend my {}"),
    *("two semesters away from my {}", "one course short of a {}"),
    *("my {} is three quarters done", "my {} is half done", "my {} is nearly done"),
    *("I'm almost done with my {}", "writing my {} thesis right now", "busy with my {} thesis"),
    *("working toward a {}", "working towards my {} in the evenings"),
    *("I will have my {} in May", "I'll have my {} by summer", "I get my {} in June"),
    *("I'm getting my {} next spring", "in the final stretch of a {}"),
    *("on the home straight of my {}", "still doing my {}", "my {} is due next year"),
    *("wrapping up my {}", "I am wrapping up a {}", "juggling work and a {}"),
    *("a {} on the side", "studying for a {} next to work", "{} (in progress)", "{} (ongoing)"),
    *("{}, graduating in 2027", "{}, expected 2027", "I expect to finish my {} in 2027"),
    *("{} to be completed next year", "soon to have a {}", "hope to finish my {} this year"),
    *("at the end of my {}", "midway through my {}", "mid-{}", "I'm a year into my {}"),
    *("two years into a {}", "my {} has another year to go", "a semester left of my {}"),
    *("the last exam of my {} is in March", "submitting my {} thesis in March"),
    *("just started a {}", "taking a {} at night", "enrolled for a {}", "{} loading"),
    *("working full time and doing my {}", "one year to go in my {}"),
]
CAME_OF_A_PHD = [
    *("dropped out of the PhD with a {}", "left my PhD with a {}"),
    *("quit the PhD after three years and took the {}", "I left the PhD programme with a {}"),
    *("PhD dropout with a {}", "didn't finish the PhD but got a {} out of it"),
    *("I abandoned my PhD, leaving with a {}", "quit my PhD, have the {} though"),
    *("Dropped out of a PhD, so {} it is", "I got a {} on the way out of a PhD I dropped"),
    "started a PhD, stopped after two years, {} is my highest",
    *("left the PhD early and got a {} for it", "PhD abandoned, {} in hand"),
    *("left a doctorate halfway, with a {} to show for it", "my PhD ended as a {}"),
    *("turned my PhD into a {} and left", "converted my PhD to a {}"),
    *("exited the PhD with a {}", "bailed on the PhD, walked with a {}"),
    *("I was in a PhD, came away with a {}", "was thrown out of the PhD with a {}"),
    *("never finished the PhD - {} only", "ended my PhD at the {} stage"),
    *("a PhD dropped for a {}", "dropped out of the PhD, {} awarded", "PhD (left with {})"),
    *("ex PhD student, {} is what I got", "my PhD failed but I have the {}"),
    "downgraded my PhD to a {}",
]


def read(text: str) -> str | None:
    found = replied(said(text))
    return found.option if found else None


@pytest.mark.parametrize("degree", DEGREES)
def test_a_degree_that_is_held(degree: str) -> None:
    texts = [form.format(degree) for form in HELD]
    wrong = [text for text in texts if read(text) != DEGREES[degree]]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("degree", DEGREES)
@pytest.mark.parametrize("forms", [NOT_HELD, UNDER_WAY], ids=["not held", "under way"])
def test_a_degree_that_is_not(forms: list[str], degree: str) -> None:
    texts = [form.format(degree) for form in forms]
    wrong = [f for text in texts if (f := replied(said(text))) and f.option == DEGREES[degree]]
    assert len(wrong) <= 2 * MISSED * len(texts), wrong
    assert sum(found.sure for found in wrong) <= 2, wrong


@pytest.mark.parametrize("words", ["doctorate", "degree", "PhD"])
def test_an_honour_is_no_degree(words: str) -> None:
    assert not read(f"our CEO got an honorary {words}")


@pytest.mark.parametrize("words", ["specialist diploma", "specialist's degree", "MBA"])
def test_a_degree_that_may_be_a_masters_is_asked_back(words: str) -> None:
    found = replied(said(f"I hold a {words} in mathematics"))
    assert found
    assert not found.sure


@pytest.mark.parametrize("degree", ["master's", "MSc"])
def test_a_masters_that_came_of_a_phd_is_read_and_no_phd(degree: str) -> None:
    texts = [form.format(degree) for form in CAME_OF_A_PHD]
    wrong = [text for text in texts if read(text) != "masters"]
    assert len(wrong) <= 2 * MISSED * len(texts), wrong
    assert [text for text in wrong if read(text) == "phd"] == []


BESIDE = [
    *("I turned my MSc into a career", "I have a master's, expected 90k", "did my MSc at night"),
    *("took a break after my MSc", "I have a masters and will be 30 soon", "my MSc was a joy"),
    *("my masters turned out useful", "I stopped after my MSc", "MSc done, PhD in progress"),
    *("years into my career, MSc in stats", "taking a pay cut with a MSc"),
]


def test_a_masters_beside_what_goes_on_is_held() -> None:
    wrong = [text for text in BESIDE if read(text) != "masters"]
    assert len(wrong) <= 2 * MISSED * len(BESIDE), wrong
