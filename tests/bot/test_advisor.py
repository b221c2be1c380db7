"""What a friend does is handled as a whole, once, and never stops the next one."""

import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.advisor import Advisor
from bot.incoming import Incoming
from bot.message_checks.extreme_events import events
from bot.rendering import Renderer
from flows.dialogue.conversation import ADVICE, STOPPED, Conversation
from flows.dialogue.events import (
    AskedForData,
    Began,
    Cancelled,
    Chose,
    Continued,
    DoubtSettled,
    Enough,
    Event,
    Forgotten,
    PassedOn,
    Restarted,
    Skipped,
    TextReceived,
    WentBack,
)
from flows.dialogue.replies import Reply, Step
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.interpretation import Fact, Interpretation
from storage.errors import StorageError
from storage.records import Message
from storage.store import Store
from tests.bot.acquaintance import RENDERER, Acquaintance
from tests.flows.dialogue.talk import DIALOGUE, RULES, TOPICS
from tests.storage.helpers import Clock

CHOICES = [
    Chose(question=question.id, option=option.id)
    for question in built_in().questions
    for option in question.options
]
DEEDS: st.SearchStrategy[Event] = st.sampled_from([
    *CHOICES, *([Continued(), Enough(), Skipped(), WentBack(), Restarted(confirmed=True)] * 5),
    Cancelled(), Began(), Restarted(), TextReceived(text="hm"),
])  # fmt: skip


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Acquaintance]:
    ann = Acquaintance(tmp_path / "advisor.db")
    yield ann
    ann.store.close()


def test_an_event_moves_the_conversation_and_is_answered(ann: Acquaintance) -> None:
    ann.does(Began())
    replies = ann.does(Continued())
    assert ann.conversation.question
    assert replies == ann.store.outbox.pending("telegram")[-len(replies) :]


def test_an_update_that_comes_again_changes_nothing(ann: Acquaintance) -> None:
    ann.does(Began(), 1)
    ann.does(Continued(), 2)
    before = ann.store.privacy.everything_about(ann.friend.id)
    assert ann.does(Continued(), 2) == []
    assert ann.does(Began(), 1) == []
    assert ann.store.privacy.everything_about(ann.friend.id) == before


def test_the_conversation_goes_on_after_a_restart_of_the_program(ann: Acquaintance) -> None:
    ann.does(Began())
    ann.does(Continued())
    again = Acquaintance(ann.store.database.path)
    assert again.conversation == ann.conversation
    assert len(again.store.outbox.pending("telegram")) == len(ann.store.outbox.pending("telegram"))
    again.store.close()


def test_two_programs_at_one_file_take_an_update_once(ann: Acquaintance) -> None:
    ann.does(Began())
    others = [Acquaintance(ann.store.database.path) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda other: other.does(TextReceived(text="hello"), 9), others))
    assert sum(map(bool, replies)) == 1
    assert ann.store.conversations.history(ann.friend.id) == [
        Began(),
        TextReceived(text="hello", interpretation=Interpretation(manners="greeting")),
    ]
    for other in others:
        other.store.close()


BOTH = Acquaintance(None)
NUMBERS = iter(range(10**9))


def test_a_replay_is_true_whatever_a_friend_begins_with() -> None:
    with Store.open(None, Clock()) as store:
        advisor = Advisor(DIALOGUE, store, RENDERER)
        for number, event in enumerate([*events(built_in(), ["salary"]), Restarted()]):
            for each in (event, Chose(question="role", option="analyst")):
                advisor.handle(Incoming("telegram", str(number), "Ann", each))
            friend = store.users.find("telegram", str(number))
            if friend is None:  # who began with being forgotten
                continue
            replayed = store.conversations.beginning(friend.id)
            for each in store.conversations.history(friend.id):
                replayed = DIALOGUE.step(replayed, each).conversation
            assert replayed == store.conversations.latest(friend.id), event


@settings(max_examples=40)
@given(st.lists(DEEDS, max_size=20))
def test_the_stored_conversation_is_the_replay_of_its_events(deeds: list[Event]) -> None:
    BOTH.address = f"friend {next(NUMBERS)}"
    BOTH.does(Began())
    for deed in deeds:
        assert BOTH.does(deed)
    replayed = BOTH.store.conversations.beginning(BOTH.friend.id)
    for event in BOTH.store.conversations.history(BOTH.friend.id):
        replayed = DIALOGUE.step(replayed, event).conversation
    assert replayed == BOTH.conversation


def test_advice_leaves_a_summary(ann: Acquaintance) -> None:
    ann.does(Continued())
    while question := ann.conversation.question:
        ann.does(Chose(question=question, option=RULES.knowledge.author.answers[question]))
    (listed,) = ann.store.review.list_conversations()
    assert listed.outcome == "advised"
    assert listed.place == ADVICE


def test_stopping_leaves_a_summary(ann: Acquaintance) -> None:
    for deed in (Began(), Continued(), CHOICES[0], Cancelled()):
        ann.does(deed)
    (listed,) = ann.store.review.list_conversations()
    assert (listed.outcome, listed.place) == ("given up", STOPPED)


