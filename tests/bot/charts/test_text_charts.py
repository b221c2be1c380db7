"""The plot in letters."""

import pytest

from bot.charts.chart_data import pay_lines
from bot.charts.text_charts import HEIGHT, WIDTH, text_plot
from flows.money.report import MoneyReport
from tests.bot.charts.cases import REPORTS, report


def plot(name: str) -> str:
    answer = REPORTS[name]
    return text_plot(pay_lines(answer.cash), answer.currency)


@pytest.mark.parametrize("answer", REPORTS.values(), ids=REPORTS.keys())
def test_it_fits_a_terminal(answer: MoneyReport) -> None:
    rows = text_plot(pay_lines(answer.cash), answer.currency).splitlines()
    assert len(rows) == HEIGHT + 2
    assert max(map(len, rows)) < WIDTH + 20 <= 80


def test_the_crossing_stands_where_the_report_has_it() -> None:
    answer = REPORTS["paid back"]
    moment = answer.cash.mid.break_even.after
    assert moment is not None
    [row] = [row for row in plot("paid back").splitlines() if "X" in row]
    column = row.index("X") - row.index("|") - 1
    assert column / (WIDTH - 1) * 10 == pytest.approx(float(moment), abs=0.1)


@pytest.mark.parametrize("percent", range(0, 40, 2))
def test_a_range_that_goes_on_above_the_plot_is_marked(percent: int) -> None:
    answer = report("10", "9", extra_high=str(percent / 100))
    # The plot ends half above the two lines, and a row is what rounds to it.
    beyond = float(answer.cash.high.total / answer.cash.stay_total) > 1.5 * (1 + 0.5 / (HEIGHT - 1))
    assert ("^" in text_plot(pay_lines(answer.cash))) == beyond


def test_a_cut_that_never_pays_back_ends_below() -> None:
    rows = plot("cut").splitlines()
    last = {letter: min(i for i, row in enumerate(rows) if letter in row) for letter in "sm"}
    assert last["s"] < last["m"]
    assert "X" not in plot("cut")
