"""From figures and assumptions to the report: each sum in its place, no new formula."""

from decimal import Decimal
from typing import Literal

from flows.figures import BANDS, OPEN_ENDED, Figures
from flows.money.assumptions import Assumptions
from flows.money.break_even import Chance, break_even, fair_chance, growth_needed
from flows.money.exact import exactly
from flows.money.pay import Years, cumulative_pay, yearly_pay
from flows.money.report import (
    Case,
    FiguresWanted,
    GrowthNeeded,
    MoneyReport,
    PayComparison,
    Runway,
    Scenario,
    ToldYear,
    figures_wanted,
)


@exactly
def option_price(stay: Years, move: Years) -> Decimal:
    """What moving costs by the end: the last running total of staying less that of moving.

    Both are running totals of present values, so this is the present value of the yearly
    differences. It is what a friend pays to hold the option of leading engineering later (claims
    C14, C22); negative when moving pays more.
    """
    return stay[-1] - move[-1]


def money_report(
    figures: Figures, assumptions: Assumptions | None = None, runway: str | None = None
) -> MoneyReport | FiguresWanted:
    """The price of the move, or which figures are needed for it.

    Cash compares ``figures.now`` with ``figures.next``. Total compensation, where
    ``figures.offer_total`` is given, compares that offer with ``assumptions.next_total``, or with
    the new path's cash when that is all that is known of it. ``runway`` is the answer to the
    question of that name, which stands in where the figures hold none.
    """
    assumed = assumptions or Assumptions()
    wanted = figures_wanted(figures, assumed)
    if wanted or figures.now is None or figures.next is None:
        return wanted or FiguresWanted(reason="no-figures")
    total = None
    if figures.offer_total is not None:
        new = figures.next if assumed.next_total is None else assumed.next_total
        total = compared_pay("total", figures.offer_total, new, assumed)
    return MoneyReport(
        currency=figures.currency,
        cash=compared_pay("cash", figures.now, figures.next, assumed),
        total=total,
        runway=_runway(figures, runway),
        assumptions=assumed,
    )


@exactly
def compared_pay(
    basis: Literal["cash", "total"], stay: Decimal, move: Decimal, assumed: Assumptions
) -> PayComparison:
    staying = cumulative_pay(stay, assumed.staying, assumed.discount, assumed.horizon)
    low, mid, high = (
        _scenario(name, extra, move, staying, assumed) for name, extra in _cases(assumed)
    )
    return PayComparison(
        basis=basis,
        stay=stay,
        move=move,
        cut=(stay - move) / stay if stay else None,
        times=stay / move if move else None,
        stay_cumulative=staying,
        low=low,
        mid=mid,
        high=high,
        needed=_needed(stay, move, assumed),
        told=tuple(_told(year, staying, mid.cumulative) for year in assumed.told_years),
        better_pay=_better_job(stay, assumed, assumed.job_year)[-1],
        chance=_chance(mid.price, stay, move, assumed),
    )


def _cases(assumed: Assumptions) -> tuple[tuple[Case, Decimal], ...]:
    return (
        ("low", assumed.extra_low),
        ("mid", assumed.extra_mid),
        ("high", assumed.extra_high),
    )


def _scenario(
    name: Case, extra: Decimal, move: Decimal, staying: Years, assumed: Assumptions
) -> Scenario:
    growth = assumed.growth_of_new(extra)
    moving = cumulative_pay(move, growth, assumed.discount, assumed.horizon)
    return Scenario(
        name=name,
        extra=extra,
        growth=growth,
        cumulative=moving,
        break_even=break_even(staying, moving),
        price=option_price(staying, moving),
    )


def _needed(stay: Decimal, move: Decimal, assumed: Assumptions) -> tuple[GrowthNeeded, ...]:
    return tuple(_needed_by(year, stay, move, assumed) for year in assumed.told_years)


def _needed_by(year: int, stay: Decimal, move: Decimal, assumed: Assumptions) -> GrowthNeeded:
    staying = assumed.staying
    growth = growth_needed(stay, move, staying_growth=staying, discount=assumed.discount, year=year)
    if growth is None:
        return GrowthNeeded(year=year, growth=None, extra=None)
    if stay == move:  # whatever the last digit of the root
        growth = staying
    return GrowthNeeded(year=year, growth=growth, extra=growth - staying)


def _told(year: int, staying: Years, moving: Years) -> ToldYear:
    return ToldYear(year=year, stay=staying[year - 1], move=moving[year - 1])


def _better_job(stay: Decimal, assumed: Assumptions, years: int) -> Years:
    """What the better job would pay in each year: a multiple of the old pay, and grown like it."""
    return yearly_pay(stay * assumed.job_multiple, assumed.staying, years)


def _chance(price: Decimal, stay: Decimal, move: Decimal, assumed: Assumptions) -> Chance:
    return fair_chance(
        price,
        yearly_pay(move, assumed.growth_of_new(assumed.extra_mid), assumed.horizon),
        better=_better_job(stay, assumed, assumed.horizon),
        from_year=assumed.job_year,
        discount=assumed.discount,
    )


@exactly
def _runway(figures: Figures, band: str | None) -> Runway | None:
    """The limit beside the new pay; None where none is known, or the new pay is no less than both.

    Without a cut only a floor above today's pay can be missed.
    """
    now, new = figures.now, figures.next
    if not now or new is None or new >= max(now, figures.floor or now):
        return None
    if figures.floor is not None:
        # Not by way of the share, which may have no end: a pay at the floor is enough.
        least = most = figures.floor
    elif figures.runway is not None:
        least = most = now * (1 - figures.runway)
    elif band is not None:
        low, high = BANDS[band]
        least, most = now * (1 - high), now * (1 - low)
    else:
        return None
    known = figures.floor is not None or figures.runway is not None
    return Runway(
        now=now,
        next=new,
        least=least,
        most=most,
        reaches_least=known or band not in OPEN_ENDED,
    )
