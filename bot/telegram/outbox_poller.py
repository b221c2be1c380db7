"""What is looked after while the bot runs: the owner, and what others put into the database."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from functools import partial

import click

from bot.advisor import Advisor
from bot.errors import MAY_PASS, only_passing
from bot.owner.weekly_report import WeeklyReport
from bot.telegram.dispatcher import CHANNEL
from bot.telegram.rests import of_maintenance
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from storage.errors import LostDatabaseError, StorageError
from storage.outbox import Outbox
from storage.records import StoredUpdate

PAUSE = 1.0
"""Seconds between two looks."""

LOOKS = 30
"""Looks after which it is looked for updates that were left behind."""

PAGE = 500
"""Messages that are looked at in one look."""

ROOM = 2000
"""Messages that the sender holds before those that wait are left in the outbox for a while."""

INVITATION = (
    "To get the questions that friends pass on, and to answer them in Telegram, open this link "
    "once with your own account: https://t.me/{bot}?start={payload}"
)
_LOG = logging.getLogger(__name__)


class OutboxPoller:
    """Looks for messages that nobody has handed to the sender, and for dead letters to replay.

    Such messages come from what somebody else did: a friend's question goes to the owner, the
    owner's answer to a friend, and the owner may have answered in the terminal. ``greet_owner`` is
    told the address of the owner, as soon as that is known, and that of a former one; either is
    "" where there is none.
    """

    def __init__(
        self,
        advisor: Advisor,
        sender: Sender,
        worker: Worker,
        greet_owner: Callable[[str, str], Awaitable[None]],
        in_flight: Collection[int] = (),
    ) -> None:
        self._advisor = advisor
        self._sender = sender
        self._worker = worker
        self._greet_owner = greet_owner
        self._greeted = ""
        self._report = WeeklyReport(advisor.owner_service)
        self._in_flight = in_flight
        self._rests = of_maintenance()
        self._looks = 0
        self._newest = self._swept = 0

    async def __call__(self, bot: str, queue: Callable[[StoredUpdate], Awaitable[None]]) -> None:
        """Look until cancelled; ``bot`` is the bot's name, ``queue`` has an update worked off."""
        first: deque[Callable[[], Awaitable[None]]] = deque()
        first += (self._load, partial(self._invite_owner, bot), self._catch_up)
        while True:
            while first and await self._try(first[0]):
                first.popleft()
            await self._try(self._look)
            await self._try(self._meet_owner)
            await self._try(self._tell_owner)
            await self._try(self._replay, queue)
            await asyncio.sleep(PAUSE)

    async def maintain(self) -> None:
        """Maintain the database until cancelled; between two steps everybody else has their turn.

        Where a file is large, scrubbing it takes minutes, and somebody may forget all day long.
        """
        while True:
            await self._try(self._take_steps)
            await asyncio.sleep(PAUSE)

    async def _try(self, do: Callable[..., Awaitable[None]], *args: object) -> bool:
        """Do something, unless it fails for a reason that may pass; returns whether it is done."""
        try:
            await do(*args)
        except LostDatabaseError:
            raise
        except StorageError as error:
            _LOG.warning("%s; looking again in a moment", error)
        except MAY_PASS as error:
            _LOG.warning("%s Looking again in a moment", only_passing(error))
        else:
            return True
        return False

    async def _load(self) -> None:
        if self._advisor.interpreter:
            await self._worker(self._advisor.interpreter.load)

    async def _invite_owner(self, bot: str) -> None:
        """Print a link for the owner, where nobody knows who that is."""
        payload = await self._worker(self._advisor.owner_service.identity.offer)
        if payload:
            # Printed rather than logged: whoever reads the link first becomes the owner.
            click.echo(INVITATION.format(bot=bot, payload=payload))

    async def _catch_up(self) -> None:
        await self._worker(self._advisor.owner_service.announcer.catch_up)

    async def _meet_owner(self) -> None:
        """Greet the owner once they wrote to the bot, at the start or whenever somebody is one."""
        address = await self._worker(self._advisor.owner_service.identity.acquainted)
        if address == self._greeted:
            return
        pages = self._advisor.store.owner_pages
        former = self._greeted or await self._worker(pages.setting, "menu_of")
        self._greeted = address
        await self._greet_owner(address, "" if former == address else former)
        await self._worker(pages.choose, "menu_of", address)

    async def _tell_owner(self) -> None:
        """Tell of questions that were gathered for a while, and on Mondays of the week."""
        await self._worker(self._advisor.owner_service.announcer.tell_of_questions)
        await self._worker(self._report.send_if_due)

    async def _replay(self, queue: Callable[[StoredUpdate], Awaitable[None]]) -> None:
        """Have dead letters worked off again that the owner picked, and what was left behind.

        That is an update that could not be worked off for a reason which may have passed.
        """
        inbox = self._advisor.store.inbox
        for stored in await self._worker(inbox.take_replayed):
            await queue(stored)
        self._looks += 1
        if self._looks % LOOKS == 0:
            for stored in await self._worker(inbox.left_behind, self._in_flight):
                await queue(stored)

    async def _take_steps(self) -> None:
        more = True
        while more:
            async with self._rests.turn("maintenance"):
                more = await self._worker(self._advisor.store.maintain)

    async def _look(self) -> None:
        """Submit what is new, and a page of what waits: all of it in turn, while there is room."""
        outbox, sender = self._advisor.store.outbox, self._sender
        if sender.waiting >= ROOM:
            return
        with sender.look():
            await self._submit_what_waits(outbox, sender)

    async def _submit_what_waits(self, outbox: Outbox, sender: Sender) -> None:
        page = await self._worker(outbox.pending_ids, CHANNEL, self._swept, PAGE)
        found = [*page]
        if self._swept or len(page) == PAGE:
            found += await self._worker(outbox.pending_ids, CHANNEL, self._newest, PAGE)
        self._swept = page[-1] if len(page) == PAGE else 0
        self._newest = max([self._newest, *found])
        fresh = [each for each in found if not sender.has(each)]
        if fresh:
            waiting = await self._worker(outbox.still_pending, fresh)
            # A note belongs to a tap, and whoever handles that tap shows it.
            sender.submit(row for row in waiting if not row.message.is_note)
