"""A chat as plain text, for people to read."""

import textwrap
from collections.abc import Iterable

from tests.botapi.posts import Entry, Post

_KINDS = {"sticker": "sticker", "voice": "voice note", "photo": "photo", "document": "file"}


def transcript(posts: Iterable[Post]) -> str:
    """Each message under its sender's name, its keys in brackets below, row by row."""
    return "\n\n".join(_message(post, "") for post in posts) + "\n"


def history(log: Iterable[Entry], friend: str) -> str:
    """The same, but in the order of events; ``friend`` is who taps."""
    return "\n\n".join(filter(None, (_event(entry, friend) for entry in log))) + "\n"


def _event(entry: Entry, friend: str) -> str:
    if entry.post is None:
        return ""
    if entry.kind == "tapped":
        return f"{friend} taps [ {entry.detail} ]"
    if entry.kind == "deleted":
        return f"(message {entry.post.id} is deleted)"
    return _message(entry.post, " (edited)" if entry.kind == "edited" else "")


def _message(post: Post, remark: str) -> str:
    name = post.raw["from"]["first_name"]
    seen = [f"({word})" for key, word in _KINDS.items() if key in post.raw]
    body = "\n".join([*seen, *([post.text] if post.text else [])])
    keys = ["  ".join(f"[ {button.label} ]" for button in row) for row in post.rows]
    return "\n".join([f"{name}{remark}:", textwrap.indent("\n".join([body, *keys]), "    ")])
