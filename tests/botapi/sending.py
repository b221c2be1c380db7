"""Methods that put something new into a chat."""

import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from tests.botapi import keyboards, limits
from tests.botapi.errors import BreachError, Json, bad_request
from tests.botapi.posts import Upload
from tests.botapi.registry import Files, method
from tests.botapi.world import Room, World

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
MEGABYTE = 2**20


@method("sendMessage")
def send_message(world: World, params: Json, _: Files) -> Json:
    """A text."""
    text, entities = limits.message_text(params)
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    return _send(world, params, content, html=params["text"])


@method("sendPhoto")
def send_photo(world: World, params: Json, files: Files) -> Json:
    """A picture that is uploaded, or was before."""
    file_id, upload = _file(world, "photo", params, files, most=10 * MEGABYTE)
    width, height = _dimensions(upload.body)
    size = {"file_id": file_id, "file_unique_id": file_id[-12:], "file_size": len(upload.body)}
    content = {"photo": [size | {"width": width, "height": height}], **_caption(params)}
    return _send(world, params, content, html=params.get("caption", ""), file=upload.body)


@method("sendDocument")
def send_document(world: World, params: Json, files: Files) -> Json:
    """A file that is uploaded, or was before."""
    file_id, upload = _file(world, "document", params, files, most=50 * MEGABYTE)
    document = {"file_id": file_id, "file_unique_id": file_id[-12:], "file_size": len(upload.body)}
    content = {"document": document | {"file_name": upload.name}, **_caption(params)}
    return _send(world, params, content, html=params.get("caption", ""), file=upload.body)


@method("sendMessageDraft")
def send_message_draft(world: World, params: Json, _: Files) -> bool:
    """A text that grows before the friend's eyes and leaves no message."""
    if not params["draft_id"]:
        raise BreachError("draft_id must be non-zero", "DRAFT_ID_INVALID")
    text, _entities = limits.formatted(params, "text", 4096)
    room = world.room(params["chat_id"])
    if room.info["type"] != "private":
        raise BreachError("drafts are for private chats", "can't send drafts to the chat")
    world.note(room, "draft", text)
    return True


@method("sendChatAction")
def send_chat_action(world: World, params: Json, _: Files) -> bool:
    """The line that says that the bot is typing."""
    if params["action"] not in ACTIONS:
        raise BreachError(
            f"unknown action {params['action']!r}", "wrong parameter action in request"
        )
    world.note(world.room(params["chat_id"]), "action", params["action"])
    return True


def _send(world: World, params: Json, content: Json, **more: Any) -> Json:
    markup = params.get("reply_markup")
    keyboards.check(markup)
    room = world.room(params["chat_id"])
    content = content | _reply(room, params.get("reply_parameters"))
    if markup and markup.get("inline_keyboard"):
        content["reply_markup"] = markup
    post = world.new_message(room, world.sender, content, **more)
    _keep_reply_keyboard(room, markup, post.id)
    return post.raw


def _reply(room: Room, given: Json | None) -> Json:
    if not given:
        return {}
    replied = room.posts.get(given["message_id"])
    if replied:
        inner = {k: v for k, v in replied.raw.items() if k != "reply_to_message"}
        return {"reply_to_message": inner}
    if given.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _keep_reply_keyboard(room: Room, markup: Json | None, message_id: int) -> None:
    if markup and "keyboard" in markup:
        room.reply_keyboard = markup
    elif markup and "remove_keyboard" in markup:
        room.reply_keyboard = None
    if markup and "inline_keyboard" not in markup:
        room.uneditable.add(message_id)


def _caption(params: Json) -> Json:
    text, entities = limits.caption(params)
    found: Json = {"caption": text} if text else {}
    return found | ({"caption_entities": entities} if entities else {})


def _file(world: World, key: str, params: Json, files: Files, *, most: int) -> tuple[str, Upload]:
    given = params.get(key, f"attach://{key}")
    if not given.startswith("attach://"):
        if given not in world.files:
            raise BreachError(
                f"no file {given!r} was uploaded before", "wrong file identifier specified"
            )
        return given, world.files[given]
    upload = files[given.removeprefix("attach://")]
    size = len(upload.body)
    if not size:
        raise BreachError(f"the {key} is empty", "file must be non-empty")
    if size > most:
        raise BreachError(f"the {key} has {size} bytes of {most}", "file is too big")
    file_id = f"{key}-{len(world.files) + 1:012}"
    world.files[file_id] = upload
    return file_id, upload


def _dimensions(body: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(body)) as image:
            image.verify()
            width, height = image.size
    except UnidentifiedImageError as error:
        raise BreachError("the photo is no picture", "IMAGE_PROCESS_FAILED") from error
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise BreachError(f"a photo of {width} x {height}", "PHOTO_INVALID_DIMENSIONS")
    return width, height
