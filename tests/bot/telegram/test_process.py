"""The bot as a process: how it starts, what it survives, how it ends."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import now
from bot.commands import MENU
from storage.store import Store
from tests.bot.running import Ran, advisor, is_one_sentence
from tests.bot.telegram.raw import Json, message, update
from tests.botapi import BotApiServer, User
from tests.botapi.answering import TOO_OLD
from tests.botapi.faults import Fault, bad_gateway, broken_json, no_result, not_found, refused
from tests.botapi.faults import unauthorized as unauthorised
from tests.scenes.process import Running


@pytest.fixture(scope="module")
def api() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest.fixture(scope="module")
def bot(api: BotApiServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A bot that all tests here share: what befalls it, it survives."""
    folder = tmp_path_factory.mktemp("bot")
    with Running(api, folder, ADVISOR_OWNER="4242") as running:
        yield running.listening(afresh=True)
        assert running.stop() == 0
        assert api.token not in running.printed()


@pytest.fixture(autouse=True)
def _nothing_to_object_to(api: BotApiServer) -> Iterator[None]:
    yield
    assert api.violations == []


@pytest.fixture
def anna(api: BotApiServer, bot: Running) -> User:  # noqa: ARG001 - the bot has to run
    """A friend whom the bot has greeted."""
    person = api.user("Anna")
    person.starts()
    person.waits_for_message()
    return person


def run(folder: Path, **settings: str) -> Ran:
    return advisor(folder, "telegram", settings=settings)


def test_without_a_token_it_says_what_to_set(tmp_path: Path) -> None:
    ran = run(tmp_path)
    assert ran.code == 2
    assert is_one_sentence(ran.err, "ADVISOR_TELEGRAM_TOKEN", "@BotFather")


def test_a_wrong_token_is_told_and_not_repeated(api: BotApiServer, tmp_path: Path) -> None:
    token = "7000000001:AAF-a_token_that_is_not_right_00"
    ran = run(tmp_path, ADVISOR_TELEGRAM_API=api.base, ADVISOR_TELEGRAM_TOKEN=token)
    assert ran.code == 1
    assert is_one_sentence(ran.err, "ADVISOR_TELEGRAM_TOKEN")
    assert token not in ran.err + ran.out


def test_it_waits_for_a_telegram_that_is_down_at_the_start(tmp_path: Path) -> None:
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        api.fail("getMe", bad_gateway())
        api.fail("deleteWebhook", bad_gateway())
        bot.listening()
        assert "does not answer" in bot.printed()
        assert bot.stop() == 0


def test_it_ends_when_telegram_stays_silent(tmp_path: Path) -> None:
    with BotApiServer() as api, Running(api, tmp_path, ADVISOR_TELEGRAM_PATIENCE="1.5") as bot:
        api.fail("getUpdates", bad_gateway(), times=99)
        bot.start()
        assert bot.ended(within=40) == 1
        assert is_one_sentence(bot.printed(), api.base)


def test_it_ends_in_time_while_telegram_is_silent(tmp_path: Path) -> None:
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        bot.listening()
        with api.hold("getUpdates"):
            started = time.monotonic()
            assert bot.stop() == 0
            assert time.monotonic() - started < 10


@pytest.mark.parametrize("fault", [unauthorised, not_found, bad_gateway, broken_json, no_result])
def test_it_survives_a_strange_answer(
    api: BotApiServer, anna: User, fault: "type[Fault]", bot: Running
) -> None:
    api.fail("getUpdates", fault())
    anna.says("/help")
    anna.waits_for_message()
    anna.says("/privacy")
    anna.waits_for_message(timeout=20)
    assert bot.running


def test_an_update_that_cannot_be_parsed_stops_nobody(
    api: BotApiServer, bot: Running, anna: User
) -> None:
    broken: Json = {"message": {"message_id": 1, "text": "secret words"}}
    number = api.inject(broken)
    anna.says("/help")
    anna.waits_for_message()
    api.waits_until_confirmed(number)
    assert "secret words" not in bot.printed()


