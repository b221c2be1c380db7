"""From figures and assumptions to the report: each sum in its place, no new formula."""

from decimal import Decimal
from typing import Literal

from flows.figures import BANDS, Figures
from flows.money.assumptions import CHECKPOINTS, Assumptions
from flows.money.break_even import Chance, break_even, fair_chance, growth_needed
from flows.money.exact import exactly
from flows.money.pay import Years, cumulative_pay, yearly_pay
from flows.money.report import (
    FiguresWanted,
    GrowthNeeded,
    MoneyReport,
    PayComparison,
    Runway,
    Scenario,
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
        _scenario(name, getattr(assumed, name), move, staying, assumed)
        for name in ("low", "mid", "high")
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
        better_pay=stay * assumed.job_multiple,
        chance=_chance(mid.price, stay, move, assumed),
    )


def _scenario(
    name: Literal["low", "mid", "high"],
    growth: Decimal,
    move: Decimal,
    staying: Years,
    assumed: Assumptions,
) -> Scenario:
    moving = cumulative_pay(move, growth, assumed.discount, assumed.horizon)
    return Scenario(
        name=name,
        growth=growth,
        cumulative=moving,
        break_even=break_even(staying, moving),
        price=option_price(staying, moving),
    )


def _needed(stay: Decimal, move: Decimal, assumed: Assumptions) -> tuple[GrowthNeeded, ...]:
    return tuple(
        GrowthNeeded(
            year=year,
            growth=growth_needed(
                stay, move, staying_growth=assumed.staying, discount=assumed.discount, year=year
            ),
        )
        for year in CHECKPOINTS
    )


def _chance(price: Decimal, stay: Decimal, move: Decimal, assumed: Assumptions) -> Chance:
    return fair_chance(
        price,
        yearly_pay(move, assumed.mid, assumed.horizon),
        better_pay=stay * assumed.job_multiple,
        from_year=assumed.job_year,
        discount=assumed.discount,
    )


@exactly
def _runway(figures: Figures, band: str | None) -> Runway | None:
    if figures.now is None or figures.next is None or (figures.runway is None and band is None):
        return None
    low, high = BANDS[band or "none"]
    if figures.runway is not None:
        low = high = figures.runway
    least = figures.now * (1 - high)
    return Runway(
        share=high,
        least=least,
        margin=figures.next - least,
        at_least=low,
        at_most=figures.now * (1 - low),
    )
