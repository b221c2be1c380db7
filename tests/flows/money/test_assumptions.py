"""Assumptions are bounded, ordered, changed one at a time; each bad one has its sentence."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from flows.figures import Figures
from flows.money.assumptions import (
    ASSUMPTION_CHOICES,
    CHAPTER,
    CHECKPOINTS,
    Assumptions,
    choose,
    chosen,
    problem_in,
)


@pytest.mark.parametrize(
    "bad",
    [
        {"staying": Decimal("-1.1")},
        {"staying": Decimal("NaN")},
        {"high": Decimal(11)},
        {"discount": Decimal("-0.01")},
        {"horizon": 0},
        {"horizon": 41},
        {"job_year": 0},
        {"job_multiple": Decimal(-1)},
        {"next_total": Decimal(-1)},
        {"low": Decimal("0.3")},
        {"mid": Decimal("0.3")},
        {"market": Decimal(1)},
    ],
)
def test_what_cannot_be_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Assumptions(**bad)


def test_a_range_out_of_order_is_explained() -> None:
    with pytest.raises(ValidationError, match="must not fall"):
        Assumptions(low=Decimal("0.5"))


def test_what_differs_from_the_defaults_is_known() -> None:
    assert Assumptions().changed == frozenset()
    assert Assumptions(discount=Decimal("0.05"), horizon=10).changed == {"discount"}


def test_the_default_horizon_is_the_end_of_the_chapter() -> None:
    assert Assumptions().horizon == CHAPTER[1] == CHECKPOINTS[-1]


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
        choose(Assumptions(), "staying", "99")


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
        Assumptions.model_validate({"low": "0.5"})
    assert "50" in problem_in(caught.value)
