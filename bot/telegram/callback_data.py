"""Callback data: what a tap means, written into the button itself in at most 64 bytes.

``chose:1795881181:7:role:analyst`` is the choice of the analyst in question ``role``, under
revision 7 of the conversation of that number: kind, conversation, revision, then the fields of the
event. Ids stand there as they are, so that stored buttons can be read, and a new kind of event
needs no entry in a table.
"""

from decimal import Decimal
from functools import cache
from typing import get_args

from pydantic import ValidationError

from flows.dialogue.events import EVENT, Event, EventBase, Misfired

LONGEST = 64
"""Bytes that Telegram takes as callback data."""

_HEAD = ("kind", "conversation", "revision")
_KINDS: dict[str, type[EventBase]] = {
    kind.model_fields["kind"].default: kind for kind in get_args(get_args(Event)[0])
}
_FORMER = {
    "kept": "change-declined",
    "looked": "details-requested",
    "wondered": "what-if-requested",
}
"""Kinds as buttons of version 0.1 have them, which still stand in chats."""


def encode(event: Event) -> str:
    """Write an event as callback data; raises ValueError where it does not fit in there."""
    values = [_text(getattr(event, name)) for name in _names(type(event))]
    data = ":".join(values).rstrip(":")
    if any(":" in value for value in values):
        raise ValueError(f"a colon cannot stand in callback data: {data}")
    if len(data.encode()) > LONGEST:
        raise ValueError(f"callback data longer than {LONGEST} bytes: {data}")
    return data


def decode(data: str) -> Event:
    """Read callback data; Misfired for what this version of the program did not write."""
    kind, *values = data.split(":")
    kind = _FORMER.get(kind, kind)
    names = _names(_KINDS[kind])[1:] if kind in _KINDS else ()
    if len(values) > len(names):
        return Misfired()
    given = {name: value for name, value in zip(names, values, strict=False) if value}
    try:
        return EVENT.validate_python({"kind": kind, **given})
    except ValidationError:
        return Misfired()


@cache
def _names(kind: type[EventBase]) -> tuple[str, ...]:
    return (*_HEAD, *(name for name in kind.model_fields if name not in _HEAD))


def _text(value: str | int | Decimal | None) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)
