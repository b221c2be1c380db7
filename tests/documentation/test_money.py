"""docs/money.md and its pictures are what the program makes of them today."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bot.charts.canvas import png
from bot.charts.money_chart import draw_money
from tests.documentation.money import IMAGES, PICTURES, page
from tests.documentation.places import DOCS


def pixels(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    with Image.open(BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"), dtype=np.int16)


def test_the_page_is_current() -> None:
    assert (DOCS / "money.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_current(name: str) -> None:
    report = PICTURES[name]
    kept = pixels((IMAGES / name).read_bytes())
    today = pixels(png(lambda: draw_money(report, report.cash)))
    assert kept.shape == today.shape
    # Edges may differ by shades from one build of FreeType to the next; a digit differs by more.
    assert (np.abs(kept - today).max(axis=2) > 128).sum() < 50


@pytest.mark.parametrize("name", PICTURES)
def test_the_page_shows_its_pictures(name: str) -> None:
    assert f"](images/{name})" in page()
