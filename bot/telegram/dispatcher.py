"""Hands updates on: in order in each chat, each to who answers it; the replies go to the sender."""

import logging
from collections import deque
from collections.abc import Callable, Coroutine, Hashable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from telegram import Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

from bot.advisor import APOLOGY, Advisor, Prepared
from bot.errors import passing_fault
from bot.incoming import Incoming
from bot.owner.invitations import without_invitation
from bot.telegram.bot_api import BotApi
from bot.telegram.groups import Groups
from bot.telegram.inline import AnswerSearch
from bot.telegram.messages import OutboundCall
from bot.telegram.rate_limit import is_group
from bot.telegram.rests import Rests, of_long_texts, of_updates
from bot.telegram.sender import Sender
from bot.telegram.typing import begun_when_slow, shown_when_slow
from bot.telegram.uninvited import Uninvited
from bot.telegram.updates import (
    CONTENTS,
    GroupTap,
    GroupUpdate,
    InlineSearch,
    MembershipChange,
    PrivateUpdate,
    translate,
)
from bot.telegram.worker import Worker
from flows.dialogue.events import (
    AttachmentReceived,
    Chose,
    Continued,
    Skipped,
    TextReceived,
    WentBack,
)
from flows.dialogue.replies import LONGEST_NOTE
from storage.errors import StorageError
from storage.records import Outgoing
from storage.store import Store

AT_ONCE = 256
"""Chats that are served at the same time."""

HELD = 200
"""Updates of a chat that wait in memory, each of which takes three to eight kilobytes there."""

CHANNEL = "telegram"

REMEMBERED = 1000
"""Albums and edited messages of which it is known that they were replied to."""

LONG = 500
"""Characters from which on a text is read where only other long ones wait for it."""

ANSWERS = (Chose, Continued, Skipped, WentBack)
"""What leads on in the interview, most of what ever comes: worked out in less time than it takes to
hand it over to another thread and back.
"""

HURRY = 1.0
"""Seconds after which a tap is answered without waiting for the words that might go with it."""

_LOG = logging.getLogger(__name__)


