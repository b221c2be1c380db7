"""What nobody knows but every sum needs: named, with a default, and open to change by a tap."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from flows.money.exact import Money, Share

Growth = Annotated[Share, Field(ge=-1, le=10, allow_inf_nan=False)]
"""A fraction per year, from -1 (-100 %) to 10 (1000 %)."""

CHAPTER = (4, 10)
"""The chapter of a career over which the move is meant to pay back, in years (claim C22)."""

CHECKPOINTS = (4, 7, 10)
"""The years by which the growth needed is told: both ends of the chapter and its middle."""

LONGEST = 40
"""The longest horizon, in years: about a working life."""


class Assumptions(BaseModel):
    """Everything assumed about the future; the defaults are round numbers, not market data.

    Staying is taken as flat, so that the growth of the new path reads as growth beyond it, and
    money later counts like money now. ``low``, ``mid`` and ``high`` are the growth of the new path
    in three cases; they are a range to look at and carry no probabilities. ``horizon`` is the last
    year counted. The better job pays ``job_multiple`` times today's pay from ``job_year`` on.
    ``next_total`` is the yearly total compensation of the new path; None takes its cash for it.

    Errors: pydantic's ValidationError for a value out of range or a range out of order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    staying: Growth = Decimal(0)
    low: Growth = Decimal(0)
    mid: Growth = Decimal("0.1")
    high: Growth = Decimal("0.2")
    discount: Annotated[Share, Field(ge=0, le=1, allow_inf_nan=False)] = Decimal(0)
    horizon: Annotated[int, Field(ge=1, le=LONGEST)] = CHAPTER[1]
    job_year: Annotated[int, Field(ge=1, le=LONGEST)] = 6
    job_multiple: Annotated[Share, Field(ge=0, le=1000, allow_inf_nan=False)] = Decimal(3)
    next_total: Annotated[Money, Field(ge=0, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.mid <= self.high:
            raise ValueError(
                "The growth of the new pay must not fall from the low to the middle to the high "
                f"case, but is {self.low:.1%}, {self.mid:.1%}, {self.high:.1%}"
            )
        return self

    @property
    def growths(self) -> tuple[Decimal, ...]:
        """The growth of the new path in each case, equal ones once."""
        return tuple(dict.fromkeys((self.low, self.mid, self.high)))

    @property
    def changed(self) -> frozenset[str]:
        """The names of the assumptions that differ from their defaults."""
        fields = type(self).model_fields
        return frozenset(n for n, field in fields.items() if getattr(self, n) != field.default)

    @property
    def yours(self) -> dict[str, bool]:
        """Which statements about the assumptions rest on one that was changed."""
        parts = {
            "staying": {"staying"},
            "moving": {"low", "mid", "high"},
            "discount": {"discount"},
            "horizon": {"horizon"},
            "better_job": {"job_year", "job_multiple"},
        }
        return {part: not self.changed.isdisjoint(names) for part, names in parts.items()}

    @property
    def ranges(self) -> bool:
        """Whether the new path grows differently in different cases."""
        return self.low != self.high


class AssumptionChoice(BaseModel):
    """One value on offer: ``id`` names it (short, for a button), ``values`` what it sets."""

    model_config = ConfigDict(frozen=True)

    id: str
    values: dict[str, Decimal | int]


def _choices() -> dict[str, tuple[AssumptionChoice, ...]]:
    shares = (0, 3, 5, 10)
    return {
        "staying": tuple(_share("staying", n) for n in shares),
        "range": tuple(_range(*bounds) for bounds in ((0, 5, 10), (0, 10, 20), (10, 25, 40))),
        "discount": tuple(_share("discount", n) for n in shares),
        "horizon": tuple(_whole("horizon", n) for n in (4, 7, 10, 15)),
        "job-year": tuple(_whole("job_year", n) for n in (4, 6, 8)),
        "job-multiple": tuple(_whole("job_multiple", n) for n in (2, 3, 5)),
    }


def _share(field: str, percent: int) -> AssumptionChoice:
    return AssumptionChoice(id=str(percent), values={field: Decimal(percent) / 100})


def _whole(field: str, value: int) -> AssumptionChoice:
    return AssumptionChoice(id=str(value), values={field: value})


def _range(low: int, mid: int, high: int) -> AssumptionChoice:
    cases = {"low": low, "mid": mid, "high": high}
    values: dict[str, Decimal | int] = {k: Decimal(v) / 100 for k, v in cases.items()}
    return AssumptionChoice(id=f"{low}-{mid}-{high}", values=values)


ASSUMPTION_CHOICES = _choices()
"""For each assumption (``range`` is low, mid and high together), the values on offer."""


def choose(assumptions: Assumptions, name: str, choice_id: str) -> Assumptions:
    """The assumptions with one value changed; KeyError for a name or choice not on offer."""
    choice = {choice.id: choice for choice in ASSUMPTION_CHOICES[name]}[choice_id]
    return Assumptions.model_validate(assumptions.model_dump() | choice.values)


def chosen(assumptions: Assumptions, name: str) -> str | None:
    """The id of the choice in force, or None when the value is not among those on offer."""
    for choice in ASSUMPTION_CHOICES[name]:
        if all(getattr(assumptions, field) == value for field, value in choice.values.items()):
            return choice.id
    return None


_PAY = "is a yearly amount, 0 or more"
_GROWTH = "goes from -100% to 1000% a year"
_YEARS = f"is a whole number of years from 1 to {LONGEST}"

_EXPECTED = {
    "now": f"Pay today {_PAY}",
    "next": f"Pay on the new path {_PAY}",
    "offer_total": f"The total compensation of the offer {_PAY}",
    "next_total": f"The total compensation on the new path {_PAY}",
    "currency": "A currency is three letters, such as INR, SGD, USD or EUR",
    "floor": f"The least that you could live on {_PAY}",
    "runway": "The cut you could live with goes from 0% to 100%",
    "staying": f"The growth of the old pay {_GROWTH}",
    "low": f"The low growth of the new pay {_GROWTH}",
    "mid": f"The middle growth of the new pay {_GROWTH}",
    "high": f"The high growth of the new pay {_GROWTH}",
    "discount": "The discount goes from 0% to 100% a year",
    "horizon": f"The last year that counts {_YEARS}",
    "job_year": f"The year from which a better job pays {_YEARS}",
    "job_multiple": "A better job pays 0 to 1000 times the old pay",
}


def problem_in(error: ValidationError) -> str:
    """One sentence for the first problem of Figures or Assumptions that did not validate.

    It says what the value may be; what it was is left to whoever asked for it.
    """
    first = error.errors()[0]
    if first["loc"]:
        return f"{_EXPECTED[str(first['loc'][0])]}."
    return f"{first['msg'].removeprefix('Value error, ')}."
