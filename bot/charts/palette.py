"""The colours of the pictures, for a light and for a dark background."""

from dataclasses import dataclass


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
