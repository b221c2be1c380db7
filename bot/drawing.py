"""Draws a picture when it is sent: until then the outbox keeps what it shows, as data.

So a drawing keeps no transaction open, and nobody waits for another friend's picture.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.charts.rows import PathRow
from flows.figures import Figures
from flows.money.assumptions import Assumptions
from flows.money.price import money_report
from flows.money.report import MoneyReport
from storage.records import Attachment, Message

log = logging.getLogger(__name__)

# A thread of its own: waiting pictures take no thread from anybody, and the memory that a picture
# needed is used again by the next instead of being kept once per thread.
_ASIDE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts")


class _Drawing(BaseModel):
    model_config = ConfigDict(frozen=True)


class MoneyDrawing(_Drawing):
    """The running totals of staying and moving in cash: what the report is worked out from."""

    kind: Literal["money"] = "money"
    figures: Figures
    assumptions: Assumptions

    @classmethod
    def of(cls, report: MoneyReport) -> Self:
        """What the picture of a report takes."""
        cash = report.cash
        figures = Figures(now=cash.stay, next=cash.move, currency=report.currency)
        return cls(figures=figures, assumptions=report.assumptions)

    def report(self) -> MoneyReport:
        """The report again; raises ValueError where there is none."""
        answer = money_report(self.figures, self.assumptions)
        if not isinstance(answer, MoneyReport):
            raise ValueError(f"no report, but {answer.reason}")
        return answer


class VerdictDrawing(_Drawing):
    """Every path with its bars."""

    kind: Literal["verdict"] = "verdict"
    title: str
    rows: tuple[PathRow, ...]


Drawing = MoneyDrawing | VerdictDrawing
_DRAWING: TypeAdapter[Drawing] = TypeAdapter(Annotated[Drawing, Field(discriminator="kind")])


def to_draw(drawing: Drawing, filename: str) -> Attachment:
    """A picture that is drawn when it is sent."""
    return Attachment("drawing", filename, drawing.model_dump_json().encode())


async def drawn(message: Message) -> Message:
    """The message with its picture drawn, off the event loop; any other as it is.

    A picture that cannot be drawn is left out, and logged: its caption says the same in words.
    """
    attachment = message.attachment
    if attachment is None or attachment.kind != "drawing":
        return message
    try:
        loop = asyncio.get_running_loop()
        content = await loop.run_in_executor(_ASIDE, picture, attachment.content)
    except Exception as error:  # noqa: BLE001 - whatever it is, the words shall arrive
        log.error("A picture could not be drawn: %s", type(error).__name__)
        return replace(message, attachment=None)
    return replace(message, attachment=Attachment("photo", attachment.filename, content))


def picture(content: bytes) -> bytes:
    """Draw what the outbox keeps; returns a PNG."""
    # The drawing library takes most of a second to load; few conversations come to a picture.
    from bot.charts.canvas import png  # noqa: PLC0415
    from bot.charts.money_chart import draw_money  # noqa: PLC0415
    from bot.charts.verdict_chart import draw_verdict  # noqa: PLC0415

    drawing = _DRAWING.validate_json(content)
    if isinstance(drawing, MoneyDrawing):
        report = drawing.report()
        return png(lambda: draw_money(report, report.cash))
    return png(lambda: draw_verdict(drawing.rows, drawing.title))
