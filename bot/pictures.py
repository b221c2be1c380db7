"""Draws the picture of a reply: a photo for a messenger, a small plot for a terminal."""

import html
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.dialogue.pictures import MoneyPicture, Picture, VerdictPicture
from flows.rules.verdict import PathVerdict
from storage.records import Attachment, Message

if TYPE_CHECKING:
    from bot.charts.verdict_chart import Argument

STATUS = {"out": "out", "not-now": "not now", "open": "in, with a question open", "in": "in"}


def illustrated(message: Message, picture: Picture | None, *, photos: bool) -> Message:
    """The message with its picture, if it has one; without `photos` as text, where there is any."""
    if picture is None:
        return message
    if isinstance(picture, MoneyPicture):
        return _with_money(message, picture, photos=photos)
    return _with_verdict(message, picture) if photos else message


def _with_money(message: Message, picture: MoneyPicture, *, photos: bool) -> Message:
    # The drawing library takes most of a second to load; few conversations come to a picture.
    from bot.charts.canvas import png  # noqa: PLC0415
    from bot.charts.lines import lines_of  # noqa: PLC0415
    from bot.charts.money_chart import draw_money  # noqa: PLC0415
    from bot.charts.text_plot import text_plot  # noqa: PLC0415

    report = picture.report
    if not photos:
        plot = html.escape(text_plot(lines_of(report.cash), report.currency))
        return replace(message, text=f"<pre>{plot}</pre>\n\n{message.text}")
    content = png(lambda: draw_money(report, report.cash))
    return replace(message, attachment=Attachment("photo", "price-of-the-move.png", content))


def _with_verdict(message: Message, picture: VerdictPicture) -> Message:
    from bot.charts.canvas import png  # noqa: PLC0415 - as above
    from bot.charts.verdict_chart import PathRow, draw_verdict  # noqa: PLC0415 - as above

    ranked = {path: place for place, path in enumerate(picture.verdict.ranking)}
    paths = sorted(picture.verdict.paths, key=lambda path: ranked.get(path.id, len(ranked)))
    rows = [
        PathRow(
            label=picture.names[path.id],
            status="my pick" if path.id == picture.verdict.pick else STATUS[path.status],
            pros=tuple(_bars(path, picture, speaks_for=True)),
            cons=tuple(_bars(path, picture, speaks_for=False)),
            picked=path.id == picture.verdict.pick,
            greyed=path.status in ("out", "not-now"),
        )
        for path in paths
    ]
    content = png(lambda: draw_verdict(rows, picture.title))
    return replace(message, attachment=Attachment("photo", "verdict.png", content))


def _bars(path: PathVerdict, picture: VerdictPicture, *, speaks_for: bool) -> Iterable["Argument"]:
    """The arguments of one side, those of the same claim together, the heaviest first."""
    from bot.charts.verdict_chart import Argument  # noqa: PLC0415 - as above

    weights: Counter[str] = Counter()
    for each in path.arguments:
        if each.speaks_for is speaks_for:
            weights[each.claim] += each.points
    return (Argument(picture.labels.get(claim, ""), n) for claim, n in weights.most_common())
