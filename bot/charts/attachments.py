"""Adds a picture to a reply, and draws it when the reply is sent.

Until then the outbox keeps what it shows, as data. So a drawing keeps no transaction open, and
nobody waits for another friend's picture. A terminal gets a small plot in letters instead.
"""

import asyncio
import html
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.charts.chart_data import BarBlock, PathRow, WeighedArgument, pay_lines
from bot.charts.text_charts import KEY, text_plot, verdict_bars, verdict_caption
from flows.dialogue.replies import MoneyPicture, Picture, VerdictPicture
from flows.figures import Figures
from flows.money.assumptions import Assumptions
from flows.money.price import money_report
from flows.money.report import MoneyReport
from flows.rules.verdict import PathVerdict
from storage.records import Attachment, Message

log = logging.getLogger(__name__)

# A thread of its own: waiting pictures take no thread from anybody, and the memory that a picture
# needed is used again by the next instead of being kept once per thread.
_ASIDE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts")

STATUS = {"out": "out", "not-now": "not now", "open": "not asked", "in": "possible"}
"""What became of a path; "not asked" where the answer is missing that would settle it."""

SURE = {"low": "Not very sure", "medium": "Fairly sure", "high": "Quite sure"}


def illustrated(message: Message, picture: Picture | None, *, photos: bool) -> Message:
    """The message with its picture, if it has one; without `photos` in letters."""
    if picture is None:
        return message
    if isinstance(picture, MoneyPicture):
        return _with_money(message, picture, photos=photos)
    return _with_verdict(message, picture, photos=photos)


def _with_money(message: Message, picture: MoneyPicture, *, photos: bool) -> Message:
    report = picture.report
    if photos:
        drawing = to_draw(MoneyDrawing.of(report), "price-of-the-move.png")
        return replace(message, attachment=drawing)
    return _above(f"{text_plot(pay_lines(report.cash), report.currency)}\n{KEY}", message)


def _with_verdict(message: Message, picture: VerdictPicture, *, photos: bool) -> Message:
    rows = verdict_rows(picture)
    if not photos:
        return _above(verdict_bars(rows), message)
    words = html.escape(verdict_caption(rows))
    sure = SURE[picture.verdict.confidence]
    drawing = VerdictDrawing(title=picture.title, rows=rows, subtitle=sure)
    text = f"{message.text}\n\n{words}"
    return replace(message, text=text, attachment=to_draw(drawing, "verdict.png"))


def _above(letters: str, message: Message) -> Message:
    return replace(message, text=f"<pre>{html.escape(letters)}</pre>\n\n{message.text}")


def verdict_rows(picture: VerdictPicture) -> tuple[PathRow, ...]:
    """The paths as they are drawn: those in the ranking first, in its order."""
    ranked = {path: place for place, path in enumerate(picture.verdict.ranking)}
    paths = sorted(picture.verdict.paths, key=lambda path: ranked.get(path.id, len(ranked)))
    return tuple(_row(path, picture) for path in paths)


def _row(path: PathVerdict, picture: VerdictPicture) -> PathRow:
    picked = path.id == picture.verdict.pick and not picture.verdict.put_off
    return PathRow(
        label=picture.names[path.id],
        status="my pick" if picked else STATUS[path.status],
        pros=tuple(_bars(path, picture, speaks_for=True)),
        cons=tuple(_bars(path, picture, speaks_for=False)),
        picked=picked,
        greyed=path.status in ("out", "not-now"),
    )


def _bars(
    path: PathVerdict, picture: VerdictPicture, *, speaks_for: bool
) -> Iterable[WeighedArgument]:
    """The arguments of one side, those of the same claim together, the heaviest first."""
    weights: Counter[str] = Counter()
    for each in path.arguments:
        if each.speaks_for is speaks_for:
            weights[each.claim] += each.points
    return (WeighedArgument(picture.labels.get(claim, ""), n) for claim, n in weights.most_common())


class _Drawing(BaseModel):
    model_config = ConfigDict(frozen=True)


class MoneyDrawing(_Drawing):
    """The running totals of staying and moving in cash: what the report is worked out from."""

    kind: Literal["money"] = "money"
    figures: Figures
    assumptions: Assumptions

    @classmethod
    def of(cls, report: MoneyReport) -> Self:
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
    kind: Literal["verdict"] = "verdict"
    title: str
    rows: tuple[PathRow, ...]
    subtitle: str = ""


class StatsDrawing(_Drawing):
    kind: Literal["stats"] = "stats"
    title: str
    subtitle: str
    blocks: tuple[BarBlock, ...]


Drawing = MoneyDrawing | VerdictDrawing | StatsDrawing
_DRAWING: TypeAdapter[Drawing] = TypeAdapter(Annotated[Drawing, Field(discriminator="kind")])


def to_draw(drawing: Drawing, filename: str) -> Attachment:
    """A picture that is drawn when it is sent."""
    return Attachment("drawing", filename, drawing.model_dump_json().encode())


async def drawn(message: Message, signature: Callable[[], str]) -> Message:
    """The message with its picture drawn, off the event loop; any other as it is.

    ``signature`` tells whose picture it is, and is written on it. A picture that cannot be drawn is
    left out, and logged: its caption says the same in words.
    """
    attachment = message.attachment
    if attachment is None or attachment.kind != "drawing":
        return message
    try:
        loop = asyncio.get_running_loop()
        content = await loop.run_in_executor(_ASIDE, picture, attachment.content, signature())
    except Exception as error:  # noqa: BLE001 - whatever it is, the words shall arrive
        log.error("A picture could not be drawn: %s", type(error).__name__)
        return replace(message, attachment=None)
    return replace(message, attachment=Attachment("photo", attachment.filename, content))


def picture(content: bytes, signature: str = "") -> bytes:
    """Draw what the outbox keeps; returns a PNG."""
    # The drawing library takes most of a second to load; few conversations come to a picture.
    from bot.charts.canvas import png  # noqa: PLC0415
    from bot.charts.money_chart import draw_money  # noqa: PLC0415
    from bot.charts.stats_chart import draw_stats  # noqa: PLC0415
    from bot.charts.verdict_chart import draw_verdict  # noqa: PLC0415

    drawing = _DRAWING.validate_json(content)
    if isinstance(drawing, StatsDrawing):
        return png(lambda: draw_stats(drawing.blocks, drawing.title, drawing.subtitle))
    if isinstance(drawing, MoneyDrawing):
        report = drawing.report()
        return png(lambda: draw_money(report, report.cash, signature=signature))
    subtitle = " · ".join(filter(None, (drawing.subtitle, signature)))
    return png(lambda: draw_verdict(drawing.rows, drawing.title, subtitle=subtitle))
