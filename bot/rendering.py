"""Renders replies: one Jinja2 file a message, people's words escaped, undefined values an error."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.formatting import FILTERS
from bot.incoming import TELEGRAM, Channel
from bot.settings import ANSWERS_WITHIN
from flows.dialogue.replies import LONGEST_MESSAGE, Reply
from storage.records import Button, Message
from storage.texts import printable, shows_at_most

TEMPLATES = Path(__file__).parent.parent / "templates"
"""Found from our own module: other projects have a folder of that name too."""


def link(bot: str, payload: str) -> str:
    """A link that opens the chat with the bot of this name, with or without its @."""
    return f"https://t.me/{bot.removeprefix('@')}?start={payload}"


class Renderer:
    """Turns replies into messages of Telegram HTML (plain text for a note), in words that fit the
    channel. ``bot`` is the bot's name on Telegram, once that is known. ``answers_within`` is how
    soon the owner usually answers, as it stands behind "within"; ``by_invitation`` is whether
    friends need a link to come, and to come back.
    """

    def __init__(
        self,
        templates: Path = TEMPLATES,
        channel: Channel = TELEGRAM,
        answers_within: str = ANSWERS_WITHIN,
        *,
        by_invitation: bool = False,
    ) -> None:
        self.environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=select_autoescape(["html.j2"], ["txt.j2"], default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.filters.update(FILTERS, bot_link=self._bot_link)
        self.bot = ""
        self.environment.globals.update(
            channel=channel, answers_within=answers_within, by_invitation=by_invitation
        )

    def _bot_link(self, payload: str) -> str:
        return link(self.bot, payload) if self.bot else ""

    def render(self, reply: Reply) -> Message:
        """Render a reply with what stands above it as one message, however long.

        Raises jinja2.TemplateError for a broken template or a missing value.
        """
        return _joined([self._part(part) for part in reply.parts])

    def for_owner(self, reply: Reply) -> Message:
        """Render a message to the owner; no mark in a friend's words turns the text around them."""
        message = self.render(reply)
        return replace(message, text=printable(message.text))

    def render_all(self, reply: Reply) -> tuple[Message, ...]:
        """Render a reply; what has no room above it is a message of its own. Raises as `render`."""
        messages = [self._part(part) for part in reply.parts]
        rendered = [messages.pop()]
        while messages:
            longer = _joined([messages[-1], rendered[0]])
            if shows_at_most(longer.text, LONGEST_MESSAGE):
                rendered[0] = longer
            else:
                rendered.insert(0, messages[-1])
            messages.pop()
        return tuple(rendered)

    def _part(self, reply: Reply) -> Message:
        ending = "txt" if reply.is_note else "html"
        template = self.environment.get_template(f"{reply.template}.{ending}.j2")
        buttons = tuple(
            tuple(Button(choice.label, choice.event, choice.emphasis) for choice in row)
            for row in reply.choices
        )
        text = _tidy(template.render(reply.values))
        return Message(text, buttons, reply.place, lasting=text if reply.lasts else "")


def _joined(messages: Sequence[Message]) -> Message:
    """One message of several, which goes where the last of them goes."""
    return replace(
        messages[-1],
        text="\n\n".join(message.text for message in messages),
        buttons=tuple(row for message in messages for row in message.buttons),
        lasting="\n\n".join(message.lasting for message in messages if message.lasting),
    )


def _tidy(text: str) -> str:
    """No blank line twice, and none around the text or a quote: templates need not count them."""
    quoted = re.sub(r"(<blockquote[^>]*>)\s+", r"\1", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"\s+(</blockquote>)", r"\1", quoted)).strip()
