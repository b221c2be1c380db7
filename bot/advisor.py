"""The way of one event: load the conversation, step, render, then record in one transaction."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.charts.attachments import illustrated
from bot.commands import of_anybody
from bot.errors import passing_fault, where
from bot.incoming import TERMINAL, Incoming
from bot.interpreter import Interpreter
from bot.owner import OwnerIdentity, OwnerService
from bot.owner.chat import Ahead, OwnerChat
from bot.rendering import Renderer
from flows.dialogue.advice_record import AdviceRecord, record_of
from flows.dialogue.conversation import STOPPED, Conversation
from flows.dialogue.events import (
    AskedForData,
    Event,
    Forgotten,
    PassedOn,
    TextReceived,
)
from flows.dialogue.replies import Reply, Step
from flows.dialogue.step import Dialogue
from flows.dialogue.summary import Summary
from flows.nlu.commands import WordReader
from flows.nlu.interpretation import Interpretation
from storage.errors import StorageError
from storage.records import Attachment, Friend, Message, Outgoing
from storage.store import Store
from storage.texts import plain

EXPORT = "my-data.json"
"""The name of the file with all that is stored about a friend."""

REPLAYED = ("number", "answers", "question", "trail", "advised")
"""What a replay must lead to, or the conversation goes on as it was stored.

