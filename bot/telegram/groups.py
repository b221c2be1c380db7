"""In groups: questions addressed to the bot are answered there; nothing else is read.

Nothing that is said in a group is kept: no friend, no event, no phrasing. Neither the interview nor
anybody's answers have a place there; links lead on to the private chat.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from telegram import Message, MessageEntity, User
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.errors import MAY_PASS, only_passing
from bot.interpreter import Interpreter
from bot.rendering import Renderer, link
from bot.telegram.bot_api import BotApi
from bot.telegram.inline import ABOUT_ME, AnswerSearch, GeneralAnswer
from bot.telegram.messages import Keyboard, OutboundCall, keyboard
from bot.telegram.typing import shown_when_slow
from bot.telegram.uninvited import Uninvited
from bot.telegram.updates import GroupTap, GroupUpdate, without
from bot.telegram.worker import Worker
from flows.dialogue.events import LONGEST_TEXT, Asked
from flows.dialogue.handlers.session import TO_INTERVIEW
from flows.dialogue.replies import Reply
from flows.nlu.questions import asks
from flows.nlu.replies import manners
from storage.records import Button

if TYPE_CHECKING:
    from flows.nlu.faq.matcher import Match

PATIENCE = 4.0
"""Seconds within which an answer goes out or not at all; what floods a group gets none."""

WRITE_TO_ME = "Write to me directly"
TO_HELLO = "hello"
"""The payload of a link to the private chat that leads on to nothing in particular."""

_NAMING = {MessageEntity.MENTION, MessageEntity.TEXT_MENTION, MessageEntity.BOT_COMMAND}
"""What tells whom a message is meant for."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Addressed:
    """What is said to the bot: the words left without its name, and whether they name it.

    Where they do not, it is a reply to one of its messages, which may be no more than a "lol".
    """

    words: str
    by_name: bool


