"""Translates an update of Telegram into what happened, free of Telegram."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    InaccessibleMessage,
    Message,
    MessageEntity,
    MessageOriginUser,
    Update,
    User,
)
from telegram.constants import ChatType, MessageAttachmentType
from telegram.ext import filters

from bot.commands import understand
from bot.telegram.callback_data import decode
from flows.dialogue.events import (
    LONGEST_TEXT,
    AttachmentReceived,
    Began,
    Event,
    ForwardReceived,
    TextReceived,
)
from storage.records import NAMELESS

LONGEST_NAME = 256

CONTENTS = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
"""What an update may hold; Telegram is asked for nothing else."""

QUOTES = (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE)
_SPOKEN = {"voice": "voice message", "video_note": "video message", "animation": "GIF"}


@dataclass(frozen=True)
class PrivateUpdate:
    """Something a friend did in a private chat.

    ``tapped`` is the message whose button was tapped, ``query`` the tap that waits for an answer,
    ``album`` names the album that a photo or video is a part of, ``edited`` is the message of
    theirs that was edited, ``replies_to`` the message that was replied to.
    """

    address: str
    name: str
    username: str
    event: Event
    tapped: int | None = None
    query: str | None = None
    album: str | None = None
    edited: int | None = None
    replies_to: int | None = None


@dataclass(frozen=True)
class MembershipChange:
    """A friend blocked the bot, or lets it write again."""

    address: str
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
    """Somebody typed behind the bot's name, in whatever chat; ``query`` waits for results.

    ``user`` is who it was, by the address of their private chat.
    """

    query: str
    text: str
    user: str


class UnusableUpdateError(Exception):
    """The kind of error that an update would meet; not a word of its content is in it."""


Meaning = PrivateUpdate | MembershipChange | GroupUpdate | GroupTap | InlineSearch


def translate(update: Update) -> Meaning | None:
    """Tell what an update means; None for what needs no reply (a pinned message, say)."""
    chat = update.effective_chat
    if update.inline_query:
        inline = update.inline_query
        return InlineSearch(inline.id, inline.query, str(inline.from_user.id))
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
    return None if message is None or not _is_a_persons(message) else GroupUpdate(message)


def _is_a_persons(message: Message) -> bool:
    """Whether a person wrote a message in a group, in words of their own.

    Admins may hide behind the group, and people may write as their channel: then Telegram names a
    bot as the sender, and the group or channel beside it. What comes from a linked channel by
    itself, through another bot, or was said elsewhere, is not said to anybody here.
    """
    if message.is_automatic_forward or message.via_bot or message.forward_origin:
        return False
    by_bot = message.from_user is not None and message.from_user.is_bot
    return not by_bot or message.sender_chat is not None


def _private(update: Update, event: Event) -> PrivateUpdate | None:
    user, message = update.effective_user, update.effective_message
    if message is None:
        return None
    called = user or message.chat
    if isinstance(event, Began):
        event = event.model_copy(update={"name": (called.first_name or "")[:LONGEST_NAME]})
    replied = message.reply_to_message
    return PrivateUpdate(
        address=str(message.chat.id),
        name=_name(called),
        username=called.username or "",
        event=event,
        album=message.media_group_id,
        edited=message.message_id if update.edited_message else None,
        replies_to=replied.message_id if replied else None,
    )


def _tap(update: Update) -> PrivateUpdate | None:
    query = update.callback_query
    if query is None:
        return None
    user, message = query.from_user, query.message
    return PrivateUpdate(
        address=str(message.chat.id if message else user.id),
        name=_name(user),
        username=user.username or "",
        event=decode(query.data or ""),
        tapped=message.message_id if message else None,
        query=query.id,
    )


def _name(called: User | Chat) -> str:
    """What somebody is called. Accounts may lack a first name, though the schema demands one."""
    names = (called.first_name, called.last_name)
    return " ".join(filter(None, names)) or called.username or NAMELESS


def _event(update: Update) -> Event | None:
    edited = update.edited_message
    if edited:
        # Taken as words it could answer a question that was asked only afterwards. What else can
        # be edited says nothing: each step of a live location, votes in a poll, another picture.
        # What came through a bot is edited by that bot.
        words = edited.text or edited.caption
        return AttachmentReceived(what="edit") if words and not edited.via_bot else None
    return _read(update, update.message) if update.message else None


def _read(update: Update, message: Message) -> Event | None:
    words = message.text or message.caption
    if not words:
        return _attachment(update, message)
    if message.forward_origin:
        return ForwardReceived(source="own" if _is_own(message) else "forward")
    if message.via_bot:
        return ForwardReceived(source="inline")
    words = without(words, _quotes(message))
    if not words:
        return ForwardReceived(source="quote")
    if message.text and words.startswith("/"):
        name, *rest = words[1:].split(maxsplit=1) or [""]
        return understand(name.partition("@")[0], "".join(rest))
    return TextReceived(text=words[:LONGEST_TEXT])


def _is_own(message: Message) -> bool:
    """Whether somebody forwarded what they wrote themselves; who hides it, is not known to."""
    origin, sender = message.forward_origin, message.from_user
    by = origin.sender_user if isinstance(origin, MessageOriginUser) else None
    return by is not None and sender is not None and by.id == sender.id and message.via_bot is None


def _quotes(message: Message) -> list[MessageEntity]:
    entities = message.entities if message.text else message.caption_entities
    return [entity for entity in entities if entity.type in QUOTES]


def without(text: str, entities: Iterable[MessageEntity]) -> str:
    """The text without some of its entities, which are counted in UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    for entity in sorted(entities, key=lambda each: each.offset, reverse=True):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        units = units[:start] + " ".encode("utf-16-le") + units[end:]
    left = units.decode("utf-16-le", "surrogatepass")
    return left.strip() if left != text else text


