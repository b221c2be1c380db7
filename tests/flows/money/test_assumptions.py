"""Assumptions are bounded, ordered, changed one at a time; each bad one has its sentence."""

from decimal import Context, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from flows.figures import Figures
from flows.money.assumptions import (
    ASSUMPTION_CHOICES,
    CHAPTER,
    LONGEST,
    Assumptions,
    choose,
    chosen,
    name_today,
    problem_in,
)
from tests.flows.money.strategies import assumptions


@pytest.mark.parametrize(
    "bad",
    [
        {"staying": Decimal("-1.1")},
        {"staying": Decimal("NaN")},
        {"extra_high": Decimal(11)},
        {"extra_high": Decimal("NaN")},
        {"staying": Decimal("0.5"), "extra_high": Decimal("9.6")},
        {"staying": Decimal("-0.5"), "extra_low": Decimal("-0.6")},
        {"discount": Decimal("-0.01")},
        {"horizon": 0},
        {"horizon": 41},
        {"job_year": 0},
        {"job_multiple": Decimal(-1)},
        {"next_total": Decimal(-1)},
        {"extra_low": Decimal("0.3")},
        {"extra_mid": Decimal("0.3")},
        {"market": Decimal(1)},
    ],
)
def test_what_cannot_be_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Assumptions(**bad)


def test_a_range_out_of_order_is_explained() -> None:
    with pytest.raises(ValidationError, match="must not fall"):
        Assumptions(extra_low=Decimal("0.5"))


def test_what_differs_from_the_defaults_is_known() -> None:
    assert Assumptions().changed == frozenset()
    assert Assumptions(discount=Decimal("0.05"), horizon=10).changed == {"discount"}


def test_the_default_horizon_is_the_end_of_the_chapter() -> None:
    assert Assumptions().horizon == CHAPTER[1]


def test_unless_more_is_stated_both_pays_grow_alike() -> None:
    assert Assumptions().alike
    assert Assumptions(staying=Decimal("0.07")).growth_of_new(Decimal(0)) == Decimal("0.07")


@pytest.mark.parametrize("horizon", range(1, LONGEST + 1))
def test_the_years_told_are_of_the_chapter_and_end_with_the_last_that_counts(horizon: int) -> None:
    told = Assumptions(horizon=horizon).told_years
    assert told[-1] == horizon
    assert list(told) == sorted(set(told))
    assert set(told) - {horizon} <= {4, 7, 10}
    assert set(told) >= {year for year in (4, 7, 10) if year <= horizon}


@pytest.mark.parametrize(
    ("name", "choice_id"),
    [(name, c.id) for name, offered in ASSUMPTION_CHOICES.items() for c in offered],
)
def test_every_choice_can_be_taken_and_is_seen_as_taken(name: str, choice_id: str) -> None:
    assert chosen(choose(Assumptions(), name, choice_id), name) == choice_id


@pytest.mark.parametrize("name", ASSUMPTION_CHOICES)
def test_a_choice_leaves_everything_else(name: str) -> None:
    before = Assumptions(next_total=Decimal(7))
    for choice in ASSUMPTION_CHOICES[name]:
        after = choose(before, name, choice.id)
        untouched = before.model_dump().keys() - choice.values.keys()
        assert all(getattr(after, field) == getattr(before, field) for field in untouched)


@pytest.mark.parametrize("name", sorted(Assumptions.model_fields.keys() - {"next_total"}))
def test_each_assumption_marks_one_statement_as_yours(name: str) -> None:
    changed = Assumptions.model_construct(**{**Assumptions().model_dump(), name: Decimal(7)})
    assert sum(Assumptions().yours.values()) == 0
    assert sum(changed.yours.values()) == 1


@pytest.mark.parametrize("name", ASSUMPTION_CHOICES)
def test_the_default_is_among_the_choices(name: str) -> None:
    assert chosen(Assumptions(), name) is not None


