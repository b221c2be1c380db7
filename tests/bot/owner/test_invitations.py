"""Where friends come by invitation, the link lets them in, and no other does."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.owner.identity import OwnerIdentity
from bot.owner.invitations import GUESSES, GUESSES_SECONDS, LINK, Invitations, without_invitation
from flows.dialogue.events import EVENT, Began, Commanded, Continued, Decided, Event, TextReceived
from storage.store import Store
from tests.bot.company import OWNER, Company
from tests.storage.helpers import Clock

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@pytest.fixture
def company() -> Iterator[Company]:
    company = Company()
    yield company
    company.close()


def invitations(company: Company, *, required: bool = True) -> Invitations:
    """As the running bot has them; its clock stands still."""
    return Invitations(company.store, company.identity, required=required, clock=lambda: 0.0)


def refusals(invitations: Invitations, *events: Event, address: str = "5") -> list[str | None]:
    return [invitations.refusal(address, event) for event in events]


def test_the_link_lets_in_and_nothing_else_does(company: Company) -> None:
    door = invitations(company)
    link = Began(payload=door.payload())
    others = Began(), Began(payload="interview"), TextReceived(text="hello"), Continued()
    assert refusals(door, link, *others) == [None, *["uninvited"] * len(others)]


def test_it_fits_into_a_link_and_cannot_be_guessed(company: Company) -> None:
    door = invitations(company)
    made = {door.renew() for _ in range(50)}
    assert len(made) == 50
    assert all(PAYLOAD.fullmatch(each) and len(each) >= len(LINK) + 22 for each in made)


@given(st.text("abcABC019_-", max_size=30))
def test_no_other_payload_opens(guess: str) -> None:
    with Store.open(None, Clock()) as store:
        door = Invitations(store, OwnerIdentity(store), required=True)
        made = door.payload()
        secret = made.removeprefix(LINK)
        for tried in (guess, secret[:-1], f"{secret}x", secret.swapcase(), ""):
            assert door.refusal(tried, Began(payload=LINK + tried)) == "outdated"


def test_before_a_link_was_made_an_empty_secret_does_not_open(company: Company) -> None:
    assert refusals(invitations(company), Began(payload=LINK)) == ["outdated"]


def test_a_new_link_takes_the_place_of_the_former_one_in_every_program(company: Company) -> None:
    door, elsewhere = invitations(company), invitations(company)
    former = door.payload()
    present = elsewhere.renew()
    assert door.payload() == present != former
    assert refusals(door, Began(payload=former), Began(payload=present)) == ["outdated", None]


def test_who_is_known_may_go_on(company: Company) -> None:
    company.does("1", Began())
    door = invitations(company)
    assert (
        refusals(door, TextReceived(text="hello"), Began(payload=LINK), address="1") == [None] * 2
    )
    assert refusals(door, Began(), address=OWNER) == [None]


def test_who_had_everything_erased_is_a_stranger(company: Company) -> None:
    company.does("1", Began())
    friend = company.store.users.find("telegram", "1")
    assert friend
    company.store.privacy.forget(friend.id)
    assert refusals(invitations(company), Continued(), address="1") == ["uninvited"]


def test_whoever_opens_the_owners_link_is_let_in() -> None:
    company = Company(owner=None)
    door, payload = invitations(company), company.identity.offer()
    assert payload
    assert refusals(door, Began(payload=payload), Began(payload=payload[:-1])) == [None, "outdated"]
    company.close()


def test_after_some_links_that_do_not_work_no_more_are_looked_at_for_a_while() -> None:
    now = 0.0
    with Store.open(None, Clock()) as store:
        door = Invitations(store, OwnerIdentity(store), required=True, clock=lambda: now)
        right, wrong = Began(payload=door.payload()), Began(payload=f"{LINK}guess")
        assert refusals(door, *[wrong] * (GUESSES + 1)) == ["outdated"] * GUESSES + ["guessing"]
        assert refusals(door, right, TextReceived(text="let me in")) == ["guessing", "uninvited"]
        assert refusals(door, right, address="6") == [None]
        now = GUESSES_SECONDS + 1
        assert refusals(door, right) == [None]


def test_where_none_is_required_everybody_is_let_in(company: Company) -> None:
    door = invitations(company, required=False)
    assert refusals(door, Began(), Began(payload=f"{LINK}old"), Continued()) == [None] * 3


def test_the_secret_of_a_link_is_not_kept() -> None:
    assert without_invitation(Began(name="Ann", payload=f"{LINK}abc")) == Began(name="Ann")
    for event in (Began(payload="topic-ceiling"), Continued()):
        assert without_invitation(event) == event


def test_the_owner_gets_the_link_and_makes_a_new_one() -> None:
    company = Company()
    company.owner_service.invitations.required = True
    company.advisor.renderer.bot = "advisor_bot"
    first = company.does(OWNER, Commanded(command="invite"))
    payload = company.owner_service.invitations.payload()
    assert f"https://t.me/advisor_bot?start={payload}" in first
    (number, page), *_ = company.delivered(OWNER)
    (renew,) = page.buttons[0]
    assert renew.event == Decided(deed="renew-invitation")
    again = company.does(OWNER, EVENT.validate_python(renew.event.model_dump()), tapped=number)
    assert company.owner_service.invitations.payload() != payload
    assert company.owner_service.invitations.payload() in again
    company.advisor.renderer.bot = ""
    company.close()


def test_a_friend_who_sends_the_owners_command_learns_nothing(company: Company) -> None:
    company.owner_service.invitations.required = True
    assert "start=" not in company.does("1", Commanded(command="invite"))
    assert company.store.owner_pages.setting("invitation") == ""
