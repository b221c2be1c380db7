"""A random walker: taps old and new buttons, writes, sends stickers; never stuck, never silent."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.advisor import APOLOGY, Advisor
from bot.commands import COMMANDS, understand
from bot.incoming import Incoming
from bot.interpreter import Interpreter
from bot.rendering import Renderer
from bot.telegram.callback_data import decode
from bot.telegram.messages import calls_for
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    Asked,
    AttachmentReceived,
    Began,
    Chose,
    Event,
    Forgotten,
    ForwardReceived,
    Misfired,
    PassedOn,
    TextReceived,
)
from flows.dialogue.replies import LONGEST_CAPTION, LONGEST_MESSAGE
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import compile_rules
from storage.records import Friend, Outgoing
from storage.store import Store
from storage.texts import shown_length

KNOWLEDGE = built_in()
DIALOGUE = Dialogue(compile_rules(KNOWLEDGE), built_in_topics())
RENDERER = Renderer()
CASES = Path(__file__).parent / "cases"
LABELS = [option.label for question in KNOWLEDGE.questions for option in question.options]
TYPED = [
    json.loads(line)["text"]
    for name in ("faq", "offtopic", "openers", "slots")
    for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
"""What friends typed elsewhere: answers, facts, questions with an answer and without."""

HOSTILE = ["<b>&\"'", "🎉" * 50, "\u202eright to left", "ok", "yes", "", " ", "/", "x" * 4096, "7"]


def handed_on(event: Event) -> bool:
    """Whether a button hands a text to the owner: as a question, or as a new wording."""
    return isinstance(event, PassedOn) or (isinstance(event, Asked) and event.suggested)


class Walk(RuleBasedStateMachine):
    """One friend, an advisor over a store in memory, and every button that was ever shown."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open(None, lambda: datetime(2026, 1, 1, tzinfo=UTC))
        models = ModelInterpreter(KNOWLEDGE)
        self.interpreter = Interpreter(models, self.store.faq, built_in_topics())
        self.advisor = Advisor(DIALOGUE, self.store, RENDERER, self.interpreter)
        self.chat: dict[int, tuple[str, ...]] = {}
        """The data of the buttons below each message, as it stands in the chat."""
        self.stands_under: dict[str, int] = {}
        """The message under which each button was shown last."""
        self.texts: dict[str, str] = {}
        """The text that stood above each button that hands one to the owner."""
        self.shown: list[str] = []
        self.newest: list[str] = []
        self.updates = 0
        self.replayed, self.replayed_events = Conversation(), 0

    @initialize()
    def begins(self) -> None:
        self.does(understand("start", ""))

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def taps_any_button_ever_shown(self, data: st.DataObject) -> None:
        self.taps(data.draw(st.sampled_from(self.shown)))

    @precondition(lambda self: self.newest)
    @rule(data=st.data())
    def taps_a_button_of_the_newest_message(self, data: st.DataObject) -> None:
        self.taps(data.draw(st.sampled_from(self.newest)))

    @rule(
        text=st.sampled_from(LABELS)
        | st.sampled_from(TYPED)
        | st.sampled_from(HOSTILE)
        | st.text(max_size=40)
    )
    def writes(self, text: str) -> None:
        before = set(self.shown)
        self.does(TextReceived(text=text))
        for data in set(self.shown) - before:
            if handed_on(decode(data)):
                self.texts[data] = text

    @rule(command=st.sampled_from(list(COMMANDS)))
    def sends_a_command(self, command: str) -> None:
        self.does(understand(command, ""))

    @rule(what=st.sampled_from(["sticker", "voice message", "photo", "edit", "message"]))
    def sends_something_else(self, what: str) -> None:
        self.does(AttachmentReceived(what=what))

    @rule(source=st.sampled_from(["forward", "own", "inline", "quote"]))
    def sends_words_of_others(self, source: Literal["forward", "own", "inline", "quote"]) -> None:
        answers = self.conversation.answers
        self.does(ForwardReceived(source=source))
        assert self.conversation.answers == answers

    @rule()
    def taps_a_button_of_another_version(self) -> None:
        self.does(Misfired(), tapped=1)

    @rule()
    def is_served_by_a_restarted_program(self) -> None:
        self.advisor = Advisor(DIALOGUE, self.store, RENDERER, self.interpreter)

    def teardown(self) -> None:
        self.store.close()

    def taps(self, data: str) -> None:
        """Tap a button; what it hands to the owner is the text above it, and never another."""
        before = self.for_owner()
        self.does(decode(data), tapped=self.stands_under[data])
        for text in self.for_owner() - before:
            of_its_own = set(text.split()) <= set(self.texts[data].split())
            assert of_its_own, "another text went to the owner"

    def for_owner(self) -> Counter[str]:
        """The texts that the owner was handed so far."""
        questions, suggestions = self.store.owner_questions.all(), self.store.faq.suggestions()
        return Counter([each.text for each in questions] + [each.text for each in suggestions])

    def does(self, event: Event, tapped: int | None = None) -> None:
        """Take an event twice, as a repeated update, and look at what the friend gets."""
        self.updates += 1
        rows = self.handle(event, tapped)
        told = [row.message for row in rows]
        assert self.handle(event, tapped) == [], "an update that came again had an effect"
        assert APOLOGY not in told, "the program failed"
        assert told, "the friend heard nothing"
        for row in rows:
            self.deliver(row)
        if isinstance(event, Forgotten) and event.confirmed and self.friend is None:
            self.shown, self.newest, self.chat = [], [], {}
        elif not all(message.is_note for message in told):
            assert any(message.buttons for message in told), "there is no way on"

    def handle(self, event: Event, tapped: int | None) -> list[Outgoing]:
        return self.advisor.handle(
            Incoming("telegram", "1", "<b>&\"'", event, update_id=self.updates, tapped=tapped)
        )

    def deliver(self, row: Outgoing) -> None:
        """Send a message, or edit the one that it takes the place of, as the sender does."""
        standing = self.store.outbox.standing(row.friend_id, row.message.place)
        numbers: list[int] = []
        for call in calls_for(row.message, row.tapped, standing):
            longest = LONGEST_CAPTION if call.attachment else LONGEST_MESSAGE
            assert shown_length(call.text) <= longest
            number = call.edits or len(self.chat) + 1
            numbers.append(number)
            rows = call.keyboard["inline_keyboard"] if call.keyboard else ()
            self.chat[number] = tuple(str(key["callback_data"]) for keys in rows for key in keys)
            if self.chat[number]:
                self.newest = [*self.chat[number]]
                self.stands_under |= dict.fromkeys(self.newest, number)
                self.shown += [data for data in self.newest if data not in self.shown]
        self.store.outbox.sent(row.id, numbers[0] if numbers else None)

    @property
    def friend(self) -> Friend | None:
        return self.store.users.find("telegram", "1")

    @property
    def conversation(self) -> Conversation:
        friend = self.friend
        return (friend and self.store.conversations.latest(friend.id)) or Conversation()

    @invariant()
    def replay_leads_to_what_is_stored(self) -> None:
        history = self.store.conversations.history(self.friend.id) if self.friend else []
        if len(history) < self.replayed_events:  # the friend was forgotten
            self.replayed, self.replayed_events = Conversation(), 0
        if self.friend and not self.replayed_events:
            self.replayed = self.store.conversations.beginning(self.friend.id)
        for event in history[self.replayed_events :]:
            self.replayed = DIALOGUE.step(self.replayed, event).conversation
        self.replayed_events = len(history)
        assert self.replayed == self.conversation

    @invariant()
    def a_button_of_the_newest_message_leads_on(self) -> None:
        conversation = self.conversation
        leads_on = any(
            not reply.is_note
            for data in self.newest
            for reply in DIALOGUE.step(conversation, decode(data)).replies
        )
        assert leads_on or not self.newest, "every button of the newest message is dead"

    @invariant()
    def no_question_stands_under_two_keyboards(self) -> None:
        questions = [
            question
            for keyboard in self.chat.values()
            for question in {e.question for e in map(decode, keyboard) if isinstance(e, Chose)}
        ]
        assert len(questions) <= 1, f"{questions} stand in the chat"

    @invariant()
    def start_always_leads_on(self) -> None:
        step = DIALOGUE.step(self.conversation, Began(name="Anna"))
        assert step.replies[-1].choices


Walk.TestCase.settings = settings(max_examples=30, stateful_step_count=40)
TestWalk = Walk.TestCase
