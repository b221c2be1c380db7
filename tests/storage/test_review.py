"""The owner finds, reads and counts conversations, whatever the words in them."""

from dataclasses import asdict
from json import dumps, loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.conversation import Conversation, Told
from flows.dialogue.events import Asked, Began, Chose, Edited, TextReceived, WentBack
from flows.figures import Figures
from flows.knowledge import built_in
from flows.nlu.interpretation import Interpretation
from storage.finding import Filters
from storage.records import Friend, Message
from storage.store import Store
from tests.storage.helpers import ODD_TEXTS, Clock, Meeting, note

MEETING = Meeting()
ADVISED = Conversation(
    state="advice",
    answers={"market": "india", "role": "ml-lead"},
    skipped=("years",),
    figures=Figures.model_validate({"now": "4", "next": "1"}),
    circumstances=("laid-off",),
    advised=True,
    told=Told(pick="platform", answers={"market": "india", "role": "ml-lead"}),
)


@pytest.fixture
def talked(store: Store, friend: Friend) -> Store:
    """One conversation of Ann that came to advice, one of Bo that did not."""
    store.conversations.record(
        friend, Conversation(), Began(), [Message("<b>Hello</b> &amp; welcome")]
    )
    store.conversations.record(
        friend, ADVISED, TextReceived(text="I miss building"), [], summary=note(text="Move over")
    )
    bo = store.users.get_or_create("terminal", "here", "Bo Jalapeño")
    store.conversations.record(
        bo, Conversation(state="market"), TextReceived(text="what about naïve bayes"), []
    )
    return store


def found(store: Store, text: str) -> list[str]:
    return [each.name for each in store.review.list_conversations(Filters(words=text))]


def test_the_list_has_the_latest_first_and_tells_how_far_each_got(talked: Store) -> None:
    bo, ann = talked.review.list_conversations()
    assert (bo.name, bo.place, bo.answered, bo.outcome) == ("Bo Jalapeño", "market", 0, None)
    assert (ann.market, ann.role, ann.pick, ann.confidence) == (
        "india", "ml-lead", "platform", "high",
    )  # fmt: skip
    assert ann.started < ann.updated
    assert talked.review.list_conversations(limit=1) == [bo]


def test_a_conversation_is_shown_as_a_whole(talked: Store) -> None:
    ann = talked.review.list_conversations()[1]
    shown = talked.review.show(ann.id)
    assert shown
    assert shown.listed == ann
    assert shown.answers == ADVISED.answers
    assert shown.skipped == ("years",)
    assert shown.figures == {"now": "4", "next": "1"}
    assert shown.circumstances == ("laid-off",)
    assert shown.summary == "Move over"
    assert [(line.who, line.text) for line in shown.transcript] == [
        ("friend", "(Start)"),
        ("advisor", "Hello & welcome"),
        ("friend", "I miss building"),
    ]
    assert loads(dumps(asdict(shown)))["listed"]["id"] == ann.id


def test_what_was_asked_is_counted_by_conversation_however_often_it_was_asked(
    talked: Store,
) -> None:
    friend = talked.users.get_or_create("telegram", "9", "Cy")
    for number, topics in enumerate((("age", "visa"), ("age",), ()), 1):
        words = f"{len(topics)}?"
        asked = [{"words": words, "kind": "outside", "topic": topic} for topic in topics]
        asked.append({"words": "b?", "kind": "answer", "topic": "ceiling"})
        asked += [{"words": words, "kind": kind} for kind in ("unknown", "did-you-mean")]
        interpretation = Interpretation.model_validate({"questions": asked})
        event = TextReceived(text="a? b?", interpretation=interpretation)
        for _ in range(2):
            talked.conversations.record(friend, Conversation(number=number), event, [])
    meant = Asked(topic="ceiling", suggested=True, text=1)
    talked.conversations.record(friend, Conversation(number=2), meant, [])
    kept = talked.owner_questions.add(friend, 1, "a?", [], "")
    talked.owner_questions.settle(kept.id, "answered", "So.")
    for conversation in (1, 1, 3):
        talked.owner_questions.add(friend, conversation, "c?", [], "")
    assert talked.insights.stats()["outside"] == {"age": 2, "visa": 1}
    answered, outside = talked.insights.topics()
    met = talked.insights.met()
    assert (answered, outside) == ({"ceiling": 3}, {"age": 2, "visa": 1})
    assert met.kinds == {
        "answer": 3, "outside": 2, "unknown": 3, "did-you-mean": 3, "taken": 1, "refused": 2,
        "passed-on": 2, "answered-by-you": 1, "waiting": 2,
    }  # fmt: skip
    assert (met.passed_on, met.answered, met.waiting) == (4, 1, 3)
    for kind, many in met.kinds.items():
        assert talked.review.count(Filters(asked=kind)) == many, kind


