"""Renders replies: one Jinja2 file a message, people's words escaped, undefined values an error."""

import re
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.formatting import FILTERS
from flows.dialogue.replies import Reply
from storage.records import Button, Message

TEMPLATES = Path(__file__).parent.parent / "templates"
"""Found from our own module: other projects have a folder of that name too."""


Channel = Literal["telegram", "terminal"]
"""Where messages are read: buttons are tapped on Telegram, in a terminal numbers are typed."""


def link(bot: str, payload: str) -> str:
    """A link that opens the chat with the bot of this name, with or without its @."""
    return f"https://t.me/{bot.removeprefix('@')}?start={payload}"


class Renderer:
    """Turns replies into messages of Telegram HTML (plain text for a toast), in words that fit the
    channel. ``bot`` is the bot's name on Telegram, once that is known.
    """

    def __init__(self, templates: Path = TEMPLATES, channel: Channel = "telegram") -> None:
        self.environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=select_autoescape(["html.j2"], ["txt.j2"], default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters.update(FILTERS, bot_link=self._bot_link)
        self.bot = ""
        self.environment.globals["channel"] = channel

    def _bot_link(self, payload: str) -> str:
        return link(self.bot, payload) if self.bot else ""

    def render(self, reply: Reply) -> Message:
        """Render a reply; raises jinja2.TemplateError for a broken template or a missing value."""
        ending = "txt" if reply.place == "toast" else "html"
        template = self.environment.get_template(f"{reply.template}.{ending}.j2")
        buttons = tuple(
            tuple(Button(choice.label, choice.event, choice.emphasis) for choice in row)
            for row in reply.choices
        )
        return Message(_tidy(template.render(reply.values)), buttons, reply.place)


def _tidy(text: str) -> str:
    """No blank line twice, and none around the text or a quote: templates need not count them."""
    quoted = re.sub(r"(<blockquote[^>]*>)\s+", r"\1", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"\s+(</blockquote>)", r"\1", quoted)).strip()