def test_starting_over_gives_the_old_conversation_up(ann: Acquaintance) -> None:
    for deed in (Began(), Continued(), CHOICES[0], Restarted(confirmed=True)):
        ann.does(deed)
    new, old = ann.store.review.list_conversations()
    assert (old.outcome, old.answered) == ("given up", 1)
    assert (new.number, new.outcome) == (old.number + 1, None)


def test_starting_over_before_anything_was_said_sums_up_nothing(ann: Acquaintance) -> None:
    ann.does(Restarted(confirmed=True))
    assert [each.outcome for each in ann.store.review.list_conversations()] == [None]
    assert ann.store.database.rows("SELECT * FROM summaries") == []


def test_data_comes_as_a_file_that_is_made_when_it_is_sent(ann: Acquaintance) -> None:
    ann.does(Began())
    ann.does(TextReceived(text="platypus"))
    replies = ann.does(AskedForData())
    (file,) = [each.message.attachment for each in replies if each.message.attachment]
    assert (file.kind, file.content) == ("export", b"")
    everything = json.loads(ann.store.privacy.export(ann.friend.id))
    assert [event["kind"] for event in everything["events"]] == [
        "began",
        "text-received",
        "asked-for-data",
    ]
    assert everything.keys() == ann.store.privacy.everything_about(ann.friend.id).keys()
    assert ann.store.outbox.pending("telegram")[-len(replies) :] == replies


def test_while_a_file_with_their_data_waits_a_friend_gets_no_second_one(ann: Acquaintance) -> None:
    ann.does(Began())
    first, second = ann.does(AskedForData()), ann.does(AskedForData())
    assert ann.store.outbox.has_export(ann.friend.id)
    assert [each.message.attachment for each in second] == [None] * len(second)
    assert second[0].message.text != first[0].message.text
    for each in first:
        ann.store.outbox.sent(each.id, 1)
    assert not ann.store.outbox.has_export(ann.friend.id)
    assert any(each.message.attachment for each in ann.does(AskedForData()))


def test_a_terminal_shows_their_data_at_once(ann: Acquaintance) -> None:
    replies = ann.advisor.handle(Incoming("terminal", "ann", "Ann", AskedForData()))
    (document,) = [each.message.attachment for each in replies if each.message.attachment]
    (event,) = json.loads(document.content)["events"]
    assert event["kind"] == "asked-for-data"


def test_a_doubt_confirmed_by_a_popup_is_kept(ann: Acquaintance) -> None:
    ann.does(Began())
    ann.does(Continued())
    doubt = Fact(question="degree", option="phd")
    ann.does(TextReceived(text="PhD?", interpretation=Interpretation(ask_back=(doubt,))))
    (note,) = ann.does(DoubtSettled(question="degree", option="phd"))
    assert note.message.place == "toast"
    assert ann.conversation.answers == {"degree": "phd"}
    ann.does(TextReceived(text="yes", interpretation=Interpretation(reply="yes")))
    replayed = ann.store.conversations.beginning(ann.friend.id)
    for event in ann.store.conversations.history(ann.friend.id):
        replayed = DIALOGUE.step(replayed, event).conversation
    assert replayed == ann.conversation


def test_a_button_from_before_all_was_erased_passes_on_nothing(ann: Acquaintance) -> None:
    ann.does(TextReceived(text="Which colour should my chair have?"))
    old = PassedOn(conversation=ann.conversation.number, revision=ann.conversation.revision, text=1)
    ann.does(Forgotten(confirmed=True))
    ann.does(Began())
    ann.does(TextReceived(text="Does the company pay for my dog?"))
    assert ann.conversation.unanswered == {1: "Does the company pay for my dog?"}
    (note,) = ann.does(old)
    assert note.message.place == "toast"
    assert ann.conversation.unanswered
    assert not ann.store.owner_questions.waiting()


def test_nothing_is_erased_before_it_is_confirmed(ann: Acquaintance) -> None:
    ann.does(Began())
    ann.does(Forgotten())
    assert ann.store.conversations.history(ann.friend.id) == [Began(), Forgotten()]


def test_a_forgotten_friend_gets_a_farewell_and_leaves_nothing(ann: Acquaintance) -> None:
    ann.does(TextReceived(text="quokkaberry"))
    farewells = ann.does(Forgotten(confirmed=True), 9)
    assert farewells == ann.store.outbox.pending("telegram")
    assert ann.store.users.find("telegram", "42") is None
    assert ann.store.inbox.is_done(9)
    assert ann.does(Forgotten(confirmed=True), 9) == []
    for farewell in farewells:
        ann.store.outbox.sent(farewell.id, 1)
    ann.store.maintain()
    assert ann.store.database.path
    files = list(ann.store.database.path.parent.iterdir())
    assert len(files) > 1
    assert not any(b"quokkaberry" in each.read_bytes() for each in files)


