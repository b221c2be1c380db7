"""Friends of several manners talk to the bot as a process at once, until each of them is advised.

They are those of ``benchmarks/friends.toml``, who are counted there in a chat without a server.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from telegram import InlineKeyboardMarkup

from benchmarks.friends import Friend, Read, friends, play, until_advised
from benchmarks.phone import Phone, Shown
from bot.clock import now
from flows.dialogue.conversation import Conversation
from storage.store import Store
from tests.botapi import BotApiServer, Post, User
from tests.scenes.process import Running
from tests.scenes.stage import CHANNEL

MANNERS = {
    "taps only": 5,
    "impatient": 10,
    "all in own words": 12,
    "digressing": 20,
    "sceptic": 12,
    "changes her mind": 10,
}
"""How many messages each of them may get, the advice included."""

FRIENDS = [friend for friend in friends() if friend.name in MANNERS]

PATIENCE = 20.0
"""Seconds within which an answer arrives."""


@dataclass
class Walk:
    """A friend at the server: what is done waits until all of the answer has arrived.

    ``wrong`` notes each step after which another message than the newest had buttons.
    """

    user: User
    store: Store
    phone: Phone = field(default_factory=Phone)
    typed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def conversation(self) -> Conversation:
        friend = self.store.users.find(CHANNEL, str(self.user.id))
        return (self.store.conversations.latest(friend.id) if friend else None) or Conversation()

    async def types(self, text: str) -> None:
        self.typed.append(text)
        self.user.says(text)
        self._settles(text)

    async def taps(self, shown: Shown, data: str) -> None:
        tap = self.user.taps_data(self.user.room.posts[shown.message_id], data)
        self.user.waits_for_answer(tap)
        self._settles(data)

    def _settles(self, did: str) -> None:
        self.user.waits_until(self._is_done, timeout=PATIENCE)
        try:
            # The buttons of a former message are taken once the new one is noted as sent.
            self.user.waits_until(self._one_keyboard, timeout=PATIENCE / 4)
        except AssertionError:
            told = {post.id: post.labels for post in self.user.bot_posts if post.labels}
            self.wrong.append(f"after {did!r}: {told}")
        self.phone.messages = {post.id: self._shown(post) for post in self.user.bot_posts}

    def _is_done(self) -> bool:
        if not self.store.inbox.is_done(self.user.last_update):
            return False
        waiting = self.store.outbox.pending(CHANNEL)
        return str(self.user.id) not in {row.address for row in waiting}

    def _one_keyboard(self) -> bool:
        """Whether the newest message has buttons, and no other one."""
        posts = self.user.bot_posts
        return [post.id for post in posts if post.buttons] == [posts[-1].id]

    def _shown(self, post: Post) -> Shown:
        log = (entry for entry in self.user.room.log if entry.kind == "sent" and entry.post)
        first = next(each.post for each in log if each.post and each.post.id == post.id)
        markup = post.raw.get("reply_markup")
        keyboard = InlineKeyboardMarkup.de_json(markup, None) if markup else None
        return Shown(post.id, first.html, post.html, keyboard)


Walks = dict[str, tuple[Walk, Read]]


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walks]:
    """The chats of all these friends, who talk at the same time."""
    folder = tmp_path_factory.mktemp("bot")
    with BotApiServer() as api, Running(api, folder) as bot:
        bot.listening()
        with ThreadPoolExecutor(len(FRIENDS)) as pool:
            walking = {each.name: pool.submit(_walk, api, bot, each) for each in FRIENDS}
        yield {name: each.result() for name, each in walking.items()}
        assert bot.stop() == 0
        assert api.violations == []


def _walk(api: BotApiServer, bot: Running, friend: Friend) -> tuple[Walk, Read]:
    with Store.open(bot.database, now, bot_id=bot.bot_id) as store:
        walk = Walk(api.user("Asha"), store)
        return walk, asyncio.run(until_advised(walk, friend))


@pytest.mark.parametrize("manner", MANNERS)
def test_every_manner_comes_to_advice_in_few_messages(walks: Walks, manner: str) -> None:
    walk, read = walks[manner]
    assert read.advised, walk.user.transcript()
    assert read.messages <= MANNERS[manner], walk.user.transcript()


@pytest.mark.parametrize("manner", MANNERS)
def test_after_each_step_the_newest_message_alone_has_buttons(walks: Walks, manner: str) -> None:
    walk, read = walks[manner]
    assert read.lines > 3
    assert walk.wrong == []


@pytest.mark.parametrize("friend", FRIENDS, ids=lambda friend: friend.name)
def test_the_benchmark_counts_what_the_process_sends(walks: Walks, friend: Friend) -> None:
    _, read = walks[friend.name]
    counted, _ = play(friend)
    assert (read.lines, read.messages) == (counted.lines, counted.messages)
    assert read.words == counted.words
