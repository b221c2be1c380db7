"""In groups: questions addressed to the bot are answered there; whatever else is said is not heard.

Nothing that is said in a group is kept: no friend, no event, no phrasing. Neither the interview nor
anybody's answers have a place there; links lead on to the private chat.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity, User
from telegram.error import TelegramError

from bot.interpreter import Interpreter
from bot.rendering import Renderer
from bot.telegram.bot_api import BotApi
from bot.telegram.callback_data import encode
from bot.telegram.inline import ABOUT_ME, AnswerSearch, GeneralAnswer, link
from bot.telegram.messages import OutboundCall
from bot.telegram.updates import GroupTap, GroupUpdate
from bot.telegram.worker import Worker
from flows.dialogue.events import Asked, TextReceived
from flows.dialogue.handlers.session import TO_INTERVIEW
from flows.dialogue.replies import Reply
from flows.nlu.interpreter import manners

PATIENCE = 4.0
"""Seconds within which an answer goes out or not at all; what floods a group gets none."""

WRITE_TO_ME = "Write to me directly"
TO_HELLO = "hello"
"""The payload of a link to the private chat that leads on to nothing in particular."""

LONGEST_TEXT = 4096
_MENTIONS: list[str | None] = [
    MessageEntity.MENTION,
    MessageEntity.TEXT_MENTION,
    MessageEntity.BOT_COMMAND,
]
_LOG = logging.getLogger(__name__)


class Groups:
    """Answers what groups ask.

    ``answer_search`` knows the answers, ``interpreter`` finds the one that is meant.
    """

    def __init__(
        self,
        bot_api: BotApi,
        worker: Worker,
        renderer: Renderer,
        answer_search: AnswerSearch,
        interpreter: Interpreter | None,
    ) -> None:
        self._bot_api = bot_api
        self._worker = worker
        self._renderer = renderer
        self._answer_search = answer_search
        self._interpreter = interpreter

    async def __call__(self, heard: GroupUpdate | GroupTap) -> None:
        """Answer, or stay silent; what Telegram refuses is logged and given up."""
        try:
            await self._respond(heard)
        except (TelegramError, TimeoutError) as error:
            _LOG.warning("A group was not answered: %s", type(error).__name__)

    async def _respond(self, heard: GroupUpdate | GroupTap) -> None:
        if isinstance(heard, GroupTap):
            await self._tapped(heard)
            return
        text = addressed(heard.message, self._bot_api.me)
        call = None if text is None else await self._worker(self.reply, text)
        if call:
            chat, message = heard.message.chat_id, heard.message.message_id
            await self._deliver(chat, call, message)

    async def _tapped(self, tap: GroupTap) -> None:
        """A tap on one of the guesses puts its answer in their place."""
        await self._bot_api.answer_callback_query(tap.query)
        topic = tap.event.topic if isinstance(tap.event, Asked) else ""
        answer = await self._worker(self._answer_search.answer, topic)
        if answer:
            await self._deliver(tap.chat_id, self._answered(answer, tap.message_id))

    async def _deliver(self, chat: int, call: OutboundCall, replies_to: int | None = None) -> None:
        delivery = self._bot_api.deliver(str(chat), call, replies_to)
        await asyncio.wait_for(delivery, PATIENCE)

    def reply(self, text: str) -> OutboundCall | None:
        """What to say to a text that was addressed to the bot; None where thanks end it."""
        meant = manners(text)
        if meant == "thanks":
            return None
        if meant or not text:
            return self._says("group_hello", link(self._bot_api.me.name, TO_INTERVIEW))
        if self._interpreter:
            self._interpreter.prepare(TextReceived(text=text))
        match = self._interpreter.match(text) if self._interpreter else None
        if match is None:
            return self._says("group_deaf", link(self._bot_api.me.name, TO_HELLO))
        answers = [self._answer_search.answer(name) for name, _ in match.alternatives]
        found = [answer for answer in answers if answer]
        if match.kind == "answer" and answers[0]:
            return self._answered(answers[0])
        if match.kind == "did-you-mean" and found:
            return self._guesses(found)
        return self._says("group_unknown", link(self._bot_api.me.name, TO_HELLO))

    def _answered(self, answer: GeneralAnswer, edits: int | None = None) -> OutboundCall:
        keys = _keys({ABOUT_ME: link(self._bot_api.me.name, answer.payload)})
        return OutboundCall(answer.text, keys, edits=edits)

    def _guesses(self, answers: Sequence[GeneralAnswer]) -> OutboundCall:
        rows = [
            [InlineKeyboardButton(answer.title, callback_data=encode(Asked(topic=answer.id)))]
            for answer in answers
        ]
        return OutboundCall(self._render("group_did_you_mean"), InlineKeyboardMarkup(rows))

    def _says(self, template: str, to: str) -> OutboundCall:
        return OutboundCall(self._render(template), _keys({WRITE_TO_ME: to}))

    def _render(self, template: str) -> str:
        return self._renderer.render(Reply(f"telegram/{template}")).text


def _keys(links: Mapping[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, url=url)] for label, url in links.items()]
    )


def addressed(message: Message, bot: User) -> str | None:
    """The words left of a message without the bot's name; None where it is not meant for the bot.

    It is meant when it names the bot (``@bot``), is a command for it (``/help@bot``) or replies to
    one of its messages. A command without the name may be for any bot, and is for none.
    """
    entities = message.parse_entities(_MENTIONS) or message.parse_caption_entities(_MENTIONS)
    calls = [word for entity, word in entities.items() if _names(entity, word, bot)]
    if not calls and not _replies_to(message, bot):
        return None
    words = message.text or message.caption or ""
    for call in calls:
        words = words.replace(call, " ")
    return " ".join(words.split())[:LONGEST_TEXT]


def _names(entity: MessageEntity, word: str, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    me = f"@{bot.username}".casefold()
    if entity.type == MessageEntity.BOT_COMMAND:
        return word.casefold().endswith(me)
    return word.casefold() == me


def _replies_to(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
