"""Replies wait in order until they are taken, through failures and restarts."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.events import Misfired
from storage.outbox import message_as_json, message_from_json
from storage.records import Attachment, Button, Friend, Message
from storage.store import Store
from tests.storage.helpers import MESSAGES, Meeting, reopened

MEETING = Meeting()
PHOTO = Attachment("photo", "chart.png", b"\x89PNG")


def texts(store: Store, friend_id: int | None = None) -> list[str]:
    return [each.message.text for each in store.outbox.pending("telegram", friend_id)]


def test_messages_wait_in_the_order_in_which_they_were_said(store: Store, friend: Friend) -> None:
    other = store.users.get_or_create("telegram", "43", "Bo")
    store.outbox.add(friend, [Message("1"), Message("2")])
    store.outbox.add(other, [Message("3")])
    store.outbox.add(friend, [Message("4")])
    assert texts(store) == ["1", "2", "3", "4"]
    assert texts(store, friend.id) == ["1", "2", "4"]


def test_a_channel_gets_its_own_messages_alone(store: Store, friend: Friend) -> None:
    store.outbox.add(friend, [Message("telegram")])
    store.outbox.add(store.users.get_or_create("terminal", "here", "Me"), [Message("terminal")])
    assert texts(store) == ["telegram"]


def test_what_was_sent_waits_no_more(store: Store, friend: Friend) -> None:
    first, _ = store.outbox.add(friend, [Message("1"), Message("2")])
    store.outbox.sent(first.id, 99)
    assert texts(store) == ["2"]
    assert store.database.rows("SELECT message_id FROM outbox WHERE sent_at IS NOT NULL") == [
        {"message_id": 99}
    ]


def test_what_was_sent_as_one_message_is_noted_together(store: Store, friend: Friend) -> None:
    rows = store.outbox.add(friend, [Message("1"), Message("2"), Message("3")])
    store.outbox.all_sent([(each.id, 99) for each in rows[:2]])
    assert texts(store) == ["3"]


def test_a_failed_message_keeps_its_place_and_counts_its_tries(
    store: Store, friend: Friend
) -> None:
    first, _ = store.outbox.add(friend, [Message("1"), Message("2")])
    store.outbox.failed(first.id, "timed out")
    store.outbox.failed(first.id, "timed out")
    assert texts(store) == ["1", "2"]
    rows = store.privacy.everything_about(friend.id)["outbox"]
    assert [row["attempts"] for row in rows] == [2, 0]


def test_a_message_given_up_waits_no_more(store: Store, friend: Friend) -> None:
    first, _ = store.outbox.add(friend, [Message("1"), Message("2")])
    store.outbox.give_up(first.id, "blocked")
    assert texts(store) == ["2"]


def test_nothing_is_sent_to_somebody_who_cannot_be_reached(store: Store, friend: Friend) -> None:
    store.outbox.add(friend, [Message("1")])
    store.users.deactivate(friend.id)
    assert texts(store) == []
    store.users.activate(friend.id)
    assert texts(store) == ["1"]


def test_what_must_arrive_is_held_until_its_friend_is_back_and_goes_in_order(
    store: Store, friend: Friend
) -> None:
    first, second = store.outbox.add(friend, [Message("1"), Message("2")], must_arrive=True)
    (usual,) = store.outbox.add(friend, [Message("3")])
    assert [each.must_arrive for each in (first, second, usual)] == [True, True, False]
    store.users.deactivate(friend.id)
    assert store.outbox.hold(first.id, "Forbidden")
    assert store.outbox.hold(second.id, "Forbidden")
    store.outbox.give_up(usual.id, "Forbidden")
    assert texts(store) == []
    again = reopened(store)
    again.users.activate(friend.id)
    assert again.outbox.pending("telegram") == [first, second]
    again.close()


def test_what_is_held_in_doubt_is_released_by_the_next_sign_of_life(
    store: Store, friend: Friend
) -> None:
    (said,) = store.outbox.add(friend, [Message("1")], must_arrive=True)
    store.outbox.hold(said.id, "TimedOut")
    assert texts(store) == []
    store.users.activate(friend.id)
    assert texts(store) == ["1"]


def test_it_is_counted_how_often_a_message_is_held(store: Store, friend: Friend) -> None:
    (said,) = store.outbox.add(friend, [Message("1")], must_arrive=True)
    times = []
    for _ in range(3):
        times.append(store.outbox.hold(said.id, "Forbidden"))
        store.users.activate(friend.id)
    assert times == [1, 2, 3]
    assert store.outbox.hold(said.id + 1, "Forbidden") == 0


def test_a_file_is_kept_until_it_is_sent(store: Store, friend: Friend) -> None:
    (said,) = store.outbox.add(friend, [Message("Look", attachment=PHOTO)], tapped=7)
    again = reopened(store)
    assert again.outbox.pending("telegram") == [said]
    again.outbox.sent(said.id, 1)
    assert again.database.rows("SELECT attachment FROM outbox") == [{"attachment": None}]
    again.close()


def test_a_file_may_be_added_while_the_message_waits(store: Store, friend: Friend) -> None:
    (said,) = store.outbox.add(friend, [Message("Look", ((Button("go", Misfired()),),))])
    attached = store.outbox.attach(said, PHOTO)
    assert attached.message == Message("Look", said.message.buttons, attachment=PHOTO)
    assert store.outbox.pending("telegram") == [attached]


@given(MESSAGES, st.integers() | st.none())
def test_any_message_comes_out_as_it_went_in(message: Message, tapped: int | None) -> None:
    friend = MEETING.somebody()
    tapped = None if tapped is None else tapped % 2**40
    said = MEETING.store.outbox.add(friend, [message], tapped)
    assert MEETING.store.outbox.pending("telegram", friend.id) == said
    assert [(each.message, each.tapped) for each in said] == [(message, tapped)]


def test_a_button_of_another_version_is_a_misfire() -> None:
    stored = message_as_json(Message("Hello", ((Button("go", Misfired()),),)))
    older = stored.replace('"misfired"', '"danced"')
    assert message_from_json(older).buttons == ((Button("go", Misfired()),),)


def test_only_what_was_committed_is_counted(store: Store, friend: Friend) -> None:
    first, second, third = store.outbox.add(friend, [Message("1"), Message("2"), Message("3")])
    with suppress(ZeroDivisionError), store.transaction():
        store.outbox.all_sent([(first.id, 1)])
        store.outbox.failed(second.id, "TimedOut", in_doubt=True)
        store.outbox.give_up(third.id, "Forbidden")
        1 / 0  # noqa: B018 - undoes it all
    assert store.outbox.counts == {}
    with store.transaction():
        store.outbox.all_sent([(first.id, 1)])
        with suppress(ZeroDivisionError), store.transaction():
            store.outbox.failed(third.id, "TimedOut", in_doubt=True)
            1 / 0  # noqa: B018 - undoes this part
        assert store.outbox.counts == {}
        store.outbox.failed(second.id, "TimedOut", in_doubt=True)
    assert store.outbox.counts == {"sent": 1, "failed": 1, "in doubt": 1}


def test_what_may_have_arrived_twice_is_told_however_it_went_on(
    store: Store, friend: Friend
) -> None:
    first, second = store.outbox.add(friend, [Message("1"), Message("2")])
    store.outbox.failed(first.id, "TimedOut", in_doubt=True)
    store.outbox.failed(first.id, "TimedOut", in_doubt=True)
    store.outbox.failed(first.id, "NetworkError")
    store.outbox.failed(second.id, "NetworkError")
    store.outbox.sent(first.id, 1)
    assert store.outbox.in_doubt(timedelta(days=1)) == 1
    assert store.outbox.in_doubt(timedelta(0)) == 0
