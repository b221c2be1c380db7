"""Many questions: limited for each friend and day, and gathered into few messages to the owner."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.owner.announcing import APART, AT_ONCE, GATHERED, SHOWN, Announcer
from bot.settings import QUESTIONS_A_DAY
from flows.dialogue.events import Began, Commanded, Event, Forgotten, PassedOn, TextReceived
from flows.dialogue.replies import ForOwner
from storage.records import Message
from tests.bot.company import OWNER, Company
from tests.flows.dialogue.talk import DIALOGUE


class Time:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Place:
    """An owner, and friends who pass on questions."""

    def __init__(self) -> None:
        self.time = Time()
        self.company = Company(clock=self.time)

    def passes_on(self, address: str, *, many: int = 1, name: str = "glorp") -> list[str]:
        """Have somebody pass on questions that nobody has an answer to; gives what they hear."""
        told = []
        for number in range(many):
            self.company.does(address, TextReceived(text=f"which {name}{number} should I buy?"))
            told.append(self.company.does(address, self.button(address)))
        return told

    def button(self, address: str) -> Event:
        """The newest button that passes something on."""
        friend = self.company.store.users.find("telegram", address)
        assert friend
        rows = [
            row
            for each in self.company.store.outbox.pending("telegram", friend.id)
            for row in each.message.buttons
        ]
        events = [button.event for row in rows for button in row]
        return [event for event in events if isinstance(event, PassedOn)][-1]

    def told(self) -> list[Message]:
        """What the owner gets now."""
        return [message for _, message in self.company.delivered(OWNER)]

    def waits(self, period: timedelta) -> list[Message]:
        """What the owner gets in the look after a while."""
        self.time.now += period
        self.company.owner_service.announcer.tell_of_questions()
        return self.told()

    @property
    def waiting(self) -> int:
        return self.company.store.owner_questions.count_waiting()


@pytest.fixture
def place() -> Iterator[Place]:
    place = Place()
    place.company.does(OWNER, Began())
    for address in ("1", "2"):
        place.company.does(address, Began())
    place.told()
    yield place
    place.company.close()


def test_a_friend_may_pass_on_so_many_a_day_and_is_told_so(place: Place) -> None:
    told = place.passes_on("1", many=QUESTIONS_A_DAY + 2)
    assert all("Passed on" in each for each in told[:QUESTIONS_A_DAY])
    assert all(f"{QUESTIONS_A_DAY} questions a day" in each for each in told[QUESTIONS_A_DAY:])
    assert place.waiting == QUESTIONS_A_DAY
    assert "Passed on" in place.passes_on("2")[0]


def test_what_was_too_much_can_be_passed_on_the_next_day(place: Place) -> None:
    place.passes_on("1", many=QUESTIONS_A_DAY + 1)
    left = place.button("1")
    place.time.now += timedelta(days=1, seconds=1)
    assert "Passed on" in place.company.does("1", left)
    assert place.waiting == QUESTIONS_A_DAY + 1


def test_a_label_typed_and_a_forged_button_are_limited_alike(place: Place) -> None:
    place.passes_on("1", many=QUESTIONS_A_DAY)
    place.company.does("1", TextReceived(text="which quux should I buy?"))
    forged = place.button("1").model_copy(update={"limit": None})
    for event in (forged, TextReceived(text="Pass it on to the owner")):
        assert "questions a day" in place.company.does("1", event)
    assert place.waiting == QUESTIONS_A_DAY


def test_nobody_limits_somebody_by_a_forged_button(place: Place) -> None:
    place.company.does("1", TextReceived(text="which quux should I buy?"))
    forged = place.button("1").model_copy(update={"limit": 1})
    assert "Passed on" in place.company.does("1", forged)


def test_a_replay_leads_to_the_same_whatever_the_limit_is_later(place: Place) -> None:
    place.passes_on("1", many=QUESTIONS_A_DAY + 1)
    store = place.company.store
    friend = store.users.find("telegram", "1")
    assert friend
    replayed = store.conversations.beginning(friend.id)
    for event in store.conversations.history(friend.id):
        replayed = DIALOGUE.step(replayed, event).conversation
    assert replayed == store.conversations.latest(friend.id)


def test_the_first_questions_come_by_themselves_and_the_others_in_one_message(place: Place) -> None:
    place.passes_on("1", many=12)
    singles = place.told()
    assert len(singles) == APART
    assert all("glorp" in message.text for message in singles)
    assert place.waits(GATHERED / 2) == []
    (gathered,) = place.waits(GATHERED)
    assert f"{12 - APART} new questions" in gathered.text
    assert "from Ann Example" in gathered.text
    assert gathered.buttons[0][0].event == Commanded(command="waiting")
    assert place.waits(10 * GATHERED) == []


def test_of_several_that_are_new_at_once_only_the_first_come_by_themselves(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.passes_on("1")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Announcer, "tell_of_questions", lambda _: None)
        place.passes_on("1", many=4, name="quux")
    place.passes_on("1", name="corge")
    assert len(place.told()) == APART


def test_one_friends_many_do_not_hold_up_anothers_one(place: Place) -> None:
    place.passes_on("1", many=12)
    place.told()
    place.passes_on("2", name="quux")
    (single,) = place.told()
    assert "quux" in single.text


def test_many_friends_at_once_are_gathered_too(place: Place) -> None:
    for number in range(100, 100 + 3 * AT_ONCE):
        place.company.does(str(number), Began())
        place.passes_on(str(number))
    assert len(place.told()) == AT_ONCE
    (gathered,) = place.waits(GATHERED + timedelta(seconds=1))
    assert f"{2 * AT_ONCE} new questions" in gathered.text
    assert "other friends" in gathered.text


def test_an_owner_who_comes_after_many_gets_one_message(place: Place) -> None:
    place.company.does("1", Began())
    friend = place.company.store.users.find("telegram", "1")
    assert friend
    for number in range(188):
        place.company.store.owner_questions.add(friend, 1, f"why {number}?", [], "")
    place.company.does(OWNER, Began())
    greeting, gathered = place.told()
    assert "188 questions wait" in greeting.text + gathered.text
    assert "188 new questions" in greeting.text + gathered.text
    place.company.does(OWNER, Began())
    assert len(place.told()) == 1


def test_a_gathered_message_goes_with_each_friend_it_names(place: Place) -> None:
    place.passes_on("1", many=12)
    place.told()
    place.waits(GATHERED + timedelta(seconds=1))
    place.company.does("1", Forgotten(confirmed=True))
    owner = place.company.store.users.find("telegram", OWNER)
    assert owner
    assert "Ann Example" not in place.company.store.privacy.export(owner.id).decode()


def test_wordings_of_one_friend_are_limited_too(place: Place) -> None:
    service, store = place.company.owner_service, place.company.store
    friend = store.users.find("telegram", "1")
    assert friend
    for number in range(QUESTIONS_A_DAY + 5):
        word = ForOwner(f"glorp {number}?", "ceiling")
        service.receive(friend, store.conversations.beginning(friend.id), word, None, [])
    assert len(store.faq.suggestions()) == QUESTIONS_A_DAY


def test_wordings_of_an_answer_that_is_retired_keep_no_others_from_the_owner(place: Place) -> None:
    service, faq = place.company.owner_service, place.company.store.faq
    friend = place.company.store.users.find("telegram", "1")
    assert friend
    kept = faq.add("Should I buy a laptop?", "No.")
    for topic in (kept, "ceiling"):
        for number in range(SHOWN + 1):
            faq.suggest(friend.id, f"glorp {topic} {number}", topic)
    service.retire(kept)
    service.announcer.show_suggestions()
    told = [message.text for message in place.told()]
    assert len(told) == SHOWN
    assert all("glorp ceiling" in text for text in told)
    service.restore(kept)
    for each in faq.suggestions():
        if each.topic == "ceiling":
            service.decline(each.id)
    service.announcer.show_suggestions()
    assert sum(f"glorp {kept}" in message.text for message in place.told()) == SHOWN
