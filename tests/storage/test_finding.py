"""What the filters find is what a plain look at every conversation finds, page by page too."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from flows.dialogue.conversation import Conversation, Told
from flows.dialogue.events import Asked, Began, Changed, Chose, Edited, Event, TextReceived
from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation
from storage.finding import Filters
from storage.migrations import SCHEMA
from storage.records import Friend
from storage.review import Listed
from storage.store import Store
from storage.words import remember_words, sketched, words
from tests.examples import examples
from tests.storage.helpers import note

PICKS = ("platform", "data-engineering", None)
MARKETS = ("india", "singapore", None)
NAMES = ("Ann", "Bo Jalapeño", "Łukasz", "Ann Bo")
SAID = ("I miss building", "naïve bayes?", "ANN!", "")


def text(said: str, meant: Interpretation) -> TextReceived:
    return TextReceived(text=said, interpretation=meant)


FACTS = st.builds(
    Fact, question=st.sampled_from(["role", "market"]), option=st.sampled_from(["a", "b"])
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.just(Began()),
    st.builds(Chose, question=st.just("role"), option=st.sampled_from(["a", "b"])),
    st.builds(Changed, question=st.just("market"), option=st.sampled_from(["a", "b"])),
    st.builds(Edited, question=st.sampled_from(["role", "market"])),
    st.builds(Asked, topic=st.just("visa"), suggested=st.booleans()),
    st.builds(
        TextReceived,
        text=st.sampled_from(SAID),
        interpretation=st.builds(
            Interpretation,
            facts=st.lists(FACTS, max_size=1).map(tuple),
            corrects=st.booleans(),
            manners=st.sampled_from(["", "thanks"]),
            questions=st.lists(
                st.builds(
                    AskedQuestion,
                    words=st.just('"kind":"unknown"'),
                    kind=st.sampled_from(["unknown", "answer", "outside", "did-you-mean"]),
                    topic=st.sampled_from([None, "visa", "ceiling"]),
                ),
                max_size=2,
            ).map(tuple),
        ),
    ),
)


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    """A conversation that stands anywhere."""
    market, pick = draw(st.sampled_from(MARKETS)), draw(st.sampled_from(PICKS))
    others = {f"q{number}": 'a":"b' for number in range(draw(st.integers(0, 9)))}
    role = draw(st.sampled_from(["analyst", "data-scientist", None]))
    answers = others | ({"market": market} if market else {}) | ({"role": role} if role else {})
    advised = draw(st.booleans())
    return Conversation(
        state=draw(st.sampled_from(["market", "stopped", "advice", "what-if"])),
        suspended=draw(st.sampled_from(["market", "stopped"])),
        question=draw(st.sampled_from(["role", "joy", None])),
        trail=tuple(draw(st.sets(st.sampled_from(["role", "joy"])))),
        answers=answers,
        circumstances=tuple(draw(st.sets(st.sampled_from(["visa", "laid-off"])))),
        advised=advised,
        told=Told(pick=pick, answers=answers) if advised else None,
    )


CASES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        conversations(),
        st.lists(EVENTS, min_size=1, max_size=4),
        st.booleans(),
        st.sampled_from(["", "the advice (a close call)"]),
    ),
    max_size=8,
)

FILTERS = st.builds(
    Filters,
    state=st.none()
    | st.sampled_from(["new", "reviewed", "advised", "stopped", "going-on", "worth-a-look"]),
    market=st.sampled_from(["", "", "india", "none"]),
    pick=st.sampled_from(["", "", "platform", "none"]),
    role=st.sampled_from(["", "", "analyst"]),
    since=st.sampled_from(["", "", "2030-01-03", "0001-01-01"]),
    until=st.sampled_from(["", "", "2030-01-03", "9999-12-31"]),
    stopped_at=st.sampled_from(["", "", "role"]),
    put=st.sampled_from(["", "", "role", "joy"]),
    told=st.sampled_from([(), (), ("visa",), ("visa", "laid-off")]),
    confidence=st.sampled_from(["", "", "", "low", "high"]),
    why=st.sampled_from(["", "", "", "unanswered", "corrected", "stopped"]),
    asked=st.sampled_from(["", "", "", "unknown", "answer", "visa", "ceiling", "taken", "refused"]),
    came=st.sampled_from(["", "", "", "2029-12-31", "2030-01-06", "2030-01-07"]),
    words=st.sampled_from(
        ["", "", "ann", "jalapeno", "miss bu", "advi", "ŁUKASZ", "bayes ann", "?"]
    ),
)


class Days:
    """A clock that goes on by half a day with each conversation."""

    def __init__(self) -> None:
        self.time = datetime(2030, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def go_on(self) -> None:
        self.time += timedelta(hours=12, seconds=1)


def matches(store: Store, listed: Listed, filters: Filters, now: datetime) -> bool:
    """Whether the filters find a conversation, from a plain look at all that is stored of it."""
    shown = store.review.show(listed.id)
    assert shown
    stored = store.database.rows("SELECT * FROM conversations WHERE id = ?", listed.id)[0]
    snapshot = json.loads(stored["snapshot"])
    events: list[dict[str, Any]] = [
        json.loads(row["payload"])
        for row in store.database.rows(
            "SELECT payload FROM events WHERE friend_id = ? ORDER BY sequence", listed.friend_id
        )
    ]
    place = snapshot["state"] if snapshot["state"] != "what-if" else snapshot["suspended"]
    quiet = datetime.fromisoformat(stored["updated_at"]) < now - timedelta(hours=24)
    stopped = not snapshot["advised"] and (place == "stopped" or quiet)
    is_new = stored["reviewed_up_to"] is None or stored["reviewed_up_to"] < stored["updated_at"]
    many = len(snapshot["answers"])
    whys = {
        "unanswered": any(map(was_missed, events)),
        "corrected": any(
            corrects(one, two) for at, one in enumerate(events) for two in events[at + 1 : at + 4]
        ),
        "close-call": snapshot["advised"] and "(a close call)" in (shown.summary or ""),
        "nothing": snapshot["advised"] and not snapshot["told"]["pick"] and many >= 8,
        "stopped": stopped and many >= 5,
    }
    reasons = list(whys.values())
    asked = [
        each
        for event in events
        if event["kind"] == "text-received"
        for each in event["interpretation"]["questions"]
    ]
    met = {each["kind"] for each in asked} | {
        each.get("topic") for each in asked if each["kind"] in ("answer", "outside")
    }
    if "did-you-mean" in met:
        taken = any(event["kind"] == "asked" and event["suggested"] for event in events)
        met.add("taken" if taken else "refused")
    gone_on = snapshot["advised"] or place == "stopped" or quiet
    put = {*snapshot["trail"], *([snapshot["question"]] if gone_on else [])}
    (friend,) = store.database.rows("SELECT created_at FROM friends WHERE id = ?", listed.friend_id)
    latest = max(
        row["number"]
        for row in store.database.rows(
            "SELECT number FROM conversations WHERE friend_id = ?", listed.friend_id
        )
    )
    came = monday(datetime.fromisoformat(friend["created_at"]).date())
    asked_for = filters.came and monday(date.fromisoformat(filters.came))
    assert bool(store.review.reasons(listed.id)) == (
        is_new and (any(reasons) or listed.id % 5 == 0)
    )
    typed = [event["text"] for event in events if event["kind"] == "text-received"]
    concerns = [shown.summary or "", *([*note().model_dump().values()] if shown.summary else [])]
    there = words(
        " ".join([listed.name, *typed, *(each for each in concerns if isinstance(each, str))])
    )
    states = {
        None: True,
        "new": is_new,
        "reviewed": not is_new,
        "advised": snapshot["advised"],
        "stopped": stopped,
        "going-on": not snapshot["advised"] and not stopped,
        "worth-a-look": is_new and (any(reasons) or listed.id % 5 == 0),
    }
    pick: str = (snapshot["told"]["pick"] or "none") if snapshot["advised"] else ""
    day = stored["updated_at"][:10]
    return all(
        [
            bool(states[filters.state]),
            filters.market in ("", snapshot["answers"].get("market", "none")),
            filters.confidence in ("", listed.confidence),
            not filters.why or bool(whys[filters.why]),
            filters.asked in ("", *met),
            not asked_for or (came == asked_for and listed.number == latest),
            filters.role in ("", snapshot["answers"].get("role")),
            filters.pick in ("", pick),
            day >= filters.since,
            not filters.until or day <= filters.until,
            not filters.stopped_at or (stopped and snapshot["question"] == filters.stopped_at),
            filters.put in ("", *put),
            set(filters.told) <= set(snapshot["circumstances"]),
            all(any(t.startswith(w) for t in there) for w in words(filters.words)),
            not filters.words or bool(words(filters.words)),
        ]
    )


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def was_missed(event: dict[str, Any]) -> bool:
    if event["kind"] != "text-received":
        return False
    meant = event["interpretation"]
    unknown = any(each["kind"] == "unknown" for each in meant["questions"])
    return unknown or not (meant["facts"] or meant["questions"] or meant["manners"])


def corrects(one: dict[str, Any], two: dict[str, Any]) -> bool:
    if one["kind"] != "text-received":
        return False
    read = {fact["question"]: fact["option"] for fact in one["interpretation"]["facts"]}
    if two["kind"] == "text-received":
        return bool(read) and bool(two["interpretation"]["corrects"])
    if two.get("question") not in read:
        return False
    return two["kind"] == "edited" or bool(two["option"] != read[two["question"]])


def filled(cases: list[Any], clock: Days, store: Store | None = None) -> Store:
    store = store or Store.open(None, clock)
    for number, (name, conversation, events, reviewed, summary) in enumerate(cases):
        friend = store.users.get_or_create("telegram", str(number), name)
        for event in events:
            store.conversations.record(
                friend, conversation, event, [], summary=note(text=summary) if summary else None
            )
        if reviewed:
            (latest,) = store.review.list_conversations(limit=1)
            store.review.mark_reviewed(latest.id, latest.updated)
        clock.go_on()
    return store


@examples(25, 60)
@given(CASES, FILTERS, st.integers(1, 3))
def test_filters_find_what_a_plain_look_finds(
    cases: list[Any], filters: Filters, size: int
) -> None:
    clock = Days()
    with filled(cases, clock) as store:
        every = store.review.list_conversations()
        assert [(each.updated, each.id) for each in every] == sorted(
            ((each.updated, each.id) for each in every), reverse=True
        )
        expected = [each.id for each in every if matches(store, each, filters, clock.time)]
        found = store.review.list_conversations(filters)
        assert [each.id for each in found] == expected
        assert store.review.count(filters) == len(expected)
        assert [each.listed.id for each in store.review.shown(filters)] == sorted(expected)
        assert store.insights.stats(filters)["conversations"] == len(expected)
        paged: list[int] = []
        end = ""
        while page := store.review.list_conversations(replace(filters, before=end), size):
            paged += [each.id for each in page]
            end = page[-1].cursor
            newcomer = store.users.get_or_create("telegram", f"late{len(paged)}", "Zed")
            store.conversations.record(newcomer, Conversation(), Began(), [])
        assert paged == expected


MARKS = ("asked", "unanswered", "corrected", "confidence", "close_call", "came")
BEFORE_MARKS = {
    "friends": ("id", "channel", "address", "name", "username", "created_at"),
    "conversations": ("friend_id", "number", "snapshot", "knowledge", "created_at", "updated_at"),
    "events": ("friend_id", "conversation", "sequence", "kind", "payload", "said", "at"),
    "summaries": (
        *("friend_id", "conversation", "outcome", "answered", "asked", "answers", "text"),
        *("confidence", "written_at"),
    ),
}


@settings(max_examples=20)
@given(CASES)
def test_what_was_stored_before_is_marked_as_what_is_written_today(cases: list[Any]) -> None:
    with filled(cases, Days()) as store, Database(memory=True) as former:
        SCHEMA.apply(former, stop_before="028-marks")
        for table, columns in BEFORE_MARKS.items():
            rows = store.database.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")  # noqa: S608 (names of tables)
            former.table(table).insert_all(rows)
        SCHEMA.apply(former)
        marked = f"SELECT {', '.join(MARKS)} FROM conversations ORDER BY id"  # noqa: S608 (likewise)
        today = [tuple(row.values()) for row in store.database.rows(marked)]
        assert [*former.execute(marked)] == today


STEPS = st.tuples(
    EVENTS | st.builds(TextReceived, text=st.text(max_size=20)),
    st.sampled_from(NAMES),
    st.none()
    | st.builds(note, st.sampled_from(["It was Σ.", "none"]), pick=st.sampled_from(PICKS)),
)


@examples(25, 60)
@given(st.lists(STEPS, min_size=1, max_size=6))
def test_words_remembered_step_by_step_are_those_of_all_texts(steps: list[Any]) -> None:
    with Store.open(None, Days()) as store:
        for event, name, summary in steps:
            friend = store.users.get_or_create("telegram", "1", name)
            store.conversations.record(friend, Conversation(number=1), event, [], summary=summary)
        rows = "SELECT * FROM conversation_words"
        remembered = store.database.rows(rows)
        with store.transaction():
            store.database.write("DELETE FROM conversation_words")
            remember_words(store.database.sqlite, friend.id, 1)
        assert store.database.rows(rows) == remembered


@given(st.text(max_size=40), st.data())
def test_a_sketch_has_the_bits_of_whatever_its_words_begin_with(
    text: str, data: st.DataObject
) -> None:
    there = words(text)
    if not there:
        return
    word = data.draw(st.sampled_from(there))
    beginning = word[: data.draw(st.integers(1, len(word)))]
    for looked_for, kept in zip(sketched([beginning]), sketched(there), strict=True):
        assert looked_for & kept == looked_for
        assert 0 <= kept < 2**63


def test_what_goes_on_is_new_again(store: Store, friend: Friend) -> None:
    store.conversations.record(friend, Conversation(), Began(), [])
    (seen,) = store.review.list_conversations(Filters(state="new"))
    store.conversations.record(friend, Conversation(), Began(), [])
    store.review.mark_reviewed(seen.id, seen.updated)
    assert store.review.list_conversations(Filters(state="new")), "what came after was not seen"
    (now,) = store.review.list_conversations()
    store.review.mark_reviewed(now.id, now.updated)
    assert store.review.list_conversations(Filters(state="new")) == []
    store.review.unmark_reviewed(now.id)
    assert len(store.review.list_conversations(Filters(state="new"))) == 1


def test_what_the_owner_noted_goes_with_the_friend(store: Store, friend: Friend) -> None:
    store.conversations.record(friend, Conversation(), Began(), [])
    store.review.write_note(1, "a friend of Bo's")
    store.review.correct(1, "platform", "she builds")
    listed = store.review.listed(1)
    assert listed
    assert (listed.note, listed.should_be, listed.because) == (
        "a friend of Bo's", "platform", "she builds",
    )  # fmt: skip
    (stored,) = store.privacy.everything_about(friend.id)["conversations"]
    assert stored["note"] == "a friend of Bo's"
    assert "is_new" not in stored, "what is worked out from the rest is no data of its own"
    store.privacy.forget(friend.id)
    assert store.review.listed(1) is None


def test_a_new_name_is_found_at_once(store: Store, friend: Friend) -> None:
    store.conversations.record(friend, Conversation(), Began(), [])
    store.users.get_or_create("telegram", "42", "Zoë Newname")
    assert len(store.review.list_conversations(Filters(words="zoe new"))) == 1
    assert store.review.list_conversations(Filters(words="example")) == []
