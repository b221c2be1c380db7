"""The verdict's picture: weights as widths, the choice set off, the rest greyed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text

from bot.charts.canvas import DARK, LIGHT, WIDTH, Palette, png
from bot.charts.chart_data import PathRow, WeighedArgument
from bot.charts.text_charts import CAPTION_LIMIT, REACH, verdict_bars, verdict_caption
from bot.charts.verdict_chart import draw_verdict
from tests.bot.charts.cases import formulas, spilt

TITLE = "What speaks for which path"
ROWS = (
    PathRow(
        "Platform",
        "first choice",
        pros=tuple(WeighedArgument(f"reason {n}", 2) for n in range(6)),
        cons=(WeighedArgument("pay", 4),),
        picked=True,
    ),
    PathRow("Analytics", "out", cons=(WeighedArgument("goes $ first, $ too", 3),), greyed=True),
    PathRow("Degree", "not now", greyed=True),
)


def bars(figure: Figure, colour: str) -> list[Rectangle]:
    found = (p for p in figure.axes[0].patches if isinstance(p, Rectangle))
    return [patch for patch in found if to_hex(patch.get_facecolor()) == colour]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_weights_are_widths_to_either_side(palette: Palette) -> None:
    figure = draw_verdict(ROWS, TITLE, palette)
    pros, cons = bars(figure, palette.move), bars(figure, palette.stay)
    assert len(pros) == 6
    assert len(cons) == 1
    assert all(bar.get_x() > WIDTH / 2 and bar.get_width() > 0 for bar in pros)
    assert cons[0].get_x() < WIDTH / 2
    assert cons[0].get_width() < 0
    gap = 4
    assert -cons[0].get_width() + gap == pytest.approx(2 * (pros[0].get_width() + gap))


def test_paths_out_of_the_race_are_grey() -> None:
    assert len(bars(draw_verdict(ROWS, TITLE), LIGHT.grey)) == 1


def test_only_the_choice_is_set_off() -> None:
    boxes = [p for p in draw_verdict(ROWS, TITLE).axes[0].patches if isinstance(p, FancyBboxPatch)]
    assert len(boxes) == 1


def test_no_argument_is_dropped_unsaid() -> None:
    words = {t.get_text() for t in draw_verdict(ROWS, TITLE).findobj(Text) if isinstance(t, Text)}
    assert {"Platform", "first choice", "reason 0", "and 3 more", "pay"} <= words


def test_no_rows_still_make_a_picture() -> None:
    assert png(lambda: draw_verdict((), TITLE))


WORDS = st.text(st.characters(max_codepoint=0x17F, exclude_categories=["C"]), max_size=80)
ARGUMENTS = st.lists(st.builds(WeighedArgument, WORDS, st.floats(0.1, 10)), max_size=7).map(tuple)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.builds(PathRow, WORDS, WORDS, ARGUMENTS, ARGUMENTS), max_size=4), WORDS)
def test_any_words_fit_in_picture_and_caption(rows: list[PathRow], title: str) -> None:
    figure = draw_verdict(rows, title)
    assert formulas(figure) == []
    assert all(bar.get_x() + bar.get_width() <= WIDTH for bar in bars(figure, LIGHT.move))
    assert len(verdict_caption(rows)) <= CAPTION_LIMIT


def test_the_widest_rows_fit() -> None:
    wide = "Modelling at a very big company indeed"
    row = PathRow(
        wide, wide, (WeighedArgument(wide, 1),) * 5, (WeighedArgument(wide, 1),) * 5, picked=True
    )
    assert spilt(draw_verdict((row,), wide, subtitle="Not very sure · @" + "advisor_" * 4)) == []


def test_the_caption_names_every_path_and_its_fate() -> None:
    caption = verdict_caption(ROWS)
    assert all(row.label in caption and row.status in caption for row in ROWS)


def test_bars_in_letters_are_as_long_as_their_weights() -> None:
    _, platform, analytics, degree = verdict_bars(ROWS).splitlines()
    against, speaking = platform.split("|")
    assert speaking.count("#") == REACH
    assert against.count("#") == round(REACH * 4 / 12)
    assert analytics.split("|")[0].count("#") == round(REACH * 3 / 12)
    assert "#" not in degree
    assert degree.endswith("not now")


@given(st.lists(st.builds(PathRow, WORDS, WORDS, ARGUMENTS, ARGUMENTS), max_size=4))
def test_no_bar_in_letters_is_longer_than_the_longest(rows: list[PathRow]) -> None:
    assert "#" * (REACH + 1) not in verdict_bars(rows).replace("#" * REACH + " | " + "#", "")
