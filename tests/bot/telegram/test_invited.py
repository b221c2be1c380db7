"""The running bot where friends come by invitation: strangers are turned away and not kept."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest

from bot.clock import now
from bot.owner.invitations import GUESSES, LINK, Invitations
from bot.telegram.bot_api import BotApi
from bot.telegram.messages import OutboundCall
from bot.telegram.uninvited import Uninvited
from bot.telegram.updates import PrivateUpdate
from bot.telegram.worker import Worker
from flows.dialogue.events import Began
from storage.store import Store
from tests.bot.company import RENDERER, Company
from tests.bot.running import advisor
from tests.botapi import BotApiServer, User
from tests.scenes.process import Running

WORD = "numbatword"


class House:
    """A bot that only lets in whom its owner invites."""

    def __init__(self, api: BotApiServer, bot: Running, owner: User) -> None:
        self.api, self.bot, self.owner = api, bot, owner

    def link(self, *words: str) -> str:
        """The payload of the link, as the owner gets it on the command line."""
        settings = {
            "ADVISOR_DATABASE": str(self.bot.database),
            "ADVISOR_TELEGRAM_API": self.api.base,
            "ADVISOR_TELEGRAM_TOKEN": self.api.token,
            "ADVISOR_INVITE": "yes",
        }
        ran = advisor(self.bot.database.parent, "invite", *words, settings=settings)
        assert ran.code == 0, ran.err
        address, _, payload = ran.out.strip().partition("?start=")
        assert address == f"https://t.me/{self.api.username}"
        return payload

    def rows(self) -> list[object]:
        """Which rows are stored of friends and of what was said, once nothing is under way."""
        self.api.wait_idle()
        with Store.open(self.bot.database, now, bot_id=self.bot.bot_id) as store:
            tables = ("friends", "events", "outbox", "conversations")
            raw = store.database.rows("SELECT raw FROM updates WHERE raw != ''")
            rows = [
                (each, row["id"])
                for each in tables
                for row in store.database.rows(f"SELECT id FROM {each}")  # noqa: S608 (constants)
            ]
            return [*raw, *rows]

    def has_only(self, before: list[object]) -> None:
        """Wait until nothing more is stored than that."""
        self.api.world.wait(lambda: self.rows() == before, 20, lambda: f"{self.rows()}")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("bot")
    with BotApiServer(privacy=False) as api:
        owner = api.user("Olga")
        with Running(api, folder, ADVISOR_OWNER=str(owner.id), ADVISOR_INVITE="yes") as bot:
            bot.listening()
            owner.starts()
            owner.waits_for_message()
            api.wait_idle()
            yield House(api, bot, owner)
            assert bot.stop() == 0
            assert api.violations == []


def told(user: User) -> list[str]:
    return [post.text for post in user.posts if post.by_bot]


def test_a_stranger_is_told_in_one_sentence_and_not_kept(house: House) -> None:
    before, stranger = house.rows(), house.api.user("Quokkafriend")
    stranger.starts()
    assert "invitation link" in stranger.waits_for_message().text
    for number in range(20):
        stranger.says(f"{WORD} {number}")
    stranger.sends_photo(WORD)
    stranger.sends_sticker()
    house.api.wait_idle()
    assert len(told(stranger)) == 1
    house.has_only(before)
    tap = stranger.taps_data(stranger.bot_posts[0], "chose:1:1:role:analyst")
    stranger.waits_for_answer(tap)
    house.api.wait_idle()
    house.has_only(before)


def test_the_link_lets_in_and_is_not_kept_with_what_was_said(house: House) -> None:
    ann, payload = house.api.user("Ann"), house.link()
    ann.starts(payload)
    assert "no language model" in ann.waits_for_message().text
    house.api.wait_idle()
    ann.says("/help")
    ann.waits_for_message()
    with Store.open(house.bot.database, now, bot_id=house.bot.bot_id) as store:
        friend = store.users.find("telegram", str(ann.id))
        assert friend
        assert payload not in store.privacy.export(friend.id).decode()


def test_a_forged_link_does_not_let_in(house: House) -> None:
    before = house.rows()
    for payload in (LINK, f"{LINK}{'A' * 22}", "owner-abc"):
        stranger = house.api.user("Mallory")
        stranger.starts(payload)
        assert "does not work" in stranger.waits_for_message().text
    house.api.wait_idle()
    house.has_only(before)


def test_a_former_link_does_not_let_in_and_who_came_by_it_stays(house: House) -> None:
    ann, bo, former = house.api.user("Ann"), house.api.user("Bo"), house.link()
    ann.starts(former)
    ann.waits_for_message()
    present = house.link("--new")
    bo.starts(former)
    assert "does not work" in bo.waits_for_message().text
    ann.says("/help")
    assert "send" in ann.waits_for_message().text
    bo.starts(present)
    assert "no language model" in bo.waits_for_message().text


def test_who_guesses_is_not_let_in_by_the_right_link_either(house: House) -> None:
    mallory, payload = house.api.user("Mallory"), house.link()
    for number in range(GUESSES + 1):
        mallory.starts(f"{LINK}{number}")
    house.api.wait_idle()
    mallory.starts(payload)
    house.api.wait_idle()
    assert len(told(mallory)) == 2
    assert "for an hour" in told(mallory)[-1]


def test_who_erases_everything_is_told_that_the_link_is_needed_again(house: House) -> None:
    ann, payload = house.api.user("Ann"), house.link()
    ann.starts(payload)
    ann.waits_for_message()
    ann.says("/forget")
    asked = ann.waits_for_message()
    assert "need an invitation again" in asked.text
    ann.taps(asked, "Yes, erase everything")
    assert "open an invitation link" in ann.waits_for_message().text
    ann.says("hello again")
    assert "invited" in ann.waits_for_message().text
    ann.starts(payload)
    assert "no language model" in ann.waits_for_message().text


def test_in_groups_and_inline_only_friends_get_answers(house: House) -> None:
    ann, stranger = house.api.user("Ann"), house.api.user("Mallory")
    ann.starts(house.link())
    ann.waits_for_message()
    group = house.api.group("Friends", ann)
    group.adds_bot(ann)
    asks = f"@{house.api.username} will my ML skills get rusty if I leave?"
    stranger.says(asks, where=group)
    assert "invited" in group.waits_for_message().text
    ann.says(asks, where=group)
    assert group.waits_for_message(timeout=30).buttons
    assert stranger.waits_for_results(stranger.asks_inline("pay cut")) == []
    assert ann.waits_for_results(ann.asks_inline("pay cut"))
    calls = house.api.calls_of("answerInlineQuery")
    assert [call.params["is_personal"] for call in calls[-2:]] == [True, True]


def test_the_owner_needs_no_invitation(house: House) -> None:
    house.owner.says("/invite")
    assert house.link() in house.owner.waits_for_message().text


class Told:
    """Stands for the calls of the Bot API: who was told what."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def deliver(self, address: str, call: OutboundCall) -> None:
        assert address == "5"
        self.texts.append(call.text)


def test_whoever_is_turned_away_keeps_nobody_from_storing() -> None:
    """What is only read waits for no transaction, and is not done twice where one fails."""
    transactions: list[str] = []

    @contextmanager
    def transaction() -> Iterator[None]:
        transactions.append("begun")
        yield

    async def main() -> None:
        company, worker, told = Company(), Worker(transaction), Told()
        invitations = Invitations(company.store, company.identity, required=True)
        door = Uninvited(invitations, cast("BotApi", told), worker, RENDERER)
        guess = PrivateUpdate("5", "Mallory", "", Began(payload=f"{LINK}guess"))
        assert [await door.turned_away(guess) for _ in range(GUESSES + 1)] == [True] * (GUESSES + 1)
        assert await door.is_among("5")
        assert ["does not work" in text for text in told.texts] == [True, False]
        worker.close()
        company.close()

    asyncio.run(main())
    assert transactions == []
