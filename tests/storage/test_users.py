"""Friends are known by channel and address, whatever they call themselves."""

from hypothesis import given

from storage.records import Friend
from storage.store import Store
from storage.texts import storable
from tests.storage.helpers import ODD_TEXTS, Meeting

MEETING = Meeting()


def test_a_friend_who_comes_back_is_the_same_with_the_name_of_today(
    store: Store, friend: Friend
) -> None:
    again = store.users.get_or_create("telegram", "42", "Ann Other", "other")
    assert again == Friend(friend.id, "telegram", "42", "Ann Other", "other", active=True)


def test_the_same_address_on_another_channel_is_somebody_else(store: Store, friend: Friend) -> None:
    assert store.users.get_or_create("terminal", "42", "Ann").id != friend.id


def test_looking_somebody_up_makes_no_acquaintance(store: Store, friend: Friend) -> None:
    assert store.users.find("telegram", "42") == friend
    assert store.users.find("telegram", "43") is None
    assert store.users.get(friend.id) == friend
    assert store.users.get(99) is None


@given(ODD_TEXTS, ODD_TEXTS)
def test_any_name_is_kept(name: str, username: str) -> None:
    friend = MEETING.somebody(name, username)
    assert (friend.name, friend.username) == (storable(name), storable(username))
    assert MEETING.store.users.find("telegram", friend.address) == friend
