"""The owner in Telegram: questions come, replies go back, and nobody has to ask again."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import now
from bot.commands import GROUP_MENU, MENU, OWNER_MENU
from bot.telegram.outbox_poller import PAUSE
from storage.records import Friend
from storage.store import Store
from tests.bot.company import IN_OTHER_WORDS, UNKNOWN
from tests.bot.running import advisor
from tests.botapi import BotApiServer, Post, User
from tests.botapi.faults import cut
from tests.scenes.process import Running

ANSWER = "Not at first: <b>learn</b> it & use it."
ANN = Friend(1, "telegram", "1", "Ann", "", True)


class House:
    """The bot with an owner and its database."""

    def __init__(self, api: BotApiServer, bot: Running) -> None:
        self.api = api
        self.bot = bot
        self.store = Store.open(bot.database, now, bot_id=bot.bot_id)

    def passes_on(self, friend: User, text: str) -> None:
        friend.says("/start")
        self.hears(friend, "no language model")
        friend.says(text)
        friend.taps(self.hears(friend, "no answer"), "Pass it on to the owner")
        self.hears(friend, "Passed on")
        self.api.wait_idle()

    def hears(self, user: User, words: str) -> Post:
        """Wait for a message with these words."""
        found: list[Post] = []

        def there() -> bool:
            found[:] = [p for p in user.posts if p.by_bot and words.lower() in p.text.lower()]
            return bool(found)

        seen = lambda: f"no {words!r} in {[p.text for p in user.posts if p.by_bot][-4:]}"  # noqa: E731
        self.api.world.wait(there, 20, seen)
        return found[-1]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        bot.listening()
        house = House(api, bot)
        yield house
        house.store.close()
        assert bot.stop() == 0, bot.printed()[-2000:]
        assert api.violations == []
        assert ANSWER not in bot.printed()


def paired(house: House) -> User:
    """Somebody who opens the link that is printed at the start."""
    house.api.world.wait(lambda: "start=owner-" in house.bot.printed(), 20, lambda: "no link")
    found = re.search(r"start=(owner-\S+)", house.bot.printed())
    assert found
    owner = house.api.user("Olga")
    owner.says(f"/start {found[1]}")
    house.hears(owner, "my owner from now on")
    return owner


def test_an_unknown_question_is_answered_once_for_everyone(house: House) -> None:
    owner, ann, bo = paired(house), house.api.user("Ann"), house.api.user("Bo")
    house.passes_on(ann, UNKNOWN)
    notice = house.hears(owner, UNKNOWN)
    assert "Ann" in notice.text
    owner.says(ANSWER, reply_to=notice)
    assert ANSWER in house.hears(ann, "Not at first").text
    receipt = house.hears(owner, "Your answer goes to Ann")
    owner.taps(receipt, "Keep for everyone")
    house.hears(owner, "Kept for everyone")
    house.api.world.wait(lambda: bool(house.store.faq.entries()), 10, lambda: "nothing is kept")
    bo.says("/start")
    house.hears(bo, "no language model")
    bo.says(IN_OTHER_WORDS)
    assert ANSWER in house.hears(bo, "owner's own answer").text


LAPTOP, LAPTOPS = UNKNOWN, IN_OTHER_WORDS


def answers(house: House, owner: User, asked: str) -> None:
    owner.says(ANSWER, reply_to=house.hears(owner, asked))
    house.hears(owner, "Your answer goes to")


def deliveries(user: User) -> int:
    return sum(ANSWER in post.text for post in user.posts if post.by_bot)


@pytest.mark.parametrize("back", ["unblocks_bot", "starts"])
def test_an_answer_waits_until_whoever_asked_is_back(house: House, back: str) -> None:
    owner, ann = paired(house), house.api.user("Ann")
    house.passes_on(ann, UNKNOWN)
    ann.blocks_bot(unheard=True)
    answers(house, owner, UNKNOWN)
    told = house.hears(owner, "could not be delivered")
    assert "Ann" in told.text
    assert deliveries(ann) == 0
    if back == "starts":
        ann.room.shut = None
    getattr(ann, back)()
    house.hears(ann, "Not at first")
    house.api.wait_idle()
    assert deliveries(ann) == 1
    assert sum("could not be delivered" in post.text for post in owner.bot_posts) == 1


def test_an_answer_in_doubt_is_repeated_until_it_arrives(house: House) -> None:
    owner, ann = paired(house), house.api.user("Ann")
    house.passes_on(ann, UNKNOWN)
    house.api.fail("sendMessage", cut(effect=False), times=1, chat=ann)
    answers(house, owner, UNKNOWN)
    house.hears(ann, "Not at first")
    house.api.wait_idle()
    assert deliveries(ann) == 1
    assert not any("could not be delivered" in post.text for post in owner.bot_posts)


def test_a_similar_question_keeps_its_answer_too(house: House) -> None:
    owner, ann, bo = paired(house), house.api.user("Ann"), house.api.user("Bo")
    house.passes_on(ann, LAPTOP)
    house.passes_on(bo, LAPTOPS)
    bo.blocks_bot(unheard=True)
    house.hears(owner, LAPTOPS)
    answers(house, owner, LAPTOP)
    receipt = house.hears(owner, "much like it")
    owner.taps(receipt, "Answer 1 similar with it")
    assert "Bo" in house.hears(owner, "could not be delivered").text
    bo.unblocks_bot()
    house.hears(bo, "Not at first")


def test_an_owner_who_cannot_be_reached_hears_of_it_later(house: House) -> None:
    owner, ann = paired(house), house.api.user("Ann")
    owner.blocks_bot(unheard=True)
    house.passes_on(ann, UNKNOWN)
    number = str(owner.id)
    inactive = lambda: not (house.store.users.find("telegram", number) or ANN).active  # noqa: E731
    house.api.world.wait(inactive, 20, lambda: "the owner still counts as reachable")
    assert not any(UNKNOWN in post.text for post in owner.bot_posts)
    owner.unblocks_bot()
    house.hears(owner, UNKNOWN)
    house.bot.stop()
    house.bot.listening()
    house.api.wait_idle()
    assert sum(UNKNOWN in post.text for post in owner.bot_posts) == 1


def test_a_question_waits_for_an_owner_who_comes_later(house: House) -> None:
    ann = house.api.user("Ann")
    house.passes_on(ann, UNKNOWN)
    assert [each.text for each in house.store.owner_questions.waiting()] == [UNKNOWN]
    house.hears(paired(house), UNKNOWN)


def test_what_is_answered_in_the_terminal_arrives_and_is_learned(house: House) -> None:
    ann, bo = house.api.user("Ann"), house.api.user("Bo")
    house.passes_on(ann, UNKNOWN)
    settings = {"ADVISOR_DATABASE": str(house.bot.database)}
    for command in (("answer", "1", ANSWER), ("keep", "1")):
        ran = advisor(house.bot.database.parent, "inbox", *command, settings=settings)
        assert ran.code == 0, ran.err
    assert ANSWER in house.hears(ann, "Not at first").text
    bo.says("/start")
    house.hears(bo, "no language model")
    time.sleep(3 * PAUSE)  # no message tells that the running bot has looked for new lessons
    bo.says(IN_OTHER_WORDS)
    assert ANSWER in house.hears(bo, "owner's own answer").text


def test_a_guessed_link_makes_nobody_the_owner(house: House) -> None:
    eve = house.api.user("Eve")
    eve.says("/start owner-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    house.hears(eve, "no language model")
    assert house.store.users.owner() is None


def test_answers_are_offered_in_other_chats(house: House) -> None:
    ann = house.api.user("Ann")
    results = ann.waits_for_results(ann.asks_inline("ceiling"))
    assert results[0]["id"] == "ceiling"
    assert len(ann.waits_for_results(ann.asks_inline(""))) > 20
    assert ann.waits_for_results(ann.asks_inline("xyzzy plugh")) == []
    assert house.store.review.list_conversations() == []


def test_deep_links_open_a_topic_and_the_interview(house: House) -> None:
    ann, bo = house.api.user("Ann"), house.api.user("Bo")
    ann.says("/start topic-ceiling")
    house.hears(ann, "Head of ML")
    bo.says("/start interview")
    house.hears(bo, "years")


def test_friends_groups_and_the_owner_have_menus_of_their_own(house: House) -> None:
    owner, ann = paired(house), house.api.user("Ann")
    house.api.world.wait(lambda: bool(house.api.menu(owner)), 20, lambda: "no owner's menu")
    assert tuple(house.api.menu()) == MENU
    assert tuple(house.api.menu(owner)) == OWNER_MENU
    assert house.api.menu(kind="all_group_chats") == GROUP_MENU
    assert not house.api.menu(ann)


def test_the_owner_sees_anew_what_waits_and_a_friend_does_not(house: House) -> None:
    owner, ann = paired(house), house.api.user("Ann")
    owner.says("/waiting")
    house.hears(owner, "Nobody's question waits")
    house.passes_on(ann, UNKNOWN)
    house.hears(owner, "or tap Answer")
    owner.says("/waiting")
    owner.taps(house.hears(owner, "Waiting for your answer: 1 question"), "1")

    def notices() -> list[Post]:
        return [post for post in owner.bot_posts if "or tap Answer" in post.text]

    house.api.world.wait(lambda: len(notices()) > 1, 20, lambda: "it is not brought again")
    asked = notices()
    owner.says(ANSWER, reply_to=asked[0])
    house.hears(owner, "Your answer goes to Ann")
    owner.says(ANSWER, reply_to=asked[1])  # a second answer is asked about
    owner.taps(house.hears(owner, "as a correction?"), "No")
    house.hears(owner, "Not sent")
    house.hears(ann, "Not at first")
    house.api.wait_idle()
    assert deliveries(ann) == 1
    ann.says("/waiting")
    house.hears(ann, "At any time")


def test_the_owner_is_led_by_taps_from_the_greeting_to_the_answer(house: House) -> None:
    owner, ann = paired(house), house.api.user("Ann")
    house.passes_on(ann, UNKNOWN)
    owner.says("/start")
    greeting = house.hears(owner, "1 question waits for you")
    owner.taps(greeting, "New conversations")
    owner.taps(house.hears(owner, "1. Ann"), "1")
    owner.taps(house.hears(owner, "Passed on"), "Reviewed ✓")
    owner.taps(house.hears(owner, "or tap Answer"), "Answer")
    wanted = house.hears(owner, "Your answer to Ann")
    owner.says(ANSWER, reply_to=wanted)
    house.hears(owner, "Your answer goes to Ann")
    assert ANSWER in house.hears(ann, "Not at first").text
    owner.says("/stats")
    house.hears(owner, "How it goes")
