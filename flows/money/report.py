"""Everything the money reply, its chart and its caption show, computed once."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from flows.figures import Figures
from flows.money.assumptions import CHAPTER, CHECKPOINTS, Assumptions
from flows.money.break_even import BreakEven, Chance
from flows.money.exact import Money, Share

LARGEST = Decimal(10) ** 18
"""The largest yearly amount that is worked with."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class GrowthNeeded(_Frozen):
    """The least yearly growth of the new path that breaks even by a year; None when none does."""

    year: int
    growth: Share | None

    @property
    def kind(self) -> Literal["impossible", "covered", "may-fall", "must-grow"]:
        """No growth is enough; year 1 alone is; pay may fall each year; it must grow (or stay)."""
        if self.growth is None:
            return "impossible"
        if self.growth == -1:
            return "covered"
        return "may-fall" if self.growth < 0 else "must-grow"


class Scenario(_Frozen):
    """The new path with one growth: its running total, break-even and price.

    ``cumulative`` holds one amount a year, present values; ``price`` is what moving has paid less
    than staying by the end of the horizon, negative when it has paid more.
    """

    name: Literal["low", "mid", "high"]
    growth: Share
    cumulative: tuple[Money, ...]
    break_even: BreakEven
    price: Money


class PayComparison(_Frozen):
    """The move seen in one kind of pay: yearly cash, or yearly total compensation.

    ``cut`` is the share of ``stay`` that is lost (negative for a raise; None when there is nothing
    to lose); ``times`` is how many times the new pay fits into the old (None for no new pay).
    ``chance`` is worked out in the middle case.
    """

    basis: Literal["cash", "total"]
    stay: Money
    move: Money
    cut: Share | None
    times: Share | None
    stay_cumulative: tuple[Money, ...]
    low: Scenario
    mid: Scenario
    high: Scenario
    needed: tuple[GrowthNeeded, ...]
    better_pay: Money
    chance: Chance

    @property
    def change(self) -> Literal["no-pay", "cut", "same", "raise"]:
        """What the move does to yearly pay; ``no-pay`` when there is none to compare with."""
        if self.cut is None:
            return "no-pay"
        return "cut" if self.cut > 0 else "raise" if self.cut < 0 else "same"

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The cases in order of growth, those of equal growth once."""
        return tuple({case.growth: case for case in (self.low, self.mid, self.high)}.values())


class Runway(_Frozen):
    """The cut the friend could live with: the least pay that leaves, and how far off it is.

    Where only a band was answered, the largest cut lies between ``at_least`` and ``share``, and the
    pay needed between ``least`` and ``at_most``; else both are the same. ``margin`` is the new pay
    less ``least``: negative when the new path pays too little.
    """

    share: Share
    least: Money
    margin: Money
    at_least: Share
    at_most: Money

    @property
    def within(self) -> bool:
        """Whether the new pay may be one the friend could live with."""
        return self.margin >= 0

    @property
    def tight(self) -> bool:
        """Whether that hangs on where in the band the friend's limit lies."""
        return self.within and self.least + self.margin < self.at_most


class MoneyReport(_Frozen):
    """The price of the move in the friend's figures, with every assumption it rests on."""

    currency: str | None
    cash: PayComparison
    total: PayComparison | None
    runway: Runway | None
    assumptions: Assumptions
    chapter: tuple[int, int] = CHAPTER
    checkpoints: tuple[int, ...] = CHECKPOINTS


class FiguresWanted(_Frozen):
    """Why there is no report: what is missing, or why the amounts cannot be meant.

    ``nothing`` is no pay on either side; ``too-large`` an amount above LARGEST.
    """

    reason: Literal["no-figures", "no-now", "no-next", "nothing", "too-large"]


def figures_wanted(figures: Figures, assumptions: Assumptions) -> FiguresWanted | None:
    """What stands in the way of a report, or None when there can be one."""
    amounts = (figures.now, figures.next, figures.offer_total, assumptions.next_total)
    if figures.now is None:
        return FiguresWanted(reason="no-figures" if figures.next is None else "no-now")
    if figures.next is None:
        return FiguresWanted(reason="no-next")
    if any(amount is not None and amount > LARGEST for amount in amounts):
        return FiguresWanted(reason="too-large")
    if figures.now == figures.next == 0:
        return FiguresWanted(reason="nothing")
    return None