def test_a_conversation_that_does_not_exist_is_not_shown(talked: Store) -> None:
    assert talked.review.show(99) is None


def test_the_transcript_is_in_order_even_when_the_clock_stands_still() -> None:
    clock = Clock()
    moment = clock()
    store = Store.open(None, lambda: moment)
    friend = store.users.get_or_create("telegram", "1", "Ann")
    for i in range(5):
        store.conversations.record(
            friend, Conversation(), TextReceived(text=f"f{i}"), [Message(f"a{i}"), Message("b")]
        )
    store.outbox.add(friend, [Message("sorry")], conversation=1)
    store.conversations.record(friend, Conversation(), TextReceived(text="end"), [])
    lines = [line.text for line in store.review.transcript(friend.id, 1)]
    assert lines == [t for i in range(5) for t in (f"f{i}", f"a{i}", "b")] + ["sorry", "end"]
    store.close()


def test_a_transcript_tells_choices_in_the_words_of_the_questions(
    store: Store, friend: Friend
) -> None:
    role = built_in().question["role"]
    for event in (
        Chose(question="role", option="analyst"),
        Chose(question="hat", option="top"),
        Edited(question="years"),
        WentBack(),
    ):
        store.conversations.record(friend, Conversation(), event, [])
    chosen, unknown, edited, back = (line.text for line in store.review.transcript(friend.id, 1))
    option = role.option("analyst")
    assert option
    assert option.label in chosen
    assert "hat" in unknown
    assert "top" in unknown
    assert "Years of work" in edited
    assert "Back" in back


def test_what_was_not_sent_is_told(store: Store, friend: Friend) -> None:
    first, _ = store.conversations.record(
        friend, Conversation(), Began(), [Message("1"), Message("2")]
    )
    store.outbox.sent(first.id, 5)
    assert [line.sent for line in store.review.transcript(friend.id, 1)] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ann", ["Ann Example"]),
        ("BUILD", ["Ann Example"]),
        ("india platform", ["Ann Example"]),
        ("example miss move", ["Ann Example"]),
        ("ann bayes", []),
        ("jalapeno", ["Bo Jalapeño"]),
        ("naive", ["Bo Jalapeño"]),
        ("here", []),
        ("*", []),
        ('"', []),
        (" ", []),
        ("AND", []),
        ("miss OR bayes", []),
        ("name:ann", []),
        ("miss NEAR(building)", []),
    ],
)
def test_search_takes_every_word_as_a_word(talked: Store, text: str, names: list[str]) -> None:
    assert found(talked, text) == names


@given(
    ODD_TEXTS
    | st.text(alphabet="ab \"*()^:{}+-\\'", max_size=20)
    | st.lists(st.sampled_from(["AND", "OR", "NOT", "NEAR", '"', "(", ")", "*", "a"])).map(" ".join)
)
def test_search_never_fails_on_what_is_typed(text: str) -> None:
    MEETING.store.review.list_conversations(Filters(words=text))


@given(ODD_TEXTS.filter(lambda text: any("a" <= c <= "z" for c in text)))
def test_what_was_typed_is_found_by_its_own_words(text: str) -> None:
    store, friend = MEETING.store, MEETING.somebody()
    store.conversations.record(
        friend, Conversation(), TextReceived(text=text.encode(errors="ignore").decode()), []
    )
    for word in text.replace("\0", " ").split():
        if word.isascii() and word.isalnum():
            assert friend.id in {
                each.friend_id for each in store.review.list_conversations(Filters(words=word))
            }


def test_stats_count_what_is_there(talked: Store) -> None:
    talked.inbox.keep(7, "{}")
    stats = talked.insights.stats()
    assert (stats["friends"], stats["conversations"], stats["unsent"]) == (2, 2, 1)
    assert stats["pick"] == {"platform": 1}
    assert stats["place"] == {"market": 1, "advice": 1}
    assert stats["updates"] == {"waiting": 1}


def test_an_empty_store_can_be_reviewed(store: Store) -> None:
    assert store.review.list_conversations() == []
    assert store.review.list_conversations(Filters(words="anything")) == []
    assert store.insights.stats()["conversations"] == 0
