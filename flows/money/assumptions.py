"""What nobody knows but every sum needs: named, with a default, and open to change."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flows.money.values import Money, Share

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
