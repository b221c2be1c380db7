"""Nobody but the owner gets anything other than what an unknown command gets."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, get_args

import pytest

from bot.commands import OWNER_COMMANDS, OWNER_MENU, of_anybody
from bot.incoming import Incoming
from bot.telegram.callback_data import decode, encode
from bot.telegram.groups import addressed
from bot.telegram.updates import GroupTap, GroupUpdate, PrivateUpdate, translate
from flows.dialogue.events import (
    EVENT,
    Asked,
    AskedHelp,
    Began,
    Commanded,
    Decided,
    Event,
    Forgotten,
    TextReceived,
)
from flows.dialogue.owner_deeds import OwnerCommand, OwnerDeed
from storage.records import Outgoing
from tests.bot.company import OWNER, Company
from tests.bot.telegram.raw import GROUP, Json, message, query, update
from tests.bot.telegram.test_groups import ME, MINE
from tests.botapi.entities import found_in

BEHIND = ("", "which laptop should I buy?", "state=new ann", "visa")
COMMANDS = [f"{name} {rest}".strip() for name in OWNER_COMMANDS for rest in BEHIND]
TAPS = [Decided(deed=deed, item=item) for deed in get_args(OwnerDeed) for item in (0, 1)]
UNKNOWN = "nonsense"


def test_every_command_and_tap_of_the_owners_is_tried() -> None:
    assert {*OWNER_COMMANDS} == {*get_args(OwnerCommand)}
    assert {*OWNER_MENU} - {"help"} == {*OWNER_COMMANDS}
    samples = [EVENT.validate_python(each.model_dump()) for each in (*TAPS, AskedHelp())]
    theirs = {type(each) for each in samples if of_anybody(each) != each} | {Commanded}
    assert theirs == {Commanded, Decided}
    assert all(of_anybody(decode(encode(tap))) == AskedHelp() for tap in TAPS)


class Place:
    """A company in which something waits for the owner, and somebody else acts."""

    def __init__(self, *, changed: bool) -> None:
        self.company = Company(owner=None if changed else int(OWNER))
        self._ids = count(1)
        if changed:
            self._owned_by("77")
        self.company.asks("1")
        owner = "77" if changed else OWNER
        self.company.store.faq.add("Do you eat marzipan?", "On Sundays.")
        self.company.does(owner, TextReceived(text="Perhaps an answer."))
        self.company.does(owner, Commanded(command="reviews"))
        self.notices = [number for number, _ in self.company.delivered(owner)]
        if changed:
            self._owned_by("88")
        self.company.does("77", Began())
        self.company.delivered("77")
        self.company.delivered("88")

    def _owned_by(self, address: str) -> None:
        self.company.store.users.set_owner(
            self.company.store.users.get_or_create("telegram", address, "Somebody").id
        )

    def gets(
        self, event: Event, tapped: int | None = None, replied: int | None = None
    ) -> list[str]:
        """What somebody who is not the owner is replied, with the buttons below it."""
        outgoing = self.company.advisor.handle(
            Incoming("telegram", "77", "Anna", event, tapped=tapped, replied_to=replied)
        )
        assert all(each.address == "77" for each in outgoing)
        return [_shown(each) for each in outgoing]

    @property
    def stored(self) -> dict[str, list[dict[str, object]]]:
        """All that is in the database."""
        database = self.company.store.database
        tables = database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = sorted(row["name"] for row in tables if "sqlite" not in row["name"])
        return {name: database.rows(f"SELECT * FROM {name}") for name in names}  # noqa: S608 (names of tables)


def _shown(outgoing: Outgoing) -> str:
    return f"{outgoing.message.text} {outgoing.message.buttons}"


@pytest.fixture(params=[False, True], ids=["a friend", "a former owner"])
def places(request: pytest.FixtureRequest) -> Iterator[tuple[Place, Place]]:
    """Two places that are alike: the owner's things are tried in one, nonsense in the other."""
    found = Place(changed=request.param), Place(changed=request.param)
    yield found
    for each in found:
        each.company.close()


def typed(text: str, **more: Any) -> Event:
    meant = translate(update(message=message(text=text, entities=found_in(text), **more)))
    assert isinstance(meant, PrivateUpdate)
    return meant.event


def forwarded(text: str) -> Event:
    somebody = {"id": 5, "is_bot": False, "first_name": "Bo"}
    origin = {"type": "user", "date": 1_790_000_000, "sender_user": somebody}
    return typed(text, forward_origin=origin)


@pytest.mark.parametrize("written", [typed, forwarded])
def test_a_command_does_what_an_unknown_one_does(
    places: tuple[Place, Place], written: Callable[[str], Event]
) -> None:
    tried, plain = places
    for command in COMMANDS:
        unknown = f"/{UNKNOWN} {command.partition(' ')[2]}".strip()
        assert tried.gets(written(f"/{command}")) == plain.gets(written(unknown)), command
    assert tried.stored == plain.stored


def test_a_tap_does_what_an_unknown_command_does(places: tuple[Place, Place]) -> None:
    tried, plain = places
    for tap in TAPS:
        for tapped in tried.notices[:4]:
            meant = translate(update(callback_query=query(message(text="a"), encode(tap))))
            assert isinstance(meant, PrivateUpdate)
            got = tried.gets(meant.event, tapped)
            assert got == plain.gets(AskedHelp(), tapped), tap
    assert tried.stored == plain.stored


def test_a_reply_to_a_message_of_the_owners_is_ordinary_text(places: tuple[Place, Place]) -> None:
    tried, plain = places
    for replied in tried.notices:
        text = TextReceived(text="which laptop should I buy?")
        assert tried.gets(text, replied=replied) == plain.gets(text)
    assert tried.stored == plain.stored


@pytest.mark.parametrize("command", COMMANDS)
def test_in_a_group_a_command_is_what_an_unknown_one_is(command: str) -> None:
    name, _, rest = command.partition(" ")
    heard = []
    for each in (name, UNKNOWN):
        raw: list[Json] = []
        for text, more in ((f"/{each}@advisor_bot {rest}", {}), (f"/{each} {rest}", {}),
                           (f"/{each} {rest}", {"reply_to_message": MINE})):  # fmt: skip
            raw.append(message(GROUP, text=text, entities=found_in(text), **more))
        meant = [translate(update(message=one)) for one in raw]
        assert all(isinstance(one, GroupUpdate) for one in meant)
        heard.append([addressed(one.message, ME) for one in meant if isinstance(one, GroupUpdate)])
    assert heard[0] == heard[1]


@pytest.mark.parametrize("tap", TAPS)
def test_in_a_group_a_tap_is_no_choice_of_a_topic(tap: Decided) -> None:
    below = message(GROUP, text="a")
    meant = translate(update(callback_query=query(below, encode(tap))))
    assert isinstance(meant, GroupTap)
    assert not isinstance(meant.event, Asked)


def test_who_was_the_owner_and_erased_everything_is_a_stranger(places: tuple[Place, Place]) -> None:
    tried, plain = places
    for place in places:
        place.gets(Forgotten(confirmed=True))
    for name in OWNER_COMMANDS:
        assert tried.gets(typed(f"/{name}")) == plain.gets(typed(f"/{UNKNOWN}"))
    assert tried.stored == plain.stored
