"""Writes docs/money.md and its pictures: ``python -m tests.documentation.money``."""

from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.charts.canvas import png
from bot.charts.money_chart import draw_money
from bot.formatting import FILTERS
from bot.rendering import Renderer
from flows.dialogue.money_replies import caption_reply, report_reply
from flows.figures import Figures
from flows.money.assumptions import Assumptions
from flows.money.price import money_report
from flows.money.report import MoneyReport
from storage.texts import plain
from tests.documentation.places import DOCS

IMAGES = DOCS / "images"


def case(times: int, extra: str = "0", high: str = "0") -> MoneyReport:
    """The move from ``times`` to 1, with extra growth of the new path as a fraction."""
    report = money_report(
        Figures(now=Decimal(times), next=Decimal(1)),
        Assumptions(extra_mid=Decimal(extra), extra_high=Decimal(high)),
    )
    if isinstance(report, MoneyReport):
        return report
    raise ValueError(f"{times} to 1 has no report: {report.reason}")


ALIKE = case(4)
BELIEVED = case(4, "0.3", "0.4")
PICTURES = {"money-4-to-1.png": ALIKE, "money-4-to-1-believed.png": BELIEVED}


def caption(report: MoneyReport) -> str:
    """What the picture of a report shows, in words."""
    return Renderer().render(caption_reply(report, report.cash)).text


def lines(report: MoneyReport) -> list[str]:
    """What the conversation tells of a report before the fold."""
    unfolded, _, _ = Renderer().render(report_reply(report)).text.partition("<blockquote")
    return plain(unfolded).strip().splitlines()


def page() -> str:
    """The text of money.md."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown, and no words but our own
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment.get_template("money.md.j2").render(
        alike=ALIKE,
        believed=BELIEVED,
        reports=(case(3), ALIKE, case(5)),
        lines=lines(BELIEVED),
        alike_caption=caption(ALIKE),
        believed_caption=caption(BELIEVED),
    )


def main() -> None:
    """Write the page and its pictures."""
    (DOCS / "money.md").write_text(page(), encoding="utf-8")
    for name, report in PICTURES.items():
        picture = png(lambda report=report: draw_money(report, report.cash))  # type: ignore[misc]
        (IMAGES / name).write_bytes(picture)


if __name__ == "__main__":
    main()
