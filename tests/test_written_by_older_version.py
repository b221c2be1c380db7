"""Conversations that an older version stored open, go on and replay as before.

``older/0.1.0`` holds a database that version wrote: some fifty friends with random dialogues, which
hold every kind of event and every state a conversation can be left in, an owner with questions
answered and waiting, and updates and replies not worked off. Beside it stand the knowledge it was
written under, since another knowledge may ask other questions, and what that version made of it
all: where each friend stood, and what followed from a few next actions of each.

Compared is what a friend would miss: the essentials below, whether an action was only noted in
passing, and what the owner finds. The wording of replies is not.
"""

import json
import lzma
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.advisor import APOLOGY, REPLAYED, Advisor
from bot.cli import main
from bot.incoming import Incoming
from bot.interpreter import Interpreter
from bot.owner import OwnerIdentity, OwnerService
from bot.rendering import Renderer
from bot.telegram.callback_data import decode
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    Began,
    Chose,
    DoubtsConfirmed,
    Event,
    Misfired,
    PassedOn,
    TextReceived,
)
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.knowledge.load import load
from flows.money.assumptions import CHAPTER, YEARS
from flows.nlu.faq.load import built_in_topics, load_topics
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import advise, compile_rules
from storage.migrations.former_interpretations import event_converted
from storage.migrations.names_of_0_1_0 import RENAMED, event_renamed
from storage.migrations.renamed_events import UNSENT
from storage.outbox import message_from_json
from storage.records import Message
from storage.store import Store
from tests.storage.helpers import Clock

Json = dict[str, Any]

OLDER = Path(__file__).parent / "older" / "0.1.0"
EXPECTED: Json = json.loads((OLDER / "expected.json").read_text(encoding="utf-8"))
FRIENDS: list[Json] = EXPECTED["friends"]
KNOWLEDGE = load(OLDER / "knowledge")
RULES = compile_rules(KNOWLEDGE)
TOPICS = {topic.id: topic for topic in load_topics(OLDER / "topics.toml")}
DIALOGUE = Dialogue(RULES, TOPICS)
RENDERER = Renderer()

# What today's names mean to the older version: all that a renaming touches is from here …


def essentials(conversation: Conversation) -> Json:
    """Where a conversation stands, in the words of the expectations."""
    stored = conversation.model_dump(mode="json")
    figures = conversation.figures
    return {
        "state": conversation.lasting_state,
        "requested_figure": conversation.requested_figure,
        "unanswered": conversation.unanswered,
        "offered": as_before(conversation.offered),
        "figures": figures and figures.model_dump(mode="json", exclude_none=True),
        "assumptions": conversation.assumptions.model_dump(mode="json", exclude_defaults=True),
        "pick": advise(RULES, dict(sorted(conversation.answers.items()))).pick,
        **{name: stored[name] for name in ("number", "question", "revision", "answers")},
        **{name: stored[name] for name in ("skipped", "trail", "advised", "enough", "trial")},
    }


def as_before(offered: Event | None) -> Event | None:
    """What a yes means; one to an answer asked back chose that."""
    if not isinstance(offered, DoubtsConfirmed):
        return offered
    (fact,) = offered.facts
    return Chose(question=fact.question, option=fact.option)


class Today:
    """Today's program over a file: what the tests do with it."""

    def __init__(self, path: Path) -> None:
        self.store = Store.open(path, Clock(), lambda: KNOWLEDGE)
        self._interpreter = Interpreter(ModelInterpreter(KNOWLEDGE), self.store.faq, TOPICS)
        owner_service = OwnerService(
            self.store, RENDERER, OwnerIdentity(self.store), self._interpreter
        )
        self._advisor = Advisor(DIALOGUE, self.store, RENDERER, self._interpreter, owner_service)

    def close(self) -> None:
        self.store.close()

    def conversation(self, friend: Json) -> Conversation:
        known = self.store.users.find(friend["channel"], friend["address"])
        assert known
        return self._advisor.conversation_of(known)

    def snapshot(self, friend: Json) -> Conversation:
        return self.store.conversations.latest(self._id(friend)) or Conversation()

    def history(self, friend: Json) -> list[Event]:
        return self.store.conversations.history(self._id(friend))

    def does(self, friend: Json, event: Event, **about: int | None) -> list[Message]:
        """A friend does something; gives what they are told."""
        known = self.store.users.find(friend["channel"], friend["address"])
        assert known
        incoming = Incoming(
            friend["channel"], friend["address"], known.name, event, known.username, **about
        )
        return [outgoing.message for outgoing in self._advisor.handle(incoming)]

    def updates_waiting(self) -> list[int]:
        return [each.update_id for each in self.store.inbox.waiting()]

    def replies_waiting(self) -> list[str]:
        return sorted(each.address for each in self.store.outbox.pending("telegram"))

    def _id(self, friend: Json) -> int:
        known = self.store.users.find(friend["channel"], friend["address"])
        assert known
        return known.id


