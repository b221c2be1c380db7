"""Pictures come with their words."""

import asyncio

from bot.charts.canvas import png
from bot.charts.money_chart import draw_money
from bot.charts.photos import money_photo, verdict_photo
from bot.charts.verdict_chart import PathRow, draw_verdict, verdict_caption
from bot.money_text import money_caption
from tests.bot.charts.cases import REPORTS


def test_the_chart_of_a_move() -> None:
    report = REPORTS["cut"]
    photo = asyncio.run(money_photo(report, report.cash))
    assert photo.png == png(lambda: draw_money(report, report.cash))
    assert photo.caption == money_caption(report, report.cash)


def test_the_verdict() -> None:
    rows = (PathRow("Platform", "first choice", picked=True),)
    photo = asyncio.run(verdict_photo(rows, "Verdict"))
    assert photo.png == png(lambda: draw_verdict(rows, "Verdict"))
    assert photo.caption == verdict_caption(rows, "Verdict")
