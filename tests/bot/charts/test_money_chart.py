"""The chart shows the report's numbers, and fits."""

from typing import Any

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from bot.charts.canvas import DARK, LIGHT, Palette
from bot.charts.chart_data import pay_lines
from bot.charts.money_chart import draw_money
from bot.formatting import percent
from flows.money.report import MoneyReport
from tests.bot.charts.cases import REPORTS, formulas, report, spilt

EVERY = pytest.mark.parametrize("answer", REPORTS.values(), ids=REPORTS.keys())


def drawn(figure: Figure, name: str) -> Any:
    found = [artist for artist in figure.axes[0].get_children() if artist.get_gid() == name]
    assert len(found) == 1, f"{len(found)} of {name}"
    return found[0]


def totals(line: Line2D) -> list[float]:
    return [float(total) for total in np.asarray(line.get_ydata())]


@EVERY
def test_the_lines_are_the_totals_of_the_report(answer: MoneyReport) -> None:
    figure = draw_money(answer, answer.cash)
    for name, expected in (
        ("stay", answer.cash.stay_cumulative),
        ("move", answer.cash.mid.cumulative),
    ):
        line = drawn(figure, name)
        assert totals(line) == [0.0, *map(float, expected)]
        assert list(line.get_xdata()) == list(range(answer.assumptions.horizon + 1))


@EVERY
def test_both_lines_can_be_seen_where_they_are_one(answer: MoneyReport) -> None:
    figure = draw_money(answer, answer.cash)
    one = totals(drawn(figure, "stay")) == totals(drawn(figure, "move"))
    assert (drawn(figure, "move").get_linestyle() != "-") == one


@EVERY
def test_the_heading_names_the_growth_that_is_assumed(answer: MoneyReport) -> None:
    words = " ".join(text.get_text() for text in draw_money(answer, answer.cash).texts)
    assert ("Both pays grow alike" in words) == answer.assumptions.alike
    assert ("Light blue: " in words) == answer.assumptions.ranges
    assert "Growth is assumed" in words
    growth = answer.cash.mid.growth
    title = draw_money(answer, answer.cash).texts[0].get_text()
    assert title.endswith(f"at {percent(growth)} growth" if growth else "without growth")


@pytest.mark.parametrize("signature", ["", "@" + "w" * 32])
def test_the_picture_tells_whose_it_is(signature: str) -> None:
    figure = draw_money(REPORTS["cut"], REPORTS["cut"].cash, signature=signature)
    assert signature in {text.get_text() for text in figure.texts}
    assert spilt(figure) == []


def test_the_sums_of_a_range_that_leaves_the_picture_are_told() -> None:
    answer = REPORTS["range"]
    figure = draw_money(answer, answer.cash)
    assert float(answer.cash.high.total) > figure.axes[0].get_ylim()[1]
    words = " ".join(text.get_text() for text in figure.texts).replace("\\", "")
    assert "$1.5M to $17M" in words


@EVERY
def test_the_band_reaches_from_the_low_to_the_high_case(answer: MoneyReport) -> None:
    band = drawn(draw_money(answer, answer.cash), "range")
    assert isinstance(band, PolyCollection)
    corners = {(float(x), float(y)) for x, y in np.asarray(band.get_paths()[0].vertices)}
    for case in (answer.cash.low, answer.cash.high):
        for year, total in enumerate(case.cumulative, 1):
            assert (float(year), float(total)) in corners


@EVERY
def test_the_crossing_is_marked_where_the_report_has_it(answer: MoneyReport) -> None:
    figure = draw_money(answer, answer.cash)
    moment = answer.cash.mid.break_even.crossing
    marked = [a for a in figure.axes[0].get_children() if a.get_gid() == "crossing"]
    assert len(marked) == (0 if moment is None else 1)
    if moment is not None:
        assert drawn(figure, "crossing").get_xdata() == [float(moment)]


@pytest.mark.parametrize("name", ["paid back", "overtaken", "huge"])
def test_both_lines_run_through_the_crossing(name: str) -> None:
    lines = pay_lines(REPORTS[name].cash)
    assert lines.crossing is not None
    year, total = lines.crossing
    whole = int(year)
    moving = lines.mid[whole] + (year - whole) * (lines.mid[whole + 1] - lines.mid[whole])
    assert moving == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize(
    ("horizon", "shaded"), [(3, None), (4, None), (7, (4, 7)), (10, (4, 10)), (20, (4, 10))]
)
def test_the_chapter_is_shaded_as_far_as_it_is_seen(
    horizon: int, shaded: tuple[int, int] | None
) -> None:
    answer = report("4", "1", horizon=horizon)
    figure = draw_money(answer, answer.cash)
    if shaded is None:
        assert not [a for a in figure.axes[0].get_children() if a.get_gid() == "chapter"]
    else:
        box = drawn(figure, "chapter")
        assert (box.get_x(), box.get_x() + box.get_width()) == shaded


@EVERY
def test_all_words_lie_within_the_picture_and_apart_from_formulas(answer: MoneyReport) -> None:
    for side in (answer.cash, answer.total):
        assert side is not None
        figure = draw_money(answer, side)
        assert spilt(figure) == []
        assert formulas(figure) == []


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_picture_has_a_background_of_its_own(palette: Palette) -> None:
    answer = REPORTS["cut"]
    figure = draw_money(answer, answer.cash, palette)
    assert figure.get_facecolor() == figure.axes[0].get_facecolor()
    assert figure.patch.get_alpha() in {None, 1}
