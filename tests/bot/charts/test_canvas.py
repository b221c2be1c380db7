"""Pictures are PNGs of one width, and leave nothing behind."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Callable
from io import BytesIO

import pytest
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure
from PIL import Image

from bot.charts.canvas import LIGHT, WIDTH, blank, literal, png
from bot.charts.money_chart import HEIGHT, draw_money
from tests.bot.charts.cases import REPORTS


def chart(name: str) -> Callable[[], Figure]:
    answer = REPORTS[name]
    return lambda: draw_money(answer, answer.cash)


def test_it_is_a_png_as_wide_as_a_phone() -> None:
    with Image.open(BytesIO(png(chart("cut")))) as picture:
        assert picture.format == "PNG"
        assert picture.size == (WIDTH, HEIGHT)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert png(chart("cut")) == png(chart("cut"))
    assert png(chart("cut")) != png(chart("raise"))


def test_a_failed_picture_does_not_stop_the_next() -> None:
    def fail() -> Figure:
        raise LookupError

    with pytest.raises(LookupError):
        png(fail)
    assert png(chart("cut"))


def test_a_figure_goes_when_its_picture_is_done() -> None:
    seen: list[weakref.ref[Figure]] = []

    def draw() -> Figure:
        figure = chart("cut")()
        seen.append(weakref.ref(figure))
        return figure

    png(draw)
    gc.collect()
    assert seen[0]() is None


def test_drawing_never_loads_pyplot() -> None:
    program = "import sys, bot.charts.money_chart, bot.charts.verdict_chart\n"
    check = "raise SystemExit('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program + check], check=False)
    assert done.returncode == 0


def test_dollars_are_no_formula() -> None:
    figure = blank(200, LIGHT)
    figure.text(0.1, 0.5, literal("$1 and $2_3"))
    assert png(lambda: figure)


def test_the_pixels_go_at_once() -> None:
    seen: list[weakref.ref[FigureCanvasBase]] = []

    def draw() -> Figure:
        figure = chart("cut")()
        seen.append(weakref.ref(figure.canvas))
        return figure

    gc.disable()
    try:
        png(draw)
        assert seen[0]() is None
    finally:
        gc.enable()
