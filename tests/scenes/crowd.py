"""Friends who do things at random, and an owner who answers them."""

import json
from pathlib import Path
from random import Random

from bot.telegram.callback_data import decode
from flows.dialogue.events import Forgotten
from flows.knowledge import built_in
from tests.botapi import BotApiServer, Post, User

CASES = Path(__file__).parents[1] / "cases"
COMMANDS = (
    *("/start", "/why", "/back", "/skip", "/answers", "/advice", "/whatif", "/topics", "/restart"),
    *("/cancel", "/help", "/privacy", "/mydata", "/share", "/money"),
)
MONEY = ("/money 120k 150k", "/money 90000", "I earn 100k and was offered 130k", "80k EUR")
LABELS = [option.label for question in built_in().questions for option in question.options]


def _cases(*names: str) -> list[str]:
    lines = [
        line for name in names for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [json.loads(line)["text"] for line in lines]


FACTS, DIGRESSIONS = _cases("slots", "openers"), _cases("faq", "offtopic")


class Crowd:
    """Some friends and the owner; what each does depends on the seed and on what stands there."""

    def __init__(self, api: BotApiServer, seed: int, friends: int) -> None:
        self.api = api
        self.chance = Random(seed)  # noqa: S311 - no secret
        self.owner = api.user("Olga")
        self.friends = [api.user(f"Friend {number}") for number in range(friends)]

    def meet(self) -> None:
        """Have everybody open their chat."""
        for person in (self.owner, *self.friends):
            person.starts()

    def acts(self) -> None:
        """Let a random person do one thing."""
        if self.chance.random() < 0.05:
            self._owner_acts()
            return
        friend = self.chance.choice(self.friends)
        kinds, weights = zip(*self._deeds.items(), strict=True)
        getattr(self, self.chance.choices(kinds, weights)[0])(friend)

    _deeds = {  # noqa: RUF012 - read only
        "_taps": 50, "_taps_twice": 5, "_taps_anything": 10, "_types": 12, "_digresses": 10,
        "_commands": 8, "_about_money": 3, "_sends_something": 2,
    }  # fmt: skip

    def _taps(self, friend: User, times: int = 1) -> None:
        with_keys = [post for post in self._standing(friend) if post.buttons]
        if with_keys:
            self._tap(friend, with_keys[-1], times)

    def _taps_twice(self, friend: User) -> None:
        self._taps(friend, times=2)

    def _taps_anything(self, friend: User) -> None:
        with_keys = [post for post in self._standing(friend)[-10:] if post.buttons]
        if with_keys:
            self._tap(friend, self.chance.choice(with_keys), 1)

    def _tap(self, person: User, post: Post, times: int) -> None:
        data = self.chance.choice(post.buttons).data
        event = decode(data)
        # Of who is forgotten nothing is left that could be compared.
        if not (isinstance(event, Forgotten) and event.confirmed):
            person.taps_data(post, data, times=times)

    def _types(self, friend: User) -> None:
        friend.says(self.chance.choice((*LABELS, *FACTS)))

    def _digresses(self, friend: User) -> None:
        friend.says(self.chance.choice(DIGRESSIONS))

    def _commands(self, friend: User) -> None:
        friend.says(self.chance.choice(COMMANDS))

    def _about_money(self, friend: User) -> None:
        friend.says(self.chance.choice(MONEY))

    def _sends_something(self, friend: User) -> None:
        self.chance.choice((friend.sends_sticker, friend.sends_voice, friend.sends_photo))()

    def _owner_acts(self) -> None:
        """Answer what was passed on, in words or by a button."""
        posts = self._standing(self.owner)[-10:]
        if not posts:
            return
        post = self.chance.choice(posts)
        if post.buttons and self.chance.random() < 0.5:
            self._tap(self.owner, post, 1)
        else:
            self.owner.says(f"Take your time, {self.chance.random()}.", reply_to=post)

    def _standing(self, person: User) -> list[Post]:
        with self.api.world.changed:
            return person.bot_posts