By other rules another question may be asked, but a friend answers the one that was put, and was
advised only if told so.
"""

log = logging.getLogger(__name__)

APOLOGY = Message(
    "Sorry, something went wrong on my side. Your answers are safe: please try again, "
    "or send /start to go on."
)
"""Said when everything else failed, so it needs neither template nor knowledge."""


@dataclass(frozen=True)
class _WorkedOut:
    """What an event leads to, before it is recorded.

    ``latest_event`` is the id of the friend's latest event when it was worked out (None before
    any), ``given_up`` the summary of a conversation that is left behind. ``nearest`` are the topics
    nearest to a question for the owner, and ``advices`` what each of the messages advises.
    """

    latest_event: int | None
    before: Conversation
    event: Event
    step: Step
    messages: tuple[Message, ...]
    summary: Summary | None
    given_up: Summary | None
    nearest: list[str]
    advices: tuple[tuple[AdviceRecord, ...], ...]


@dataclass(frozen=True)
class Prepared:
    """An update of which all is worked out; ``record`` is to be called in a transaction."""

    incoming: Incoming
    record: Callable[[], list[Outgoing] | None]


class Advisor:
    """Hands what a friend did to the dialogue, and keeps what comes of it.

    Shared by all front ends and all friends; it holds nothing between two calls. Without
    ``interpreter`` typed text is taken only where it names an option outright; without an
    ``owner_service`` questions for the owner wait until somebody looks.
    """

    def __init__(
        self,
        dialogue: Dialogue,
        store: Store,
        renderer: Renderer,
        interpreter: Interpreter | None = None,
        owner_service: OwnerService | None = None,
    ) -> None:
        self.dialogue = dialogue
        self.store = store
        self.renderer = renderer
        self.interpreter = interpreter
        self.owner_service = owner_service or OwnerService(
            store, renderer, OwnerIdentity(store), interpreter
        )
        self._owner_chat = OwnerChat(self.owner_service)

    def handle(self, incoming: Incoming) -> list[Outgoing]:
        """Take what a friend did and return the replies, which wait in the outbox until sent.

        What others are told because of this waits in the outbox too, and is not returned.

        All of it happens or nothing; an update that is done already changes nothing. Raises
        StorageError where the database cannot be used, and PassingFaultError where the machine is
        short of something, so that the update is tried again; any other failure makes a dead letter
        of the update and answers with an apology.
        """
        outgoing = self.record(self.prepare(incoming))
        while outgoing is None:
            outgoing = self.record(self.prepare(incoming, as_owner=False))
        return outgoing

    def prepare(self, incoming: Incoming, *, as_owner: bool = True) -> Prepared:
        """Understand, reason and render what is to be recorded; nothing is stored yet.

        What the owner does is first taken as such. Raises as `handle`.
        """
        try:
            if as_owner and self._owner_chat.concerns(incoming):
                ahead = self._owner_chat.look_ahead(incoming)
                return Prepared(incoming, partial(self._record_as_owner, incoming, ahead))
            taken = replace(incoming, event=of_anybody(incoming.event))
            return Prepared(incoming, partial(self._record, taken, self._work_out(taken)))
        except Exception as error:  # noqa: BLE001 - a mistake in the program must not stop a friend
            self._report(error)
            return Prepared(incoming, partial(self._apologise, incoming, error))

    def record(self, prepared: Prepared) -> list[Outgoing] | None:
        """Record what was prepared and return the replies. Raises as `handle`.

        None where it is no more what it was, or is not the owner's after all: it is to be prepared
        again, and not as the owner's.
        """
        try:
            with self.store.transaction():
                return prepared.record()
        except Exception as error:  # noqa: BLE001 - as above
            self._report(error)
            return self._apologise(prepared.incoming, error)

    def _report(self, error: Exception) -> None:
        """Note a mistake in the program; raises what is none, so that it is tried again."""
        if isinstance(error, StorageError):
            raise error
        if passing := passing_fault(error):
            raise passing from error
        log.error("An update failed with %s", where(error))

    def understands(self, incoming: Incoming) -> bool:
        """Whether anything could be read of a typed text where its friend's conversation stands."""
        with self.store.reading():
            friend = self.store.users.find(incoming.channel, incoming.address)
            before = self.conversation_of(friend)
        event = self._interpreted(before, incoming.event)
        return not isinstance(event, TextReceived) or event.interpretation != Interpretation()

    def _record_as_owner(self, incoming: Incoming, ahead: Ahead) -> list[Outgoing] | None:
        """Take what the owner does as such; None for everything else."""
        if self._is_done(incoming):
            return []
        outgoing = self._owner_chat.take(self._friend(incoming), incoming, ahead)
        if outgoing is not None and incoming.update_id is not None:
            self.store.inbox.done(incoming.update_id)
        return outgoing

    def _is_done(self, incoming: Incoming) -> bool:
        return incoming.update_id is not None and self.store.inbox.is_done(incoming.update_id)

    def _friend(self, incoming: Incoming) -> Friend:
        friend = self.store.users.get_or_create(
            incoming.channel, incoming.address, incoming.name, incoming.username
        )
        self.store.users.activate(friend.id)
        return friend if friend.active else replace(friend, active=True)

    def _work_out(self, incoming: Incoming) -> "_WorkedOut":
        """Understand, reason and render, while nobody waits for the database."""
        with self.store.reading():
            friend = self.store.users.find(incoming.channel, incoming.address)
            before = self.conversation_of(friend)
            latest = self.store.outbox.latest_event(friend.id) if friend else None
            passes_on = isinstance(incoming.event, PassedOn | TextReceived)
            limit = self.owner_service.limit_for(friend) if passes_on else None
        event = self._interpreted(before, incoming.event)
        if isinstance(event, PassedOn | TextReceived) and event.limit != limit:
            # Whatever the button says, which anybody can make up.
            event = event.model_copy(update={"limit": limit})
        step = self.dialogue.step(before, event)
        photos = incoming.channel != TERMINAL  # which shows a plot of letters in their place
        told = [each for reply in step.replies for each in self._messages(reply, photos=photos)]
        messages, advices = zip(*told, strict=True)
        summary = self.dialogue.summary(step.conversation)
        unbegun = Conversation(number=before.number)
        started_over = step.conversation.number != before.number and before != unbegun
        given_up = self._summary_of_given_up(before) if started_over else None
        passed_on = step.for_owner.text if step.for_owner and not step.for_owner.topic else ""
        nearest = self.owner_service.nearest(passed_on) if passed_on else []
        return _WorkedOut(
            latest, before, event, step, messages, summary, given_up, nearest, advices
        )

    def _messages(
        self, reply: Reply, *, photos: bool
    ) -> Iterator[tuple[Message, tuple[AdviceRecord, ...]]]:
        """The messages of a reply, each with what it advises, if it does."""
        *above, message = self.renderer.render_all(reply)
        yield from ((each, ()) for each in above)
        advices = _advices_in(reply, [*above, message])
        yield illustrated(message, reply.picture, photos=photos), advices

    def _record(self, incoming: Incoming, worked_out: "_WorkedOut") -> list[Outgoing] | None:
        """Record a step as a whole; None where the conversation went on meanwhile.

        It does where another program serves the same friend over the same file.
        """
        event, step = worked_out.event, worked_out.step
        if self._is_done(incoming):
            return []
        friend = self._friend(incoming)
        if self.store.outbox.latest_event(friend.id) != worked_out.latest_event:
            return None
        if isinstance(event, Forgotten) and event.confirmed:
            return self._forget(friend, worked_out.messages, incoming)
        if worked_out.given_up:
            number = worked_out.before.number
            self.store.conversations.summarise(friend.id, number, worked_out.given_up)
        messages = worked_out.messages
        exports = isinstance(event, AskedForData) and incoming.channel != TERMINAL
        outgoing = self.store.conversations.record(
            friend,
            step.conversation,
            event,
            self._with_export(friend, messages) if exports else messages,
            incoming.update_id,
            incoming.tapped,
            worked_out.summary,
        )
        for each, advices in zip(outgoing, worked_out.advices, strict=True):
            for advice in advices:
                self.store.advices.add(step.conversation.number, each, advice)
        if step.for_owner:
            self.owner_service.receive(
                friend,
                step.conversation,
                step.for_owner,
                worked_out.summary,
                worked_out.nearest,
            )
        if isinstance(event, AskedForData) and not exports:
            return self._with_data(friend, outgoing)
        return outgoing

    def conversation_of(self, friend: Friend | None) -> Conversation:
        """Where the friend's conversation stands; one of a former format is replayed."""
        conversations = self.store.conversations
        found = conversations.stored(friend.id) if friend else None
        if not (friend and found):
            return conversations.beginning(friend.id if friend else None)
        stored = found.conversation
        if not found.is_of_former_format:
            return stored
        replayed = conversations.beginning(friend.id)
        for event in conversations.history(friend.id):
            replayed = self.dialogue.step(replayed, event).conversation
        same = all(getattr(replayed, name) == getattr(stored, name) for name in REPLAYED)
        if not same:
            log.warning("A replay leads elsewhere than what was stored, which is kept")
        return replayed.moved(told=stored.told) if same else stored

    def _interpreted(self, conversation: Conversation, event: Event) -> Event:
        """The event with what its text means where the conversation stands."""
        if self.interpreter:
            return self.interpreter.enrich(self.dialogue.text_context(conversation), event)
        if isinstance(event, TextReceived) and event.interpretation == Interpretation():
            words = WordReader(self.store.knowledge()).read(event.text)
            return event.model_copy(update={"interpretation": words})
        return event

    def _summary_of_given_up(self, conversation: Conversation) -> Summary | None:
        """Of a conversation that is started over: given up, unless it came to advice before."""
        stopped = conversation.model_copy(update={"state": STOPPED})
        return self.dialogue.summary(conversation) or self.dialogue.summary(stopped)

    def _forget(
        self, friend: Friend, messages: Iterable[Message], incoming: Incoming
    ) -> list[Outgoing]:
        self.store.privacy.forget(friend.id)
        if incoming.update_id is not None:
            self.store.inbox.done(incoming.update_id)
        return self.store.outbox.add(friend, messages, incoming.tapped, farewell=True)

    def _with_export(self, friend: Friend, messages: Sequence[Message]) -> list[Message]:
        """Add a file to be made when it is sent; while one waits, say so instead of adding another.

        So neither the outbox nor the chat fills with copies of the same.
        """
        first = next((each for each in messages if each.place == "new"), None)
        if first is None:
            return [*messages]
        if self.store.outbox.has_export(friend.id):
            waits = self.renderer.render(Reply("telegram/export_waits"))
            told = replace(waits, buttons=first.buttons)
        else:
            told = replace(first, attachment=Attachment("export", EXPORT, b""))
        return [told if each is first else each for each in messages]

    def _with_data(self, friend: Friend, outgoing: list[Outgoing]) -> list[Outgoing]:
        """Attach everything stored, this request included, to the reply."""
        document = Attachment("document", EXPORT, self.store.privacy.export(friend.id))
        for position, each in enumerate(outgoing):
            if each.message.place == "new":
                attached = self.store.outbox.attach(each, document)
                return [*outgoing[:position], attached, *outgoing[position + 1 :]]
        return outgoing

    def _apologise(self, incoming: Incoming, error: Exception) -> list[Outgoing]:
        """Say sorry by nothing but where the friend is: anything else may be what failed."""
        channel, address, number = incoming.channel, incoming.address, incoming.update_id
        users, inbox = self.store.users, self.store.inbox
        with self.store.transaction():
            friend = users.find(channel, address) or users.get_or_create(channel, address, "")
            users.activate(friend.id)
            if isinstance(number, int):
                if inbox.is_done(number):  # it failed only after all was recorded
                    return self.store.outbox.pending(channel, friend.id)
                inbox.dead_letter(number, type(error).__name__)
            return self.store.outbox.add(friend, [APOLOGY])


def _advices_in(reply: Reply, messages: Iterable[Message]) -> tuple[AdviceRecord, ...]:
    """The records of what a reply advises, in whichever of its parts; ``messages`` tell it."""
    given = [part.advice for part in reply.parts if part.advice]
    text = "\n".join(plain(each.text) for each in messages) if given else ""
    return tuple(record_of(each, text) for each in given)
