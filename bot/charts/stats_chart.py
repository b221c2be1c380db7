"""How it goes, as a picture: blocks of bars with their numbers beside them."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bot.charts.canvas import LIGHT, WIDTH, Palette, TextStyle, blank, set_text, shortened
from bot.charts.chart_data import BarBlock, BarRow

_MARGIN = 54
_HEADER, _TITLE, _ROW, _GAP = 150, 62, 52, 34
_BAR = 30
_BAR_FROM, _BAR_TO = 440, 900
_LABEL_LETTERS = 24


def draw_stats(blocks: Sequence[BarBlock], title: str, subtitle: str = "") -> Figure:
    """Draw the blocks below each other; the bars of each are to a scale of their own."""
    height = _HEADER + sum(_height(block) for block in blocks) + _MARGIN
    figure = blank(height, LIGHT)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
    axes.set_axis_off()
    set_text(axes, (_MARGIN, 62), title, TextStyle(LIGHT.text, 42, bold=True))
    set_text(axes, (_MARGIN, 112), subtitle, TextStyle(LIGHT.quiet, 28))
    top = float(_HEADER)
    for block in blocks:
        set_text(axes, (_MARGIN, top + 24), block.title, TextStyle(LIGHT.text, 32, bold=True))
        for at, row in enumerate(block.rows):
            _row(axes, row, top + _TITLE + at * _ROW, LIGHT)
        top += _height(block)
    return figure


def _height(block: BarBlock) -> int:
    return _TITLE + _ROW * len(block.rows) + _GAP


def _row(axes: Axes, row: BarRow, top: float, palette: Palette) -> None:
    middle = top + _BAR / 2
    label = shortened(row.label, _LABEL_LETTERS)
    set_text(axes, (_MARGIN, middle), label, TextStyle(palette.quiet, 28))
    reach = _BAR_TO - _BAR_FROM
    axes.add_patch(Rectangle((_BAR_FROM, top), reach, _BAR, color=palette.shade, linewidth=0))
    left = float(_BAR_FROM)
    for share, colour in zip(row.shares, (palette.move, palette.stay, palette.grey), strict=False):
        axes.add_patch(Rectangle((left, top), share * reach, _BAR, color=colour, linewidth=0))
        left += share * reach
    set_text(axes, (_BAR_TO + 20, middle), row.count, TextStyle(palette.text, 28))
