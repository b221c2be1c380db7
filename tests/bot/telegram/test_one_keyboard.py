"""The open question has one live keyboard, at the newest message that shows it, whatever happens.

A friend taps anything, old buttons too, types, writes in a burst and deletes messages; Telegram
refuses edits; what was sent is not noted, as in a crash. While a new message waits for its turn,
the old buttons stand: nobody ever waits without any.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram.error import BadRequest

from benchmarks.phone import CHAT, Phone, Shown, Talk, talking
from bot.advisor import Advisor
from bot.interpreter import Interpreter
from bot.message_checks.extreme_events import events
from bot.rendering import Renderer
from bot.telegram.dispatcher import CHANNEL
from flows.dialogue.conversation import FIGURES, STOPPED
from flows.dialogue.events import EventBase, FigureSkipped, Forgotten, Restarted, TrialEnded
from flows.dialogue.replies import INTERVIEW
from flows.nlu.interpreter import built_in_interpreter
from storage.store import Store
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, TOPICS
from tests.flows.dialogue.talk import Talk as Dialogue
from tests.flows.dialogue.test_typed_words import everywhere

LEAVING = (Forgotten, Restarted)
"""Taps after which there may be no interview for a moment."""

TYPED = (
    "3-5 years",
    "why do you ask?",
    "will I get rusty?",
    "skip",
    "back",
    "what if I had a PhD?",
    "my answers",
    "asdf",
    "thanks",
    "in figures",
    "/privacy",
    "/whatif",
    "keep it",
    "/money",
    "60 LPA",
    "later",
    "show me the advice",
)

REFUSALS = ("message can't be edited", "message to edit not found", "something new")


@dataclass
class Watched(Phone):
    """A chat that notes after each call whether an open question is left without buttons."""

    is_open: Callable[[], bool] = lambda: False
    put: bool = False
    bare: list[str] = field(default_factory=list)

    async def send_message(self, _chat: int, text: str, **more: Any) -> Shown:
        shown = await super().send_message(_chat, text, **more)
        self._look(text)
        return shown

    def _edit(self, number: int, text: str | None, keyboard: Any) -> Shown:
        shown = super()._edit(number, text, keyboard)
        self._look(shown.text)
        return shown

    def _look(self, text: str) -> None:
        self.put = self.put or any(shown.asks for shown in self.messages.values())
        if self.put and self.is_open() and not any(m.keyboard for m in self.messages.values()):
            self.bare.append(text)


@dataclass
class Friend:
    """Does at random what a friend, Telegram and a machine can do, and looks at the chat."""

    talk: Talk
    phone: Watched
    chance: random.Random
    crashes: int = 0
    deleted: bool = False
    tapped: int = 0
    """The message under which the last tap was, if there was a trial then."""

    async def acts(self) -> None:
        await self.chance.choices(
            [self.taps, self.types, self.bursts, self.deletes, self.is_refused, self.crashes_once],
            weights=[8, 5, 2, 1, 2, 1],
        )[0]()
        self.looks()

    async def taps(self) -> None:
        known = [
            (shown, data)
            for shown in self.phone.newest_first
            for data, event in shown.events
            if not isinstance(event, LEAVING)
        ]
        if known:
            shown, data = self.chance.choice(known)
            self.tapped = shown.message_id if self.talk.conversation.tries else 0
            await self.talk.taps(shown, data)

    async def types(self) -> None:
        await self.talk.types(self.chance.choice(TYPED))

    async def bursts(self) -> None:
        """Many messages wait for the chat, so that those that can share one do.

        Only what stands there in the end is looked at: until then the conversation is ahead of the
        messages that tell of it, and may have ended and be open again.
        """
        self.phone.is_open = lambda: False
        await self.talk.types(*self.chance.choices(TYPED, k=8))
        self.phone.is_open = self.is_open
        self.tapped = 0

    async def deletes(self) -> None:
        """Delete the message of the interview: what is typed then puts it anew."""
        asking = [shown.message_id for shown in self.phone.newest_first if shown.asks]
        if asking:
            del self.phone.messages[asking[0]]
            self.phone.put = False
            await self.talk.types("back to the question")

    async def is_refused(self) -> None:
        self.phone.refusals = [BadRequest(self.chance.choice(REFUSALS))]
        await self.taps()
        self.crashes += bool(self.phone.refusals == [])  # the old message keeps its buttons
        self.phone.refusals = []

    async def crashes_once(self) -> None:
        """What is sent next is not noted as sent, and comes again."""
        outbox = self.talk.advisor.store.outbox
        noting = outbox.all_sent
        left = iter([True])

        def note(taken: Any) -> None:
            if not next(left, False):
                noting(taken)

        outbox.all_sent = note  # type: ignore[method-assign] # for a moment
        try:
            await self.types()
        finally:
            outbox.all_sent = noting  # type: ignore[method-assign] # as it was
        self.crashes += 1

    def looks(self) -> None:
        assert self.phone.bare == [], "buttons were taken before others stood there"
        if not self.crashes:
            self.looks_for_dead_buttons()
        if not self.is_open():
            return
        store = self.talk.advisor.store
        friend = store.users.find(CHANNEL, str(CHAT))
        standing = store.outbox.interview_message(friend.id) if friend else None
        assert standing, "an open question stands in a message"
        assert self.phone.messages[standing.message_id].keyboard, "its message has no buttons"
        asking = [shown.message_id for shown in self.phone.newest_first if shown.asks]
        assert not asking or asking[0] <= standing.message_id, "a newer message asks something"
        if not self.crashes:
            assert asking in ([], [standing.message_id]), "a question has two keyboards"

    def looks_for_dead_buttons(self) -> None:
        """A figure that nobody asks for cannot be skipped.

        Where a tap ended a trial, that message does not offer to end it again.
        """
        conversation = self.talk.conversation
        figures = [each for each in self.phone.messages.values() if has(each, FigureSkipped)]
        assert len(figures) <= (conversation.state == FIGURES)
        tapped = self.phone.messages.get(self.tapped)
        assert conversation.tries or not tapped or not has(tapped, TrialEnded)

    def is_open(self) -> bool:
        conversation = self.talk.conversation
        return bool(conversation.question) and conversation.lasting_state != STOPPED


def has(shown: Shown, kind: type[EventBase]) -> bool:
    """Whether a message has a button that means this kind of event."""
    return any(isinstance(event, kind) for _, event in shown.events)


def play(seed: int, acts: int) -> int:
    """Let a friend act so often; how many messages the chat has in the end."""

    async def main() -> int:
        with Store.open(None, lambda: datetime(2026, 1, 1, tzinfo=UTC)) as store:
            interpreter = Interpreter(built_in_interpreter(), store.faq, ())
            phone = Watched()
            async with talking(Advisor(DIALOGUE, store, Renderer(), interpreter), phone) as talk:
                await talk.types("/start")
                friend = Friend(talk, phone, random.Random(seed))  # noqa: S311 - no secret
                phone.is_open = friend.is_open
                for _ in range(acts):
                    await friend.acts()
                return len(phone.messages)

    return asyncio.run(main())


@pytest.mark.parametrize("seeds", [range(10), pytest.param(range(150), marks=pytest.mark.long)])
def test_nobody_waits_without_buttons_or_has_them_twice(seeds: Sequence[int]) -> None:
    for seed in seeds:
        assert play(seed, 25) > 1, seed


def test_every_message_of_the_interview_has_buttons() -> None:
    seen = 0
    for start in everywhere():
        for event in events(KNOWLEDGE, TOPICS):
            for reply in Dialogue(start).does(event).replies:
                if reply.place in INTERVIEW:
                    seen += 1
                    assert any(part.choices for part in reply.parts), (start.state, event)
    assert seen > 100
