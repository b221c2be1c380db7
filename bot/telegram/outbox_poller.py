"""What is looked after while the bot runs: the owner, and what others put into the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import click

from bot.advisor import Advisor
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from storage.errors import StorageError
from storage.records import StoredUpdate

PAUSE = 1.0
"""Seconds between two looks."""

STEPS = 5
"""Steps of maintenance between two looks; what comes in the meantime waits for one at most."""

INVITATION = (
    "To get the questions that friends pass on, and to answer them in Telegram, open this link "
    "once with your own account: https://t.me/{bot}?start={payload}"
)
_LOG = logging.getLogger(__name__)


class OutboxPoller:
    """Looks for messages that nobody has handed to the sender, and for dead letters to replay.

    Such messages come from what somebody else did: a friend's question goes to the owner, the
    owner's answer to a friend, and the owner may have answered in the terminal. ``greet_owner`` is
    told the address of the owner, as soon as that is known.
    """

    def __init__(
        self,
        advisor: Advisor,
        sender: Sender,
        worker: Worker,
        greet_owner: Callable[[str], Awaitable[None]],
    ) -> None:
        self._advisor = advisor
        self._sender = sender
        self._worker = worker
        self._greet_owner = greet_owner
        self._greeted = ""

    async def __call__(self, bot: str, queue: Callable[[StoredUpdate], Awaitable[None]]) -> None:
        """Look until cancelled; ``bot`` is the bot's name, ``queue`` has an update worked off."""
        await self._try(self._begin, bot)
        while True:
            await self._try(self._look)
            await self._try(self._meet_owner)
            await self._try(self._replay, queue)
            await self._try(self._maintain)
            await asyncio.sleep(PAUSE)

    async def _try(self, do: Callable[..., Awaitable[None]], *args: object) -> None:
        try:
            await do(*args)
        except StorageError as error:
            _LOG.warning("%s; looking again in a moment", error)

    async def _begin(self, bot: str) -> None:
        """Load the model, invite an owner where nobody knows them, and tell them what waits."""
        if self._advisor.interpreter:
            await self._worker(self._advisor.interpreter.load)
        service = self._advisor.owner_service
        payload = await self._worker(service.identity.offer)
        if payload:
            # Printed rather than logged: whoever reads the link first becomes the owner.
            click.echo(INVITATION.format(bot=bot, payload=payload))
        await self._worker(service.catch_up)

    async def _meet_owner(self) -> None:
        """Greet the owner once they wrote to the bot, at the start or whenever somebody is one."""
        address = await self._worker(self._advisor.owner_service.identity.acquainted)
        if address and address != self._greeted:
            self._greeted = address
            await self._greet_owner(address)

    async def _replay(self, queue: Callable[[StoredUpdate], Awaitable[None]]) -> None:
        """Have dead letters worked off again that the owner picked."""
        for stored in await self._worker(self._advisor.store.inbox.take_replayed):
            await queue(stored)

    async def _maintain(self) -> None:
        for _ in range(STEPS):
            if not await self._worker(self._advisor.store.maintain):
                return

    async def _look(self) -> None:
        waiting = await self._worker(self._advisor.store.outbox.pending, "telegram")
        # A note belongs to a tap, and whoever handles that tap shows it.
        self._sender.submit(row for row in waiting if row.message.place != "toast")
