"""The one place that writes to friends: works off the outbox, in order in each chat."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from telegram.constants import ChatAction

from bot.charts.attachments import drawn
from bot.errors import MAY_PASS, only_passing
from bot.owner import OwnerService
from bot.telegram.bot_api import BotApi
from bot.telegram.delivery import (
    DeliveryAction,
    UndeliverableError,
    deliver_with_retry,
)
from bot.telegram.lifecycle import Supervisor
from bot.telegram.messages import OutboundCall, calls_for, gathered, told_together
from bot.telegram.rests import of_files
from bot.telegram.typing import shown_when_slow
from bot.telegram.worker import Worker
from flows.dialogue.replies import TAKING_TURNS
from storage.errors import StorageError
from storage.records import Attachment, Message, Outgoing

LONGEST_WAIT = 5.0
"""Seconds before the next try while the machine is short of something."""

MANY = 5
"""Messages that wait for one chat, from which on those that can share one do.

So a friend who sends a hundred messages in a row gets few, instead of an answer to each for
minutes; and what an owner asks for does not wait for the notices that came meanwhile.
"""

_ACTIONS = {
    "": ChatAction.TYPING,
    "photo": ChatAction.UPLOAD_PHOTO,
    "drawing": ChatAction.UPLOAD_PHOTO,
    "document": ChatAction.UPLOAD_DOCUMENT,
    "export": ChatAction.UPLOAD_DOCUMENT,
}
"""What a chat shows while a message is made and waits for its turn, by its attachment."""

_LOG = logging.getLogger(__name__)


class ErasedError(Exception):
    """Some of the messages that are about to be sent are in the outbox no more."""

    def __init__(self, rows: list[Outgoing]) -> None:
        super().__init__()
        self.rows = rows


class Sender:
    """One queue a chat, as long as there is something to send in it.

    What is erased from the outbox while it waits for its turn is not sent.
    What must arrive is held until its friend is back, and the owner is told. Where the outbox
    cannot be written, nobody would know what was sent: that ends the program.
    """

    def __init__(
        self,
        bot_api: BotApi,
        owner_service: OwnerService,
        worker: Worker,
        supervisor: Supervisor,
    ) -> None:
        self._bot_api, self._worker = bot_api, worker
        self._owner_service, self._store = owner_service, owner_service.store
        self._supervisor = supervisor
        self._queues: dict[str, deque[Outgoing]] = {}
        self._taken: set[int] = set()
        self._ended: set[int] = set()
        """Those of them that wait no more, or are held."""
        self._to_note: list[tuple[int, int | None]] = []
        self._noting = asyncio.Lock()
        self._rests = of_files()

    def submit(self, rows: Iterable[Outgoing]) -> None:
        """Send these messages after those of the same chat that wait already; returns at once.

        What was submitted before is not sent again.
        """
        for row in rows:
            if row.id in self._taken:
                continue
            self._taken.add(row.id)
            queue = self._queues.setdefault(row.address, deque())
            queue.insert(_place_of(row, queue), row)
            if len(queue) == 1:
                self._supervisor.start("Sending", self._work_off(row.address, queue))

    def has(self, outgoing_id: int) -> bool:
        """Whether a message was submitted and waits to be sent."""
        return outgoing_id in self._taken

    @contextmanager
    def look(self) -> Iterator[None]:
        """Take in again, once the block has ended, what ended before it began, if it is held.

        The block is a look at the whole outbox. Whoever read before that a message waits, which was
        sent meanwhile, has submitted it by its end.
        """
        ended = {*self._ended}
        yield
        self._ended -= ended
        self._taken -= ended

    @property
    def waiting(self) -> int:
        """How many messages were submitted and wait to be sent."""
        return sum(map(len, self._queues.values()))

    def last(self, address: str) -> int:
        """The id of the last message that waits to be sent to a chat; 0 where none does."""
        return max((row.id for row in self._queues.get(address, ())), default=0)

    async def close(self, patience: float) -> None:
        """Let what is under way end, for so many seconds; the rest stays in the outbox."""
        await self._supervisor.stop(patience)

    async def _work_off(self, address: str, queue: deque[Outgoing]) -> None:
        try:
            while queue:
                many = sum(not row.must_arrive for row in queue) > MANY
                rows = gathered([*queue]) if many else [queue[0]]
                for row in await self._send(rows, queue):
                    queue.remove(row)
                    self._ended.add(row.id)
        finally:
            del self._queues[address]

    async def _send(self, rows: list[Outgoing], queue: deque[Outgoing]) -> list[Outgoing]:
        """Send what these tell; several go as one message, and each is noted.

        Returns those that wait no more: where some were erased, nothing is sent yet, and these are.
        """
        try:
            together = told_together([row.message for row in rows])
            row = replace(rows[0], message=together)
            before = partial(self._check_kept, rows)
            message_id, taking_turns = await self._deliver_at_last(row, before)
        except StorageError:
            raise
        except ErasedError as error:
            return error.rows
        except UndeliverableError as error:
            await self._abandon(rows, error, queue)
        except Exception as error:  # noqa: BLE001 - one broken message must not stop the others
            why = type(error).__name__
            _LOG.error("Message %d is given up: %s", rows[0].id, why)
            for each in rows:
                await self._give_up(each, why, refused=True)
        else:
            await self._note_sent((each.id, message_id) for each in rows)
            for call in taking_turns:
                await self._take_buttons(row.address, call)
        return rows

    async def _check_kept(self, rows: list[Outgoing]) -> None:
        """Raise ErasedError if some of these were erased since they were read.

        What was read after the last deletion needs no look, so that a reply costs none. Other
        programs erase, too, such as a terminal: so a message that tells of somebody else's words is
        looked for each time.
        """
        outbox = self._store.outbox
        doubtful = [row for row in rows if row.must_arrive or row.deletions != outbox.deletions]
        if not doubtful:
            return
        kept = await self._worker.here(outbox.kept_among, [row.id for row in doubtful])
        if erased := [row for row in doubtful if row.id not in kept]:
            raise ErasedError(erased)

    async def _note_sent(self, taken: Iterable[tuple[int, int | None]]) -> None:
        """Note it at once: what is not noted when the power fails is sent again.

        What is sent to other chats while some is being noted is noted together after that.
        """
        self._to_note += taken
        async with self._noting:
            if self._to_note:
                together, self._to_note = self._to_note, []
                await self._worker.persist(self._store.outbox.all_sent, together)

    async def _take_buttons(self, address: str, call: OutboundCall) -> None:
        """Take the buttons of a message that gave way to one that is read by now.

        Only then, so that nobody waits without buttons while the new message waits for its turn.
        """

        async def failed(_why: str, _in_doubt: bool) -> None:
            pass

        try:
            await deliver_with_retry(self._bot_api, address, call, failed)
        except Exception as error:  # noqa: BLE001 - the next message must not wait for old buttons
            _LOG.warning("Old buttons stay: %s", type(error).__name__)

    async def _deliver_at_last(
        self, row: Outgoing, before: Callable[[], Awaitable[None]]
    ) -> tuple[int | None, Sequence[OutboundCall]]:
        """Deliver it, once the machine is not short of what that takes.

        Returns its id, and the calls that take the buttons of others after it.
        """
        while True:
            try:
                return await self._deliver(row, before)
            except StorageError:
                raise
            except MAY_PASS as error:
                _LOG.warning("%s Message %d waits for another try", only_passing(error), row.id)
                await asyncio.sleep(LONGEST_WAIT)

    async def _deliver(
        self, row: Outgoing, before: Callable[[], Awaitable[None]]
    ) -> tuple[int | None, Sequence[OutboundCall]]:
        async def failed(why: str, in_doubt: bool) -> None:
            note = partial(self._store.outbox.failed, in_doubt=in_doubt)
            await self._worker.persist(note, row.id, why)

        action = _ACTIONS[row.message.attachment.kind if row.message.attachment else ""]
        async with shown_when_slow(partial(self._bot_api.show_action, row.address, action)):
            calls = await self._calls(row)
            if not calls:
                return None, ()
            sent = deliver_with_retry(self._bot_api, row.address, calls[0], failed, before)
            return await sent, calls[1:]

    async def _calls(self, row: Outgoing) -> tuple[OutboundCall, ...]:
        """The calls that a message takes. Where the interview stands, only sending tells."""
        standing, place = None, row.message.place
        if place in TAKING_TURNS:
            find = self._store.outbox.standing
            # Whatever was sent to this chat before is noted; reading it need not wait for the disk.
            standing = await self._worker.here(find, row.friend_id, place)
        return calls_for(await self._with_file(row), row.tapped, standing)

    async def _with_file(self, row: Outgoing) -> Message:
        """The message as it is sent, its picture drawn or its file made; many to a chat rest."""
        if not row.message.attachment:
            return row.message
        async with self._rests.turn(row.address):
            return await drawn(await self._with_export(row), lambda: self._bot_api.me.name)

    async def _with_export(self, row: Outgoing) -> Message:
        """The message, with all that is stored about its friend by now where that goes with it."""
        attachment = row.message.attachment
        if not attachment or attachment.kind != "export":
            return row.message
        content = await self._worker.at_length(self._store.privacy.export, row.friend_id)
        return replace(row.message, attachment=Attachment("document", attachment.filename, content))

    async def _abandon(
        self, rows: list[Outgoing], error: UndeliverableError, queue: deque[Outgoing]
    ) -> None:
        """Give messages up; with a friend who is gone, all that waits for them."""
        gone = error.action is DeliveryAction.GONE
        for row in rows:
            await self._give_up(row, str(error), refused=not gone)
        if gone:
            await self._worker.persist(self._store.users.deactivate, rows[0].friend_id)
            for each in [each for each in queue if each not in rows]:
                queue.remove(each)
                await self._give_up(each, str(error), refused=False)
                self._ended.add(each.id)

    async def _give_up(self, row: Outgoing, why: str, *, refused: bool) -> None:
        """Send it no more, unless it must arrive: then it comes again when the friend is back.

        What was ``refused`` comes again a few times.
        """
        if not row.must_arrive:
            await self._worker.persist(self._store.outbox.give_up, row.id, why)
            return
        hold = partial(self._owner_service.hold, refused=refused)
        if not await self._worker.persist(hold, row.id, why):
            _LOG.error("Message %d was refused again and is given up: %s", row.id, why)


def _place_of(row: Outgoing, queue: deque[Outgoing]) -> int:
    """Where a message belongs: last, but a reply goes before many that somebody else caused.

    Those must arrive, and are in no hurry; the first of all is being sent.
    """
    many = sum(each.must_arrive for each in queue) > MANY
    if row.must_arrive or not many:
        return len(queue)
    replies = [at for at, each in enumerate(queue) if not each.must_arrive]
    return max([*replies, 0]) + 1
