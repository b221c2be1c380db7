"""A Bot API server on loopback, strict enough to stand in for Telegram, and tests of it.

``with BotApiServer() as api:`` runs it; point the bot at ``api.url`` with ``api.token``, then::

    anna = api.user("Anna")
    anna.starts()
    question = anna.waits_for_message()
    anna.taps(question, "Yes")
    anna.waits_for_edit(question)

The block ends with an AssertionError if the bot broke any rule of the Bot API.
"""

from tests.botapi.faults import Fault, Hold
from tests.botapi.groups import Group
from tests.botapi.people import User
from tests.botapi.posts import Button, Post
from tests.botapi.server import BotApiServer
from tests.botapi.world import Call, InlineQuery, Tap

__all__ = [
    "BotApiServer",
    "Button",
    "Call",
    "Fault",
    "Group",
    "Hold",
    "InlineQuery",
    "Post",
    "Tap",
    "User",
]
