"""Methods that change or remove what stands in a chat."""

import time
from typing import Any

from tests.botapi import keyboards, limits
from tests.botapi.errors import BreachError, Json, bad_request
from tests.botapi.posts import Post
from tests.botapi.registry import Files, method
from tests.botapi.world import Room, World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


@method("editMessageText")
def edit_message_text(world: World, params: Json, _: Files) -> Json:
    """Another text, and another keyboard or none."""
    text, entities = limits.message_text(params)
    room, post = _own(world, params)
    if "text" not in post.raw:
        raise bad_request("there is no text in the message to edit")
    fields = {"text": text, "entities": entities or None}
    return _edit(world, room, post, params, html=params["text"], **fields)


@method("editMessageCaption")
def edit_message_caption(world: World, params: Json, _: Files) -> Json:
    """Another caption under a photo or document, and another keyboard or none."""
    text, entities = limits.caption(params)
    room, post = _own(world, params)
    if "text" in post.raw:
        raise bad_request("there is no caption in the message to edit")
    fields = {"caption": text or None, "caption_entities": entities or None}
    return _edit(world, room, post, params, html=params.get("caption", ""), **fields)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Json, _: Files) -> Json:
    """Another keyboard or none, under the same words."""
    return _edit(world, *_own(world, params), params)


@method("deleteMessage")
def delete_message(world: World, params: Json, _: Files) -> bool:
    """Remove a message; in groups only the bot's own."""
    room, post = world.post(params, "message to delete not found")
    if not post.by_bot and room.info["type"] != "private":
        raise bad_request("message can't be deleted for everyone")
    world.remove(room, post)
    return True


@method("setMessageReaction")
def set_message_reaction(world: World, params: Json, _: Files) -> bool:
    """A small sign at a message."""
    room, post = world.post(params, "message to react not found")
    signs = [str(sign.get("emoji", sign)) for sign in params.get("reaction") or []]
    world.note(room, "reaction", f"{post.id} {' '.join(signs)}")
    return True


def _own(world: World, params: Json) -> tuple[Room, Post]:
    if "chat_id" not in params or "message_id" not in params:
        raise BreachError(
            "chat_id and message_id must be given", "message identifier is not specified"
        )
    keyboards.check(params.get("reply_markup"))
    room, post = world.post(params, "message to edit not found")
    if not post.by_bot or post.id in room.uneditable:
        raise bad_request("message can't be edited")
    return room, post


def _edit(
    world: World, room: Room, post: Post, params: Json, html: str | None = None, **fields: Any
) -> Json:
    markup = params.get("reply_markup") or {}
    keyboard = markup if markup.get("inline_keyboard") else None
    edited = post.changed(html, reply_markup=keyboard, **fields)
    if edited.raw == post.raw:
        raise bad_request(NOT_MODIFIED)
    return world.put(room, "edited", edited.changed(edit_date=int(time.time()))).raw
