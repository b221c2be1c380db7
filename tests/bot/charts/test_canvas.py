"""Pictures are PNGs of one width, drawn one at a time, aside, and leave nothing behind."""

import asyncio
import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from io import BytesIO

import pytest
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure
from PIL import Image

from bot.charts.canvas import WIDTH, blank, literal, png, png_aside
from bot.charts.money_chart import HEIGHT, draw_money
from bot.charts.palette import LIGHT
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


def test_pictures_asked_for_at_once_are_those_drawn_alone() -> None:
    names = ["cut", "raise", "huge", "cut", "no pay"]

    async def at_once() -> list[bytes]:
        return await asyncio.gather(*(png_aside(chart(name)) for name in names))

    assert asyncio.run(at_once()) == [png(chart(name)) for name in names]


def test_only_one_is_drawn_at_a_time_and_off_the_loop() -> None:
    busy = threading.Lock()
    threads = set()

    def draw() -> Figure:
        assert busy.acquire(blocking=False)
        threads.add(threading.get_ident())
        figure = blank(50, LIGHT)
        busy.release()
        return figure

    async def at_once() -> None:
        await asyncio.gather(*(png_aside(draw) for _ in range(8)))

    asyncio.run(at_once())
    assert threading.get_ident() not in threads


def test_the_loop_goes_on_while_a_picture_is_drawn() -> None:
    ticked = threading.Event()

    def draw() -> Figure:
        assert ticked.wait(10), "the loop stood still"
        return blank(50, LIGHT)

    async def both() -> None:
        picture = asyncio.create_task(png_aside(draw))
        await asyncio.sleep(0)
        ticked.set()
        await picture

    asyncio.run(both())


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
