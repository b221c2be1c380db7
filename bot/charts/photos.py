"""A picture with its caption, ready to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.charts.canvas import png_aside
from bot.charts.money_chart import draw_money
from bot.charts.palette import LIGHT, Palette
from bot.charts.verdict_chart import PathRow, draw_verdict, verdict_caption
from bot.money_text import money_caption
from flows.money.report import MoneyReport, Side


@dataclass(frozen=True)
class Photo:
    """PNG bytes, and what they show in words (at most 1024 letters, without tags)."""

    png: bytes
    caption: str


async def money_photo(report: MoneyReport, side: Side, palette: Palette = LIGHT) -> Photo:
    """The chart of one side of a report."""
    picture = await png_aside(partial(draw_money, report, side, palette))
    return Photo(picture, money_caption(report, side))


async def verdict_photo(rows: Sequence[PathRow], title: str, palette: Palette = LIGHT) -> Photo:
    """The verdict; it shows only what the rows say."""
    picture = await png_aside(partial(draw_verdict, rows, title, palette))
    return Photo(picture, verdict_caption(rows, title))
