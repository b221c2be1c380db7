"""Everything the money reply, its chart and its caption show, computed once."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from flows.figures import Figures
from flows.money.assumptions import CHAPTER, CHECKPOINTS, Assumptions
from flows.money.break_even import BreakEven, Chance
from flows.money.exact import Money, Share, exactly

LARGEST = Decimal(10) ** 18
"""The largest yearly amount that is worked with."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


GrowthKind = Literal["impossible", "covered", "may-fall", "must-grow"]


class GrowthNeeded(_Frozen):
    """The least yearly growth of the new path that breaks even by a year; None when none does."""

    year: int
    growth: Share | None

    @property
    def kind(self) -> GrowthKind:
        """No growth is enough; year 1 alone is; pay may fall each year; it must grow (or stay)."""
        if self.growth is None:
            return "impossible"
        if self.growth == -1:
            return "covered"
        return "may-fall" if self.growth < 0 else "must-grow"

    @property
    @exactly
    def fall(self) -> Decimal:
        """How fast the new pay may fall each year, where it may."""
        return max(-(self.growth or Decimal(0)), Decimal(0))


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

    @property
    def total(self) -> Decimal:
        """All that the new path has paid by the end of the horizon."""
        return self.cumulative[-1]


PayChange = Literal["no-pay", "cut", "cut-to-nothing", "same", "raise"]


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
    def change(self) -> PayChange:
        """What the move does to yearly pay; ``no-pay`` when there is none to compare with."""
        if self.cut is None:
            return "no-pay"
        if self.cut > 0:
            return "cut" if self.move else "cut-to-nothing"
        return "raise" if self.cut < 0 else "same"

    @property
    @exactly
    def gain(self) -> Decimal:
        """The share of ``stay`` that a raise adds; 0 for a cut."""
        return max(-(self.cut or Decimal(0)), Decimal(0))

    @property
    def stay_total(self) -> Decimal:
        """All that staying has paid by the end of the horizon."""
        return self.stay_cumulative[-1]

    @property
    def needed_last(self) -> GrowthNeeded:
        """What must be believed for the move to have paid back by the end of the chapter."""
        return self.needed[-1]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The cases in order of growth, those of equal growth once."""
        return tuple({case.growth: case for case in (self.low, self.mid, self.high)}.values())


RunwayExtent = Literal["exact", "band"]
RunwayFit = Literal["short", "short-of-least", "tight", "above", "above-most", "just"]


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

    @property
    def extent(self) -> RunwayExtent:
        """Whether the limit is known, or only the band in which it lies."""
        return "exact" if self.at_least == self.share else "band"

    @property
    def fit(self) -> RunwayFit:
        """How the new pay stands to the pay needed; with a band, to its least or its most."""
        known = self.extent == "exact"
        if not self.within:
            return "short" if known else "short-of-least"
        if self.tight:
            return "tight"
        if self.margin:
            return "above" if known else "above-most"
        return "just"

    @property
    @exactly
    def shortfall(self) -> Decimal:
        """How much the new pay falls short of the least that leaves enough to live on."""
        return max(-self.margin, Decimal(0))

    @property
    @exactly
    def surplus(self) -> Decimal:
        """How much the new pay is above the most that may be needed."""
        return max(self.least + self.margin - self.at_most, Decimal(0))


class MoneyReport(_Frozen):
    """The price of the move in the friend's figures, with every assumption it rests on."""

    currency: str | None
    cash: PayComparison
    total: PayComparison | None
    runway: Runway | None
    assumptions: Assumptions
    chapter: tuple[int, int] = CHAPTER
    checkpoints: tuple[int, ...] = CHECKPOINTS

    @property
    def cash_for_total(self) -> bool:
        """Whether the new path's cash stands in for its total compensation."""
        return self.total is not None and self.assumptions.next_total is None


WantedReason = Literal["no-figures", "no-now", "no-next", "nothing", "too-large"]


class FiguresWanted(_Frozen):
    """Why there is no report: what is missing, or why the amounts cannot be meant.

    ``nothing`` is no pay on either side; ``too-large`` an amount above LARGEST.
    """

    reason: WantedReason


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
