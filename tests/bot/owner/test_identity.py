"""Who the owner is, is proved by the settings or by a link that works once."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from bot.incoming import Incoming
from flows.dialogue.events import Began, Forgotten
from storage.errors import StorageError
from tests.bot.company import OWNER, UNKNOWN, Company


@pytest.fixture
def company() -> Iterator[Company]:
    company = Company(owner=None)
    yield company
    company.close()


def test_questions_wait_while_nobody_is_the_owner(company: Company) -> None:
    company.asks("1")
    assert company.delivered(OWNER) == []
    assert [each.text for each in company.store.owner_questions.waiting()] == [UNKNOWN]


def test_the_link_makes_an_owner_who_hears_what_waits(company: Company) -> None:
    company.asks("1")
    payload = company.identity.offer()
    assert payload
    assert len(payload) <= 64
    company.does(OWNER, Began(payload=payload))
    owner = company.identity.owner()
    assert owner
    assert owner.address == OWNER
    assert any(UNKNOWN in message.text for _, message in company.delivered(OWNER))
    assert company.store.conversations.history(owner.id) == []


def test_the_link_works_once_and_only_as_it_is(company: Company) -> None:
    payload = company.identity.offer()
    assert payload
    company.does("2", Began(payload=payload[:-1]))
    company.does("2", Began(payload=payload), channel="terminal")
    company.does("2", Began(payload="owner-"))
    assert company.identity.owner() is None
    company.does(OWNER, Began(payload=payload))
    company.does("2", Began(payload=payload))
    owner = company.identity.owner()
    assert owner
    assert owner.address == OWNER
    assert company.identity.offer() is None


def test_the_link_works_until_the_owner_is_stored(company: Company) -> None:
    payload = company.identity.offer()
    assert payload
    incoming = Incoming("telegram", OWNER, "Olga", Began(payload=payload), update_id=1)
    prepared = company.advisor.prepare(incoming)
    with suppress(StorageError), company.store.transaction():
        assert company.advisor.record(prepared)
        raise StorageError("the disk was full for a moment")
    assert company.identity.owner() is None
    with company.store.transaction():
        assert company.advisor.record(prepared)
    owner = company.identity.owner()
    assert owner
    assert owner.address == OWNER


def test_of_two_who_open_the_link_at_once_the_first_is_the_owner(company: Company) -> None:
    payload = company.identity.offer()
    assert payload
    with company.store.transaction():
        company.does(OWNER, Began(payload=payload))
        company.does("2", Began(payload=payload))
    owner = company.identity.owner()
    assert owner
    assert owner.address == OWNER


def test_an_older_link_does_not_work(company: Company) -> None:
    old = company.identity.offer()
    new = company.identity.offer()
    assert old
    company.does("2", Began(payload=old))
    assert company.identity.owner() is None
    assert new != old


def test_the_settings_name_the_owner_against_any_link() -> None:
    company = Company(owner=int(OWNER))
    assert company.identity.offer() is None
    friend = company.store.users.get_or_create("telegram", "2", "Bo")
    company.store.users.set_owner(friend.id)
    assert not company.identity.is_owner(friend)
    company.close()


def test_a_named_owner_is_a_friend_with_a_chat_once_something_has_arrived() -> None:
    company = Company(owner=int(OWNER))
    company.owner_service.announcer.catch_up()
    company.owner_service.announcer.tell_of_questions()
    assert company.store.users.count() == 0
    company.asks("1")  # the owner is told, which Telegram may refuse
    (notice,) = [each for each in company.store.outbox.pending("telegram") if each.address == OWNER]
    company.owner_service.hold(notice.id, "chat not found")
    assert company.identity.acquainted() == ""
    company.does(OWNER, Began())
    assert company.identity.acquainted() == ""
    company.delivered(OWNER)
    assert company.identity.acquainted() == OWNER
    company.does(OWNER, Forgotten(confirmed=True))
    assert company.identity.acquainted() == ""
    company.close()


def test_an_owner_who_was_out_of_reach_is_told_when_they_come(company: Company) -> None:
    payload = company.identity.offer()
    assert payload
    company.does(OWNER, Began(payload=payload))
    company.delivered(OWNER)
    company.asks("1")
    (notice,) = [each for each in company.store.outbox.pending("telegram") if each.address == OWNER]
    company.store.outbox.give_up(notice.id, "blocked")
    company.does(OWNER, Began())
    assert any(UNKNOWN in message.text for _, message in company.delivered(OWNER))


def test_an_owner_who_is_forgotten_is_the_owner_no_more(company: Company) -> None:
    payload = company.identity.offer()
    assert payload
    company.does(OWNER, Began(payload=payload))
    company.does(OWNER, Forgotten(confirmed=True))
    assert company.identity.owner() is None
    assert company.identity.offer()
