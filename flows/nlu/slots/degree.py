"""The highest completed degree: what is under way, wished, denied or another's is none."""

from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import Literal, NamedTuple

from flows.nlu.clauses import Clause, is_conditional
from flows.nlu.cues import Cues
from flows.nlu.phrases import Found
from flows.nlu.slots.reading import Message, Reading

RANK = ("none-or-bachelors", "masters", "phd")
"""The options, lowest first."""

LOWEST = RANK[0]
_CLOSE, _FEW, _LATER, _SOON = 4, 3, 5, 3

Status = Literal["done", "denied", "left", "under-way", "wished", "in passing"]
_NONE = ("denied", "left")
_HAD = ("completed", "did", "earned", "finished", "got", "has")
_DONE = " done"
"""What the name of a list ends in whose phrases say by themselves that the degree is held."""
_COURSE = "bootcamp"
"""What is no degree, and while it goes on says nothing of the degree before it."""


class Mention(NamedTuple):
    """A degree that a clause of this ``sentence`` names, and whether the friend has it.

    ``clause`` is where that begins in the text.
    """

    degree: str
    status: Status
    words: str
    sentence: int
    clause: int


def stated(message: Message) -> Reading | None:
    """The highest completed degree that running text states."""
    said = [mention for clause in _unconditional(message) for mention in _said(clause)]
    said = list(_finished(said, message))
    done = [mention for mention in said if mention.status == "done"]
    if done:
        best = max(done, key=lambda mention: RANK.index(mention.degree.replace("mba", LOWEST)))
        if best.degree == "mba":
            return Reading(LOWEST, best.words, sure=False)  # a master's, but not in this field
        # A course says nothing of a degree before it: "chemist, then a bootcamp".
        course = best.words.lower() == _COURSE and len(message.clauses) > _FEW
        course = course and all(mention.status not in _NONE for mention in said)
        apart = any(_is_not_held_yet(mention, best) for mention in said)
        return Reading(best.degree, best.words, sure=not (course or apart))
    if came := _came_of_it(said):
        return Reading(came.degree, came.words, sure=False)
    for mention in said:
        if mention.status in _NONE and mention.degree != "phd":
            return Reading(LOWEST, mention.words)
        told = mention.words.lower() != _COURSE
        if mention.status == "under-way" and mention.degree in ("masters", LOWEST) and told:
            sure = mention.degree == LOWEST or len(message.clauses) <= _FEW
            return Reading(LOWEST, mention.words, sure=sure)
    named = next((mention for mention in said if mention.status == "in passing"), None)
    return named and Reading(named.degree.replace("mba", LOWEST), named.words, sure=False)


def _finished(said: list[Mention], message: Message) -> Iterator[Mention]:
    """The degrees, with what the clause behind one says of it: "MSc (ongoing)", "PhD, dropped"."""
    behind: dict[int, Status] = {}
    for before, clause in pairwise(message.clauses):
        cues = Cues(clause.tokens, "degrees.txt")
        if clause.sentence == before.sentence and cues.begins(0, "unfinished"):
            behind[before.start] = "under-way"
        elif clause.sentence == before.sentence and cues.begins(0, "left behind"):
            behind[before.start] = "left"
    last = {mention.clause: mention for mention in said}
    for mention in said:
        status = behind.get(mention.clause) if mention is last[mention.clause] else None
        yield mention._replace(status=status or mention.status)


def _came_of_it(said: list[Mention]) -> Mention | None:
    """A master's named behind a PhD that was left: "turned my PhD into an MSc"."""
    for at, left in enumerate(said):
        if (left.degree, left.status) == ("phd", "left"):
            told = [each for each in said[at:] if each.status in ("wished", "in passing", "left")]
            named = [each for each in told if each.sentence == left.sentence]
            return next((each for each in named if each.degree == "masters"), None)
    return None


def _is_not_held_yet(mention: Mention, held: Mention) -> bool:
    """Whether a degree said to be held is said to be none yet, too.

    "My MS ends in May … with an MS I'd be a second class citizen", "next fall a masters (OMSCS)"
    """
    told = mention.status == "under-way"
    told |= mention.status == "wished" and mention.sentence == held.sentence
    return told and mention.degree == held.degree


def replied(message: Message) -> Reading | None:
    """The degree that a reply to the question states; one under way is asked about."""
    reading = stated(message)
    if reading is None and any(_said(clause) for clause in message.telling):
        return Reading("", message.plain, sure=False)
    return reading


def _unconditional(message: Message) -> Iterator[Clause]:
    """The clauses but those that an "only if" behind them makes a wish."""
    for clause, following in zip_longest(message.clauses, message.clauses[1:]):
        if not is_conditional(clause, following):
            yield clause


def _said(clause: Clause) -> list[Mention]:
    if not clause.tells:
        return []
    cues = Cues(clause.tokens, "degrees.txt")
    hidden = [cue for cue in cues.found if cue.name == "nothing"]
    return [
        Mention(
            degree, _status(clause, cues, cue), clause.words_of(cue), clause.sentence, clause.start
        )
        for degree, cue in _named(clause, cues)
        if not any(each.first <= cue.first and cue.end <= each.end for each in hidden)
        and not _is_others(clause, cues, cue)
    ]


