"""The price of a move as a picture: two running totals, where they cross, the range, in words."""

from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.charts.canvas import LIGHT, WIDTH, Palette, TextStyle, blank, literal, size
from bot.charts.chart_data import PayLines, pay_lines
from bot.formatting import compact_money, number, percent, rounded_money
from flows.money.report import MoneyReport, PayComparison, Scenario

HEIGHT = 1080
_MEANT = ("years {first} to {last}", "meant to pay back\nin years {first} to {last}")
_ROOMY = 4
"""Years from which on the words for them have room above them."""

_LETTER = 0.0185
"""The width of a letter of the axis labels, as a share of the picture's."""

_MARGIN = 0.05
"""The margin to the left and right, as a share of the picture's width."""

_ROOM = WIDTH * (1 - 2 * _MARGIN) / 0.69
"""How many letters of one pixel fit across: a bold letter is 0.69 of its size wide."""

_HEADROOM = 1.08
# A fast-growing high case may leave the picture rather than flatten the two lines in it.
_HIGHEST = 1.5


def draw_money(
    report: MoneyReport, pay: PayComparison, palette: Palette = LIGHT, signature: str = ""
) -> Figure:
    """Draw the running totals of one kind of pay: cash, or total compensation.

    ``signature`` tells whose picture it is.
    """
    figure = blank(HEIGHT, palette)
    axes = figure.add_axes((0, 0, 1, 1), facecolor=palette.background)
    lines = pay_lines(pay)
    _limits(axes, lines)
    _frame(axes, report, palette)
    _chapter(axes, report, palette)
    _totals(axes, lines, palette)
    _mark(axes, lines, palette)
    _heading(figure, report, pay, palette)
    _footer(figure, report, palette, signature)
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
    axes.set_position((left, 0.17, 1 - _MARGIN - left, 0.54))
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
        _MEANT[last - first >= _ROOMY].format(first=first, last=last),
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
    # Where both lines are one, each is to be seen.
    style = (0, (3, 3)) if lines.mid == lines.stay else "solid"
    axes.plot(
        lines.years, lines.mid, color=palette.move, linewidth=width, linestyle=style, gid="move"
    )


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
    """Five rows: the verdict, staying and moving in the colours of their lines, what is assumed."""
    currency, moving = report.currency, pay.mid
    stay = f"Stay at {_amount(pay.stay, currency, pay.move)} a year"
    move = f"Move to {_amount(pay.move, currency, pay.stay)} a year"
    stays = _amount(pay.stay_total, currency, moving.total)
    moves = _amount(moving.total, currency, pay.stay_total)
    stay = f"{stay}, {percent(moving.staying)} growth: {stays}"
    move = f"{move}, {percent(moving.growth)} growth: {moves}"
    kind = "Cash" if pay.basis == "cash" else "Total compensation"
    verdict = f"{_verdict(report, pay)}, {_case(moving)}"
    _write(figure, 0.945, verdict, TextStyle(palette.text, 44, bold=True))
    _write(figure, 0.885, stay, TextStyle(palette.stay, 34, bold=True))
    _write(figure, 0.835, move, TextStyle(palette.move, 34, bold=True))
    summed = f"{kind} added up over the years{_behind(report, pay)}"
    _write(figure, 0.787, summed, TextStyle(palette.quiet, 32))
    _write(figure, 0.745, _growth(report, pay), TextStyle(palette.quiet, 32))


def _footer(figure: Figure, report: MoneyReport, palette: Palette, signature: str) -> None:
    """Whose picture it is, that the growth is assumed, and the discount where there is one."""
    assumed = report.assumptions
    discount = f", discount {percent(assumed.discount)}" if assumed.discount else ""
    text = f"Growth is assumed, not market data{discount}"
    figure.text(1 - _MARGIN, 0.045, text, ha="right", color=palette.quiet, fontsize=size(28))
    figure.text(1 - _MARGIN, 0.015, signature, ha="right", color=palette.quiet, fontsize=size(28))


def _verdict(report: MoneyReport, pay: PayComparison) -> str:
    even, horizon = pay.mid.break_even, report.assumptions.horizon
    return {
        "never": f"Not paid back by year {horizon}",
        "later": f"Paid back after {number(even.after or 0)} years",
        "ahead": "Never behind",
        "overtaken": f"Behind from year {even.falls_behind}",
    }[even.kind]


def _case(moving: Scenario) -> str:
    """The growth with which the verdict holds."""
    return f"at {percent(moving.growth)} growth" if moving.growth else "without growth"


def _behind(report: MoneyReport, pay: PayComparison) -> str:
    if pay.mid.break_even.kind != "never":
        return ""
    return f": {rounded_money(pay.mid.price, report.currency)} behind"


def _amount(amount: Decimal, currency: str | None, beside: Decimal) -> str:
    return rounded_money(amount, currency, (beside,), 1)


def _growth(report: MoneyReport, pay: PayComparison) -> str:
    """What is assumed of growth; of a range also its sums, as it may leave the picture."""
    assumed, currency = report.assumptions, report.currency
    if assumed.ranges:
        more = f"{percent(assumed.extra_low)} to {percent(assumed.extra_high)}"
        sums = [compact_money(case.total, currency) for case in (pay.low, pay.high)]
        return f"Light blue: {more} faster, {' to '.join(sums)}"
    pace = pay.mid.pace
    if pace == "alike":
        return "Both pays grow alike"
    return f"The new pay grows {percent(pay.mid.apart)} {pace}"


def _write(figure: Figure, height: float, text: str, how: TextStyle) -> None:
    figure.text(
        _MARGIN,
        height,
        literal(text),
        color=how.colour,
        fontsize=size(min(how.pixels, _ROOM / len(text))),
        fontweight="bold" if how.bold else "normal",
    )
