"""The pictures of chats show what is said today, and nothing in them is cut off."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.documentation.chromium import MISSING, chromium, is_there
from tests.documentation.phone import (
    HEIGHT,
    IMAGES,
    PICTURES,
    SCALE,
    WIDTH,
    mark,
    mark_of,
    page,
    take,
)

CUT_OFF = """
const shown = [...document.querySelectorAll("nav span, p")];
const wide = shown.filter(each => each.scrollWidth > each.clientWidth);
return [document.documentElement.scrollWidth, wide.map(each => each.textContent)];
"""

pytestmark = pytest.mark.skipif(not is_there(), reason=MISSING)


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_is_said_today(name: str) -> None:
    assert mark_of(IMAGES / name) == mark(page(PICTURES[name])), "run `make docs`"


def test_a_screen_has_the_size_of_a_phones(driver: Any, tmp_path: Path) -> None:
    path, shown = tmp_path / "a.png", page(PICTURES["phone-question.png"])
    take(driver, shown, path, whole=False)
    with Image.open(path) as image:
        assert image.size == (WIDTH * SCALE, HEIGHT * SCALE)
    assert mark_of(path) == mark(shown)


def test_no_line_and_no_button_is_cut_off(driver: Any, tmp_path: Path) -> None:
    for name in ("phone-own-words.png", "phone-money.png"):
        take(driver, page(PICTURES[name]), tmp_path / name, whole=True)
        assert driver.execute_script(CUT_OFF) == [WIDTH, []]


def test_what_a_page_says_makes_its_mark_and_no_drawing_does() -> None:
    drawn = '<img src="data:image/png;base64,QUJD">'
    assert mark(f"a {drawn}") == mark(f"a {drawn.replace('QUJD', 'WFla')}")
    assert mark(f"a {drawn}") != mark(f"b {drawn}")
