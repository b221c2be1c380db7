"""The calls of the Bot API that friends notice: messages, edits, answers to taps, a goodbye."""

import logging
from collections.abc import Sequence

from telegram import Bot, InputFile, LinkPreviewOptions, Message, ReplyParameters, User
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.telegram.inline import CACHED, Answer, article, way_to_bot
from bot.telegram.messages import OutboundCall
from bot.telegram.rate_limit import RateLimiter, is_group
from storage.records import Attachment

LONGEST_NOTE = 200
"""Characters of a note that pops up over the chat."""

_LOG = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Post:
    """Writes into chats, no faster than they may be written to."""

    def __init__(self, bot: Bot, rate_limiter: RateLimiter) -> None:
        self._bot = bot
        self._rate_limiter = rate_limiter

    @property
    def me(self) -> User:
        """The bot itself, as Telegram knows it."""
        return self._bot.bot

    async def deliver(
        self, address: str, call: OutboundCall, replies_to: int | None = None
    ) -> int | None:
        """Carry it out and return the message's id; raises TelegramError.

        A text may be shown as the reply to a message, as is needed among several people.
        """
        if call.edits is None or is_group(address):
            await self._rate_limiter.acquire(address)
        if call.edits is not None:
            return await self._edit(int(address), call, call.edits)
        if call.attachment is not None:
            return (await self._upload(int(address), call, call.attachment)).message_id
        sent = await self._bot.send_message(
            int(address),
            call.text,
            parse_mode=_mode(call),
            reply_markup=call.keyboard,
            link_preview_options=_NO_PREVIEW,
            reply_parameters=_reply(replies_to),
        )
        return sent.message_id

    async def answer(self, query: str, note: str = "") -> None:
        """Answer a tap, so that its button stops waiting; one that is too old is past that."""
        try:
            await self._bot.answer_callback_query(query, text=note or None)
        except BadRequest as error:
            _LOG.info("A tap was too old to be answered: %s", error.message)
        except TelegramError as error:
            _LOG.warning("A tap could not be answered: %s", type(error).__name__)

    async def offer(self, query: str, answers: Sequence[Answer]) -> None:
        """Offer answers where somebody typed behind the bot's name; too late is too late."""
        name = self._bot.username
        try:
            await self._bot.answer_inline_query(
                query,
                [article(answer, name) for answer in answers],
                cache_time=CACHED,
                button=way_to_bot(answers),
            )
        except TelegramError as error:
            _LOG.info("Inline results came too late, or were refused: %s", type(error).__name__)

    async def _edit(self, chat: int, call: OutboundCall, message: int) -> int:
        await self._bot.edit_message_text(
            call.text,
            chat_id=chat,
            message_id=message,
            parse_mode=_mode(call),
            reply_markup=call.keyboard,
            link_preview_options=_NO_PREVIEW,
        )
        return message

    async def _upload(self, chat: int, call: OutboundCall, attachment: Attachment) -> Message:
        file = InputFile(attachment.content, filename=attachment.filename)
        send = self._bot.send_photo if attachment.kind == "photo" else self._bot.send_document
        return await send(
            chat,
            file,
            caption=call.text or None,
            parse_mode=_mode(call),
            reply_markup=call.keyboard,
        )


def _mode(call: OutboundCall) -> ParseMode | None:
    return ParseMode.HTML if call.html else None


def _reply(message: int | None) -> ReplyParameters | None:
    return None if message is None else ReplyParameters(message, allow_sending_without_reply=True)
