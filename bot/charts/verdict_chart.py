"""The verdict as a picture: each path with its arguments, for to the right, against to the left."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from bot.charts.canvas import LIGHT, WIDTH, Palette, TextStyle, blank, set_text, shortened, size
from bot.charts.chart_data import PathRow, WeighedArgument, heaviest

_MARGIN = 54
_CENTRE = WIDTH / 2
_HEADER = 204
_NAME, _BAR, _LINE, _GAP = 58, 30, 40, 34
_REACH = WIDTH / 2 - _MARGIN
_LINES = 4
# As many letters as fit beside each other at their font size.
_TITLE_LETTERS, _NAME_LETTERS, _STATUS_LETTERS, _REASON_LETTERS = 36, 28, 24, 28
_SUBTITLE_LETTERS = 52


def draw_verdict(
    rows: Sequence[PathRow], title: str, palette: Palette = LIGHT, subtitle: str = ""
) -> Figure:
    """Draw the rows in the order given, all bars to one scale."""
    heights = [_height(row) for row in rows]
    total = _HEADER + sum(heights) + _MARGIN
    figure = blank(total, palette)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(total, 0))
    axes.set_axis_off()
    _header(axes, title, subtitle, palette)
    scale = _REACH / heaviest(rows)
    top = float(_HEADER)
    for row, height in zip(rows, heights, strict=True):
        _row(axes, row, (top, height), scale, palette)
        top += height
    return figure


def _height(row: PathRow) -> int:
    words = max(len(_words(row.pros)), len(_words(row.cons)))
    drawn = row.pros or row.cons
    return _NAME + (_BAR + 14 + words * _LINE if drawn else 0) + _GAP


def _words(arguments: tuple[WeighedArgument, ...]) -> list[str]:
    """One line an argument that has a label, the last one a count when there are too many."""
    named = [argument.label for argument in arguments if argument.label]
    lines = [shortened(label, _REASON_LETTERS) for label in named]
    if len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], f"and {len(lines) - _LINES + 1} more"]


def _header(axes: Axes, title: str, subtitle: str, palette: Palette) -> None:
    bold = TextStyle(palette.text, 42, bold=True)
    set_text(axes, (_MARGIN, 62), shortened(title, _TITLE_LETTERS), bold)
    quiet = TextStyle(palette.quiet, 32)
    set_text(axes, (_MARGIN, 116), shortened(subtitle, _SUBTITLE_LETTERS), quiet)
    set_text(axes, (_CENTRE - 16, 172), "← against", TextStyle(palette.stay, 30, right=True))
    set_text(axes, (_CENTRE + 16, 172), "for →", TextStyle(palette.move, 30))


def _row(
    axes: Axes, row: PathRow, place: tuple[float, float], scale: float, palette: Palette
) -> None:
    top, height = place
    if row.picked:
        _set_off(axes, top, height, palette)
    ink = palette.quiet if row.greyed else palette.text
    set_text(
        axes,
        (_MARGIN, top + 30),
        shortened(row.label, _NAME_LETTERS),
        TextStyle(ink, 34, bold=True),
    )
    status = shortened(row.status, _STATUS_LETTERS)
    set_text(axes, (WIDTH - _MARGIN, top + 30), status, TextStyle(palette.quiet, 30, right=True))
    colours = (palette.grey, palette.grey) if row.greyed else (palette.stay, palette.move)
    _bar(axes, row.cons, top + _NAME, -scale, colours[0])
    _bar(axes, row.pros, top + _NAME, scale, colours[1])
    _reasons(axes, row, top + _NAME + _BAR + 30, ink)


def _reasons(axes: Axes, row: PathRow, top: float, ink: str) -> None:
    for index, line in enumerate(_words(row.cons)):
        set_text(axes, (_CENTRE - 16, top + index * _LINE), line, TextStyle(ink, 30, right=True))
    for index, line in enumerate(_words(row.pros)):
        set_text(axes, (_CENTRE + 16, top + index * _LINE), line, TextStyle(ink, 30))


def _bar(
    axes: Axes, arguments: tuple[WeighedArgument, ...], y: float, scale: float, colour: str
) -> None:
    """One segment an argument, from the centre outwards; the gaps let them be counted."""
    x = _CENTRE
    for argument in arguments:
        width = argument.weight * scale
        gap = 4 if width > 0 else -4
        axes.add_patch(Rectangle((x + gap / 2, y), width - gap, _BAR, color=colour, linewidth=0))
        x += width


def _set_off(axes: Axes, top: float, height: float, palette: Palette) -> None:
    box = FancyBboxPatch(
        (_MARGIN - 20, top - 4),
        WIDTH - 2 * _MARGIN + 40,
        height - _GAP + 16,
        boxstyle="round,pad=0,rounding_size=18",
        facecolor=palette.shade,
        edgecolor=palette.move,
        linewidth=size(4),
    )
    axes.add_patch(box)
