"""A blank picture as wide as a phone shows it, its colours, and its way to PNG bytes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


@dataclass(frozen=True)
class Palette:
    """Colours as #rrggbb; ``stay``/``move`` also stand for against/for."""

    background: str
    text: str
    quiet: str
    grid: str
    shade: str
    stay: str
    move: str
    grey: str


LIGHT = Palette(
    background="#fbfaf6",
    text="#1b2430",
    quiet="#566070",
    grid="#dcdcd6",
    shade="#ebe9df",
    stay="#b6510b",
    move="#1a62b5",
    grey="#a4a8ad",
)
DARK = Palette(
    background="#17212b",
    text="#f1f4f7",
    quiet="#a9b6c4",
    grid="#32404e",
    shade="#22303d",
    stay="#ffae62",
    move="#77bdff",
    grey="#66717d",
)
"""The blue and orange stay apart for colour-blind eyes."""


@dataclass(frozen=True)
class TextStyle:
    """How a piece of text is set: its colour, its height in pixels, its weight and its side."""

    colour: str
    pixels: int = 28
    bold: bool = False
    right: bool = False


WIDTH = 1080
"""Pixels across: what a phone shows without scaling up."""

_DPI = 100
_POINTS_PER_INCH = 72
_ONE_AT_A_TIME = threading.Lock()


def blank(height: int, palette: Palette) -> Figure:
    """An empty figure of WIDTH by ``height`` pixels with its own background.

    It belongs to no pyplot registry, so it goes when its last reference goes.
    """
    figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=palette.background)
    FigureCanvasAgg(figure)
    return figure


def size(pixels: float) -> float:
    """A font size or line width in points that comes out as this many pixels."""
    return pixels * _POINTS_PER_INCH / _DPI


def literal(text: str) -> str:
    """The text with its dollar signs escaped: two of them would start a formula."""
    return text.replace("$", r"\$")


def shortened(text: str, letters: int) -> str:
    """As many letters of a text as there is room for, with an ellipsis where some are left out."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def set_text(axes: Axes, where: tuple[float, float], text: str, how: TextStyle) -> None:
    """Set a piece of text beside a point, at half its height."""
    axes.text(
        *where,
        literal(text),
        color=how.colour,
        fontsize=size(how.pixels),
        fontweight="bold" if how.bold else "normal",
        ha="right" if how.right else "left",
        va="center",
    )


def png(draw: Callable[[], Figure]) -> bytes:
    """Draw, encode, and empty the figure.

    One picture at a time, as matplotlib's text rendering shares its caches.
    """
    with _ONE_AT_A_TIME:
        buffer = BytesIO()
        # Little compression: twice as fast, for a sixth more bytes.
        figure = draw()
        figure.savefig(buffer, format="png", pil_kwargs={"compress_level": 1})
        _let_go(figure)
        return buffer.getvalue()


def _let_go(figure: Figure) -> None:
    """Free the pixels now: figure and canvas refer to each other until the collector comes by."""
    figure.clear()
    FigureCanvasAgg(figure)
