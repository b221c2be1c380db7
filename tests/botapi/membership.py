"""Who may hear and write where: changes of membership, and privacy mode in groups."""

import time

from tests.botapi.entities import text_of
from tests.botapi.errors import Json
from tests.botapi.posts import Post
from tests.botapi.world import Room, World


def change(world: World, room: Room, by: Json, old: str, new: str) -> Json:
    """The ChatMemberUpdated for the bot's own membership, from one status to the other."""

    def state(status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": world.sender, **until}

    members = {"old_chat_member": state(old), "new_chat_member": state(new)}
    return {"chat": room.info, "from": by, "date": int(time.time()), **members}


def reaches_bot(world: World, room: Room, post: Post) -> bool:
    """Whether Telegram tells the bot of the message: in privacy mode only if it is meant for it."""
    if room.info["type"] == "private" or world.bot["can_read_all_group_messages"]:
        return True
    replied = post.raw.get("reply_to_message")
    if replied and replied["from"]["id"] == world.bot["id"]:
        return True
    me = f"@{world.bot['username']}".lower()
    return any(_is_for(me, text_of(post.text, e).lower(), e["type"]) for e in post.entities)


def _is_for(me: str, word: str, kind: str) -> bool:
    if kind == "bot_command":
        return "@" not in word or word.endswith(me)
    return kind == "mention" and word == me