class Recent:
    """The latest of what was replied to once and is not to be replied to again."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._seen: deque[Hashable] = deque(maxlen=most)

    def __len__(self) -> int:
        return len(self._seen)

    def __contains__(self, what: Hashable) -> bool:
        return what in self._seen

    def note(self, what: Hashable) -> None:
        """Remember it; where there are too many, the oldest goes."""
        if what not in self._seen:
            self._seen.append(what)


@dataclass(eq=False)
class Dispatcher:
    """What happens to an update. Once ``closing``, updates stay in the inbox for the next start.

    ``fail`` is called when the database stays out of use. ``answer_search`` finds what to offer in
    other chats, ``groups`` answers what is said in groups, ``uninvited`` turns strangers away.
    ``in_flight`` has the numbers of the updates that are on their way to here, or being worked off.
    """

    advisor: Advisor
    store: Store
    bot_api: BotApi
    sender: Sender
    worker: Worker
    fail: Callable[[Exception], None]
    answer_search: AnswerSearch | None = None
    groups: Groups | None = None
    uninvited: Uninvited | None = None
    in_flight: set[int] = field(default_factory=set)
    closing: bool = False
    recent: Recent = field(default_factory=Recent)
    rests: Rests = field(default_factory=of_updates)
    long_texts: Rests = field(default_factory=of_long_texts)

    async def __call__(self, update: Update, _context: object) -> None:
        """Work off an update; a database that stays out of use ends the program.

        Where the machine is short of something, the update waits in the inbox for another try.
        """
        if all(getattr(update, name) is None for name in CONTENTS):
            # A bare id stands for an update that is being worked off already, or needs no reply.
            return
        try:
            async with nullcontext() if self.closing else self.rests.turn(_chat_of(update)):
                await self._handle_unless_closing(update)
        except StorageError as error:
            self.fail(error)
        except Exception as error:  # noqa: BLE001 - one strange update must not stop the others
            if passing := passing_fault(error):
                _LOG.warning("%s Update %d waits for another try", passing, update.update_id)
                return
            await self._make_dead_letter(update, type(error).__name__)
        finally:
            self.in_flight.discard(update.update_id)

    async def _handle_unless_closing(self, update: Update) -> None:
        if not self.closing:
            await self._handle(update)
        elif isinstance(translate(update), GroupUpdate | GroupTap):
            # Nothing that is said in a group waits for the next start.
            await self.worker.persist(self.store.inbox.done, update.update_id)

    async def _make_dead_letter(self, update: Update, why: str) -> None:
        """Make a dead letter of an update, and say sorry to whoever waits for a reply."""
        _LOG.error("Update %d is a dead letter: %s", update.update_id, why)
        try:
            await self.worker.persist(self.store.inbox.dead_letter, update.update_id, why)
        except StorageError as error:
            self.fail(error)
            return
        chat = update.effective_chat
        if chat and (update.message or update.callback_query):
            await self.apologise(chat.id)

    async def apologise(self, chat: int) -> None:
        """Say sorry in a private chat, for what could not even be handed to the advisor.

        It needs nothing but the number of the chat, so nothing of what failed can stop it.
        """
        if is_group(str(chat)):
            return
        try:
            await self.bot_api.deliver(str(chat), OutboundCall(APOLOGY.text))
        except TelegramError as error:
            _LOG.warning("An apology could not be sent: %s", type(error).__name__)

    async def _handle(self, update: Update) -> None:
        number, meant = update.update_id, translate(update)
        match meant:
            case PrivateUpdate() if self._says_no_more(meant):
                await self.worker.persist(self.store.inbox.done, number)
            case PrivateUpdate():
                show = partial(self.bot_api.show_action, meant.address, ChatAction.TYPING)
                async with shown_when_slow(show):
                    await self._private(number, meant)
                if whole := _whole(meant):
                    # Only now: one that waits for another try was not replied to.
                    self.recent.note(whole)
            case MembershipChange():
                await self.worker.persist(self._note_reachable, number, meant)
            case GroupUpdate() | GroupTap():
                await self._in_group(number, meant)
            case InlineSearch():
                await self._answer_search(meant)
                await self.worker.persist(self.store.inbox.done, number)
            case None:
                await self.worker.persist(self.store.inbox.done, number)

    def _says_no_more(self, private: PrivateUpdate) -> bool:
        """Whether it was replied to already: a message edited again, or an album of pictures.

        Words below a picture are read, wherever in the album they stand.
        """
        return isinstance(private.event, AttachmentReceived) and _whole(private) in self.recent

    async def _private(self, number: int, private: PrivateUpdate) -> None:
        if self.uninvited and await self.uninvited.turned_away(private):
            await self.worker.persist(self.store.inbox.done, number)
            return
        incoming = Incoming(
            channel=CHANNEL,
            address=private.address,
            name=private.name,
            event=without_invitation(private.event),
            username=private.username,
            update_id=number,
            tapped=private.tapped,
            replied_to=private.replies_to,
        )
        if private.query is None:
            self._submit(*await self._taken(incoming))
            return
        answer = partial(self.bot_api.answer_callback_query, private.query)
        with begun_when_slow(HURRY, answer) as answered:
            rows, held = await self._taken(incoming)
        notes = [] if answered else _notes(rows)
        self._submit([row for row in rows if row not in notes], held)
        if answered:
            await answered[0]
        else:
            await self._answer(private.query, notes)

    def _submit(self, replies: list[Outgoing], held: list[Outgoing]) -> None:
        """Have all of it sent; at once, since before that somebody else might find it waiting."""
        if replies or held:
            self.sender.submit(sorted((*replies, *held), key=lambda row: row.id))

    async def _taken(self, incoming: Incoming) -> tuple[list[Outgoing], list[Outgoing]]:
        """The replies to a friend, and all that was held until they are back, and waits for them.

        Nothing is returned before it is stored.
        """
        as_owner, recorded = True, None
        while recorded is None:
            prepare = partial(self.advisor.prepare, incoming, as_owner=as_owner)
            prepared = await self._prepared(prepare, incoming)
            after = self.sender.last(incoming.address)
            recorded = await self.worker.persist(self._record, prepared, after)
            as_owner = False
        return recorded

    async def _prepared(self, prepare: Callable[[], Prepared], incoming: Incoming) -> Prepared:
        """What becomes of an update; a long text is read where nobody else waits, in its turn."""
        event = incoming.event
        if isinstance(event, ANSWERS):
            return await self.worker.here(prepare)
        if not (isinstance(event, TextReceived) and len(event.text) > LONG):
            return await self.worker.patiently(prepare)
        async with self.long_texts.turn(incoming.address):
            return await self.worker.at_length(prepare)

    def _record(
        self, prepared: Prepared, after: int
    ) -> tuple[list[Outgoing], list[Outgoing]] | None:
        """Record an update. What was submitted up to the message ``after`` is not read again."""
        rows = self.advisor.record(prepared)
        if not rows:
            return None if rows is None else ([], [])
        besides = [row.id for row in rows]
        waiting = self.store.outbox.pending(CHANNEL, rows[0].friend_id, after, besides)
        # A note that is not among the replies belongs to another tap, and goes with that.
        return rows, [row for row in waiting if not row.message.is_note]

    async def _in_group(self, number: int, update: GroupUpdate | GroupTap) -> None:
        """Have it answered where it was said; its words are blanked whatever comes of that."""
        try:
            if self.groups:
                await self.groups(update)
        finally:
            await self.worker.persist(self.store.inbox.done, number)

    async def _answer_search(self, search: InlineSearch) -> None:
        if not self.answer_search:
            return
        closed = bool(self.uninvited and await self.uninvited.is_among(search.user))
        find = partial(self.answer_search.search, search.text)
        answers = [] if closed else await self.worker.patiently(find)
        await self.bot_api.answer_inline_query(
            search.query, answers, for_all=not (self.uninvited and self.uninvited.required)
        )

    async def _answer(self, query: str, notes: list[Outgoing]) -> None:
        """Answer a tap, with the notes among its replies."""
        text = "\n".join(row.message.text for row in notes)
        alert = any(row.message.place == "alert" for row in notes)
        await self.bot_api.answer_callback_query(query, text, alert=alert)
        if notes:
            taken = [(row.id, None) for row in notes]
            await self.worker.persist(self.store.outbox.all_sent, taken)

    def _note_reachable(self, number: int, found: MembershipChange) -> None:
        friend = self.store.users.find(CHANNEL, found.address)
        if friend:
            note = self.store.users.activate if found.active else self.store.users.deactivate
            note(friend.id)
        self.store.inbox.done(number)


class PerChatProcessor(BaseUpdateProcessor):
    """One queue a chat: the first update in it works off those that come meanwhile.

    An update that waits holds no slot, so a flood in one chat costs only that chat its time, and
    nothing of it has to be dropped: what a friend sent is an answer until it has been read. Where
    ``HELD`` wait in a private chat, only the numbers of more are kept; ``take_up`` works such a one
    off, out of the inbox.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(at_once)
        self._queues: dict[int | None, deque[Coroutine[Any, Any, Any] | int]] = {}
        self.take_up: Callable[[int], Coroutine[Any, Any, Any]] | None = None

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Do nothing: a queue is gone as soon as it is empty."""

    async def do_process_update(self, update: object, coroutine: object) -> None:
        """Handle an update now, or leave it to the one of the same chat that is being handled."""
        handling = cast("Coroutine[Any, Any, Any]", coroutine)
        chat = _chat_of(update)
        if chat in self._queues:
            self._add(self._queues[chat], update, handling)
            return
        queue = self._queues[chat] = deque([handling])
        try:
            while queue:
                await self._run(queue.popleft())
        finally:
            del self._queues[chat]
            for left in queue:
                if not isinstance(left, int):
                    left.close()

    def _add(
        self,
        queue: deque[Coroutine[Any, Any, Any] | int],
        update: object,
        handling: Coroutine[Any, Any, Any],
    ) -> None:
        """Add an update to those that wait; it is in the inbox, so its number will do."""
        # Of what is said in groups nothing is to wait for the next start.
        private = not is_group(str(_chat_of(update)))
        if self.take_up and private and len(queue) >= HELD and isinstance(update, Update):
            handling.close()
            queue.append(update.update_id)
        else:
            queue.append(handling)

    async def _run(self, waiting: Coroutine[Any, Any, Any] | int) -> None:
        """Handle one update; whatever becomes of it, those behind it have their turn."""
        try:
            if not isinstance(waiting, int):
                await waiting
            elif self.take_up:
                await self.take_up(waiting)
        except Exception as error:  # noqa: BLE001 - see above
            _LOG.error("An update is left in the inbox: %s", type(error).__name__)


def _whole(private: PrivateUpdate) -> Hashable | None:
    """What is replied to but once, however many updates are about it: an album, or an edit."""
    part_of = private.album if private.edited is None else private.edited
    return None if part_of is None else (private.address, part_of)


def _notes(rows: Sequence[Outgoing]) -> list[Outgoing]:
    """The replies that go with the answer to a tap; none where that has no room for them."""
    notes = [row for row in rows if row.message.is_note]
    return notes if sum(len(row.message.text) + 1 for row in notes) <= LONGEST_NOTE + 1 else []


def _chat_of(update: object) -> int | None:
    """The chat that an update belongs to; those without one share a queue."""
    if not isinstance(update, Update):
        return None
    chat, user = update.effective_chat, update.effective_user
    return chat.id if chat else user.id if user else None
