"""In groups: what is addressed to the bot is answered there, and nothing of it is kept."""

from collections.abc import Iterator

import pytest

from bot.clock import now
from storage.store import Store
from tests.bot.company import UNKNOWN
from tests.botapi import BotApiServer, Group, Post, User
from tests.scenes.case import CONTENTS
from tests.scenes.process import Running

STICKER = CONTENTS["sticker"]
ASKS = "will my ML skills get rusty if I leave?"
UNCLEAR = "money or title"


@pytest.fixture(scope="module")
def api() -> Iterator[BotApiServer]:
    with BotApiServer(privacy=False) as running:
        yield running


@pytest.fixture(scope="module")
def bot(api: BotApiServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A bot that hears all that is said in its groups."""
    with Running(api, tmp_path_factory.mktemp("bot")) as running:
        yield running.listening()
        assert running.stop() == 0


@pytest.fixture
def store(bot: Running) -> Iterator[Store]:
    opened = Store.open(bot.database, now, bot_id=bot.bot_id)
    yield opened
    opened.close()


@pytest.fixture
def anna(api: BotApiServer) -> User:
    return api.user("Anna")


@pytest.fixture
def group(api: BotApiServer, bot: Running, anna: User) -> Iterator[Group]:
    assert bot.running
    found = api.group("Friends", anna)
    found.adds_bot(anna)
    yield found
    assert not found.room.shut
    assert api.calls_of("leaveChat") == []
    assert api.violations == []


def at(api: BotApiServer, text: str) -> str:
    return f"@{api.username} {text}"


def links(post: Post) -> list[str]:
    return [button.raw.get("url", "") for button in post.buttons]


def test_a_question_that_names_the_bot_is_answered_there(
    api: BotApiServer, group: Group, anna: User
) -> None:
    asked = anna.says(at(api, ASKS), where=group)
    answer = group.waits_for_message(timeout=30)
    assert answer.raw["reply_to_message"]["message_id"] == asked.id
    assert links(answer) == [f"https://t.me/{api.username}?start=topic-skill-fade"]


@pytest.mark.parametrize("command", ["/ask", "/forget", "/nosuchcommand"])
def test_a_command_for_the_bot_asks_what_follows_it(
    api: BotApiServer, group: Group, anna: User, command: str
) -> None:
    anna.says(f"{command}@{api.username} {ASKS}", where=group)
    assert "topic-skill-fade" in links(group.waits_for_message(timeout=30))[0]


def test_a_reply_to_the_bot_is_meant_for_it(api: BotApiServer, group: Group, anna: User) -> None:
    anna.says(f"/start@{api.username}", where=group)
    hello = group.waits_for_message()
    assert links(hello) == [f"https://t.me/{api.username}?start=interview"]
    anna.says(ASKS, where=group, reply_to=hello)
    assert "topic-skill-fade" in links(group.waits_for_message(timeout=30))[0]


def test_an_unknown_question_leads_to_the_private_chat(
    api: BotApiServer, group: Group, anna: User
) -> None:
    anna.says(at(api, UNKNOWN), where=group)
    assert f"https://t.me/{api.username}?start=" in links(group.waits_for_message(timeout=30))[0]


def test_a_guess_is_tapped_and_its_answer_takes_its_place(
    api: BotApiServer, group: Group, anna: User
) -> None:
    anna.says(at(api, UNCLEAR), where=group)
    guess = group.waits_for_message(timeout=30)
    tap = anna.taps(guess, guess.labels[-1])
    assert "start=topic-" in links(group.waits_for_edit(guess))[0]
    anna.waits_for_answer(tap)


def test_a_button_of_the_interview_means_nothing_there(
    api: BotApiServer, group: Group, anna: User
) -> None:
    anna.says(at(api, "hello"), where=group)
    hello = group.waits_for_message()
    anna.waits_for_answer(anna.taps_data(hello, "chose:1:1:role:analyst"))
    api.wait_idle()
    assert group.now(hello).text == hello.text


def test_an_admin_who_writes_as_the_group_is_answered(
    api: BotApiServer, group: Group, anna: User
) -> None:
    anna.says(at(api, ASKS), where=group, writes_as=group.room.info)
    assert "topic-skill-fade" in links(group.waits_for_message(timeout=30))[0]


def test_somebody_who_writes_as_their_channel_is_answered(
    api: BotApiServer, group: Group, anna: User
) -> None:
    channel = {"id": -100123, "type": "channel", "title": "Anna writes"}
    anna.says(at(api, ASKS), where=group, writes_as=channel)
    assert "topic-skill-fade" in links(group.waits_for_message(timeout=30))[0]


def test_a_reply_that_asks_nothing_is_met_with_silence(
    api: BotApiServer, group: Group, anna: User
) -> None:
    anna.says(f"/start@{api.username}", where=group)
    hello = group.waits_for_message()
    for said in ("lol", "👍", "thanks", "hey", "@ann what do you think?", "/new@other_bot"):
        anna.says(said, where=group, reply_to=hello)
    anna.sends(STICKER, where=group, reply_to=hello)
    api.wait_idle()
    assert group.bot_posts == [hello]
    anna.says("which laptop should I buy?", where=group, reply_to=hello)
    group.waits_for_message(timeout=30)


def test_what_is_not_addressed_is_met_with_silence(
    api: BotApiServer, group: Group, anna: User
) -> None:
    theirs = anna.says(ASKS, where=group)
    anna.says("/start", where=group)
    anna.says("/start@another_bot", where=group)
    anna.says("@another_bot will I get rusty?", where=group, reply_to=theirs)
    anna.sends_sticker()
    anna.edits(theirs, at(api, ASKS))
    api.wait_idle()
    assert group.bot_posts == []


def test_nothing_of_a_group_is_kept(
    api: BotApiServer, group: Group, anna: User, store: Store
) -> None:
    anna.says(at(api, f"my secret is this: {UNKNOWN}"), where=group)
    group.waits_for_message(timeout=30)
    api.wait_idle()
    assert store.users.find("telegram", str(anna.id)) is None
    assert store.users.find("telegram", str(group.id)) is None
    assert store.owner_questions.waiting() == []
    assert store.inbox.waiting() == []
    assert "my secret" not in "\n".join(store.database.sqlite.iterdump())


def test_a_flood_gets_no_more_than_twenty_a_minute(
    api: BotApiServer, group: Group, anna: User
) -> None:
    before = len(api.calls_of("sendMessage"))
    for _ in range(14):
        anna.says(at(api, "hello"), where=group)
    group.waits_until(lambda: len(group.bot_posts) >= 10)
    assert len(api.calls_of("sendMessage")) - before <= 11
