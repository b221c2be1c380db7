"""Words and lines stand out from the background, light or dark."""

import pytest
from matplotlib.colors import to_rgb

from bot.charts.canvas import DARK, LIGHT, Palette

BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@BOTH
@pytest.mark.parametrize("ground", ["background", "shade"])
@pytest.mark.parametrize("ink", ["text", "quiet", "stay", "move"])
def test_words_meet_the_contrast_for_text(palette: Palette, ground: str, ink: str) -> None:
    needed = 4.5 if ink in {"text", "quiet"} else 4
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= needed


@BOTH
def test_grey_bars_are_seen_but_stand_back(palette: Palette) -> None:
    grey = contrast(palette.grey, palette.background)
    assert 2 < grey < contrast(palette.move, palette.background)
