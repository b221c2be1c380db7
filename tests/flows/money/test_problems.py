"""Every figure and assumption out of range is told in a sentence of its own."""

import pytest
from pydantic import BaseModel, ValidationError

from flows.figures import Figures
from flows.money.assumptions import Assumptions
from flows.money.problems import problem_in

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
