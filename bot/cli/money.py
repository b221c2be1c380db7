"""advisor money: the price of a move, as text, plot, picture or JSON."""

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click
from pydantic import ValidationError

from bot.charts.chart_data import pay_lines
from bot.charts.text_charts import KEY, text_plot
from bot.rendering import Renderer
from flows.dialogue.money_replies import figure_reply, missing_figure, report_reply
from flows.dialogue.replies import Reply
from flows.figures import Figures
from flows.money.assumptions import Assumptions, problem_in
from flows.money.price import money_report
from flows.money.report import FiguresWanted, MoneyReport, PayComparison
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


AMOUNT, PERCENT = _Number(), _Number(percent=True)
_Given = Decimal | int | str | None
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
@click.option("--job-multiple", type=AMOUNT, help="How many times the old pay it would pay.")
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

    Amounts are per year and before tax; percentages are plain numbers (10 is 10 percent). What you
    do not state is assumed, and shown.
    """
    report = _report(given)
    side = _side(report, basis)
    if out is not None:
        _write(out, report, side, dark=dark)
    if as_json:
        click.echo(json.dumps(report.model_dump(mode="json"), indent=2))
        return
    click.echo(_text(report_reply(report)))
    click.echo()
    click.echo(f"{text_plot(pay_lines(side), report.currency)}\n{KEY}")
    if out is not None:
        click.echo(f"\nThe chart is in {out}.")


def _report(given: dict[str, _Given]) -> MoneyReport:
    extra = given.pop("extra")
    stated = {name: value for name, value in given.items() if value is not None}
    if extra is not None:
        stated = {"extra_low": extra, "extra_mid": extra, "extra_high": extra} | stated
    figures = {name: stated.pop(name) for name in _FIGURES if name in stated}
    try:
        answer = money_report(Figures.model_validate(figures), Assumptions.model_validate(stated))
    except ValidationError as error:
        raise click.UsageError(problem_in(error)) from error
    if isinstance(answer, FiguresWanted):
        wanted = figure_reply(missing_figure(answer), problem=answer.reason)
        raise click.UsageError(_text(wanted))
    return answer


def _text(reply: Reply) -> str:
    return plain(Renderer(channel="terminal").render(reply).text)


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
