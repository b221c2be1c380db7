"""Finding conversations: filters, the order of the list, and pages of it; all of it in SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, cast

from storage.words import SKETCHES, sketched, words

State = Literal["new", "reviewed", "advised", "stopped", "going-on", "worth-a-look"]
Reason = Literal["unanswered", "corrected", "close-call", "nothing", "stopped", "sample"]
"""Why a conversation is worth a look.

A question of the friend's was met with "I don't know", or a text with nothing; a reading was
corrected within three events; the advice is a close call; nothing was singled out after eight
answers; the friend stopped after five; or it is each fifth of the others, as a sample.
"""

AFTER_ANY_TIME = "U"
"""What sorts after every moment of a day, whose date is followed by "T" and the time."""

NONE = "none"
"""What to ask for where nothing was singled out."""

QUIET = timedelta(hours=24)
"""After how long without a word somebody without advice counts as stopped."""

MANY_ANSWERS, SOME_ANSWERS, SAMPLED = 8, 5, 5
STOPPED = "(NOT advised AND (place = 'stopped' OR updated_at < :quiet_since))"

REASONS: Mapping[Reason, str] = {
    "unanswered": "unanswered",
    "corrected": "corrected",
    "close-call": "(advised AND close_call)",
    "nothing": (
        f"(advised = 1 AND conversations.pick IS NULL AND conversations.answered >= {MANY_ANSWERS})"
    ),
    "stopped": f"({STOPPED} AND conversations.answered >= {SOME_ANSWERS})",
}
"""The conditions of every reason but the sample."""

SAMPLE = f"conversations.id % {SAMPLED} = 0"

STATES: Mapping[State, str] = {
    "new": "is_new",
    "reviewed": "NOT is_new",
    "advised": "advised",
    "stopped": STOPPED,
    "going-on": "NOT advised AND place IS NOT 'stopped' AND updated_at >= :quiet_since",
    "worth-a-look": f"is_new AND ({SAMPLE} OR {' OR '.join(REASONS.values())})",
}


LATEST = """number = (
    SELECT max(later.number) FROM conversations AS later
    WHERE later.friend_id = conversations.friend_id)"""
"""A friend's latest conversation, which tells how it ended with them."""

PUT = """(
    question = :put AND (advised OR place = 'stopped' OR updated_at < :quiet_since)
    OR instr(trail, :in_trail) > 0)"""
"""A question was put: it was gone past, or stands open where nobody is going on."""

CAME = f"came = date(:came, 'weekday 0', '-6 days') AND {LATEST}"

MET = ("answer", "did-you-mean", "taken", "refused", "outside", "unknown")
"""How a question can be met; where it is asked back, what is suggested can be taken or refused."""

OWNERS = {
    "passed-on": "true",
    "answered-by-you": "state = 'answered'",
    "waiting": "state = 'waiting'",
}
"""What becomes of questions that go to the owner, and which of them are meant by it."""


@dataclass(frozen=True)
class Filters:
    """Which conversations to find; what is empty does not filter.

    ``pick`` is a path that was advised, or "none"; ``since`` and ``until`` are days (UTC) of the
    last activity, both included; ``stopped_at`` the question that was open when somebody stopped;
    ``told`` circumstances, all of which were heard; ``words`` beginnings of words, all of which
    stand in names, typed texts or the summary. ``before`` is the cursor of a page: what follows
    it in the list, which has the latest activity first.

    ``confidence`` is that of what was advised, ``why`` a reason to look, reviewed or not. ``asked``
    is a topic that was asked about, or how a question was met; ``came`` a day of the week in which
    the friend came, of whose conversations the latest is found. ``market`` is "none" where none was
    told. ``put`` is a question that was put, of conversations quiet for a day or gone past it.
    """

    state: State | None = None
    market: str = ""
    pick: str = ""
    role: str = ""
    since: str = ""
    until: str = ""
    stopped_at: str = ""
    told: tuple[str, ...] = ()
    words: str = ""
    confidence: str = ""
    why: str = ""
    asked: str = ""
    came: str = ""
    put: str = ""
    before: str = ""

    def after(self, cursor: str) -> "Filters":
        """The same, from a cursor on."""
        return replace(self, before=cursor)


