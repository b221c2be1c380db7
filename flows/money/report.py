"""Everything the money reply, its chart and its caption show, computed once."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, computed_field

from flows.figures import TIGHT, Figures
from flows.money.assumptions import CHAPTER, Assumptions
from flows.money.break_even import BreakEven, Chance
from flows.money.exact import Money, Share, exactly

LARGEST = Decimal(10) ** 18
"""The largest yearly amount that is worked with."""

_TOLD_TIMES = Decimal("1.5")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


Case = Literal["low", "mid", "high"]

GrowthKind = Literal["impossible", "too-soon", "covered", "slower", "alike", "faster"]


class GrowthNeeded(_Frozen):
    """The least yearly growth of the new pay that breaks even by a year; None when none does.

    ``extra`` is the part of it on top of what the old pay grows; negative where less will do.
    """

    year: int
    growth: Share | None
    extra: Share | None

    @property
    @exactly
    def staying(self) -> Decimal:
        """How fast the old pay grows, where there is a growth that breaks even."""
        return (self.growth or Decimal(0)) - (self.extra or Decimal(0))

    @property
    def kind(self) -> GrowthKind:
        """How the new pay must grow beside the old one.

        No growth is enough; there is none in the first year; its first year alone is enough; it
        may grow slower than the old pay; both may grow alike; it must grow faster.
        """
        if self.extra is None:
            return "too-soon" if self.year == 1 else "impossible"
        if self.growth == -1:
            return "covered"
        if self.extra < 0:
            return "slower"
        return "faster" if self.extra else "alike"

    @property
    @exactly
    def less(self) -> Decimal:
        """How much slower than the old pay the new one may grow, where it may."""
        return max(-(self.extra or Decimal(0)), Decimal(0))


Pace = Literal["alike", "faster", "slower"]


class Scenario(_Frozen):
    """The new path with one growth: its running total, break-even and price.

    ``growth`` is that of the new pay, ``extra`` the part of it on top of the old pay's.
    ``cumulative`` holds one amount a year, present values; ``price`` is what moving has paid less
    than staying by the end of the horizon, negative when it has paid more.
    """

    name: Case
    extra: Share
    growth: Share
    cumulative: tuple[Money, ...]
    break_even: BreakEven
    price: Money

    @property
    def pace(self) -> Pace:
        """How the new pay grows beside the old one."""
        if not self.extra:
            return "alike"
        return "faster" if self.extra > 0 else "slower"

    @property
    @exactly
    def staying(self) -> Decimal:
        """How fast the old pay grows."""
        return self.growth - self.extra

    @property
    def apart(self) -> Decimal:
        """How much faster or slower than the old pay the new one grows, at least 0."""
        return abs(self.extra)

    @property
    @exactly
    def lead(self) -> Decimal:
        """What moving has paid more than staying by the end of the horizon; 0 where it has not."""
        return max(-self.price, Decimal(0))

    @property
    def total(self) -> Decimal:
        """All that the new path has paid by the end of the horizon."""
        return self.cumulative[-1]


class ToldYear(_Frozen):
    """What staying and moving, in the middle case, have paid by the end of a year."""

    year: int
    stay: Money
    move: Money


PayChange = Literal["no-pay", "cut", "cut-to-nothing", "same", "raise"]


class PayComparison(_Frozen):
    """The move seen in one kind of pay: yearly cash, or yearly total compensation.

    ``cut`` is the share of ``stay`` that is lost (negative for a raise; None when there is nothing
    to lose); ``times`` is how many times the new pay fits into the old (None for no new pay).
    ``chance`` and ``told`` are worked out in the middle case. ``better_pay`` is what the better job
    would pay in its first year.
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
    told: tuple[ToldYear, ...]
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
    @exactly
    def given_up(self) -> Decimal:
        """How much less the new path pays in a year; 0 where it does not."""
        return max(self.stay - self.move, Decimal(0))

    @property
    def multiple(self) -> Decimal | None:
        """``times`` where it says more than the cut does; "1.2 times the new" helps nobody."""
        return self.times if self.times and self.times >= _TOLD_TIMES else None

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """All that is told side by side: what staying and each case have paid by the end."""
        return (self.stay_total, self.low.total, self.mid.total, self.high.total)

    @property
    def stay_total(self) -> Decimal:
        """All that staying has paid by the end of the horizon."""
        return self.stay_cumulative[-1]

    @property
    def needed_last(self) -> GrowthNeeded:
        """What must be believed for the move to have paid back by the last year counted."""
        return self.needed[-1]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The cases in order of growth, those of equal growth once."""
        return tuple({case.growth: case for case in (self.low, self.mid, self.high)}.values())


RunwayExtent = Literal["any-cut", "exact", "no-cut", "raise", "up-to", "between", "from"]
RunwayShort = Literal["short", "short-of-least", "just-short"]
RunwayEnough = Literal["tight", "just-tight", "above", "above-most", "just-most"]
RunwayFit = Literal[RunwayShort, "unknown", RunwayEnough]


class Runway(_Frozen):
    """The cut the friend could live with, as the yearly pay that it leaves, beside the new pay.

    There is a cut, ``next`` below ``now``, or a need above both (``least`` above ``now``). The pay
    needed lies from ``least`` to ``most``, which are the same where the limit is known exactly;
    ``reaches_least`` tells whether it may be ``least`` itself or is more (a limit of "less than
    25%" leaves more than three quarters).
    """

    now: Money
    next: Money
    least: Money
    most: Money
    reaches_least: bool

    @computed_field  # type: ignore[prop-decorator] # as pydantic documents it
    @property
    def verdict(self) -> Literal["short", "unknown", "enough"]:
        """Whether the new pay is enough: only what holds for every limit in question is said."""
        if self.next < self.least or (self.next == self.least and not self.reaches_least):
            return "short"
        return "enough" if self.next >= self.most else "unknown"

    @property
    def exact(self) -> bool:
        """Whether the limit is known, or only the band in which it lies."""
        return self.least == self.most

    @property
    @exactly
    def tight(self) -> bool:
        """Whether the cut is known to fit with less than a tenth of today's pay to spare."""
        return self.exact and self.verdict == "enough" and self.surplus < self.now * TIGHT

    @property
    def extent(self) -> RunwayExtent:
        """What is known of the limit: no pay is needed, some, today's, or more; or its band."""
        if self.least > self.now:
            return "raise"
        if self.exact and self.least in {0, self.now}:
            return "no-cut" if self.least else "any-cut"
        if self.exact:
            return "exact"
        if self.most == self.now:
            return "up-to"
        return "between" if self.least else "from"

    @property
    def fit(self) -> RunwayFit:
        """How the new pay stands to the pay needed; with a band, to its least or its most."""
        if self.verdict == "unknown":
            return "unknown"
        if self.verdict == "short":
            if not self.shortfall:
                return "just-short"
            return "short" if self.exact else "short-of-least"
        if self.tight:
            return "tight" if self.surplus else "just-tight"
        if self.exact:
            return "above"
        return "above-most" if self.surplus else "just-most"

    @property
    @exactly
    def largest_cut(self) -> Decimal:
        """The largest cut that may be lived with, as a share of today's pay."""
        return (self.now - self.least) / self.now

    @property
    @exactly
    def surest_cut(self) -> Decimal:
        """The largest cut that can be lived with for sure, as a share of today's pay."""
        return (self.now - self.most) / self.now

    @property
    @exactly
    def shortfall(self) -> Decimal:
        """How much the new pay falls short of the least that may be needed."""
        return max(self.least - self.next, Decimal(0))

    @property
    @exactly
    def short_today(self) -> Decimal:
        """How much today's pay falls short of the least that may be needed."""
        return max(self.least - self.now, Decimal(0))

    @property
    @exactly
    def surplus(self) -> Decimal:
        """How much the new pay is above the most that may be needed."""
        return max(self.next - self.most, Decimal(0))


class MoneyReport(_Frozen):
    """The price of the move in the friend's figures, with every assumption it rests on."""

    currency: str | None
    cash: PayComparison
    total: PayComparison | None
    runway: Runway | None
    assumptions: Assumptions
    chapter: tuple[int, int] = CHAPTER

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