def test_a_replayed_dead_letter_is_worked_off_while_the_bot_runs(bot: Running, anna: User) -> None:
    raw = update(1, message=message({"id": anna.id, "type": "private"}, text="/help")).to_json()
    with Store.open(bot.database, now, bot_id=bot.bot_id) as store:
        store.inbox.keep(1, raw)
        store.inbox.dead_letter(1, "KeyError")
        assert store.inbox.replay(store.inbox.dead_letters()[-1].id)
    anna.waits_for_message()


def test_a_tap_too_old_to_be_answered_counts_all_the_same(api: BotApiServer, anna: User) -> None:
    api.fail("answerCallbackQuery", refused(400, f"Bad Request: {TOO_OLD}"))
    welcome = anna.bot_posts[-1]
    anna.taps(welcome, welcome.labels[0])
    assert anna.waits_for_message().buttons


def test_each_tap_is_answered_exactly_once(api: BotApiServer, anna: User) -> None:
    welcome = anna.bot_posts[-1]
    before = len(api.calls_of("answerCallbackQuery"))
    anna.taps(welcome, welcome.labels[0], times=5)
    api.wait_idle()
    answers = [call.params["callback_query_id"] for call in api.calls_of("answerCallbackQuery")]
    assert len(set(answers[before:])) == len(answers[before:]) == 5


def test_an_album_gets_one_reply(api: BotApiServer, anna: User) -> None:
    size = {"file_id": "photo-1", "file_unique_id": "photo-1", "width": 9, "height": 9}
    before = len(anna.bot_posts)
    for _ in range(4):
        anna.sends({"photo": [size], "media_group_id": "album-1"})
    api.wait_idle()
    album = len(anna.bot_posts) - before
    anna.sends({"photo": [size]})
    api.wait_idle()
    assert len(anna.bot_posts) - before == 2 * album


def test_a_friend_whose_line_is_slow_delays_nobody(api: BotApiServer, anna: User) -> None:
    boris = api.user("Boris")
    with api.hold("sendMessage", chat=anna) as hold:
        anna.says("/help")
        hold.waits()
        boris.starts()
        boris.waits_for_message()
        anna.says("/privacy")
    anna.waits_for_message()


def test_many_friends_at_once_each_have_their_own_conversation(
    api: BotApiServer, bot: Running
) -> None:
    assert bot.running
    friends = [api.user(f"Friend {number}") for number in range(8)]
    for friend in friends:
        friend.starts()
    for friend in friends:
        welcome = friend.waits_for_message(timeout=20)
        friend.taps(welcome, welcome.labels[0])
    tapped = []
    for number, friend in enumerate(friends):
        question = friend.waits_for_message(timeout=20)
        tapped.append((question, question.labels[number % 4]))
        friend.taps(*tapped[-1])
    for friend, (question, label) in zip(friends, tapped, strict=True):
        assert label in friend.waits_for_edit(of=question, timeout=20).text


def test_what_friends_write_is_not_logged(bot: Running, anna: User) -> None:
    anna.says("my very secret words")
    anna.waits_for_message()
    assert "secret" not in bot.printed()


def test_the_menu_is_set_and_the_name_left_alone(api: BotApiServer, bot: Running) -> None:
    assert bot.running
    api.waits_for_call("setMyShortDescription")
    assert tuple(api.menu()) == MENU
    assert api.words("Description")
    assert not api.words("Name")
    assert not api.calls_of("setMyName")


def test_a_second_instance_goes_and_the_first_one_stays(
    api: BotApiServer, bot: Running, anna: User, tmp_path: Path
) -> None:
    time.sleep(max(0, 6 - bot.listening_for))
    second = run(tmp_path, ADVISOR_TELEGRAM_API=api.base, ADVISOR_TELEGRAM_TOKEN=api.token)
    assert second.code == 1
    assert is_one_sentence(second.err, "same token")
    anna.says("/help")
    anna.waits_for_message(timeout=40)