def test_somebody_who_writes_again_can_be_reached_again(ann: Acquaintance) -> None:
    ann.does(Began())
    ann.store.users.deactivate(ann.friend.id)
    assert ann.store.outbox.pending("telegram") == []
    ann.does(Began())
    assert ann.friend.active


class Stumbling(Dialogue):
    """A dialogue with a mistake in it."""

    def step(self, conversation: Conversation, event: Event) -> Step:
        """Fail on a certain word."""
        if isinstance(event, TextReceived):
            raise ValueError(f"cannot take {event.text}")
        return super().step(conversation, event)


class Blind:
    """A renderer with a mistake in it."""

    def render(self, reply: Reply) -> Message:
        """Fail on everything."""
        raise KeyError(reply.template)


def test_a_mistake_of_ours_is_answered_kept_and_forgiven(
    ann: Acquaintance, caplog: pytest.LogCaptureFixture
) -> None:
    ann.does(Began())
    ann.does(Continued())
    before = ann.conversation
    ann.advisor = Advisor(Stumbling(RULES, TOPICS), ann.store, RENDERER)
    with caplog.at_level(logging.DEBUG):
        replies = ann.does(TextReceived(text="quokkaberry"), 9)
    assert len(replies) == 1
    assert replies[0].message.text
    assert ann.conversation == before
    assert ann.store.inbox.is_done(9)
    assert (
        "quokkaberry"
        in ann.store.database.rows("SELECT raw FROM updates WHERE state = 'dead'")[0]["raw"]
    )
    assert "ValueError" in caplog.text
    assert "quokkaberry" not in caplog.text
    assert ann.does(WentBack())
    assert len(ann.store.conversations.history(ann.friend.id)) == 3


def test_a_reply_that_cannot_be_rendered_leaves_the_answer_unrecorded(ann: Acquaintance) -> None:
    ann.does(Began())
    before = ann.store.conversations.history(ann.friend.id)
    ann.advisor = Advisor(DIALOGUE, ann.store, cast("Renderer", Blind()))
    assert len(ann.does(Continued())) == 1
    assert ann.store.conversations.history(ann.friend.id) == before


class Unusable:
    """Something that is not what it should be, whatever is done with it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked for by pytest
            raise AttributeError(name)
        raise TypeError(name)


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("field", ["name", "event", "username", "update_id", "tapped"])
@pytest.mark.parametrize(
    "broken", [None, Unusable(), b"x", ""], ids=lambda broken: type(broken).__name__
)
def test_whatever_is_broken_the_friend_hears_something(
    ann: Acquaintance, field: str, broken: Any, known: bool
) -> None:
    if known:
        ann.does(Began())
    whole = Incoming("telegram", "42", "Ann", Continued(), "ann", update_id=7, tapped=3)
    for replied_to in (None, 5):
        incoming = replace(whole, **{"update_id": None, "replied_to": replied_to, field: broken})
        outgoing = ann.advisor.handle(incoming)
        assert outgoing
        assert {each.address for each in outgoing} == {"42"}


def test_a_locked_database_leaves_the_update_waiting(tmp_path: Path) -> None:
    path = tmp_path / "advisor.db"
    store = Store.open(path, Clock(), patience=0.05)
    store.inbox.keep(1, "{}")
    with Database(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError):
            Advisor(DIALOGUE, store, RENDERER).handle(
                Incoming("telegram", "42", "Ann", Began(), update_id=1)
            )
        other.execute("ROLLBACK")
    assert [each.update_id for each in store.inbox.waiting()] == [1]
    assert store.users.find("telegram", "42") is None
    store.close()


class Meanwhile(Renderer):
    """A renderer that lets something happen once, before its first reply."""

    def __init__(self, happens: Callable[[], object]) -> None:
        super().__init__()
        self.happens: Callable[[], object] | None = happens

    def render_all(self, reply: Reply) -> tuple[Message, ...]:
        """Render a reply."""
        happens, self.happens = self.happens, None
        if happens:
            happens()
        return super().render_all(reply)


def test_nobody_waits_for_a_reply_to_be_worked_out(ann: Acquaintance) -> None:
    ann.does(Began())

    def writes() -> None:
        with Database(ann.store.database.path) as other:
            other.execute("PRAGMA busy_timeout = 0")
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")

    ann.advisor = Advisor(DIALOGUE, ann.store, Meanwhile(writes))
    assert ann.does(Continued())


def test_a_conversation_that_went_on_meanwhile_is_worked_out_anew(ann: Acquaintance) -> None:
    ann.does(Began())
    other = Acquaintance(ann.store.database.path)
    ann.advisor = Advisor(DIALOGUE, ann.store, Meanwhile(lambda: other.does(Continued(), 77)))
    assert ann.does(Skipped())
    assert [event.kind for event in ann.store.conversations.history(ann.friend.id)] == [
        *("began", "continued", "skipped")
    ]
    replayed = ann.store.conversations.beginning(ann.friend.id)
    for event in ann.store.conversations.history(ann.friend.id):
        replayed = DIALOGUE.step(replayed, event).conversation
    assert replayed == ann.conversation
    other.store.close()