class Groups:
    """Answers what groups ask.

    ``answer_search`` knows the answers, ``interpreter`` finds the one that is meant. Whoever is
    among the ``uninvited`` is told so where they name the bot, and gets no answer.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that it takes to answer
        self,
        bot_api: BotApi,
        worker: Worker,
        renderer: Renderer,
        answer_search: AnswerSearch,
        interpreter: Interpreter | None,
        uninvited: Uninvited | None = None,
    ) -> None:
        self._bot_api = bot_api
        self._uninvited = uninvited
        self._worker = worker
        self._renderer = renderer
        self._answer_search = answer_search
        self._interpreter = interpreter

    async def __call__(self, update: GroupUpdate | GroupTap) -> None:
        """Answer, or stay silent; what Telegram refuses is logged and given up.

        So is what the machine is short of something for: nothing said in a group waits for long.
        """
        try:
            await self._respond(update)
        except (TelegramError, TimeoutError) as error:
            _LOG.warning("A group was not answered: %s", type(error).__name__)
        except MAY_PASS as error:
            _LOG.warning("%s A group was not answered", only_passing(error))

    async def _respond(self, update: GroupUpdate | GroupTap) -> None:
        if isinstance(update, GroupTap):
            await self._tapped(update)
            return
        said = addressed(update.message, self._bot_api.me)
        chat, message = update.message.chat_id, update.message.message_id
        call = await self._call_for(update.message, said) if said else None
        if call:
            show = partial(self._bot_api.show_action, str(chat), ChatAction.TYPING)
            async with shown_when_slow(show):
                await self._deliver(chat, call, message)

    async def _call_for(self, message: Message, said: Addressed) -> OutboundCall | None:
        user = message.from_user
        if self._uninvited and await self._uninvited.is_among(str(user.id if user else "")):
            return self._uninvited.sentence() if said.by_name else None
        return await self._worker.patiently(self.reply, said)

    async def _tapped(self, tap: GroupTap) -> None:
        """A tap on one of the guesses puts its answer in their place."""
        await self._bot_api.answer_callback_query(tap.query)
        topic = tap.event.topic if isinstance(tap.event, Asked) else ""
        answer = await self._worker.patiently(self._answer_search.answer, topic)
        if answer:
            await self._deliver(tap.chat_id, self._answered(answer, tap.message_id))

    async def _deliver(self, chat: int, call: OutboundCall, replies_to: int | None = None) -> None:
        delivery = self._bot_api.deliver(str(chat), call, replies_to)
        await asyncio.wait_for(delivery, PATIENCE)

    def reply(self, said: Addressed) -> OutboundCall | None:
        """What to say to what was said to the bot; None for thanks, and for what asks nothing."""
        meant, text = manners(said.words), said.words
        if meant in ("heard", "thanks") or (meant and not said.by_name):
            return None
        if meant or not text:
            return self._says("group_hello", link(self._bot_api.me.name, TO_INTERVIEW))
        match = self._interpreter.match(text) if self._interpreter else None
        answer = self._best(match) if match else None
        if answer or said.by_name or asks(text):
            return answer or self._cannot_tell(match)
        return None

    def _best(self, match: "Match") -> OutboundCall | None:
        """The answer that is meant, if that is sure."""
        answer = self._answer_search.answer(match.topic or "") if match.kind == "answer" else None
        return self._answered(answer) if answer else None

    def _cannot_tell(self, match: "Match | None") -> OutboundCall:
        """Ask which topic is meant, or lead on to the private chat."""
        if match is None:
            return self._says("group_deaf", link(self._bot_api.me.name, TO_HELLO))
        names = [name for name, _ in match.alternatives] if match.kind == "did-you-mean" else []
        found = [answer for name in names if (answer := self._answer_search.answer(name))]
        if found:
            return self._guesses(found)
        return self._says("group_unknown", link(self._bot_api.me.name, TO_HELLO))

    def _answered(self, answer: GeneralAnswer, edits: int | None = None) -> OutboundCall:
        keys = _keys({ABOUT_ME: link(self._bot_api.me.name, answer.payload)})
        return OutboundCall(answer.text, keys, edits=edits)

    def _guesses(self, answers: Sequence[GeneralAnswer]) -> OutboundCall:
        rows = [[Button(answer.title, Asked(topic=answer.id))] for answer in answers]
        return OutboundCall(self._render("group_did_you_mean"), keyboard(rows))

    def _says(self, template: str, to: str) -> OutboundCall:
        return OutboundCall(self._render(template), _keys({WRITE_TO_ME: to}))

    def _render(self, template: str) -> str:
        return self._renderer.render(Reply(f"telegram/{template}")).text


def _keys(links: Mapping[str, str]) -> Keyboard:
    return {"inline_keyboard": [[{"text": label, "url": url}] for label, url in links.items()]}


def addressed(message: Message, bot: User) -> Addressed | None:
    """What a message in a group says to the bot; None where it is not meant for it.

    It is meant when it names the bot (``@bot``), is a command for it (``/help@bot``), or replies in
    words to one of its messages and names nobody else. A command without a name may be for any bot,
    and is for this one only in such a reply.
    """
    replies = _replies_to(message, bot)
    text = message.text or message.caption or ""
    entities = message.entities if message.text else message.caption_entities
    named = [each for each in entities if each.type in _NAMING]
    calls = [each for each in named if _names(each, text, bot)]
    if replies and not calls:
        calls = [each for each in named if _is_bare_command(each, text)]
    if not calls and (not replies or named or not text):
        return None
    words = " ".join(without(text, calls).split())[:LONGEST_TEXT]
    return Addressed(words, by_name=bool(calls))


def _word(entity: MessageEntity, text: str) -> str:
    """The text of an entity, which is counted in UTF-16 units.

    The library's own way raises an error where an entity begins or ends within a character.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    part = units[2 * entity.offset : 2 * (entity.offset + entity.length)]
    return part.decode("utf-16-le", "replace").casefold()


def _names(entity: MessageEntity, text: str, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    me, word = f"@{bot.username}".casefold(), _word(entity, text)
    return word.endswith(me) if entity.type == MessageEntity.BOT_COMMAND else word == me


def _is_bare_command(entity: MessageEntity, text: str) -> bool:
    return entity.type == MessageEntity.BOT_COMMAND and "@" not in _word(entity, text)


def _replies_to(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
