"""Fills the money templates: the replies as Telegram HTML, and the same as plain text."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.money_format import FILTERS
from flows.money.intersection import Intersection
from flows.money.intersection_text import Unreadable
from flows.money.report import FiguresWanted, MoneyReport, Side

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def money_reply(answer: MoneyReport | FiguresWanted) -> str:
    """The reply to /money: the report, or the sentence that asks for figures."""
    if isinstance(answer, FiguresWanted):
        return _fill("figures_wanted", wanted=answer)
    return _fill("report", report=answer)


def money_caption(report: MoneyReport, side: Side) -> str:
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
    return _environment().get_template(f"money/{name}.html.j2").render(**values).strip()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
