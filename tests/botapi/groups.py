"""A group chat as a test moves it."""

from collections.abc import Iterable

from tests.botapi.chats import IDS, Chat
from tests.botapi.membership import change
from tests.botapi.people import User
from tests.botapi.updates import Updates
from tests.botapi.world import World


class Group(Chat):
    """A group chat with people and, while it is a member, the bot."""

    def __init__(self, world: World, updates: Updates, title: str, members: Iterable[User]) -> None:
        super().__init__(world, updates, {"id": -next(IDS), "type": "group", "title": title})
        self.members = list(members)

    def adds_bot(self, by: User) -> None:
        """Somebody takes the bot in."""
        self.room.shut = None
        news = change(self.world, self.room, by.info, "left", "member")
        self._push("my_chat_member", news)

    def removes_bot(self, by: User) -> None:
        """Somebody shows the bot the door."""
        self.room.shut = "bot was kicked from the group chat"
        news = change(self.world, self.room, by.info, "member", "kicked")
        self._push("my_chat_member", news)
