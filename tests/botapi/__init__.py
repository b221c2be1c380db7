"""A Bot API server on loopback, strict enough to stand in for Telegram, and tests of it."""

from tests.botapi.groups import Group
from tests.botapi.people import User
from tests.botapi.posts import Button, Post
from tests.botapi.server import BotApi
from tests.botapi.world import Call, Tap

__all__ = ["BotApi", "Button", "Call", "Group", "Post", "Tap", "User"]
