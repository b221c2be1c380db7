"""Builds the desk over a store, and serves it until it is stopped."""

import socket

import uvicorn

from bot.interpreter import Interpreter
from bot.owner import OwnerIdentity, OwnerService
from bot.owner.impact import Impact
from bot.owner.reviewing import Reviewing
from bot.rendering import Renderer
from bot.settings import Settings
from bot.web.access import Access
from bot.web.app import build_app
from bot.web.desk import Desk
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpreter import ModelInterpreter
from storage.store import Store


def desk_over(store: Store, settings: Settings, host_names: tuple[str, ...] = ()) -> Desk:
    """A desk with a key of its own; what friends say is understood only once it is needed."""
    renderer, knowledge = Renderer(), store.knowledge()
    interpreter = Interpreter(ModelInterpreter(knowledge), store.faq, built_in_topics())
    identity = OwnerIdentity(store, settings.owner)
    return Desk(
        store=store,
        renderer=renderer,
        service=OwnerService(store, renderer, identity, interpreter),
        reviewing=Reviewing(store),
        impact=Impact(store, knowledge),
        access=Access(host_names),
    )


def serve(desk: Desk, listening: socket.socket) -> None:
    """Serve on a socket until Ctrl-C; addresses, which hold the key, are in no log line."""
    config = uvicorn.Config(
        build_app(desk),
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[listening])
