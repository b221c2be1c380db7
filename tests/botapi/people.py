"""A person as a test moves them: what they do becomes updates for the bot."""

import itertools
import time
from collections.abc import Mapping

from tests.botapi.chats import IDS, Chat
from tests.botapi.entities import found_in
from tests.botapi.errors import Json
from tests.botapi.membership import change, reaches_bot
from tests.botapi.posts import Post
from tests.botapi.updates import Updates
from tests.botapi.world import InlineQuery, Tap, World

_QUERIES = itertools.count(1)

ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Whom Telegram names as the sender of what an admin writes as the group."""

CHANNEL_BOT: Json = {
    "id": 136817688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}
"""The same for what somebody writes as their channel."""


class User(Chat):
    """A person, and their private chat with the bot."""

    def __init__(
        self, world: World, updates: Updates, name: str, more: Mapping[str, object]
    ) -> None:
        number = next(IDS)
        self.info: Json = {"id": number, "is_bot": False, "first_name": name, **more}
        names = {k: v for k, v in self.info.items() if k in {"first_name", "last_name", "username"}}
        super().__init__(world, updates, {"id": number, "type": "private", **names})
        self.room.shut = "bot can't initiate conversation with a user"
        self.last_update = 0

    def says(
        self,
        text: str,
        *,
        where: "Chat | None" = None,
        reply_to: Post | None = None,
        writes_as: Json | None = None,
    ) -> Post:
        """Write a text here or in a group, perhaps as the reply to a message, or as a chat."""
        entities = found_in(text)
        content: Json = {"text": text} | ({"entities": entities} if entities else {})
        return self.sends(content, where=where, reply_to=reply_to, writes_as=writes_as)

    def starts(self, payload: str = "") -> Post:
        """Open the chat, perhaps through a deep link with this payload."""
        return self.says(f"/start {payload}".strip())

    def sends(
        self,
        content: Json,
        *,
        where: "Chat | None" = None,
        reply_to: Post | None = None,
        writes_as: Json | None = None,
    ) -> Post:
        """Send a message with any content, given as Telegram's fields.

        In a group one can write as the group or as a channel: ``writes_as`` is that chat, and a
        bot is named as the sender.
        """
        chat = self._enter(where)
        if reply_to:
            inner = {k: v for k, v in reply_to.raw.items() if k != "reply_to_message"}
            content = content | {"reply_to_message": inner}
        sender = self.info
        if writes_as:
            sender = ANONYMOUS if writes_as["id"] == chat.id else CHANNEL_BOT
            content = content | {"sender_chat": writes_as}
        post = self.world.new_message(chat.room, sender, content)
        if reaches_bot(self.world, chat.room, post):
            self.last_update = self._push("message", post.raw)[0]
        return post

    def sends_sticker(self, emoji: str = "👍") -> Post:
        """Send a sticker."""
        shape = {"type": "regular", "width": 512, "height": 512}
        flags = {"is_animated": False, "is_video": False, "emoji": emoji}
        return self.sends({"sticker": _file("sticker") | shape | flags})

    def sends_voice(self, seconds: int = 3) -> Post:
        """Send a voice note."""
        return self.sends({"voice": _file("voice") | {"duration": seconds}})

    def sends_photo(self, caption: str = "") -> Post:
        """Send a photo, perhaps with words below."""
        content: Json = {"photo": [_file("photo") | {"width": 90, "height": 90}]}
        return self.sends(content | ({"caption": caption} if caption else {}))

    def edits(self, post: Post, text: str) -> Post:
        """Change one's own message."""
        chat_room = self.world.rooms[post.chat_id]
        edited = post.changed(text=text, entities=found_in(text) or None)
        edited = edited.changed(edit_date=int(time.time()))
        self.world.put(chat_room, "edited", edited)
        if reaches_bot(self.world, chat_room, edited):
            self.last_update = self._push("edited_message", edited.raw)[0]
        return edited

    def moves(self, post: Post) -> Post:
        """Take one step with a live location, which edits the message that shows it."""
        room = self.world.rooms[post.chat_id]
        place = post.raw["location"]
        moved = place | {"latitude": place["latitude"] + 0.001}
        edited = room.posts[post.id].changed(location=moved, edit_date=int(time.time()))
        self.world.put(room, "edited", edited)
        self.last_update = self._push("edited_message", edited.raw)[0]
        return edited

    def taps(self, post: Post, label: str, *, times: int = 1) -> Tap:
        """Press a key that the message shows now, ``times`` times before the bot sees the first."""
        here = self.world.rooms[post.chat_id].posts
        assert post.id in here, f"the message {post.text!r} is gone"
        return self.taps_data(post, here[post.id].button(label).data, times=times)

    def taps_old(self, post: Post, label: str) -> Tap:
        """Press a key as it was on ``post``, whatever the message shows by now."""
        return self.taps_data(post, post.button(label).data)

    def taps_data(self, post: Post, data: str, *, times: int = 1) -> Tap:
        """Send the callback data of any key under any message; the last of the taps made."""
        room = self.world.rooms[post.chat_id]
        current = room.posts.get(post.id)
        gone = {"message_id": post.id, "chat": room.info, "date": 0}
        taps = [Tap(str(next(_QUERIES)), data, post) for _ in range(times)]
        with self.world.changed:
            self.world.taps.update({tap.query_id: tap for tap in taps})
        message = current.raw if current else gone
        for _ in taps:
            self.world.tapped(room, post, _label(post, data))
        queries = [self._query(tap, message) for tap in taps]
        self.last_update = self._push("callback_query", *queries)[-1]
        return taps[-1]

    def waits_for_answer(self, tap: Tap, *, timeout: float = 10) -> Tap:
        """Wait until the key stops showing that it waits."""
        complaint = lambda: f"the tap {tap.data!r} was not answered; {self._seen()}"  # noqa: E731
        self.world.wait(lambda: tap.answer is not None, timeout, complaint)
        return tap

    def asks_inline(self, text: str) -> InlineQuery:
        """Type behind the bot's name in any chat."""
        query = InlineQuery(f"i{next(_QUERIES)}", text)
        with self.world.changed:
            self.world.inline_queries[query.query_id] = query
        content = {"id": query.query_id, "from": self.info, "query": text, "offset": ""}
        self.last_update = self._push("inline_query", content)[0]
        return query

    def waits_for_results(self, query: InlineQuery, *, timeout: float = 10) -> list[Json]:
        """The results offered for an inline query."""
        complaint = lambda: f"no results for {query.text!r}; {self._seen()}"  # noqa: E731
        self.world.wait(lambda: query.answer is not None, timeout, complaint)
        return list((query.answer or {})["results"])

    def blocks_bot(self, *, unheard: bool = False) -> None:
        """Stop the bot: whatever it sends is refused from now on.

        With ``unheard`` it is not told, as when the update got too old while it was down.
        """
        self.room.shut = "bot was blocked by the user"
        if not unheard:
            self._membership("member", "kicked")

    def unblocks_bot(self) -> None:
        """Let the bot write again."""
        self.room.shut = None
        self._membership("kicked", "member")

    def deletes_account(self) -> None:
        """Leave Telegram; the bot is not told."""
        self.room.shut = "user is deactivated"

    def _enter(self, where: "Chat | None") -> Chat:
        if where is None and self.room.shut:
            if "blocked" in self.room.shut:
                self.unblocks_bot()
            self.room.shut = None
        return where or self

    def _query(self, tap: Tap, message: Json) -> Json:
        chat = str(message["chat"]["id"])
        query = {"id": tap.query_id, "from": self.info, "chat_instance": chat}
        return query | {"message": message, "data": tap.data}

    def _membership(self, old: str, new: str) -> None:
        self._push("my_chat_member", change(self.world, self.room, self.info, old, new))


def _label(post: Post, data: str) -> str:
    labels = [b.label for b in post.buttons if b.raw.get("callback_data") == data]
    return labels[0] if labels else data


def _file(kind: str) -> Json:
    number = f"{kind}-of-a-friend-{next(_QUERIES)}"
    return {"file_id": number, "file_unique_id": number[-12:]}
