"""Updates such as nobody sends on purpose: every kind of content, odd words, parts that are off."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from tests.bot.telegram.raw import BOT, Json, membership
from tests.scenes.crowd import COMMANDS, DIGRESSIONS, FACTS, LABELS, MONEY

PEOPLE = range(1000, 1060)
GROUPS = (-5, -1001234567890)
OF_OTHERS = "wombat"
"""Begins the words that nobody says to the bot in private, and of which nothing may be kept."""

HOSTILE = [
    "<b>&\"'</i><a href='x'>",
    "'; DROP TABLE friends; --",
    "\0nul\0",
    "\ud83d",
    "\udc00\ud800x",
    "e\u0301\u200d\u202eright to left",
    "🧑‍🚀" * 500,
    "½" * 4096,
    "x" * 5000,
    "9" * 4000,
    " ",
    "\n\n",
    "/",
    "//",
    "/money 1e999",
    "/money -5 0",
    "/intersection 1 2 3 4 5 6 7 8 9",
    "/start " + "a" * 99,
    "/help@somebody_else_bot",
    "/\u0416",
    "(" * 2000,
    "{{ 7 * 7 }} {% raw %}",
    "%s%n\\x00",
    "\ufeff",
    "١٢٣ years",
    "1,000,000,000,000,000 USD a month",
    "-0.00001 lakh",
    "yes " * 1000,
]
STRANGE: list[Any] = [
    ..., None, "", 0, -1, [], {}, {"x": 1}, [[]], "x" * 5000, "\ud83c", 10**30, -(2**63), 1.5, True,
]  # fmt: skip
"""What stands in place of a value; the first leaves it out."""

FORGED = [
    "",
    "x",
    ":" * 64,
    "chose",
    "chose:1:1:role:analyst",
    "chose:::role:analyst",
    "decided:1:1:keep:1",
    "decided:::dismiss:1",
    "decided:::close-similar:1",
    "decided:::accept:99999999999999999999",
    "forgotten:1:1:1",
    "asked:1:1:salary",
    "details-requested:1:1:path::99999",
    "restarted:0:0:1",
    "chose:-1:-1:role:\u0416",
    "inbox-requested",
    "tried:1:1:x:y",
    "assumed:1:1:a:b",
    "\ud83d:\0",
    "text-received:1:1:I am the owner",
    "misfired:1:1",
    "kept:1:1",
    "looked:1:1:paths",
    "x" * 4096,
]

AT_ANY_TIME = ("chose:::", "forgotten:")
"""Begins what friends may do whatever their conversation is: with their own answers alone."""

FILE = {"file_id": "f", "file_unique_id": "u"}
SIZE = FILE | {"width": 9, "height": 9}
PERSON = {"id": 9, "is_bot": False, "first_name": "Bo"}
CONTENTS: list[Json] = [
    {"photo": [SIZE]},
    {"sticker": SIZE | {"type": "regular", "is_animated": False, "is_video": False}},
    {"voice": FILE | {"duration": 1}},
    {"video": SIZE | {"duration": 1}},
    {"video_note": FILE | {"length": 9, "duration": 1}},
    {"animation": SIZE | {"duration": 1}},
    {"audio": FILE | {"duration": 1}},
    {"document": FILE},
    {"location": {"latitude": 1, "longitude": 2}},
    {"contact": {"phone_number": "1", "first_name": "Bo"}},
    {"dice": {"emoji": "🎲", "value": 6}},
    {"venue": {"location": {"latitude": 1, "longitude": 2}, "title": "a", "address": "b"}},
    {"game": {"title": "a", "description": "b", "photo": [SIZE]}},
    {"story": {"chat": {"id": 9, "type": "private"}, "id": 1}},
    {"something_of_tomorrow": {"kind": 1}},
]
SERVICE: list[Json] = [
    {"new_chat_members": [PERSON]},
    {"left_chat_member": PERSON},
    {"delete_chat_photo": True},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    {"group_chat_created": True},
]
"""What happens in a chat without anybody saying something."""


@dataclass(frozen=True)
class Odd:
    """An update, and what may be expected of it.

    ``from_friend`` is who has to hear something, if anybody has: it is a whole private message or
    tap. With ``foreign`` its tap is one that cannot be this friend's. ``spoiled`` tells that some
    part of it is off.
    """

    raw: Json
    from_friend: int | None = None
    foreign: bool = False
    spoiled: bool = False


class OddUpdates:
    """Makes updates, by chance; ``buttons`` gives the data of some that stand in others' chats."""

    def __init__(self, seed: int, buttons: Callable[[int], list[str]]) -> None:
        self.chance = Random(seed)  # noqa: S311 - no secret
        self._buttons = buttons
        self._numbers, self._words = count(1), count(1)

    def __iter__(self) -> Iterator[Odd]:
        """Make one after the other, without end."""
        while True:
            yield self._one(next(self._numbers))

    def _one(self, number: int) -> Odd:
        kinds = {
            self._message: 50, self._tap: 20, self._of_others: 8, self._in_group: 8, self._edit: 3,
            self._search: 3, self._membership: 2, self._service: 2, self._unknown: 2,
        }  # fmt: skip
        make = self.chance.choices([*kinds], [*kinds.values()])[0]
        odd = make(self.chance.choice(PEOPLE))
        raw = {"update_id": number, **odd.raw}
        if self.chance.random() < 0.25:
            for _ in range(self.chance.choice((1, 1, 1, 2, 4))):
                raw = self._spoiled(raw) | {"update_id": number}
            return Odd(raw, spoiled=True)
        return Odd(raw, odd.from_friend, odd.foreign)

    def _message(self, person: int) -> Odd:
        content = self._content()
        message = self._head(person, _private(person)) | content
        if self.chance.random() < 0.1:
            message["reply_to_message"] = self._head(person, _private(person)) | {"text": "before"}
        return Odd({"message": message}, person)

    def _content(self) -> Json:
        """A text, perhaps with marks that are off, or anything else with or without words."""
        if self.chance.random() < 0.75:
            text = self._text()
            return {"text": text} | ({"entities": self._marks(text)} if self._sometimes() else {})
        content = copy.deepcopy(self.chance.choice(CONTENTS))
        return content | ({"caption": self._text()} if self._sometimes() else {})

    def _text(self) -> str:
        of_all = (LABELS, FACTS, DIGRESSIONS, COMMANDS, MONEY, HOSTILE, HOSTILE)
        text = self.chance.choice(self.chance.choice(of_all))
        if self._sometimes():
            text += " " + self.chance.choice(HOSTILE)
        return text[: self.chance.choice((4096, 4096, 9))] or "?"

    def _marks(self, text: str) -> list[Json]:
        length = len(text)
        kinds = ("bold", "bot_command", "mention", "url", "spoiler", "of_tomorrow", "text_link")
        return [
            {
                "type": self.chance.choice(kinds),
                "offset": self.chance.choice((0, 1, length, 10**6)),
                "length": self.chance.choice((0, 1, length, 10**6)),
            }
            for _ in range(self.chance.randint(1, 4))
        ]

    def _tap(self, person: int) -> Odd:
        other = self.chance.choice([each for each in PEOPLE if each != person])
        theirs, own = self._buttons(other), self._buttons(person)
        how = self.chance.random()
        if own and how < 0.5:
            data, foreign = self.chance.choice(own), False
        elif theirs and how < 0.75:
            data, foreign = self.chance.choice(theirs), True
        else:
            data = self.chance.choice(FORGED)
            foreign = not data.startswith(AT_ANY_TIME)
        below = self._head(person, _private(person)) | {"from": BOT, "text": "above"}
        if self._sometimes():
            below = {"message_id": 5, "date": 0, "chat": _private(person)}
        query = {"id": f"q{person}", "from": _who(person), "chat_instance": "1", "data": data}
        return Odd({"callback_query": query | {"message": below}}, person, foreign)

    def _of_others(self, person: int) -> Odd:
        """Words in a private chat that the friend did not say."""
        message = self._head(person, _private(person)) | {"text": self._others_words()}
        hidden = {"type": "hidden_user", "date": 1, "sender_user_name": "Bo"}
        message |= self.chance.choice(({"forward_origin": hidden}, {"via_bot": BOT}))
        return Odd({"message": message}, person)

    def _in_group(self, person: int) -> Odd:
        chat = {"id": self.chance.choice(GROUPS), "type": "supergroup", "title": "Friends"}
        text = f"{self._others_words()} {self.chance.choice(('', '@advisor_bot', '/start'))}"
        return Odd({"message": self._head(person, chat) | {"text": text}})

    def _edit(self, person: int) -> Odd:
        message = self._head(person, _private(person)) | {"text": self._others_words()}
        return Odd({"edited_message": message | {"edit_date": 1_790_000_001}})

    def _search(self, person: int) -> Odd:
        query = {"id": "i1", "from": _who(person), "query": self._others_words(), "offset": ""}
        return Odd({"inline_query": query})

    def _membership(self, person: int) -> Odd:
        status = self.chance.choice(("kicked", "member"))
        return Odd({"my_chat_member": membership(status, _private(person))})

    def _service(self, person: int) -> Odd:
        return Odd({"message": self._head(person, _private(person)) | self.chance.choice(SERVICE)})

    def _unknown(self, person: int) -> Odd:
        message = self._head(person, _private(person)) | {"text": self._others_words()}
        return Odd({self.chance.choice(("of_tomorrow", "channel_post", "poll")): message})

    def _others_words(self) -> str:
        return f"{OF_OTHERS}{next(self._words)}s {self._text()}"

    def _head(self, person: int, chat: Json) -> Json:
        number = self.chance.randrange(1, 10**6)
        return {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": _who(person)}

    def _sometimes(self) -> bool:
        return self.chance.random() < 0.2

    def _spoiled(self, raw: Json) -> Json:
        """The same with one part of it replaced by something strange."""
        spoiled: Json = json.loads(json.dumps(raw))
        part: Any = spoiled
        while True:
            names = [*part] if isinstance(part, dict) else [*range(len(part))]
            if not names:
                return spoiled
            name = self.chance.choice(names)
            inner = part[name]
            if isinstance(inner, dict | list) and inner and self.chance.random() < 0.8:
                part = inner
                continue
            strange = self.chance.choice(STRANGE)
            if strange is ...:
                del part[name]
            else:
                part[name] = copy.deepcopy(strange)
            return spoiled


def _private(person: int) -> Json:
    return {"id": person, "type": "private", "first_name": f"Friend {person}"}


def _who(person: int) -> Json:
    return {"id": person, "is_bot": False, "first_name": f"Friend {person}"}
