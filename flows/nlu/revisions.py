"""What a message takes back in the same breath: "5 years, sorry, 7", "PhD. Scratch that, none"."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from flows.nlu.moods import unguessed
from flows.nlu.phrases import Found, load_phrases
from flows.nlu.slots.kinds import Kind
from flows.nlu.slots.reading import Message, Reading

_MOST = 3
"""Places of a message where something may be taken back; who goes on so means little by it."""

_NAMES = ("firmly", "contrasting", "softly", "closed")
_MARKS = frozenset(",.;:-()!?")


class _Revision(NamedTuple):
    """The sentence up to where it is taken back, its last clause, and what is put for it.

    ``instead`` is a clause, ``rest`` goes on to the end of its sentence. ``name`` is that of the
    list which the words stand in.
    """

    before: Message
    last: Message
    instead: Message
    rest: Message
    name: str


def revised(
    message: Message, read: Mapping[str, Reading], kinds: Mapping[str, Kind], opened: str = ""
) -> dict[str, Reading]:
    """The readings that a message revises: as they are in the end, or to be asked back.

    ``read`` are those of the whole message, ``opened`` is the open question. Only what was read
    before the words that take it back is revised: what is corrected of somebody else stays theirs.
    """
    found: dict[str, Reading] = {}
    for each in _revisions(message):
        last: dict[str, Reading] = {}
        gone: list[str] = []
        # Of "I have 12 years, I meant two" nothing may be read as a whole, though each part is.
        named = (name for name, kind in kinds.items() if not kind.by_question or name == opened)
        for question in dict.fromkeys((*read, *named)):
            kind = kinds[question]
            new = _instead(kind, question, each)
            whole = read.get(question)
            contrasts = each.name == "contrasting"
            if new and whole and whole.sure and whole.option == new.option and not contrasts:
                continue  # the whole was read as it was put right
            # What stands before is longer: it is read only where that can change anything.
            if not new and (question not in read or each.name != "firmly" or last):
                continue
            old = kind.stated(question, each.before)
            if not old and question == opened and not kind.by_question:
                old = kind.replied(question, each.before)
            if new and old and old.option:
                told_before = (old.option, old.sure) == (new.option, True)
                last[question] = new._replace(sure=new.sure and (told_before or not contrasts))
            elif old and old.option and kind.stated(question, each.last):
                gone.append(question)
        if not last and each.name == "firmly":
            last = {question: read[question]._replace(sure=False) for question in gone}
        found |= last
    return found


def _instead(kind: Kind, question: str, each: _Revision) -> Reading | None:
    """What is said instead; None where it is about something else."""
    new = kind.stated(question, each.rest) if each.name in ("firmly", "contrasting") else None
    new = new or kind.stated(question, each.instead)
    if not kind.by_question and not (new and new.sure):
        # It stands in the place of what was said, as a reply does.
        reply = kind.replied(question, each.instead)
        new = reply if not new or (reply and reply.option == new.option) else new
    return new if new and new.option else None


def _revisions(message: Message) -> Iterator[_Revision]:
    """Where a message takes something back, in order."""
    return islice(filter(None, (_revision(message, run) for run in _runs(message))), _MOST)


def _runs(message: Message) -> Iterator[list[Found]]:
    """The words that take something back, those that follow one another together."""
    found = load_phrases("revisions.txt").find(message.tokens)
    run: list[Found] = []
    for each in sorted(found, key=lambda each: (each.first, -each.end)):
        if run and each.end <= run[-1].end:
            continue
        if run and not _marks_only(message, run[-1].end, each.first):
            yield run
            run = []
        if run or each.name != "beside":
            run.append(each)
    if run:
        yield run


def _marks_only(message: Message, first: int, end: int) -> bool:
    return all(token.word in _MARKS for token in message.tokens[first:end])


def _is_apart(message: Message, run: list[Found]) -> bool:
    """Whether a mark stands before words, and behind a "no": "no masters" takes nothing back."""
    read, end = message.tokens, run[-1].end
    before = read[run[0].first - 1].word in _MARKS
    closed = any(each.name == "closed" for each in run[-1:])
    return before and not (closed and read[end].word not in _MARKS)


def _revision(message: Message, run: list[Found]) -> _Revision | None:
    """What a run of such words takes back; None where it does not, or has nothing around it."""
    plain, read, clauses = message.plain, message.tokens, message.clauses
    names = {each.name for each in run}
    name = next(each for each in _NAMES if each in names)
    first, end = run[0].first, max(each.end for each in run)
    while first and read[first - 1].word in _MARKS:
        first -= 1
    while end < len(read) and read[end].word in _MARKS:
        end += 1
    if not first or end == len(read) or (name not in _NAMES[:2] and not _is_apart(message, run)):
        return None
    one = next((c for c in clauses if c.start <= read[first - 1].start < c.end), None)
    two = next((c for c in clauses if c.start <= read[end].start < c.end), None)
    if one is None or two is None or two.act == "asks" or two.when == "hypothetical":
        return None
    if two.whom not in ("me", one.whom):
        return None
    begins, ends = message.line(one)[0].start, max(each.end for each in message.line(two))
    stop, start = read[first - 1].end, read[end].start
    spans = (begins, stop), (one.start, stop), (start, two.end), (start, ends)
    parts = (replace(message, text=plain[one:two], guess=unguessed) for one, two in spans)
    return _Revision(next(parts), next(parts), next(parts), next(parts), name)
