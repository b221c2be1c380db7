"""advisor money: the report in the terminal, as a file, and as data."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from bot.cli.money import money


def run(*words: str) -> Result:
    return CliRunner().invoke(money, words)


def test_it_prints_text_and_plot() -> None:
    result = run("--now", "60,00,000", "--next", "4_000_000", "--currency", "inr", "--extra", "15")
    assert result.exit_code == 0
    assert "₹60 lakh" in result.output
    assert "₹6,00,00,000" in result.output
    assert "<b>" not in result.output
    assert any("X" in line and "|" in line for line in result.output.splitlines())


@pytest.mark.parametrize(
    ("now", "then"),
    [("38LPA", "22"), ("38 LPA", "22 lakh"), ("3800000", "22L"), ("3.8m INR", "₹22 lakh")],
)
def test_pay_is_read_as_the_bot_reads_it(now: str, then: str) -> None:
    cash = json.loads(run("--now", now, "--next", then, "--json").output)["cash"]
    assert (cash["stay"], cash["move"]) == (3_800_000, 2_200_000)


@pytest.mark.parametrize(
    "words",
    [
        ("--now", "38LPA", "--next", "€22k"),
        ("--now", "38LPA", "--next", "22LPA", "--currency", "EUR"),
        ("--now", "38LPA", "--next", "$22k"),
        ("--now", "20-30 LPA", "--next", "22LPA"),
    ],
)
def test_amounts_that_do_not_go_together_are_refused(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_it_is_wrapped_as_every_text_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "76")
    assert max(map(len, run("--now", "38LPA", "--next", "22LPA").output.splitlines())) <= 76


def test_json_is_the_report() -> None:
    result = run("--now", "4", "--next", "1", "--total", "5", "--discount", "5%", "--json")
    data = json.loads(result.output)
    assert data["cash"]["cut"] == 0.75
    assert data["total"]["stay"] == 5
    assert data["assumptions"]["discount"] == 0.05


def test_json_tells_the_growth_on_top_and_how_the_limit_compares() -> None:
    words = ("--now", "4", "--next", "1", "--staying", "5", "--runway", "60", "--json")
    data = json.loads(run(*words).output)
    for needed in data["cash"]["needed"]:
        assert needed["growth"] == pytest.approx(needed["extra"] + 0.05, abs=1e-5)
    assert data["runway"]["verdict"] == "short"


def test_one_growth_stands_for_the_whole_range() -> None:
    data = json.loads(run("--now", "4", "--next", "1", "--extra", "30", "--json").output)
    assert [data["assumptions"][name] for name in ("extra_low", "extra_mid", "extra_high")] == [
        0.3
    ] * 3


@pytest.mark.parametrize("extra", [(), ("--dark",), ("--basis", "total", "--total", "5")])
def test_it_writes_the_chart(tmp_path: Path, extra: tuple[str, ...]) -> None:
    out = tmp_path / "chart.png"
    assert run("--now", "4", "--next", "1", "--out", str(out), *extra).exit_code == 0
    with Image.open(out) as picture:
        assert picture.format == "PNG"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--now", "4"),
        ("--now", "4", "--next", "much"),
        ("--now", "4", "--next", "inf"),
        ("--now", "-4", "--next", "1"),
        ("--now", "0", "--next", "0"),
        ("--now", "1e30", "--next", "1"),
        ("--now", "4", "--next", "1", "--currency", "rupees"),
        ("--now", "4", "--next", "1", "--horizon", "99"),
        ("--now", "4", "--next", "1", "--extra-low", "50"),
        ("--now", "4", "--next", "1", "--extra", "ten"),
        ("--now", "4", "--next", "1", "--basis", "total"),
    ],
)
def test_wrong_use_is_one_sentence(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    [error] = [line for line in result.output.splitlines() if line.startswith("Error: ")]
    assert error.endswith((".", "'.", "Arabic")) or "example" in error


def test_a_file_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    result = run("--now", "4", "--next", "1", "--out", str(tmp_path / "no" / "chart.png"))
    assert result.exit_code == 1
    assert "can't write" in result.output
