"""What the pages show, in the words that friends see: every choice is made here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from bot.charts.attachments import STATUS
from bot.names import LONGEST_NAME, WHY, Names, name_of, reasons
from flows.dialogue.summary import NOTHING
from flows.knowledge import Knowledge
from flows.nlu.circumstances import built_in_circumstances
from flows.rules.verdict import ConfidenceLevel
from storage.advices import StoredAdvice
from storage.finding import NONE, REASONS, Filters, Reason
from storage.review import Listed, TranscriptLine
from storage.texts import minute, one_line, printable

STATES = {
    "new": "new",
    "worth-a-look": "worth a look",
    "reviewed": "reviewed",
    "advised": "advised",
    "stopped": "stopped",
    "going-on": "going on",
}

ANY = {
    "state": "any",
    "market": "any market",
    "role": "any role",
    "pick": "any pick",
    "stopped_at": "anywhere, or nowhere",
    "put": "any question",
    "told": "anything, or nothing",
    "confidence": "any confidence",
    "why": "any, or none",
    "asked": "anything, or nothing",
}
"""What a filter says that does not filter."""


METS = {
    "answer": "answered by a topic or a kept answer",
    "did-you-mean": "asked back: did you mean",
    "taken": "– and one of those was meant",
    "refused": "– and none of those was meant",
    "outside": "nothing the author speaks about",
    "unknown": "not known",
    "passed-on": "passed on to you",
    "waiting": "– and waiting for you",
    "answered-by-you": "– and answered by you",
}
"""How questions were met."""


@dataclass(frozen=True)
class Card:
    """A conversation in a list."""

    id: int
    name: str
    username: str
    updated: str
    result: str
    market: str
    answered: int
    is_new: bool
    note: str
    href: str
    why: str = ""


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Bubble:
    """A line of the transcript: whose it is (friend or advisor), and what goes with it."""

    at: str
    who: str
    text: str
    unsent: bool
    read: str
    told: str


@dataclass(frozen=True)
class Bar:
    """A bar with its name and number: ``width`` of 100, and where its conversations are.

    ``of`` is what the number is a part of, if it is told, and ``of_href`` where all of that is.
    """

    name: str
    count: str
    width: float
    href: str
    of: str = ""
    of_href: str = ""


@dataclass(frozen=True)
class PathBar:
    """A path of an advice: what became of it, and its points as a bar from the middle."""

    name: str
    status: str
    points: str
    start: float
    width: float


class Words(Names):
    """The words of the pages."""

    def card(self, each: Listed, filters: Filters, why: Iterable[Reason] = ()) -> Card:
        """A conversation in a list that was made by filters, which its page goes on with."""
        return Card(
            id=each.id,
            name=name_of(each),
            username=one_line(each.username)[:LONGEST_NAME],
            updated=minute(each.updated),
            result=self.result(each),
            market=self.option("market", each.market),
            answered=each.answered,
            is_new=each.is_new,
            note=one_line(each.note),
            href=talk_address(each.id, filters),
            why=reasons(why),
        )

    def bubble(self, line: TranscriptLine) -> Bubble:
        read = ", ".join(f"{self.question(q)}: {self.option(q, o)}" for q, o in line.read)
        return Bubble(
            at=minute(line.at),
            who=line.who,
            text=printable(line.text),
            unsent=not line.sent,
            read=read,
            told=self.circumstances(line.told),
        )

    def paths(self, advice: StoredAdvice) -> list[PathBar]:
        """The chart of an advice: the points of each path, from the middle to either side."""
        verdict = advice.record.verdict
        most = max((abs(path.points) for path in verdict.paths.values()), default=0) or 1
        return [
            PathBar(
                name=self.path(name),
                status="picked" if name == verdict.advised else STATUS[path.status],
                points=f"{path.points:+d}",
                start=round(50 + min(0, path.points) / most * 50, 2),
                width=round(abs(path.points) / most * 50, 2),
            )
            for name, path in sorted(
                verdict.paths.items(), key=lambda item: (item[1].status == "out", -item[1].points)
            )
        ]


def query(filters: Filters, **changes: str) -> str:
    """Filters as they stand in an address."""
    fields = {name: getattr(filters, name) or "" for name in Filters.__dataclass_fields__}
    told = fields.pop("told") or ()
    given = {name: value for name, value in {**fields, **changes}.items() if value}
    return urlencode([*given.items(), *(("told", each) for each in told)])


def talks_address(filters: Filters = Filters(), **changes: str) -> str:  # noqa: B008 (it is immutable)
    """The list that filters find."""
    found = query(filters, **changes)
    return f"/talks?{found}" if found else "/talks"


def talk_address(conversation_id: int, filters: Filters, **more: str) -> str:
    """A conversation within the list that filters find."""
    found = query(filters, before="", **more)
    return f"/talks/{conversation_id}?{found}" if found else f"/talks/{conversation_id}"


def fields(
    words: Words, filters: Filters, asked: Mapping[str, str] | None = None
) -> dict[str, list[Option]]:
    """The choices of each filter, the one in use marked; ``asked`` has topics with their names."""
    knowledge = words.knowledge
    choices: dict[str, dict[str, str]] = {
        "state": dict(STATES),
        "market": _options(knowledge, "market") | {NONE: "not told"},
        "role": _options(knowledge, "role"),
        "pick": {path.id: path.button for path in knowledge.paths} | {NONE: NOTHING},
        "stopped_at": (questions := {each.id: each.name for each in knowledge.questions}),
        "put": questions,
        "told": {each.id: each.told for each in built_in_circumstances().values()},
        "confidence": {level: level for level in get_args(ConfidenceLevel)},
        "why": {reason: WHY[reason] for reason in REASONS},
        "asked": {**METS, **(asked or {})},
    }
    return {
        name: [
            Option("", ANY[name], chosen=False),
            *(
                Option(value, shown, _is_chosen(filters, name, value))
                for value, shown in values.items()
            ),
        ]
        for name, values in choices.items()
    }


def _is_chosen(filters: Filters, name: str, value: str) -> bool:
    used = getattr(filters, name)
    return value in used if isinstance(used, tuple) else value == used


def _options(knowledge: Knowledge, question: str) -> dict[str, str]:
    known = knowledge.question.get(question)
    return {option.id: option.label for option in known.options} if known else {}


def bars(
    counts: Mapping[str, int],
    names: Mapping[str, str],
    leads_to: Callable[[str], str],
    most: int = 12,
) -> Iterator[Bar]:
    """The first of some counts as bars, each with where it leads."""
    widest = max(counts.values(), default=0) or 1
    for name, count in [*counts.items()][:most]:
        width = round(100 * count / widest, 2)
        yield Bar(names.get(name, name), str(count), width, leads_to(name))
