"""The calls of the Bot API that people notice, as the bot makes them."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    User,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter  # it has no public name

from bot.commands import GROUP_MENU, MENU, OWNER_MENU, described
from bot.telegram.inline import CACHED, GeneralAnswer, article, way_to_bot
from bot.telegram.messages import OutboundCall
from bot.telegram.rate_limit import RateLimiter, is_group
from storage.records import Attachment

_LOG = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True).to_dict()


@dataclass(frozen=True)
class Profile:
    """What stands in the empty chat (up to 512 characters), and on the bot's page (up to 120)."""

    description: str
    short_description: str


class BotApi:
    """The calls that people notice. Messages go out no faster than the rate limiter lets them."""

    def __init__(self, bot: Bot, rate_limiter: RateLimiter) -> None:
        self._bot = bot
        self._rate_limiter = rate_limiter

    @property
    def me(self) -> User:
        """The bot itself, as Telegram knows it."""
        return self._bot.bot

    async def deliver(
        self,
        address: str,
        call: OutboundCall,
        replies_to: int | None = None,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> int | None:
        """Carry it out and return the message's id; raises TelegramError.

        A text may be shown as the reply to a message, as is needed among several people. ``before``
        is awaited when its turn has come, and calls it off by raising an error.
        """
        if call.edits is None or is_group(address):
            await self._rate_limiter.acquire(address)
        else:
            await self._rate_limiter.rested(address)
        if before:
            await before()
        try:
            return await self._carry_out(address, call, replies_to)
        except RetryAfter as error:
            self._rate_limiter.rest(address, _seconds(error))
            raise

    async def _carry_out(
        self, address: str, call: OutboundCall, replies_to: int | None
    ) -> int | None:
        if call.edits is not None:
            return await self._edit(int(address), call, call.edits)
        if call.attachment is not None:
            return (await self._upload(int(address), call, call.attachment)).message_id
        sent = await self._call(
            "sendMessage",
            chat_id=int(address),
            text=call.text,
            parse_mode=_mode(call),
            reply_markup=_markup(call),
            link_preview_options=_NO_PREVIEW,
            reply_parameters=_reply(replies_to),
        )
        return int(sent["message_id"])

    async def _call(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Make a call of those that each tap takes; parameters that are None are left out.

        The library's own methods look into every parameter that a call may have, and into all that
        it may hold, which takes longer than to send it.
        """
        given = [
            RequestParameter(name, value, None)
            for name, value in parameters.items()
            if value is not None
        ]
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", RequestData(given))

    async def show_action(self, address: str, action: ChatAction) -> bool:
        """Show for some seconds that an answer is under way; returns whether Telegram did."""
        try:
            return await self._bot.send_chat_action(int(address), action)
        except TelegramError as error:
            _LOG.info("A chat action could not be shown: %s", type(error).__name__)
            return False

    async def answer_callback_query(
        self, query: str, note: str = "", *, alert: bool = False
    ) -> None:
        """Answer a tap, so that its button stops waiting; one that is too old is past that.

        A note passes by, unless it is an alert, which the friend closes.
        """
        try:
            await self._call(
                "answerCallbackQuery",
                callback_query_id=query,
                text=note or None,
                show_alert=alert or None,
            )
        except BadRequest as error:
            _LOG.info("A tap could not be answered any more: %s", type(error).__name__)
        except TelegramError as error:
            _LOG.warning("A tap could not be answered: %s", type(error).__name__)

    async def answer_inline_query(
        self, query: str, answers: Sequence[GeneralAnswer], *, for_all: bool = True
    ) -> None:
        """Offer answers where somebody typed behind the bot's name; too late is too late.

        Unless they are ``for_all``, Telegram shows them to nobody else who types the same.
        """
        name = self._bot.username
        try:
            await self._bot.answer_inline_query(
                query,
                [article(answer, name) for answer in answers],
                cache_time=CACHED if for_all else 0,
                is_personal=not for_all,
                button=way_to_bot(answers),
            )
        except TelegramError as error:
            _LOG.info("Inline results came too late, or were refused: %s", type(error).__name__)

    async def introduce(self, profile: Profile) -> None:
        """Set menus and descriptions; the bot's name is its owner's affair and stays as it is.

        Groups have a menu of their own. A refusal is logged: all else works without.
        """
        groups = BotCommandScopeAllGroupChats()
        try:
            await self._bot.set_my_commands(_menu(MENU))
            await self._bot.set_my_commands([*GROUP_MENU.items()], scope=groups)
            await self._bot.set_my_description(profile.description)
            await self._bot.set_my_short_description(profile.short_description)
        except TelegramError as error:
            _LOG.warning("The menu of commands could not be set: %s", type(error).__name__)

    async def show_owner_menu(self, owner: str, former: str = "") -> None:
        """Set the menu of the owner's chat; a refusal is logged, as every command works typed.

        The chat of a former owner has the menu of friends again. "" is for nobody.
        """
        try:
            if former:
                await self._bot.delete_my_commands(scope=BotCommandScopeChat(former))
        except TelegramError as error:
            _LOG.warning("A former owner's menu stays: %s", type(error).__name__)
        if not owner:
            return
        try:
            scope = BotCommandScopeChat(owner)
            await self._bot.set_my_commands(_menu(OWNER_MENU), scope=scope)
        except TelegramError as error:
            _LOG.warning("The owner's menu could not be set: %s", type(error).__name__)

    async def _edit(self, chat: int, call: OutboundCall, message: int) -> int:
        if not call.text:
            await self._call(
                "editMessageReplyMarkup",
                chat_id=chat,
                message_id=message,
                reply_markup=call.keyboard,
            )
            return message
        await self._call(
            "editMessageText",
            text=call.text,
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
            reply_markup=InlineKeyboardMarkup.de_json(call.keyboard) if call.keyboard else None,
        )


def _menu(names: Iterable[str]) -> list[BotCommand]:
    return [BotCommand(*each) for each in described(names)]


def _markup(call: OutboundCall) -> dict[str, Any] | None:
    if call.asks_reply:
        return ForceReply(input_field_placeholder=call.asks_reply).to_dict()
    return call.keyboard


def _mode(call: OutboundCall) -> ParseMode | None:
    return ParseMode.HTML if call.html else None


def _seconds(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def _reply(message: int | None) -> dict[str, Any] | None:
    if message is None:
        return None
    return ReplyParameters(message, allow_sending_without_reply=True).to_dict()
