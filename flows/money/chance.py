"""How likely a better job must be for the price of keeping it open to be fair."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from flows.money.exact import exactly
from flows.money.pay import Years, present_values
from flows.money.values import Share


class Chance(BaseModel):
    """The chance of the better job at which the expected pay of moving equals that of staying.

    ``kind`` is ``free`` (the move costs nothing, no chance is needed: ``least`` is 0), ``fair``
    (``least`` is the smallest fair chance), ``not-enough`` (even a certain better job would not
    make up for the price) or ``too-late`` (it would begin after the horizon, and is not counted).
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["free", "fair", "not-enough", "too-late"]
    least: Share | None = None


@exactly
def fair_chance(
    price: Decimal, move: Years, *, better_pay: Decimal, from_year: int, discount: Decimal
) -> Chance:
    """Set the price of the option against what the better job would add.

    The better job pays ``better_pay`` a year (it does not grow) from ``from_year`` to the horizon,
    in place of the new path's pay; otherwise pay goes on as in ``move`` (yearly, not summed). So
    ``least = price / sum((better_pay - move[k]) / (1+discount)**(k-1))`` over k = from_year..end.
    Nothing beyond the horizon counts, nor does anything about the job other than its pay: both
    make the true chance needed smaller.
    """
    if price <= 0:
        return Chance(kind="free", least=Decimal(0))
    if from_year > len(move):
        return Chance(kind="too-late")
    gains = [better_pay - pay if k >= from_year else Decimal(0) for k, pay in enumerate(move, 1)]
    gain = sum(present_values(gains, discount), Decimal(0))
    if gain < price:
        return Chance(kind="not-enough")
    return Chance(kind="fair", least=price / gain)
