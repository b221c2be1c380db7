"""Matters of judgement: what each is spoken of by, and the clauses of a message with such words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from flows.nlu.clauses import Clause
from flows.nlu.phrases import Found, load_lists, load_phrases
from flows.nlu.slots.mentions import mentions
from flows.nlu.slots.reading import Message, once

LISTS = "judgement.txt"
ROLES = ("gate", "never", "mine", "reply")
"""Headings that a question has beside those of its options."""

HEADINGS = ("", "beside gate", "refusing", "together")
"""What may stand behind an option in a heading: what its words need beside them, if anything."""

SHARED = (
    "taken back",
    *("adding", "correction", "elsewhere", "everyday"),
    *("lesser", "lesser than all", "rhetoric"),
    *("may be of another", "may be past", "may be supposed", "may be wished"),
    *("refers back", "refers back inside"),
)
"""Headings of words for all questions."""

NEAR = 7
"""Tokens between words that speak of a matter and words that judge it."""

BACK, INSIDE = SHARED[-2:]
"""The headings of words that go back to what was spoken of before, at the head or anywhere."""

_BEHIND = 2
"""Tokens that may follow on a question that wants no answer ("who cares about titles")."""

_HEARD = ("heard", "tell me", "asks")
"""What the friend may do when somebody else says something."""

PERSONS = ("person", "person-named", "third")
"""Lists of words for somebody else."""


@dataclass(frozen=True, eq=False)
class Heard:
    """A clause with the listed phrases in it, and whether its sentence passes on what one says."""

    clause: Clause
    found: Sequence[Found]
    reported: bool

    @cached_property
    def by_name(self) -> dict[str, list[Found]]:
        """The phrases by their heading."""
        named: dict[str, list[Found]] = {}
        for found in self.found:
            named.setdefault(found.name, []).append(found)
        return named

    def has(self, name: str) -> bool:
        """Whether a phrase under this heading stands in it."""
        return name in self.by_name

    @property
    def asks(self) -> bool:
        """Whether it is a question that wants an answer."""
        behind = [len(self.clause.tokens) - one.end for one in self.by_name.get("rhetoric", ())]
        return self.clause.act == "asks" and min(behind, default=NEAR) > _BEHIND

    @cached_property
    def refers_back(self) -> bool:
        """Whether it goes on with what was spoken of before it."""
        return any(found.first == 0 for found in self.by_name.get(BACK, ())) or self.has(INSIDE)

    def names(self, gate: str) -> bool:
        """Whether words that speak of a matter stand in it, and such as mean little else."""
        everyday = {found[1:] for found in self.by_name.get("everyday", ())}
        return any(found[1:] not in everyday for found in self.by_name.get(gate, ()))


class Matter:
    """How one question is spoken of: its headings among the lists."""

    def __init__(self, question: str) -> None:
        lists = load_lists(LISTS)
        self.gate, self.never = f"{question} gate", f"{question} never"
        self.mine, self.reply = f"{question} mine", f"{question} reply"
        own = [heading for heading in lists if heading.partition(" ")[0] == question]
        parted = {heading: heading.partition(" ")[2].partition(" ") for heading in own}
        self.cues = {
            heading: (option, kind)
            for heading, (option, _, kind) in parted.items()
            if option not in ROLES and kind != "together"
        }
        self.together = {
            option: set(lists[heading])
            for heading, (option, _, kind) in parted.items()
            if kind == "together"
        }
        self.past, self.wished, self.anothers = (
            question in lists[f"may be {what}"] for what in ("past", "wished", "of another")
        )
        self.supposed = {
            option
            for option, _ in self.cues.values()
            if f"{question} {option}" in lists["may be supposed"]
        }
        self.named = {self.gate, self.mine, *self.cues}

    def spans(self, each: Heard) -> list[Found]:
        """Where a clause speaks of the matter."""
        return [found for found in each.found if found.name in self.named]

    def is_anothers(self, each: Heard) -> bool:
        """Whether a clause speaks of somebody else, who is no part of the matter ("goal: CTO")."""
        apart = each.clause.is_of_something and not each.clause.has("me-object")
        if each.clause.whom == "me" and not apart:
            return False
        if each.clause.tokens[0].word == "who" and not each.has(self.mine):
            return True  # "I'm not somebody |who learns quicker than the others"
        if each.reported or each.clause.is_of_another or apart:
            return True
        people = each.clause.spans("people", *PERSONS)
        own = self.spans(each)
        meant = people and all(any(overlap(one, span) for span in own) for one in people)
        return not (meant or each.has(self.mine))

    def is_timely(self, each: Heard) -> bool:
        """Whether a clause tells what is, or what was or is wished where that counts."""
        clause = each.clause
        if clause.when == "hypothetical":
            return bool(self.supposed)
        if clause.when == "past" or (clause.has("past") and clause.has("used-to")):
            return self.past
        wished = clause.act == "wants" or clause.when == "planned"
        return self.wished or not wished or each.has(self.mine) or clause.has("negation")


@cache
def matter_of(question: str) -> Matter:
    """The matter of a question, by its id."""
    return Matter(question)


def tells_of_people(question: str, message: Message) -> bool:
    """Whether a reply to a question may be about others alone: "an SRE who adores teaching"."""
    if not matter_of(question).anothers:
        return False
    own = any(clause.names_me for clause in message.clauses)
    return not own and any(each.kind in ("title", "degree") for each in mentions(message))


@cache
def gates() -> dict[str, str]:
    """The headings of words that speak of a matter, with the question."""
    return {name: name.split()[0] for name in load_lists(LISTS) if name.endswith(" gate")}


@once
def clauses_heard(message: Message) -> list[Heard]:
    """The clauses with the phrases in them."""
    find = load_phrases(LISTS).find
    passing = {clause.sentence for clause in message.clauses if _passes_on(clause)}
    return [
        Heard(clause, find(clause.tokens), clause.quoted or clause.sentence in passing)
        for clause in message.clauses
    ]


def _passes_on(clause: Clause) -> bool:
    """Whether somebody else says something in it: not so in "I wrote" and "a say"."""
    says = clause.spans("says")
    nouns = {each.end for each in clause.spans("determiner")}
    own = {each.end + gap for each in clause.own_subjects for gap in (0, 1)} | nouns
    heard = any(clause.written(each.first, each.end).lower() in _HEARD for each in says)
    return heard or any(each.first not in own for each in says)


def overlap(one: Found, other: Found) -> bool:
    """Whether two phrases share a token."""
    return one.first < other.end and other.first < one.end
