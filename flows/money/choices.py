"""The assumptions a friend can change by a tap: values on offer, and the change itself."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from flows.money.assumptions import Assumptions


class Choice(BaseModel):
    """One value on offer: ``id`` names it (short, for a button), ``values`` what it sets."""

    model_config = ConfigDict(frozen=True)

    id: str
    values: dict[str, Decimal | int]


def _choices() -> dict[str, tuple[Choice, ...]]:
    shares = (0, 3, 5, 10)
    return {
        "staying": tuple(_share("staying", n) for n in shares),
        "range": tuple(_range(*bounds) for bounds in ((0, 5, 10), (0, 10, 20), (10, 25, 40))),
        "discount": tuple(_share("discount", n) for n in shares),
        "horizon": tuple(_whole("horizon", n) for n in (4, 7, 10, 15)),
        "job-year": tuple(_whole("job_year", n) for n in (4, 6, 8)),
        "job-multiple": tuple(_whole("job_multiple", n) for n in (2, 3, 5)),
    }


def _share(field: str, percent: int) -> Choice:
    return Choice(id=str(percent), values={field: Decimal(percent) / 100})


def _whole(field: str, value: int) -> Choice:
    return Choice(id=str(value), values={field: value})


def _range(low: int, mid: int, high: int) -> Choice:
    cases = {"low": low, "mid": mid, "high": high}
    values: dict[str, Decimal | int] = {k: Decimal(v) / 100 for k, v in cases.items()}
    return Choice(id=f"{low}-{mid}-{high}", values=values)


CHOICES = _choices()
"""For each assumption (``range`` is low, mid and high together), the values on offer."""


def choose(assumptions: Assumptions, name: str, choice_id: str) -> Assumptions:
    """The assumptions with one value changed; KeyError for a name or choice not on offer."""
    choice = {choice.id: choice for choice in CHOICES[name]}[choice_id]
    return Assumptions.model_validate(assumptions.model_dump() | choice.values)


def chosen(assumptions: Assumptions, name: str) -> str | None:
    """The id of the choice in force, or None when the value is not among those on offer."""
    for choice in CHOICES[name]:
        if all(getattr(assumptions, field) == value for field, value in choice.values.items()):
            return choice.id
    return None