def test_a_value_of_ones_own_is_no_choice() -> None:
    assert chosen(Assumptions(horizon=12), "horizon") is None


def test_a_choice_that_is_not_on_offer_is_an_error() -> None:
    with pytest.raises(KeyError):
        choose(Assumptions(), "growth", "99")


FIELDS = [(model, name) for model in (Figures, Assumptions) for name in model.model_fields]


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_each_field_has_a_sentence(model: type[BaseModel], name: str) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate({name: "-7"})
    sentence = problem_in(caught.value)
    assert sentence[0].isupper()
    assert sentence.endswith(".")


def test_a_range_out_of_order_has_one_too() -> None:
    with pytest.raises(ValidationError) as caught:
        Assumptions.model_validate({"extra_low": "0.5"})
    assert "50" in problem_in(caught.value)


def of_0_1(**stored: str) -> dict[str, Any]:
    """Assumptions as 0.1 stored them, all fields of them."""
    growth = {"staying": "0", "low": "0", "mid": "0.1", "high": "0.2"} | stored
    return {"discount": 0.0, "horizon": 10, "job_year": 6, "next_total": None} | {
        name: float(value) for name, value in growth.items()
    }


def test_what_nobody_chose_becomes_equal_growth() -> None:
    assert Assumptions.model_validate(of_0_1()) == Assumptions()
    kept = Assumptions.model_validate(of_0_1(staying="0.05", job_multiple="2"))
    assert kept == Assumptions(staying=Decimal("0.05"), job_multiple=Decimal(2))


SHARES = st.decimals(0, 1, places=2)


@given(SHARES, st.tuples(SHARES, SHARES, SHARES))
def test_a_growth_that_was_chosen_stays_what_it_was(
    staying: Decimal, cases: tuple[Decimal, Decimal, Decimal]
) -> None:
    assume(cases != (Decimal(0), Decimal("0.1"), Decimal("0.2")))
    low, mid, high = sorted(cases)
    stored = of_0_1(staying=str(staying), low=str(low), mid=str(mid), high=str(high))
    read = Assumptions.model_validate(stored)
    assert read.staying == staying
    extras = (read.extra_low, read.extra_mid, read.extra_high)
    assert [read.growth_of_new(extra) for extra in extras] == [low, mid, high]
    assert Assumptions.model_validate(read.model_dump(mode="json")) == read


def test_what_was_stored_wrong_is_refused_as_ever() -> None:
    with pytest.raises(ValidationError):
        Assumptions.model_validate({"low": "much"})


FORMER = [
    *(("staying", choice.id) for choice in ASSUMPTION_CHOICES["growth"]),
    *(("range", choice.id) for choice in ASSUMPTION_CHOICES["on-top"] if "-" in choice.id),
]


@given(st.lists(st.sampled_from(FORMER), max_size=4))
def test_choices_of_0_1_keep_their_meaning(choices: list[tuple[str, str]]) -> None:
    now, staying, moving = Assumptions(), Decimal(0), None
    for name, choice_id in choices:
        now = choose(now, name, choice_id)
        shares = [Decimal(part) / 100 for part in choice_id.split("-")]
        staying, moving = (shares[0], moving) if name == "staying" else (staying, shares)
    assert now.staying == staying
    extras = (now.extra_low, now.extra_mid, now.extra_high)
    assert [now.growth_of_new(extra) for extra in extras] == (moving or [staying] * 3)


@given(assumptions(), st.sampled_from(FORMER), st.integers(1, 28))
def test_what_is_chosen_does_not_depend_on_the_decimals_in_force(
    now: Assumptions, choice: tuple[str, str], digits: int
) -> None:
    exact = choose(now, *choice)
    with localcontext(Context(prec=digits)):
        assert choose(now, *choice) == exact


def test_names_of_0_1_are_those_of_today_on_buttons() -> None:
    assert [name_today(name) for name in ("staying", "range", "horizon", "x")] == [
        *("growth", "on-top", "horizon", "x")
    ]