ALL = Filters()


def cursor(updated: str, conversation_id: int) -> str:
    """The end of a page: the place in the list of its last conversation."""
    return f"{updated}_{conversation_id}"


def where(filters: Filters, quiet_since: str) -> tuple[str, dict[str, object]]:
    """The condition on conversations (with their words, where they are looked for), and its values.

    ``quiet_since`` is the moment since which somebody who stopped has not been heard of.
    """
    parts = [*_told(filters), *_days(filters), *_counted(filters), *_words(filters)]
    if filters.state:
        parts.append((STATES[filters.state], {}))
    if filters.market:
        market = None if filters.market == NONE else filters.market
        parts.append(("conversations.market IS :market", {"market": market}))
    if filters.role:
        parts.append(("conversations.role = :role", {"role": filters.role}))
    if filters.pick:
        pick = None if filters.pick == NONE else filters.pick
        parts.append(("advised = 1 AND conversations.pick IS :pick", {"pick": pick}))
    if filters.stopped_at:
        parts.append((f"{STOPPED} AND question = :question", {"question": filters.stopped_at}))
    if filters.before:
        updated, _, number = filters.before.rpartition("_")
        end = {"updated": updated, "id": int(number)}
        parts.append(("(updated_at, conversations.id) < (:updated, :id)", end))
    values: dict[str, object] = {"quiet_since": quiet_since}
    for _, bound in parts:
        values |= bound
    return " AND ".join(["true", *(part for part, _ in parts)]), values


Part = tuple[str, dict[str, object]]
"""A condition in SQL, with the values that it names."""


def _days(filters: Filters) -> Iterator[Part]:
    if filters.since:
        yield "updated_at >= :since", {"since": filters.since}
    if filters.until:
        yield "updated_at < :until", {"until": f"{filters.until}{AFTER_ANY_TIME}"}


def _counted(filters: Filters) -> Iterator[Part]:
    """What only counts over conversations ask for."""
    if filters.confidence:
        sure = "advised AND conversations.confidence = :confidence"
        yield sure, {"confidence": filters.confidence}
    if filters.why:
        yield REASONS[cast("Reason", filters.why)], {}
    if filters.asked:
        yield _asked(filters.asked)
    if filters.put:
        yield PUT, {"put": filters.put, "in_trail": f'"{filters.put}"'}
    if filters.came:
        yield CAME, {"came": filters.came}


def _asked(asked: str) -> Part:
    """What was asked about, or how a question was met."""
    if asked in OWNERS:
        those = f"SELECT friend_id, conversation FROM questions WHERE {OWNERS[asked]}"  # noqa: S608 (a constant)
        return f"(conversations.friend_id, number) IN ({those})", {}
    if asked in ("taken", "refused"):
        taken = "instr(asked, '\"taken\"') > 0"
        suggested, _ = _asked("did-you-mean")
        condition = f"{suggested} AND {taken if asked == 'taken' else f'NOT {taken}'}"
        return condition, {"asked": '"did-you-mean"'}
    start = '"' if asked in MET else ":"
    return "asked IS NOT NULL AND instr(asked, :asked) > 0", {"asked": f'{start}{asked}"'}


def _told(filters: Filters) -> Iterator[Part]:
    for number, each in enumerate(filters.told):
        yield (
            f"told IS NOT NULL AND instr(told, :told{number}) > 0",
            {f"told{number}": f'"{each}"'},
        )


def _words(filters: Filters) -> Iterator[Part]:
    found = words(filters.words)
    if filters.words and not found:
        yield "false", {}
    for name, bits in zip(SKETCHES, sketched(found), strict=True):
        if bits:
            yield f"{name} & :{name} = :{name}", {name: bits}
    for number, each in enumerate(found):
        yield f"instr(words, :word{number}) > 0", {f"word{number}": f" {each}"}


def found(filters: Filters, quiet_since: str) -> tuple[str, dict[str, object]]:
    """The conversations that the filters find, as SQL from its FROM on, and the values."""
    condition, values = where(filters, quiet_since)
    # The words come second, or all of them would be read to find the latest few.
    beside = " CROSS JOIN conversation_words USING (id)" if filters.words else ""
    return f"FROM conversations{beside} WHERE {condition}", values
