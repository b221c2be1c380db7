"""The pictures in letters, for a terminal, and in words, for those who cannot see them."""

from collections.abc import Sequence
from decimal import Decimal

from bot.charts.chart_data import PathRow, PayLines, heaviest
from bot.formatting import compact_money

WIDTH, HEIGHT = 56, 14
KEY = "s staying, m moving, * both, . the range, ^ it goes on, X where they cross"
"""What the letters of a plot mean."""

_HIGHEST = 1.5


def text_plot(lines: PayLines, currency: str | None = None) -> str:
    """Draw staying as ``s``, moving as ``m``, both as ``*``, the range as dots, ``X`` the crossing.

    ``^`` stands where the range goes on above the plot. Every column is a moment between now and
    the last year, every row a share of the largest total.
    """
    top = _top(lines)
    columns = [_column(lines, index, top) for index in range(WIDTH)]
    if lines.crossing is not None:
        year, total = lines.crossing
        columns[round(year / lines.years[-1] * (WIDTH - 1))][_row(total, top)] = "X"
    labels = _labels(top, currency)
    margin = max(map(len, labels.values()))
    rows = (
        f"{labels.get(row, ''):>{margin}} |{''.join(column[row] for column in columns)}".rstrip()
        for row in reversed(range(HEIGHT))
    )
    return "\n".join((*rows, " " * margin + " +" + "-" * WIDTH, _axis(lines, margin)))


def _top(lines: PayLines) -> float:
    main = max(lines.stay[-1], lines.mid[-1])
    return min(max(main, lines.high[-1]), main * _HIGHEST) or 1.0


def _column(lines: PayLines, index: int, top: float) -> list[str]:
    year = index / (WIDTH - 1) * lines.years[-1]
    column = [" "] * HEIGHT
    low, high = (_row(_at(totals, year), top) for totals in (lines.low, lines.high))
    for row in range(low, min(high, HEIGHT - 1) + 1):
        column[row] = "."
    if high >= HEIGHT:
        column[-1] = "^"
    stay, move = (_row(_at(totals, year), top) for totals in (lines.stay, lines.mid))
    column[min(move, HEIGHT - 1)] = "m"
    column[min(stay, HEIGHT - 1)] = "*" if stay == move else "s"
    return column


def _at(totals: tuple[float, ...], year: float) -> float:
    """The total at a moment within a year: pay arrives evenly."""
    whole = min(int(year), len(totals) - 2)
    return totals[whole] + (year - whole) * (totals[whole + 1] - totals[whole])


def _row(total: float, top: float) -> int:
    return round(min(total / top, 2.0) * (HEIGHT - 1))


def _labels(top: float, currency: str | None) -> dict[int, str]:
    rows = (0, (HEIGHT - 1) // 2, HEIGHT - 1)
    return {row: compact_money(Decimal(top * row / (HEIGHT - 1)), currency) for row in rows}


def _axis(lines: PayLines, margin: int) -> str:
    last = f"year {lines.years[-1]}"
    return " " * (margin + 2) + "now" + last.rjust(WIDTH - len("now"))


CAPTION_LIMIT = 560
"""Characters; what is said beside the picture has room in the same caption."""

REACH = 16
"""Letters of the longest bar."""


def verdict_caption(rows: Sequence[PathRow]) -> str:
    """The picture in words: a line a path, within the limit."""
    caption = "\n".join(f"{row.label}: {row.status}{_counts(row)}" for row in rows)
    return caption if len(caption) <= CAPTION_LIMIT else caption[: CAPTION_LIMIT - 1] + "…"


def verdict_bars(rows: Sequence[PathRow]) -> str:
    """The bars in letters: what speaks against a path to the left, what speaks for it right."""
    wide = max((len(row.label) for row in rows), default=0)
    most = heaviest(rows)
    head = f"{'':{wide}}  {'against':>{REACH}} | for"
    return "\n".join([head, *(_bars(row, wide, most) for row in rows)])


def _bars(row: PathRow, wide: int, most: float) -> str:
    against, speaking = (
        "#" * round(weight / most * REACH) for weight in (row.weight_against, row.weight_for)
    )
    return f"{row.label:{wide}}  {against:>{REACH}} | {speaking:{REACH}}  {row.status}"


def _counts(row: PathRow) -> str:
    if not row.pros and not row.cons:
        return ""
    return f" ({len(row.pros)} for, {len(row.cons)} against)"
