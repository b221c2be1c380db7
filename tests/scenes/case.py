"""A conversation written down in TOML: what friends do, what befalls the bot, what must hold."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict


class Trouble(BaseModel):
    """The next ``times`` calls of a method for this friend go wrong."""

    model_config = ConfigDict(extra="forbid")

    method: str
    goes: str
    times: int = 1


class Step(BaseModel):
    """What one friend does, what happens to the bot meanwhile, and what holds afterwards."""

    model_config = ConfigDict(extra="forbid")

    who: str = "Anna"
    says: str | list[str] = []
    taps: str = ""
    times: int = 1
    of: str = ""
    sends: str = ""
    group: str = ""
    replies: bool = False
    searches: str | None = None
    edits: str = ""
    moves: bool = False
    nameless: bool = False
    anonymous: bool = False
    blocks: bool = False
    unblocks: bool = False
    owner_answers: str = ""
    trouble: Trouble | None = None
    restarted: bool = False
    killed: str = ""
    silent: bool = False
    expects: list[str] = []


class Case(BaseModel):
    """A conversation: what it is about, and its steps."""

    model_config = ConfigDict(extra="forbid")

    about: str
    steps: list[Step]


def read(file: Path) -> Case:
    """Read a case; raises ValidationError with the place of every mistake."""
    return Case.model_validate(tomllib.loads(file.read_text()))


def _upload(kind: str, **more: Any) -> dict[str, Any]:
    return {kind: {"file_id": f"{kind}-of-a-friend", "file_unique_id": kind, **more}}


_ALBUM = {
    "photo": [_upload("photo", width=90, height=90)["photo"]],
    "media_group_id": "an-album",
}
_JOB = "Senior data scientist in Bengaluru, 8 years of experience, PhD, 40 LPA"
_FORWARDED = {"type": "hidden_user", "date": 1_790_000_000, "sender_user_name": "A recruiter"}
_BY_THEMSELVES = {"type": "user", "date": 1_790_000_000}
_BOT = {"id": 7, "is_bot": True, "first_name": "Some bot", "username": "some_bot"}

CONTENTS: dict[str, dict[str, Any]] = {
    "sticker": _upload(
        "sticker", type="regular", width=512, height=512, is_animated=False, is_video=False
    ),
    "voice": _upload("voice", duration=3),
    "video": _upload("video", duration=3, width=90, height=90),
    "document": _upload("document"),
    "location": {"location": {"latitude": 1.3, "longitude": 103.8}},
    "contact": {"contact": {"phone_number": "+6500000000", "first_name": "Somebody"}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "photo": {"photo": [_upload("photo", width=90, height=90)["photo"]]},
    "album picture": _ALBUM,
    "album picture with words": _ALBUM | {"caption": "will my ML skills get rusty if I leave?"},
    "live location": {"location": {"latitude": 1.3, "longitude": 103.8, "live_period": 60}},
    "forwarded job post": {"text": _JOB, "forward_origin": _FORWARDED},
    "own words": {"text": "7 years, PhD", "forward_origin": _BY_THEMSELVES},
    "inline answer": {"text": _JOB, "via_bot": _BOT},
    "quote": {"text": _JOB, "entities": [{"type": "blockquote", "offset": 0, "length": len(_JOB)}]},
}
"""What a friend can send that is not text."""


def content(name: str, sender: dict[str, Any]) -> dict[str, Any]:
    """The fields of what is sent; what is forwarded of one's own names the sender."""
    found = CONTENTS[name]
    if found.get("forward_origin") == _BY_THEMSELVES:
        return found | {"forward_origin": _BY_THEMSELVES | {"sender_user": sender}}
    return found
