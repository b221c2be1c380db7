"""An offer told as so many times today's pay: the figure that it comes to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.slots.pay import stated
from tests.flows.nlu.said import said

TIMES: dict[str, float | str] = {
    "double": 2,
    "twice": 2,
    "three times": 3,
    "1.5x": "1.5",
    "1.2 times": "1.2",
    "triple": 3,
    "half of": "0.5",
    "half": "0.5",
    "80% of": "0.8",
    "a quarter of": "0.25",
    "10% more than": "1.1",
    "20% less than": "0.8",
    "a quarter above": "1.25",
}
OFFERED = [
    "the new role pays {} my {}k",
    "they'd pay me {} my {}k",
    "they offer {} my current {}k",
    "{} my {}k is what the startup pays",
    "The other job? {} my {}k",
    "there I'd get {} what I make now ({}k)",
]
OTHERS = [
    "my wife earns {} my {}k",
    "they pay my colleague {} my {}k",
    "the rent is {} my {}k",
    "I spend {} my {}k on the house",
    "could live on {} my {}k",
    "if they offered {} my {}k I'd go",
    "my old job paid {} my {}k",
]


def _figures(text: str) -> tuple[Decimal | None, Decimal | None]:
    pay = stated(said(text))
    return (pay.now, pay.next) if pay else (None, None)


@pytest.mark.parametrize("form", OFFERED)
@given(now=st.integers(30, 190), times=st.sampled_from(sorted(TIMES)))
def test_a_multiple_of_todays_pay_is_the_offer(form: str, now: int, times: str) -> None:
    whole = Decimal(now * 1000)
    assert _figures(form.format(times, now)) == (whole, whole * Decimal(TIMES[times]))


@pytest.mark.parametrize("times", ["double", "half", "1.5x", "70% of", "three times", "a third of"])
@pytest.mark.parametrize("of", ["that", "it", "my pay", "my current salary", "what I earn"])
def test_todays_pay_need_not_be_said_again(times: str, of: str) -> None:
    now, after = _figures(f"I earn 90k. The new job pays {times} {of}")
    assert now == 90_000
    assert after is not None


@pytest.mark.parametrize("form", OTHERS)
@given(times=st.sampled_from(sorted(TIMES)))
def test_what_others_get_or_one_spends_is_no_offer(form: str, times: str) -> None:
    assert _figures(form.format(times, 90))[1] is None


@pytest.mark.parametrize("text", ["the team is twice that size", "the work is half of it"])
def test_what_is_no_pay_is_no_multiple_of_it(text: str) -> None:
    assert _figures(f"I earn 90k. {text}") == (Decimal(90_000), None)
