"""Reports of every shape, for pictures and texts."""

from decimal import Decimal

from matplotlib.figure import Figure
from matplotlib.text import Text

from flows.figures import Figures
from flows.money.assumptions import Assumptions
from flows.money.price import money_report
from flows.money.report import MoneyReport


def report(now: str, new: str, currency: str | None = None, **assumed: str | int) -> MoneyReport:
    """A report from two amounts and any assumptions."""
    figures = Figures(
        now=Decimal(now), next=Decimal(new), currency=currency, offer_total=Decimal(now)
    )
    answer = money_report(figures, Assumptions.model_validate(assumed))
    assert isinstance(answer, MoneyReport)
    return answer


REPORTS = {
    "cut": report("4", "1"),
    "paid back": report("6000000", "4000000", "INR", extra_mid="0.15", extra_high="0.2"),
    "overtaken": report(
        "100000", "120000", "SGD", extra_low="-0.2", extra_mid="-0.1", discount="0.05"
    ),
    "raise": report("90000", "120000", "EUR"),
    "range": report("250000", "118000", "USD", staying="0.05", extra_mid="0.1", extra_high="0.5"),
    "one year": report("100000", "80000", "USD", horizon=1),
    "no pay": report("0", "80000", "CHF"),
    "no new pay": report("80000", "0", "GBP"),
    "huge": report(
        "1e15", "333333333333333.33", "XAF", horizon=40, extra_mid="0.1", extra_high="0.2"
    ),
    "largest": report("1e18", "1", "XAF", staying=10, horizon=40),
    "cents": report("0.03", "0.01", "JPY", extra_mid="-1", extra_low="-1", extra_high="10"),
    "same": report("1234567.89", "1234567.89", "QQQ", horizon=4),
}


def spilt(figure: Figure) -> list[str]:
    """The texts that do not lie within the picture."""
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    return [
        text.get_text()
        for text in figure.findobj(Text)
        if isinstance(text, Text) and text.get_visible() and text.get_text()
        for box in [text.get_window_extent()]
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ]


def formulas(figure: Figure) -> list[str]:
    """The texts that matplotlib takes for formulas."""
    figure.canvas.draw()
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text)]
    # The private method is what drawing itself asks.
    return [t.get_text() for t in texts if t._preprocess_math(t.get_text())[1]]  # type: ignore[attr-defined]
