"""The words around the chart of a move: what it says, what was assumed."""

from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from bot.charts.canvas import WIDTH, literal, size
from bot.charts.palette import Palette
from bot.money_format import compact_money, number, percent
from flows.money.assumptions import Assumptions
from flows.money.report import MoneyReport, PayComparison, Scenario

MARGIN = 0.05
"""The margin to the left and right, as a share of the picture's width."""

_ROOM = WIDTH * (1 - 2 * MARGIN) / 0.69
"""How many letters of one pixel fit across: a bold letter is 0.69 of its size wide."""


def write_heading(
    figure: Figure, report: MoneyReport, side: PayComparison, palette: Palette
) -> None:
    """Four rows: the verdict, staying, moving (in the colours of their lines), the range."""
    assumed, currency = report.assumptions, report.currency
    verdict = _verdict(side.mid, assumed.horizon)
    stay = _path("Stay at", side.stay, assumed.staying, side.stay_cumulative[-1], currency)
    move = _path("Move to", side.move, assumed.mid, side.mid.cumulative[-1], currency)
    kind = "Cash" if side.basis == "cash" else "Total compensation"
    _write(figure, 0.945, verdict, _Type(palette.text, 44))
    _write(figure, 0.885, stay, _Type(palette.stay, 34))
    _write(figure, 0.835, move, _Type(palette.move, 34))
    _write(figure, 0.785, f"{kind}, added up{_band(assumed)}", _Type(palette.quiet, 30, bold=False))


def write_footer(figure: Figure, report: MoneyReport, palette: Palette) -> None:
    """That the growth is assumed, and the discount where there is one."""
    assumed = report.assumptions
    discount = f", discount {percent(assumed.discount)}" if assumed.discount else ""
    text = f"Growth is assumed, not market data{discount}"
    figure.text(1 - MARGIN, 0.02, text, ha="right", color=palette.quiet, fontsize=size(26))


def _verdict(scenario: Scenario, horizon: int) -> str:
    even = scenario.break_even
    return {
        "later": f"Paid back after {number(even.after or 0)} years",
        "never": f"Not paid back by year {horizon}",
        "ahead": "Never behind",
        "overtaken": f"Behind from year {even.falls_behind}",
    }[even.kind]


def _path(verb: str, pay: Decimal, growth: Decimal, total: Decimal, currency: str | None) -> str:
    yearly = f"{verb} {compact_money(pay, currency)} a year"
    return f"{yearly}, {percent(growth)} growth: {compact_money(total, currency)}"


def _band(assumed: Assumptions) -> str:
    if assumed.low == assumed.high:
        return ""
    return f". Band: {percent(assumed.low)} to {percent(assumed.high)} growth"


@dataclass(frozen=True)
class _Type:
    """How a row is set: its colour, its height in pixels, its weight."""

    colour: str
    pixels: int
    bold: bool = True


def _write(figure: Figure, height: float, text: str, how: _Type) -> None:
    figure.text(
        MARGIN,
        height,
        literal(text),
        color=how.colour,
        fontsize=size(min(how.pixels, _ROOM / len(text))),
        fontweight="bold" if how.bold else "normal",
    )
