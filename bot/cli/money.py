"""advisor money: the price of a move, as text, plot, picture or JSON."""

import json
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

import click
from pydantic import ValidationError

from bot.charts.chart_data import pay_lines
from bot.charts.text_charts import KEY, text_plot
from bot.incoming import TERMINAL
from bot.rendering import Renderer
from bot.terminal.screen import Screen, open_console
from flows.dialogue.money_replies import report_reply, wanted_reply
from flows.dialogue.replies import Reply
from flows.figures import Figures
from flows.money.assumptions import Assumptions, problem_in
from flows.money.price import money_report
from flows.money.report import FiguresWanted, MoneyReport, PayComparison
from flows.nlu.entities.money import Money, amounts
from flows.nlu.entities.yearly import currency_of, yearly
from flows.nlu.normalize import clean, tokens
from storage.texts import plain


class _Number(click.ParamType[Decimal]):
    """A plain number; commas and underscores between its digits do no harm."""

    name = "number"

    def __init__(self, *, percent: bool = False) -> None:
        self.percent = percent
        self.name = "percent" if percent else "amount"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Read the number, as a fraction where it is a percentage."""
        if isinstance(value, Decimal):
            return value
        text = str(value).replace(",", "").replace("_", "").removesuffix("%")
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.fail(f"{value!r} is not a number; for example {self._example()}", param, ctx)
        return number / 100 if self.percent else number

    def _example(self) -> str:
        return "10 for 10 percent" if self.percent else "6000000 or 60,00,000"


class Pay(NamedTuple):
    """An amount of pay a year, and how it was said where it was more than a number."""

    amount: Decimal
    currency: str | None = None
    said: Money | None = None


class _Pay(click.ParamType[Pay]):
    """An amount of pay, read as the bot reads it: 38LPA, 1.2 crore, $150k; a number is exact."""

    name = "amount"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Pay:
        """Read the amount, a year, in whole units of its currency."""
        if isinstance(value, Pay):
            return value
        text = str(value)
        try:
            return Pay(NUMBER.convert(text, param, ctx))
        except click.BadParameter:
            read = tokens(clean(text))
        stated = amounts(read)
        one = len(stated) == 1 and not stated[0].stretch
        worth = yearly(stated, read, None) if one else None
        if not worth:
            self.fail(f"{text!r} is no one amount; for example 6000000, 38LPA or $150k", param, ctx)
        return Pay(worth[0], currency_of(stated, read, None), stated[0])


NUMBER, AMOUNT, PERCENT = _Number(), _Pay(), _Number(percent=True)
_SCALES = (1, 1_000, 100_000, 10_000_000)
_Given = Pay | Decimal | int | str | None
_FIGURES = ("now", "next", "currency", "offer_total", "runway")


@click.command("money")
@click.option("--now", type=AMOUNT, required=True, help="Your cash a year today.")
@click.option("--next", type=AMOUNT, required=True, help="The cash a year on the new path.")
@click.option(
    "--currency", type=str.upper, metavar="CODE", help="Its code, such as INR, SGD, USD or EUR."
)
@click.option(
    "--total",
    "offer_total",
    type=AMOUNT,
    help="Total compensation of an offer you would turn down.",
)
@click.option("--next-total", type=AMOUNT, help="Total compensation on the new path.")
@click.option("--runway", type=PERCENT, help="The largest cut you could live with.")
@click.option("--staying", type=PERCENT, help="How fast the old pay grows a year.")
@click.option(
    "--extra",
    type=PERCENT,
    help="How much the new pay grows on top of that a year (in all three cases; 0 unless stated).",
)
@click.option("--extra-low", type=PERCENT, help="The least growth on top.")
@click.option("--extra-mid", type=PERCENT, help="The growth on top in the middle case.")
@click.option("--extra-high", type=PERCENT, help="The most growth on top.")
@click.option("--discount", type=PERCENT, help="How much less money counts a year later.")
@click.option("--horizon", type=int, help="The last year that counts.")
@click.option("--job-year", type=int, help="The year from which a better job would pay.")
@click.option("--job-multiple", type=NUMBER, help="How many times the old pay it would pay.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the chart to this PNG file.",
)
@click.option(
    "--basis", type=click.Choice(["cash", "total"]), default="cash", help="Which pay to draw."
)
@click.option("--dark", is_flag=True, help="Draw the chart on a dark background.")
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
def money(out: Path | None, basis: str, dark: bool, as_json: bool, **given: _Given) -> None:
    """Work out what a move costs and what you would have to believe for it to pay back.

    Amounts are per year and before tax, as a number or as you would write them (38LPA, 1.2 crore,
    $150k); percentages are plain numbers (10 is 10 percent). What you do not state is assumed, and
    shown.
    """
    report = _report(given)
    side = _side(report, basis)
    if out is not None:
        _write(out, report, side, dark=dark)
    if as_json:
        click.echo(json.dumps(report.model_dump(mode="json"), indent=2))
        return
    console = open_console()
    message = Renderer(channel=TERMINAL).render(report_reply(report))
    Screen(console).show([replace(message, buttons=())])
    plot = f"{text_plot(pay_lines(side), report.currency)}\n{KEY}"
    console.print(plot, soft_wrap=True)
    if out is not None:
        console.print(f"\nThe chart is in {out}.", soft_wrap=True)


def _report(given: dict[str, _Given]) -> MoneyReport:
    extra = given.pop("extra")
    stated = _in_one_currency({name: each for name, each in given.items() if each is not None})
    if extra is not None:
        stated = {"extra_low": extra, "extra_mid": extra, "extra_high": extra, **stated}
    figures = {name: stated.pop(name) for name in _FIGURES if name in stated}
    try:
        answer = money_report(Figures.model_validate(figures), Assumptions.model_validate(stated))
    except ValidationError as error:
        raise click.UsageError(problem_in(error)) from error
    if isinstance(answer, FiguresWanted):
        raise click.UsageError(_text(wanted_reply(answer)))
    return answer


def _in_one_currency(given: dict[str, _Given]) -> dict[str, _Given]:
    """What was stated, pay as its amounts, with the currency that they name.

    A bare number beside pay in words is of its size: 22 beside 38LPA is in lakhs.
    """
    pays = {name: pay for name, pay in given.items() if isinstance(pay, Pay)}
    beside = next((pay.amount for pay in pays.values() if pay.said), None)
    sized = {name: _of_size(pay, beside) for name, pay in pays.items()}
    stated: dict[str, _Given] = {**given, **sized}
    named = [given.get("currency"), *(pay.currency for pay in pays.values())]
    currencies = list(dict.fromkeys(str(each) for each in named if each))
    if len(currencies) > 1:
        raise click.UsageError(
            f"The amounts are in {' and '.join(currencies)}; nothing is converted here: give all "
            "of them in one currency."
        )
    if currencies and not all(
        pay.said.may_be_in(currencies[0]) for pay in pays.values() if pay.said
    ):
        raise click.UsageError(f"Not all amounts can be in {currencies[0]}: give their currency.")
    return {**stated, "currency": currencies[0]} if currencies else stated


def _of_size(pay: Pay, beside: Decimal | None) -> Decimal:
    if pay.said or not (beside and pay.amount > 0):
        return pay.amount
    return min((pay.amount * s for s in _SCALES), key=lambda each: abs((each / beside).ln()))


def _text(reply: Reply) -> str:
    return plain(Renderer(channel=TERMINAL).render(reply).text)


def _side(report: MoneyReport, basis: str) -> PayComparison:
    if basis == "cash":
        return report.cash
    if report.total is None:
        raise click.UsageError("--basis total needs --total, such as --total 7500000.")
    return report.total


def _write(out: Path, report: MoneyReport, side: PayComparison, *, dark: bool) -> None:
    # Matplotlib takes a second to load, which those who want no picture need not wait for.
    from bot.charts.canvas import (  # noqa: PLC0415
        DARK,
        LIGHT,
        png,
    )
    from bot.charts.money_chart import draw_money  # noqa: PLC0415

    picture = png(lambda: draw_money(report, side, DARK if dark else LIGHT))
    try:
        out.write_bytes(picture)
    except OSError as error:
        raise click.ClickException(f"I can't write {out}: {error.strerror}.") from error