STATES_TODAY = {"review": "advice"}
"""The page of the answers is not passed on the way to the advice any more."""

UPDATE_STATES = {"done": "done", "waiting": "waiting", "aside": "dead"}


def typed(text: str) -> Event:
    return TextReceived(text=text)


# … to here.


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The older version's file, opened once by today's."""
    path = tmp_path_factory.mktemp("older") / "advisor.db"
    path.write_bytes(lzma.decompress((OLDER / "advisor.db.xz").read_bytes()))
    Store.open(path, Clock(), lambda: KNOWLEDGE).close()
    return path


@pytest.fixture
def path(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated, tmp_path))


@pytest.fixture
def today(path: Path) -> Iterator[Today]:
    with closing(Today(path)) as today:
        yield today


def same(found: Json, expected: Json) -> None:
    """Compare essentials; what a yes would mean is compared as an event.

    Of texts without an answer the older version remembered the latest; today others are, too, and a
    yes passes the latest on.
    """
    offered = expected["offered"] and decode(expected["offered"])
    latest, unanswered = expected["unanswered"], found["unanswered"]
    assert not latest or latest in unanswered.values()
    if found["offered"] in [PassedOn(text=at) for at, text in unanswered.items() if text == latest]:
        offered = offered or found["offered"]
    state = STATES_TODAY.get(expected["state"], expected["state"])
    expected = {**expected, "offered": offered, "unanswered": unanswered, "state": state}
    assert without_chapter(found) == without_chapter(expected)


def without_chapter(essentials: Json) -> Json:
    """The essentials without the years counted where they follow from the chapter planned for."""
    chapter = YEARS.get(essentials["answers"].get("horizon", ""), CHAPTER[1])
    assumed = essentials["assumptions"]
    kept = {name: value for name, value in assumed.items() if (name, value) != ("horizon", chapter)}
    return {**essentials, "assumptions": kept}


def tried(today: Today, friend: Json, action: Mapping[str, Any], event: Event) -> None:
    """Do what a friend did next under the older version, and compare what follows."""
    about = {"tapped": action.get("message"), "update_id": action.get("update")}
    messages = today.does(friend, event, **about)
    assert messages
    assert APOLOGY not in messages
    expected = {**friend["conversation"], **action["then"]}
    assert all(message.place == "toast" for message in messages) == expected.pop("note")
    found = essentials(today.conversation(friend))
    if found["question"] not in (expected["question"], *expected["answers"]):
        for name in ("question", "state"):  # the engine leaves out fewer questions today
            found[name] = expected[name]
    if expected["state"] == "review" or expected["pick"] is None:
        for name in ("advised", "enough"):  # no page comes before advice, and none is no advice
            found[name] = expected[name]
    same(found, expected)


def named(friend: Json) -> str:
    return str(friend["about"])


def test_the_file_is_whole(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("friend", FRIENDS, ids=named)
def test_a_conversation_stands_where_it_stood(today: Today, friend: Json) -> None:
    same(essentials(today.snapshot(friend)), friend["conversation"])
    same(essentials(today.conversation(friend)), friend["conversation"])


@pytest.mark.parametrize("friend", FRIENDS, ids=named)
def test_a_conversation_is_the_replay_of_its_events(today: Today, friend: Json) -> None:
    replayed = Conversation()
    for event in today.history(friend):
        replayed = DIALOGUE.step(replayed, event).conversation
    found = today.conversation(friend)
    if all(getattr(replayed, name) == getattr(found, name) for name in REPLAYED):
        assert replayed.moved(told=None) == found.moved(told=None)
    else:
        assert found == today.snapshot(friend)


@pytest.mark.parametrize(
    ("friend", "action"),
    [
        pytest.param(friend, action, id=f"{named(friend)}-{action.get('data', action.get('text'))}")
        for friend in FRIENDS
        for action in friend["next"]
    ],
)
def test_what_comes_next_is_what_came(today: Today, friend: Json, action: Json) -> None:
    event = decode(action["data"]) if action["does"] == "tap" else typed(action["text"])
    tried(today, friend, action, event)


def test_updates_that_waited_are_worked_off(today: Today) -> None:
    waiting = [(friend, update) for friend in FRIENDS for update in friend["waiting"]]
    assert today.updates_waiting() == sorted(update["update"] for _, update in waiting)
    for friend, update in waiting:
        tried(today, friend, update, typed(update["text"]))
    assert today.updates_waiting() == []


def test_replies_that_waited_still_wait(today: Today) -> None:
    assert today.replies_waiting() == EXPECTED["replies_waiting"]


def test_dead_letters_are_still_there(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        aside = db.execute("SELECT update_id, raw, why FROM updates WHERE state = 'dead'")
        assert aside.fetchall() == [tuple(each.values()) for each in EXPECTED["aside"]]


def test_every_button_in_the_outbox_still_means_something(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        messages = [message_from_json(row[0]) for row in db.execute("SELECT message FROM outbox")]
    buttons = [button for each in messages for row in each.buttons for button in row]
    assert buttons  # those of what was sent are kept no longer
    assert not [button for button in buttons if isinstance(button.event, Misfired)]


def test_what_no_step_rewrites_would_not_change(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.write_bytes(lzma.decompress((OLDER / "advisor.db.xz").read_bytes()))
    with closing(sqlite3.connect(path)) as db:
        left = [
            json.loads(row[0])
            for row in db.execute(f"SELECT payload FROM events WHERE NOT {RENAMED}")  # noqa: S608 (a constant)
        ]
    assert left
    assert [event_renamed(event) for event in left] == left
    assert [event_converted(event) for event in left] == left


def test_sent_messages_keep_no_buttons(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        sent = db.execute(f"SELECT message FROM outbox WHERE NOT ({UNSENT})").fetchall()  # noqa: S608 (likewise)
    assert sent
    assert not [each for each in sent if message_from_json(each[0]).buttons]


def test_every_button_under_a_sent_message_still_means_something() -> None:
    for data in EXPECTED["buttons"]:
        event = decode(data)
        assert not isinstance(event, Misfired), data
        stamp = [str(each or "") for each in (event.conversation, event.revision)]
        assert [*data.split(":"), ""][1:3] == stamp, data


@pytest.mark.parametrize("friend", FRIENDS, ids=named)
def test_they_go_on_under_todays_questions_too(path: Path, friend: Json) -> None:
    dialogue = Dialogue(compile_rules(built_in()), built_in_topics())
    with closing(Store.open(path, Clock())) as store:
        known = store.users.find(friend["channel"], friend["address"])
        conversation = known and store.conversations.latest(known.id)
        assert known
        for event in (*store.conversations.history(known.id), Began()):
            assert dialogue.step(conversation or Conversation(), event).replies


def test_the_owner_finds_everything(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE", str(path))

    def read(*command: str) -> Any:
        result = CliRunner().invoke(main, [*command, "--json"], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return json.loads(result.output)

    listed, stats = read("review", "list"), read("review", "stats")
    for found, expected in zip(listed, EXPECTED["listed"], strict=True):
        about = {name: found[name] for name in ("id", "name", "number", "outcome", "pick")}
        shown = read("review", "show", str(found["id"]))
        advised = expected["pick"] if expected["outcome"] == "advised" else None
        found_now = {**about, "lines": len(shown["transcript"])}
        assert found_now == {**expected, "pick": advised}
    of_old = EXPECTED["stats"]["updates"]
    updates = {name: of_old[former] for former, name in UPDATE_STATES.items()}
    told = [each["pick"] for each in EXPECTED["listed"] if each["outcome"] == "advised"]
    picks = Counter(pick for pick in told if pick)
    assert {name: stats[name] for name in EXPECTED["stats"]} == EXPECTED["stats"] | {
        "updates": updates,
        "pick": dict(picks),
    }
    for words, expected in EXPECTED["found"].items():
        assert sorted(each["id"] for each in read("review", "search", words)) == expected
    questions = read("inbox", "list", "--all")
    for found, expected in zip(questions, EXPECTED["questions"], strict=True):
        assert {**found, "name": found["friend"]["name"]}.items() >= expected.items()
    for command, name in (("phrasings", "suggestions"), ("kept", "kept")):
        for found, expected in zip(read("inbox", command), EXPECTED[name], strict=True):
            assert found.items() >= expected.items()
