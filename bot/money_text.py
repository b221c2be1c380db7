"""The replies about money as Telegram HTML, and as plain text for the command line."""

from functools import cache
from html.parser import HTMLParser

from bot.rendering import Renderer
from flows.dialogue.replies import Reply
from flows.money.intersection import Intersection, Unreadable
from flows.money.report import FiguresWanted, MoneyReport, PayComparison


def money_reply(answer: MoneyReport | FiguresWanted) -> str:
    """The report, or the sentence that asks for the figure that is missing."""
    if isinstance(answer, MoneyReport):
        return _fill("report", report=answer)
    figure = "next" if answer.reason == "no-next" else "now"
    return _fill("figure_wanted", figure=figure, currency=None, again=False, problem=answer.reason)


def money_caption(report: MoneyReport, side: PayComparison) -> str:
    """What the chart of one side shows, in words."""
    return _fill("caption", report=report, side=side)


def intersection_reply(answer: Intersection | Unreadable) -> str:
    """The reply to /intersection: the shares, or what could not be read."""
    if isinstance(answer, Unreadable):
        return _fill("intersection_unreadable", problem=answer)
    return _fill("intersection", answer=answer)


def plain(html: str) -> str:
    """The text of a reply without its tags, for a terminal."""
    reader = _TextOnly()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _TextOnly(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep a piece of text."""
        self.parts.append(data)


def _fill(name: str, **values: object) -> str:
    return _renderer().render(Reply(f"money/{name}", values)).text


@cache
def _renderer() -> Renderer:
    return Renderer()
