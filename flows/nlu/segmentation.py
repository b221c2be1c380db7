"""Where the sentences of a text, their clauses, and what is quoted begin and end."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from flows.nlu.normalize import Token
from flows.nlu.phrases import Found, load_lists

LONGEST = 60
"""Tokens of one clause; what goes on without a stop is cut there."""

_TITLE = 3
"""Words between marks that may be a name or a title."""
_STOPS = frozenset(".!?;\n")
_BREAKS = frozenset(',()|"')
_REACH = 6
"""Tokens between "grateful" and the "whether" that it seeks."""
_UNITS = ("year", "years", "month", "months", "percent", "%")
_COUNTING = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)
_CLOSE = {"percent": 10, "%": 10}
"""How far the ends of a stretch may be apart, by what they count; two where nothing stands here."""
_NUMBERED = re.compile(r"(?<!\S)(\d)[).] (?=\D)")


def quotes(plain: str) -> Iterator[tuple[int, int]]:
    """Where what is quoted begins and ends: between marks, or in a line that begins with ">".

    "> 5 years" is a number, and quotes nothing; a title between marks may be the friend's.
    """
    marks = [at for at, char in enumerate(plain) if char == '"']
    for one, two in zip(marks[::2], marks[1::2], strict=False):
        words = plain[one + 1 : two].split()
        if len(words) > _TITLE or words[:1] in (["I"], ["I'm"], ["i"], ["i'm"]):
            yield one, two
    start = 0
    for line in plain.splitlines(keepends=True):
        bare = line.lstrip(" >")
        if line.lstrip().startswith(">") and not bare[:1].isdigit():
            yield start, start + len(line)
        start += len(line)


def cut_sentences(plain: str) -> Iterator[tuple[int, int, str]]:
    """Where each sentence begins and ends, and the mark that ends it."""
    start, at, length = 0, 0, len(plain)
    items = _items(plain)
    while at < length:
        char = plain[at]
        if at in items:
            if plain[start:at].strip():
                yield start, at, ""
            start = at = items[at]
        elif char in _STOPS and not (char == "." and not _ends_here(plain, at)):
            last = at
            while last < length and plain[last] in ".!?;":
                last += 1
            yield start, at, plain[at:last] or char
            start = at = max(last, at + 1)
        else:
            at += 1
    yield start, length, ""


def _items(plain: str) -> dict[int, int]:
    """Where the numbers of a list within a line begin, and end: "1) is … 2) how …"."""
    found = [*_NUMBERED.finditer(plain)]
    counted = len(found) > 1 and all(
        int(each[1]) == count for count, each in enumerate(found, start=1)
    )
    return {each.start(): each.end() for each in found} if counted else {}


def _ends_here(plain: str, at: int) -> bool:
    """Whether a full stop ends a sentence: not in a number, a degree or an abbreviation."""
    following = plain[at + 1 : at + 2]
    if following and not following.isspace() and not following.isupper() and following != ".":
        return False
    word = plain[max(0, at - 12) : at].rpartition(" ")[2].rpartition("\n")[2].lower()
    if following.isupper() and (len(word) <= 2 or "." in word):  # noqa: PLR2004 (B.Tech, M.Sc.)
        return False
    if word in listed("abbreviation"):
        return False
    return not ("." in word and plain[at + 1 : at + 3].strip()[:1].islower())


@cache
def listed(name: str, file: str = "clauses.txt") -> frozenset[str]:
    """The words of one list, as they stand there."""
    return frozenset(load_lists(file)[name])


class Piece(NamedTuple):
    """A clause among the tokens of its sentence, and what stood before it."""

    first: int
    end: int
    opens: str


def cut_clauses(read: Sequence[Token], cues: Sequence[Found], *, marked: bool) -> Iterator[Piece]:
    """Where each clause of a sentence begins and ends; ``marked``: by a question mark."""
    marks = {name: {cue.first: cue.end for cue in cues if cue.name == name} for name in _OPENERS}
    persons = {cue.first: cue.end for cue in cues if cue.name.startswith("person")}
    people = set(persons.values())
    sought = {cue.end for cue in cues if cue.name.startswith("seeking")}
    start, opens = 0, ""
    for at, token in enumerate(read):
        if (at == start and token.word not in _BREAKS) or _goes_on(read, at):
            continue
        resume = at
        if token.word in _BREAKS or (token.word in "-/" and _stands_alone(read, at)):
            resume = at + 1
        elif at in marks["join"]:
            resume = marks["join"][at]
        elif token.word in ("and", "so", "&") and (
            _begins(at + 1, marks) or _names_person(read, at + 1, persons)
        ):
            resume = at + 1
        elif not (
            (
                at in marks["suppose"]
                and at >= marks["suppose"].get(start, 0)
                and not seeks(read, at, sought)
            )
            or (token.word in ("who", "whose") and at in people)
            or (token.word in ("which", "that") and _is_were(read, at + 1))
            or (at in marks["question-inside"] and not _is_linked(read, start, at))
            or (
                marked and at in marks["question-inside-marked"] and not _is_linked(read, start, at)
            )
            or at - start >= LONGEST
        ):
            continue
        yield Piece(start, at, opens)
        closed = at == start and opens == ")"
        start, opens = resume, ")" if closed else token.word if resume > at else ""
    yield Piece(start, len(read), opens)


_OPENERS = (
    *("join", "suppose", "question-inside", "question-inside-marked"),
    *("question", "wh", "me-subject", "third", "wants", "verb"),
)


def seeks(read: Sequence[Token], at: int, sought: Collection[int]) -> bool:
    """Whether a "how" or "if" is what was sought: "grateful for a word on |whether| …".

    ``sought`` is where phrases end that seek something.
    """
    for end in range(at, max(at - _REACH, 0), -1):
        if end in sought:
            return True
        if read[end - 1].word not in listed("between", "asking.txt"):
            return False
    return False


def _names_person(read: Sequence[Token], at: int, persons: Mapping[int, int]) -> bool:
    """Whether somebody of the friend's and a verb follow: "and my manager says"."""
    end = persons.get(at + 1)
    return (
        end is not None
        and read[at].word in ("my", "our")
        and end < len(read)
        and read[end].word in listed("says")
    )


