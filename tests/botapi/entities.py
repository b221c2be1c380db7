"""The entities that Telegram finds by itself in what people write."""

import re

from tests.botapi.errors import Json
from tests.botapi.markup import utf16

_FOUND = {
    "bot_command": re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/@])"),
    "mention": re.compile(r"(?<![\w/@])@[A-Za-z]\w{2,31}\b"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "url": re.compile(r"\bhttps?://[^\s<>\"]+"),
}


def found_in(text: str) -> list[Json]:
    """Commands, mentions, e-mail and web addresses, in their order and not overlapping."""
    matches = [(m.start(), m.end(), kind) for kind, r in _FOUND.items() for m in r.finditer(text)]
    entities: list[Json] = []
    last = 0
    for start, end, kind in sorted(matches, key=lambda match: (match[0], -match[1])):
        if start >= last:
            where = {"offset": utf16(text[:start]), "length": utf16(text[start:end])}
            entities.append({"type": kind, **where})
            last = end
    return entities


def text_of(text: str, entity: Json) -> str:
    """The piece of the text that an entity marks."""
    raw = text.encode("utf-16-le")
    start = entity["offset"] * 2
    return raw[start : start + entity["length"] * 2].decode("utf-16-le")
