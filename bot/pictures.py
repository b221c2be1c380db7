"""Adds the picture to a reply: a photo for a messenger, a small plot for a terminal."""

import html
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from bot.charts.lines import lines_of
from bot.charts.rows import Argument, PathRow
from bot.charts.text_plot import KEY, text_plot
from bot.charts.verdict_text import verdict_bars, verdict_caption
from bot.drawing import MoneyDrawing, VerdictDrawing, to_draw
from flows.dialogue.pictures import MoneyPicture, Picture, VerdictPicture
from flows.rules.verdict import PathVerdict
from storage.records import Message

STATUS = {"out": "out", "not-now": "not now", "open": "in, with a question open", "in": "in"}


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
    return _above(f"{text_plot(lines_of(report.cash), report.currency)}\n{KEY}", message)


def _with_verdict(message: Message, picture: VerdictPicture, *, photos: bool) -> Message:
    rows = verdict_rows(picture)
    if not photos:
        return _above(verdict_bars(rows), message)
    words = html.escape(verdict_caption(rows))
    drawing = VerdictDrawing(title=picture.title, rows=rows)
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
    picked = path.id == picture.verdict.pick
    return PathRow(
        label=picture.names[path.id],
        status="my pick" if picked else STATUS[path.status],
        pros=tuple(_bars(path, picture, speaks_for=True)),
        cons=tuple(_bars(path, picture, speaks_for=False)),
        picked=picked,
        greyed=path.status in ("out", "not-now"),
    )


def _bars(path: PathVerdict, picture: VerdictPicture, *, speaks_for: bool) -> Iterable[Argument]:
    """The arguments of one side, those of the same claim together, the heaviest first."""
    weights: Counter[str] = Counter()
    for each in path.arguments:
        if each.speaks_for is speaks_for:
            weights[each.claim] += each.points
    return (Argument(picture.labels.get(claim, ""), n) for claim, n in weights.most_common())
