"""Filters of conversations as people give them: typed, or in the address of a page."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import get_args

from bot.errors import WrongUseError
from flows.knowledge import Knowledge
from flows.nlu.circumstances import built_in_circumstances
from flows.nlu.faq.load import built_in_outside, built_in_topics
from flows.rules.verdict import ConfidenceLevel
from storage.finding import MET, NONE, OWNERS, REASONS, Filters, State

CURSOR = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00_[1-9]\d{0,17}", re.ASCII)

KEPT = re.compile(r"kept-[1-9]\d{0,17}", re.ASCII)
"""The id of an answer that the owner keeps for everyone."""

DAY = "a day, as in 2026-11-29"
DESCRIBED = ("since", "until", "asked", "came")
"""Filters of which `accepted` describes the values; of the others it lists all of them."""

KINDS = {
    "stopped_at": "question",
    "put": "question",
    "told": "circumstance",
    "why": "reason",
    "asked": "topic",
}
"""What the values of a filter are called, where its name does not tell."""


def accepted(knowledge: Knowledge) -> Mapping[str, Iterable[str]]:
    """What each filter takes, by the name of its field."""
    return {
        "state": get_args(State),
        "market": (*knowledge.options.get("market", ()), NONE),
        "role": knowledge.options.get("role", ()),
        "pick": (*knowledge.path, NONE),
        "since": (DAY,),
        "until": (DAY,),
        "stopped_at": knowledge.question,
        "put": knowledge.question,
        "told": built_in_circumstances(),
        "confidence": get_args(ConfidenceLevel),
        "why": REASONS,
        "asked": (*MET, *OWNERS, "a topic's id"),
        "came": ("a day of the week, as in 2026-11-23",),
    }


def read_filters(given: Mapping[str, str], told: Iterable[str], knowledge: Knowledge) -> Filters:
    """Read filters; raises WrongUseError with the value and what is accepted.

    ``given`` has the names of the fields; ``told`` are the circumstances.
    """
    known = accepted(knowledge)
    for name in known:
        if name not in {*DESCRIBED, "told"}:
            _check_value(name, given.get(name, ""), known[name])
    if (asked := given.get("asked", "")) and not KEPT.fullmatch(asked):
        topics = (*MET, *OWNERS, *built_in_topics(), *built_in_outside())
        _check_value("asked", asked, topics)
    for name in ("since", "until", "came"):
        _check_day(name, given.get(name, ""))
    heard = tuple(dict.fromkeys(each for each in told if each))
    for each in heard:
        _check_value("told", each, known["told"])
    if (before := given.get("before", "")) and not CURSOR.fullmatch(before):
        raise WrongUseError(f"{before!r:.80} is not the end of a page: go there from the list.")
    fields = {name: given.get(name, "") for name in Filters.__dataclass_fields__}
    return Filters(**fields | {"state": given.get("state") or None, "told": heard})  # type: ignore[arg-type]


def _check_value(name: str, value: str, values: Iterable[str]) -> None:
    if value and value not in (known := [*values]):
        kind = KINDS.get(name) or typed_name(name)
        raise WrongUseError(f"{value!r:.80} is no {kind}; accepted: {', '.join(known)}.")


def _check_day(name: str, value: str) -> None:
    try:
        if value and date.fromisoformat(value).isoformat() != value:
            raise ValueError(value)
    except ValueError:
        raise WrongUseError(
            f"{value!r:.80} is no day for {typed_name(name)}: write it as in 2026-11-29."
        ) from None


def typed_name(field: str) -> str:
    """The name of a filter as people type it."""
    return field.replace("_", "-")