def _attachment(update: Update, message: Message) -> Event | None:
    for kind in MessageAttachmentType:
        if getattr(message, kind.value, None):
            return AttachmentReceived(what=_SPOKEN.get(kind.value, kind.value.replace("_", " ")))
    return (
        None
        if filters.StatusUpdate.ALL.check_update(update)
        else AttachmentReceived(what="message")
    )


def is_empty(raw: Mapping[str, Any]) -> bool:
    """Whether a raw update holds nothing that could need a reply."""
    return all(raw.get(name) is None for name in CONTENTS)


def trimmed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A raw update without what nobody reads: of a tapped message, all but which one it is.

    It then looks like one that Telegram shows no more, which has nothing else.
    """
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return {**raw}
    which = {name: message[name] for name in ("message_id", "chat") if name in message}
    return {**raw, "callback_query": {**query, "message": which | {"date": 0}}}


def parsed(raw: str) -> Update:
    """Parse an update; raises UnusableUpdateError for one that would meet an error on its way."""
    try:
        update = _built(json.loads(raw))
        meant = translate(update)
        unsound = [name for name, sound in _soundness(update, meant) if not sound]
    except Exception as error:  # noqa: BLE001 - a strange update can break the parser anywhere
        raise UnusableUpdateError(type(error).__name__) from None
    if unsound:
        raise UnusableUpdateError(f"TypeError ({unsound[0]})")
    return update


def _built(raw: Mapping[str, Any]) -> Update:
    """The update as the library has it; what a tap holds as one that Telegram shows no more.

    The library would build a whole message around it, of which nearly everything is empty.
    """
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    alone = sum(raw.get(name) is not None for name in CONTENTS) == 1
    if not isinstance(query, dict) or not isinstance(message, dict) or not alone:
        return Update.de_json({**raw})
    tapped = InaccessibleMessage(Chat.de_json(message["chat"]), message["message_id"])
    user = User.de_json(query["from"])
    tap = CallbackQuery(
        query["id"], user, query["chat_instance"], message=tapped, data=query.get("data")
    )
    return Update(raw["update_id"], callback_query=tap)


def _soundness(update: Update, meant: Meaning | None) -> Iterator[tuple[str, bool]]:
    """Whether what is used of an update has the types that Telegram gives; the library trusts."""
    chat, user = update.effective_chat, update.effective_user
    for name, place in (("chat", chat), ("user", user)):
        if place:
            yield f"the {name}'s id", type(place.id) is int and abs(place.id) < 2**63
            yield (
                f"the {name}'s names",
                all(
                    isinstance(each, str | None)
                    for each in (place.first_name, place.last_name, place.username)
                ),
            )
    match meant:
        case PrivateUpdate():
            yield (
                "a message's id",
                all(
                    each is None or (type(each) is int and abs(each) < 2**63)
                    for each in (meant.tapped, meant.edited, meant.replies_to)
                ),
            )
            yield "an id", all(isinstance(each, str | None) for each in (meant.query, meant.album))
        case InlineSearch():
            yield "the search", isinstance(meant.query, str) and isinstance(meant.text, str)
        case GroupTap():
            yield "a message's id", type(meant.message_id) is int
            yield "an id", isinstance(meant.query, str)
        case GroupUpdate():
            yield "a message's id", type(meant.message.message_id) is int
            yield "the text", isinstance(meant.message.text, str | None)


def private_chat_in(raw: Mapping[str, Any]) -> int | None:
    """The private chat in which somebody did something, from an update that cannot be parsed."""
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else raw.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    number = chat.get("id") if isinstance(chat, dict) else None
    return number if isinstance(number, int) and number > 0 else None


def _membership(update: Update) -> MembershipChange | None:
    change = update.my_chat_member
    if change is None or change.chat.type != ChatType.PRIVATE:
        return None
    gone = change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}
    return MembershipChange(str(change.chat.id), not gone)
