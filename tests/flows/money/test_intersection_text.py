"""What people type behind /intersection, and what they are told when it cannot be read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.money.intersection import Skills, intersection
from flows.money.intersection_text import EXAMPLE, Unreadable, read_skills


@pytest.mark.parametrize(
    ("text", "tops", "correlation"),
    [
        ("/intersection 25 25 30", "25 25 30", None),
        ("/intersection@some_bot 25 25 30", "25 25 30", None),
        ("25% 25 %, 30%", "25 25 30", None),
        ("top 10, top 20 and 5", "10 20 5", None),
        ("25/25/30", "25 25 30", None),
        ("0.5 12.5", "0.5 12.5", None),
        ("25 25 30 r=0.4", "25 25 30", "0.4"),
        ("25 25 correlation: .3", "25 25", "0.3"),
        ("25 25 correlation of 30%", "25 25", "0.3"),
        ("Correlated 1 25 25", "25 25", "1"),
    ],
)
def test_it_reads(text: str, tops: str, correlation: str | None) -> None:
    skills = read_skills(text)
    assert isinstance(skills, Skills)
    assert skills.tops == tuple(map(Decimal, tops.split()))
    assert skills.correlation == (None if correlation is None else Decimal(correlation))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "two"),
        ("/intersection", "two"),
        ("25", "two"),
        ("25 abc", "abc"),
        ("25 1e3", "1e3"),
        ("0 25", "0"),
        ("25 130", "130"),
        ("-5 25", "-5"),
        ("1 2 3 4 5 6 7 8 9 10 11", "11"),
        ("25 25 r=2", "2"),
        ("25 25 r=-0.5", "-0.5"),
        ("25 25 r=0.999", "0.999"),
        ("25 25 r=1.2.3", "1.2.3"),
        ("25 25 r", "r"),
        ("25 25 " + "x" * 5000, "x"),
    ],
)
def test_it_says_what_it_could_not_read_and_shows_how(text: str, names: str) -> None:
    answer = read_skills(text)
    assert isinstance(answer, Unreadable)
    assert names in answer.sentence
    assert answer.sentence.endswith(EXAMPLE)
    assert len(answer.sentence) < 200


@given(st.text() | st.from_regex(r"[\d .,%r=-]{0,40}"))
def test_any_text_is_answered(text: str) -> None:
    answer = read_skills(text)
    if isinstance(answer, Skills):
        found = intersection(answer)
        assert 0 < found.independent <= 1
        assert 0 <= found.correlated <= 1