def _named(clause: Clause, cues: Cues) -> Iterator[tuple[str, Found]]:
    for cue in cues.found:
        degree = cue.name.removesuffix(" exact").removesuffix(_DONE)
        if degree == "no-degree":
            yield LOWEST, cue
        elif degree in (*RANK, "mba") and _is_written_so(clause, cue):
            yield degree, cue


def _is_written_so(clause: Clause, cue: Found) -> bool:
    written = clause.words_of(cue)
    if cue.name.endswith("exact"):
        return written.isupper()
    if written in ("ms", "mag", "be"):  # words of their own, unless they stand alone
        behind = [token.word for token in clause.tokens[cue.end : cue.end + 1]]
        return behind in (["in"], ["from"], ["degree"], ["at"]) or (not behind and cue.end <= 2)  # noqa: PLR2004
    return True


def _is_others(clause: Clause, cues: Cues, cue: Found) -> bool:
    """Whether a degree is that of people: "3 PhDs in the team", "so many masters"."""
    if clause.words_of(cue).endswith(("Ds", "phds", "PHDs")):
        return True
    words = [token.word for token in clause.tokens[: cue.first]]
    if words[:1] == ["all"] or _is_of_somebody(clause, cues, cue):
        return True
    return words[-1:] in (["of"], ["many"], ["all"]) and not cues.ends(cue.first, "before-done")


def _is_of_somebody(clause: Clause, cues: Cues, cue: Found) -> bool:
    """Whether a name has the degree: "Tunde did a masters"."""
    had = [each for each in cues.found if each.name == "before-done" and each.end == cue.first]
    first = min((each.first for each in had), default=0)
    named = clause.tokens[first - 1].written if first and not clause.own_subjects else ""
    return named.istitle() and first > 1 and clause.tokens[first].word in _HAD


def _status(clause: Clause, cues: Cues, cue: Found) -> Status:
    behind_it = [token.word for token in clause.tokens[cue.end :]]
    if cue.name == "no-degree" or behind_it == ["no"]:
        return "denied"
    planned = clause.before(cue.first, "planned", "wants")
    if clause.before(cue.first, "negation") and not _only_before(clause, cue):
        return "wished" if planned else "denied"
    at = next((each.first for each in cues.found if _is_field(each, cue)), cue.first)
    behind = range(cue.end, cue.end + 2)
    not_done = any(cues.begins(at, "not-done") for at in behind)
    finished = any(cues.begins(at, "done") for at in range(cue.end, len(clause.tokens)))
    later = any(cues.begins(at, "to be done") for at in range(cue.end, len(clause.tokens)))
    later |= any(cues.begins(at, "unfinished") for at in range(cue.end, cue.end + _LATER))
    had = cues.ends(at, "before-done") or cue.name.endswith(_DONE)
    under_way = not_done or later or cues.ends_near(cue.first, _CLOSE, "under-way")
    under_way |= cues.ends(at, "just before") or (cues.anywhere("beside work") and not had)
    wished = planned or any(cues.begins(at, "wish-behind") for at in behind)
    found: list[tuple[bool, Status]] = [
        (_is_broken_off(cues, cue), "left"),
        (finished and not (not_done or later), "done"),
        (under_way, "under-way"),
        (had, "done"),
        (cues.ends_near(cue.first, _CLOSE, "dropped", *_of_phd(cue, "phd turned")), "left"),
        (wished or cues.ends(cue.first, "wished"), "wished"),
        (_is_judged(clause, cues, cue) or clause.act == "wants", "wished"),
        (_leads_back(clause) or not _stands_alone(clause, cue), "in passing"),
    ]
    return next((status for holds, status in found if holds), "done")


def _of_phd(cue: Found, name: str) -> tuple[str, ...]:
    """A list of words that say of a PhD that nothing came of it, and of no other degree."""
    return (name,) if cue.name.startswith("phd") else ()


def _is_broken_off(cues: Cues, cue: Found) -> bool:
    names = ("not kept", *_of_phd(cue, "phd not kept"))
    return any(cues.begins(at, *names) for at in range(cue.end, cue.end + _SOON))


def _is_field(field: Found, cue: Found) -> bool:
    """Whether a phrase is the field of a degree behind it: "a computer science bachelors"."""
    return field.name == "field" and field.end == cue.first


def _is_judged(clause: Clause, cues: Cues, cue: Found) -> bool:
    """Whether something is said of such degrees: "a masters costs 40k", "masters is no magic"."""
    said = cues.begins(cue.end, "of it")
    own = cue.first > 0 and clause.tokens[cue.first - 1].word == "my"
    return said > 0 and not (own or cues.begins(said, "of one's own"))


def _leads_back(clause: Clause) -> bool:
    return clause.when == "past" and any(found.first == 0 for found in clause.spans("past"))


def _stands_alone(clause: Clause, cue: Found) -> bool:
    """Whether a degree is told by itself, or as one of the things that one has."""
    before = [token.word for token in clause.tokens[: cue.first] if token.word not in ("a", "an")]
    link = before[-1] if before else ""
    return cue.first <= _FEW or link in ("with", "w", "plus", "+", "&", "and", "-", "after")


def _only_before(clause: Clause, cue: Found) -> bool:
    return any(token.word in ("only", "just", "but") for token in clause.tokens[: cue.first])