def _begins(at: int, marks: Mapping[str, Mapping[int, int]]) -> bool:
    """Whether a clause of its own begins here, behind an "and"."""
    return any(at in marks[name] for name in _OPENERS[4:])


def _is_linked(read: Sequence[Token], start: int, at: int) -> bool:
    """Whether words that ask go on with a question that began before them."""
    if read[at].word in ("also", "plus"):
        return False
    return read[at - 1].word in listed("link") or read[start].word in listed("wh")


def _is_were(read: Sequence[Token], at: int) -> bool:
    return at < len(read) and read[at].word in ("was", "were")


def _goes_on(read: Sequence[Token], at: int) -> bool:
    """Whether what would part clauses stands inside a number or a title: "VP, Data Science"."""
    if read[at].word not in (",", "-") or not 0 < at < len(read) - 1:
        return False
    titled = read[at - 1].word in listed("heads") and read[at + 1].word in listed("headed")
    return titled or _counts_on(read, at)


def _counts_on(read: Sequence[Token], at: int) -> bool:
    """Whether a comma stands between the ends of a stretch: "six, seven years"."""
    if read[at].word != "," or not 0 < at < len(read) - 2 or read[at + 2].word not in _UNITS:
        return False
    low, high = (_counted(read[beside].word) for beside in (at - 1, at + 1))
    return 0 < low < high <= low + _CLOSE.get(read[at + 2].word, 2)


def _counted(word: str) -> int:
    return _COUNTING.index(word) + 1 if word in _COUNTING else int(word) if word.isdecimal() else 0


def _stands_alone(read: Sequence[Token], at: int) -> bool:
    """Whether a dash or slash stands between spaces."""
    before, after = read[at - 1].end, read[at + 1].start if at + 1 < len(read) else 0
    return before < read[at].start and after > read[at].end
