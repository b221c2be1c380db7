"""The price of a move as a picture: two running totals, where they cross, the range, in words."""

from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.charts.canvas import LIGHT, WIDTH, Palette, TextStyle, blank, literal, size
from bot.charts.chart_data import PayLines, pay_lines
from bot.formatting import compact_money, number, percent
from flows.money.assumptions import Assumptions
from flows.money.report import MoneyReport, PayComparison, Scenario

HEIGHT = 1080
_LETTER = 0.0185
"""The width of a letter of the axis labels, as a share of the picture's."""

_MARGIN = 0.05
"""The margin to the left and right, as a share of the picture's width."""

_ROOM = WIDTH * (1 - 2 * _MARGIN) / 0.69
"""How many letters of one pixel fit across: a bold letter is 0.69 of its size wide."""

_HEADROOM = 1.08
# A fast-growing high case may leave the picture rather than flatten the two lines in it.
_HIGHEST = 1.5


def draw_money(report: MoneyReport, pay: PayComparison, palette: Palette = LIGHT) -> Figure:
    """Draw the running totals of one kind of pay: cash, or total compensation."""
    figure = blank(HEIGHT, palette)
    axes = figure.add_axes((0, 0, 1, 1), facecolor=palette.background)
    lines = pay_lines(pay)
    _limits(axes, lines)
    _frame(axes, report, palette)
    _chapter(axes, report, palette)
    _totals(axes, lines, palette)
    _mark(axes, lines, palette)
    _heading(figure, report, pay, palette)
    _footer(figure, report, palette)
    return figure


def _limits(axes: Axes, lines: PayLines) -> None:
    main = max(lines.stay[-1], lines.mid[-1])
    axes.set_xlim(0, lines.years[-1])
    axes.set_ylim(0, min(max(main, lines.high[-1]), main * _HIGHEST) * _HEADROOM or 1)


def _frame(axes: Axes, report: MoneyReport, palette: Palette) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(6))
    labels = [compact_money(Decimal(tick), report.currency, 2) for tick in axes.get_yticks()]
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda y, _: literal(compact_money(Decimal(y), report.currency, 2)))
    )
    left = _MARGIN + _LETTER * max(map(len, labels))
    axes.set_position((left, 0.145, 1 - _MARGIN - left, 0.595))
    axes.tick_params(colors=palette.quiet, labelsize=size(30), length=0, pad=10)
    axes.set_xlabel("years from now", color=palette.quiet, fontsize=size(30), labelpad=8)
    axes.grid(axis="y", color=palette.grid, linewidth=size(2))
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _chapter(axes: Axes, report: MoneyReport, palette: Palette) -> None:
    first, last = report.chapter
    last = min(last, report.assumptions.horizon)
    if first >= last:
        return
    axes.axvspan(first, last, color=palette.shade, zorder=0, gid="chapter")
    axes.text(
        (first + last) / 2,
        0.985,
        f"years {first} to {last}",
        transform=axes.get_xaxis_transform(),
        ha="center",
        va="top",
        color=palette.quiet,
        fontsize=size(28),
    )


def _totals(axes: Axes, lines: PayLines, palette: Palette) -> None:
    axes.fill_between(
        lines.years, lines.low, lines.high, color=palette.move, alpha=0.22, linewidth=0, gid="range"
    )
    width = size(8)
    axes.plot(lines.years, lines.stay, color=palette.stay, linewidth=width, gid="stay")
    axes.plot(lines.years, lines.mid, color=palette.move, linewidth=width, gid="move")


def _mark(axes: Axes, lines: PayLines, palette: Palette) -> None:
    if lines.crossing is None:
        return
    year, total = lines.crossing
    axes.plot(
        [year],
        [total],
        marker="o",
        markersize=size(26),
        markerfacecolor=palette.background,
        markeredgecolor=palette.text,
        markeredgewidth=size(6),
        clip_on=False,
        gid="crossing",
    )
    leftmost = year < lines.years[-1] / 2
    axes.annotate(
        f"{number(year)} years",
        (year, total),
        xytext=(size(28) if leftmost else -size(28), -size(14) if leftmost else size(14)),
        textcoords="offset points",
        ha="left" if leftmost else "right",
        va="top" if leftmost else "bottom",
        color=palette.text,
        fontsize=size(32),
        fontweight="bold",
    )


def _heading(figure: Figure, report: MoneyReport, pay: PayComparison, palette: Palette) -> None:
    """Four rows: the verdict, staying, moving (in the colours of their lines), the range."""
    assumed, currency = report.assumptions, report.currency
    verdict = _verdict(pay.mid, assumed.horizon)
    stay = _path("Stay at", pay.stay, assumed.staying, pay.stay_cumulative[-1], currency)
    move = _path("Move to", pay.move, assumed.mid, pay.mid.cumulative[-1], currency)
    kind = "Cash" if pay.basis == "cash" else "Total compensation"
    _write(figure, 0.945, verdict, TextStyle(palette.text, 44, bold=True))
    _write(figure, 0.885, stay, TextStyle(palette.stay, 34, bold=True))
    _write(figure, 0.835, move, TextStyle(palette.move, 34, bold=True))
    _write(figure, 0.785, f"{kind}, added up{_band(assumed)}", TextStyle(palette.quiet, 30))


def _footer(figure: Figure, report: MoneyReport, palette: Palette) -> None:
    """That the growth is assumed, and the discount where there is one."""
    assumed = report.assumptions
    discount = f", discount {percent(assumed.discount)}" if assumed.discount else ""
    text = f"Growth is assumed, not market data{discount}"
    figure.text(1 - _MARGIN, 0.02, text, ha="right", color=palette.quiet, fontsize=size(26))


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


def _write(figure: Figure, height: float, text: str, how: TextStyle) -> None:
    figure.text(
        _MARGIN,
        height,
        literal(text),
        color=how.colour,
        fontsize=size(min(how.pixels, _ROOM / len(text))),
        fontweight="bold" if how.bold else "normal",
    )
