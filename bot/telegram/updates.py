"""Translates an update of Telegram into what happened, free of Telegram."""

from dataclasses import dataclass

from telegram import ChatMember, Message, Update
from telegram.constants import ChatType, MessageAttachmentType
from telegram.ext import filters

from bot.commands import understand
from bot.telegram.callback_data import decode
from flows.dialogue.events import AttachmentReceived, Began, Event, TextReceived

LONGEST_TEXT = 4096
LONGEST_NAME = 256
_SPOKEN = {"voice": "voice message", "video_note": "video message", "animation": "GIF"}


@dataclass(frozen=True)
class PrivateUpdate:
    """Something a friend did in a private chat.

    ``tapped`` is the message whose button was tapped, ``query`` the tap that waits for an answer,
    ``album`` names the album that a photo or video is a part of, ``replies_to`` the message that
    was replied to.
    """

    address: str
    name: str
    username: str
    event: Event
    tapped: int | None = None
    query: str | None = None
    album: str | None = None
    replies_to: int | None = None


@dataclass(frozen=True)
class MembershipChange:
    """A friend blocked the bot, or lets it write again."""

    address: str
    name: str
    username: str
    active: bool


@dataclass(frozen=True)
class GroupUpdate:
    """Somebody wrote in a group, perhaps to the bot, perhaps not."""

    message: Message


@dataclass(frozen=True)
class GroupTap:
    """A button below one of the bot's messages in a group was tapped."""

    chat_id: int
    message_id: int
    query: str
    event: Event


@dataclass(frozen=True)
class InlineSearch:
    """Somebody typed behind the bot's name, in whatever chat; ``query`` waits for results."""

    query: str
    text: str


Meaning = PrivateUpdate | MembershipChange | GroupUpdate | GroupTap | InlineSearch


def translate(update: Update) -> Meaning | None:
    """Tell what an update means; None for what needs no reply (a pinned message, say)."""
    chat = update.effective_chat
    if update.inline_query:
        return InlineSearch(update.inline_query.id, update.inline_query.query)
    if update.my_chat_member:
        return _membership(update)
    if chat is not None and chat.type != ChatType.PRIVATE:
        return _in_group(update)
    if update.callback_query:
        return _tap(update)
    event = _event(update)
    return None if event is None else _private(update, event)


def _in_group(update: Update) -> GroupUpdate | GroupTap | None:
    """What is new in a group; edits, and what other programs write there, mean nothing."""
    query, message = update.callback_query, update.message
    if query and query.message:
        where = query.message
        return GroupTap(where.chat.id, where.message_id, query.id, decode(query.data or ""))
    if message is None or (message.from_user and message.from_user.is_bot):
        return None
    return GroupUpdate(message)


def _private(update: Update, event: Event) -> PrivateUpdate | None:
    user, message = update.effective_user, update.effective_message
    if user is None or message is None:
        return None
    if isinstance(event, Began):
        event = event.model_copy(update={"name": user.first_name[:LONGEST_NAME]})
    replied = message.reply_to_message
    return PrivateUpdate(
        address=str(message.chat.id),
        name=user.full_name,
        username=user.username or "",
        event=event,
        album=message.media_group_id,
        replies_to=replied.message_id if replied else None,
    )


def _tap(update: Update) -> PrivateUpdate | None:
    query = update.callback_query
    if query is None:
        return None
    user, message = query.from_user, query.message
    return PrivateUpdate(
        address=str(message.chat.id if message else user.id),
        name=user.full_name,
        username=user.username or "",
        event=decode(query.data or ""),
        tapped=message.message_id if message else None,
        query=query.id,
    )


def _event(update: Update) -> Event | None:
    if update.edited_message:
        # Taken as words it could answer a question that was asked only afterwards.
        return AttachmentReceived(what="edit")
    return _read(update, update.message) if update.message else None


def _read(update: Update, message: Message) -> Event | None:
    words = message.text or message.caption
    if words and message.text and words.startswith("/"):
        name, *rest = words[1:].split(maxsplit=1) or [""]
        return understand(name.partition("@")[0], "".join(rest))
    if words:
        return TextReceived(text=words[:LONGEST_TEXT])
    return _sent(update, message)


def _sent(update: Update, message: Message) -> Event | None:
    for kind in MessageAttachmentType:
        if getattr(message, kind.value, None):
            return AttachmentReceived(what=_SPOKEN.get(kind.value, kind.value.replace("_", " ")))
    return (
        None
        if filters.StatusUpdate.ALL.check_update(update)
        else AttachmentReceived(what="message")
    )


def _membership(update: Update) -> MembershipChange | None:
    change = update.my_chat_member
    if change is None or change.chat.type != ChatType.PRIVATE:
        return None
    gone = change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}
    user = change.from_user
    return MembershipChange(str(change.chat.id), user.full_name, user.username or "", not gone)
