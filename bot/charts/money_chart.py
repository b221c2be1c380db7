"""The price of a move as a picture: two running totals, where they cross, and the range."""

from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.charts.canvas import blank, literal, size
from bot.charts.lines import Lines, lines_of
from bot.charts.money_words import MARGIN, write_footer, write_heading
from bot.charts.palette import LIGHT, Palette
from bot.money_format import compact_money, number
from flows.money.report import MoneyReport, PayComparison

HEIGHT = 1080
_LETTER = 0.0185
"""The width of a letter of the axis labels, as a share of the picture's."""

_HEADROOM = 1.08
# A fast-growing high case may leave the picture rather than flatten the two lines in it.
_HIGHEST = 1.5


def draw_money(report: MoneyReport, side: PayComparison, palette: Palette = LIGHT) -> Figure:
    """Draw one side of the report (its cash or its total compensation)."""
    figure = blank(HEIGHT, palette)
    axes = figure.add_axes((0, 0, 1, 1), facecolor=palette.background)
    lines = lines_of(side)
    _limits(axes, lines)
    _frame(axes, report, palette)
    _chapter(axes, report, palette)
    _totals(axes, lines, palette)
    _mark(axes, lines, palette)
    write_heading(figure, report, side, palette)
    write_footer(figure, report, palette)
    return figure


def _limits(axes: Axes, lines: Lines) -> None:
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
    left = MARGIN + _LETTER * max(map(len, labels))
    axes.set_position((left, 0.145, 1 - MARGIN - left, 0.595))
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


def _totals(axes: Axes, lines: Lines, palette: Palette) -> None:
    axes.fill_between(
        lines.years, lines.low, lines.high, color=palette.move, alpha=0.22, linewidth=0, gid="range"
    )
    width = size(8)
    axes.plot(lines.years, lines.stay, color=palette.stay, linewidth=width, gid="stay")
    axes.plot(lines.years, lines.mid, color=palette.move, linewidth=width, gid="move")


def _mark(axes: Axes, lines: Lines, palette: Palette) -> None:
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
