"""The methods that the server carries out, by name."""

from collections.abc import Callable
from typing import Any

from tests.botapi.errors import Json
from tests.botapi.posts import Upload
from tests.botapi.world import World

Files = dict[str, Upload]
Handler = Callable[[World, Json, Files], Any]
HANDLERS: dict[str, Handler] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    """Register a handler: it gets checked parameters and uploads, and returns the result."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return register
