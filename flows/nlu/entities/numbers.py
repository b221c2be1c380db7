"""Numbers in a text, in digits or words, and parts of a whole: ``1,20,000``, ``a third``."""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from flows.nlu.cues import Cues
from flows.nlu.normalize import Token, tokens
from flows.nlu.phrases import DATA, Phrases, load_lists, words_of

HAIR = Decimal("0.001")
"""What separates "under two" from two."""

_WHOLE, _TEN = Decimal(100), 10
_AROUND = 4
"""Tokens that may stand in "well just under" before a number, and in "out of every" behind it."""

# A mark before three figures parts thousands (or two, in lakhs); the other one parts off decimals.
_WRITTEN = re.compile(
    r"([1-9]\d{0,2}([.,])(?:\d{2,3}\2)*\d{3}|\d{1,12})(?:(?!\2)[.,](\d+))?", re.ASCII
)
_ADDS = ("+", "plus")
_IN_GROUP = 3
"""Figures of a group of thousands."""


class Number(NamedTuple):
    """A number as it stands at the tokens from ``first`` to ``end``.

    ``named`` is part of a name or an ordinal and counts nothing: ``L6``, ``SDE-2``, ``k8s``, 2nd.
    """

    value: Decimal
    first: int
    end: int
    named: bool = False


class Part(NamedTuple):
    """A part of a whole, from ``low`` to ``high`` as fractions, with all that belongs to it."""

    low: Decimal
    high: Decimal
    first: int
    end: int


@cache
def _table() -> dict[str, dict[str, int | float | str]]:
    return tomllib.loads((DATA / "numbers.toml").read_text(encoding="utf-8"))


@cache
def _words(name: str) -> dict[str, Decimal]:
    return {word: Decimal(str(value)) for word, value in _table()[name].items()}


def has_number(read: tuple[Token, ...], also: Collection[str] = ()) -> bool:
    """Whether a digit or a word of a number stands in the tokens, or one of the words ``also``.

    Most clauses have none, and need not be read for what they count.
    """
    counting = _counting()
    return any(t.word[0].isdigit() or t.word in counting or t.word in also for t in read)


@cache
def _counting() -> frozenset[str]:
    return frozenset(("hundred", *_words("small"), *_words("tens")))


@lru_cache(maxsize=256)  # several kinds of answers look for the numbers of a clause
def numbers(read: tuple[Token, ...]) -> tuple[Number, ...]:
    """Every number in the tokens, in order."""
    if not has_number(read):
        return ()
    cues = Cues(read, "numbers.txt")
    found: list[Number] = []
    at = 0
    while at < len(read):
        pronoun = cues.begins(at, "not counting")
        number = None if pronoun else _in_digits(cues, at) or _in_words(read, at)
        if number:
            found.append(_with_part(read, number))
        at = found[-1].end if number else pronoun or at + 1
    return tuple(found)


def value_of(written: str, *, thousands: bool = True) -> Decimal | None:
    """The number that digits with points and commas stand for: ``1,20,000``, ``5.200``, ``2,5``.

    A single mark before three figures parts off thousands; without ``thousands``, the decimals.
    None for what is no number, as a date.
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    if match[2] and not thousands and not match[3] and written.count(match[2]) == 1:
        return Decimal(written.replace(",", "."))
    return Decimal(f"{match[1].replace(match[2] or ',', '')}.{match[3] or 0}").normalize() + 0


def _in_digits(cues: Cues, at: int) -> Number | None:
    read = cues.read
    written, end = read[at].word, at + 1
    if not written[0].isdigit():
        return None
    leads = len(written) <= _IN_GROUP and written.isdecimal() and written[0] != "0"
    while leads and (group := _group(read, end)) > end:
        written, end = written + read[group - 1].word, group
    following = read[end].word if end < len(read) else ""
    scales = (load_lists("money.txt")[name] for name in ("thousand", "lakh", "million", "crore"))
    value = value_of(written, thousands=not any(following in scale for scale in scales))
    return None if value is None else Number(value, at, end, _is_named(cues, at, end))


def _group(read: tuple[Token, ...], at: int) -> int:
    """The end of a group of thousands that stands apart: ``120 000``, ``120'000``."""
    apart = 0 if at < len(read) and read[at].word == "'" and is_glued(read, at) else 1
    group = at + 1 - apart
    word = read[group].word if group < len(read) else ""
    figures, mark, cents = word[:_IN_GROUP], word[_IN_GROUP : _IN_GROUP + 1], word[_IN_GROUP + 1 :]
    whole = not mark or (mark in ".," and cents.isdecimal() and len(cents) < _IN_GROUP)
    if len(figures) == _IN_GROUP and figures.isdecimal() and whole:  # "5 412,30"
        return group + 1 if read[group].start - read[group - 1].end == apart else at
    return at


def _is_named(cues: Cues, at: int, end: int) -> bool:
    read, letters = cues.read, at - 1
    if letters > 0 and read[letters].word == "-" and is_glued(read, letters):
        letters -= 1
    # "80k-60k" is no name.
    scaled = letters > 0 and is_glued(read, letters) and read[letters - 1].word[0].isdigit()
    if is_glued(read, at) and read[letters].word[0].isalpha() and not scaled:
        return True
    inside = is_glued(read, end + 1) and read[end + 1].word[0].isdigit()
    behind = bool(cues.begins(end, "ordinal")) or (inside and read[end].word.isalpha())
    return behind and is_glued(read, end)


def is_glued(read: tuple[Token, ...], at: int) -> bool:
    """Whether a token is written right behind the one before it."""
    return 0 < at < len(read) and read[at - 1].end == read[at].start


def _in_words(read: tuple[Token, ...], at: int) -> Number | None:
    """A number in words: ``twenty five``, ``one hundred and twenty``, ``one twenty``."""
    small, tens = _words("small"), _words("tens")
    value, end, last = Decimal(0), at, ""
    if [token.word for token in read[at : at + 2]] == ["a", "hundred"]:
        end += 1
    while end < len(read):
        word, following = read[end].word, read[end + 1].word if end + 1 < len(read) else ""
        if word in small and (last in ("", "hundred") or (last == "ten" and small[word] < _TEN)):
            value, last = value + small[word], "one"
        elif word in tens and (last in ("", "hundred") or (last == "one" and 0 < value < _TEN)):
            # "one twenty" leaves out the hundred.
            value, last = value * (_WHOLE if last == "one" else 1) + tens[word], "ten"
        elif word == "hundred" and last in ("", "one"):
            value, last = (value or 1) * _WHOLE, "hundred"
        elif word == "-" and last == "one" and following in tens and 0 < value < _TEN:
            pass  # "one-forty"
        elif not (word == "-" and last == "ten" and following in small) and not (
            word == "and" and last == "hundred" and (following in small or following in tens)
        ):
            break
        end += 1
    return Number(value, at, end) if last else None


def _with_part(read: tuple[Token, ...], number: Number) -> Number:
    """Take up "and a half" and "point five"."""
    value, end = number.value, number.end
    following = " ".join(token.word for token in read[end : end + 3])
    if following.startswith("point ") and (tenth := _in_words(read, end + 1)):
        return number._replace(value=value + tenth.value / _TEN, end=tenth.end)
    if part := {"and a half": 2, "and a quarter": 4}.get(following):
        return number._replace(value=value + Decimal(1) / part, end=end + 3)
    return number


def digits(read: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with numbers in words as digits, each where its words stand; the others stay."""
    if not has_number(read, _span_words()):
        return read
    spans = {span.first: (span.end, span.name) for span in _span_phrases().find(read)}
    for number in numbers(read):
        if not read[number.first].word[0].isdigit() or number.end > number.first + 1:
            spans.setdefault(number.first, (number.end, f"{number.value:f}"))
    out: list[Token] = []
    stop = 0
    for first, (end, written) in sorted(spans.items()):
        if first >= stop:
            start, last = read[first].start, read[end - 1].end
            out += read[stop:first]
            out += (Token(word.word, word.written, start, last) for word in tokens(written))
            stop = end
    return (*out, *read[stop:])


@cache
def _span_words() -> frozenset[str]:
    """The longest word of each of these phrases: no other is as rare where the phrase is not."""
    return frozenset(max(words_of(phrase), key=len) for phrase in _table()["spans"])


@cache
def _span_phrases() -> Phrases:
    """What stands for a number and its unit: "a decade", "a couple of"."""
    lists: dict[str, list[str]] = {}
    for phrase, written in _table()["spans"].items():
        lists.setdefault(str(written), []).append(phrase)
    return Phrases(lists)


def ordinal(read: tuple[Token, ...], at: int) -> tuple[int, int] | None:
    """The number that an ordinal begins with at a token, and where it ends: "eighth", "8th"."""
    if value := _words("ordinals").get(read[at].word):
        return int(value), at + 1
    ends = at + 1 < len(read) and read[at + 1].word in ("st", "nd", "rd", "th")
    return (int(read[at].word), at + 2) if ends and read[at].word.isdecimal() else None


def parts(read: tuple[Token, ...], *, bare: bool = False) -> list[Part]:
    """Every part of a whole, as a fraction: ``30%``, ``a third``, ``2/3``, ``10 to 20 percent``.

    With ``bare`` a number up to 100 without a percent sign counts as a percentage.
    """
    if not has_number(read, _words("denominators")):
        return []
    cues = Cues(read, "numbers.txt")
    found = [Number(Decimal("0.5"), *c[1:]) for c in cues.found if c.name == "fifty fifty"]
    found += _fractions(cues, numbers(read))
    taken = {at for part in found for at in range(part.first, part.end)}
    counted = [n for n in numbers(read) if n.first not in taken and not n.named]
    signed = {n.first: n._replace(end=e) for n in counted if (e := cues.begins(n.end, "percent"))}
    for one, two in pairwise(counted):
        if one.first in signed or two.first in signed:
            left, right = signed.get(one.first, one), signed.get(two.first, two)
            if joined(read, left, right):
                signed |= {one.first: left, two.first: right}
    percents = [
        signed.get(n.first, n) for n in counted if n.first in signed or (bare and n.value <= _WHOLE)
    ]
    found += [n._replace(value=n.value / _WHOLE) for n in percents]
    return list(_stretched(cues, sorted(found, key=lambda n: n.first)))


def _fractions(cues: Cues, counted: Sequence[Number]) -> Iterator[Number]:
    """Parts in words and as one number of another: ``two thirds``, ``2/3rd``, ``one in ten``."""
    read, by_end, by_first = cues.read, {n.end: n for n in counted}, {n.first: n for n in counted}
    for at, token in enumerate(read):
        whole = _words("denominators").get(token.word)
        dashed = at > 0 and read[at - 1].word == "-"
        one = by_end.get(at - dashed) or (None if dashed else Number(Decimal(1), at, at))
        if whole and one and one.value < whole and not cues.begins(at + 1, "of something else"):
            yield Number(one.value / whole, one.first, at + 1)
    for one in counted:
        at = one.end
        while at < min(len(read), one.end + _AROUND) and cues.begins(at, "out of"):
            at += 1
        of = by_first.get(at) if at > one.end else None
        if (
            of
            and 0 < one.value < of.value <= _WHOLE
            and not cues.begins(of.end, "of something else")
        ):
            yield Number(one.value / of.value, one.first, cues.begins(of.end, "ordinal") or of.end)


def _stretched(cues: Cues, counted: Sequence[Number]) -> Iterator[Part]:
    """Take up what makes a stretch of a part: "just under", "to", "or more"."""
    before = {c.end: c for c in reversed(cues.found) if c.name in ("above", "below", "about")}
    reach = 0
    for one, two in zip_longest(counted, counted[1:]):
        if one.first < reach:
            continue
        first, off = one.first - cues.ends(one.first, "article"), Decimal(0)
        while (cue := before.get(first)) and one.first - first <= _AROUND:
            first = cue.first
            off = off or {"above": HAIR, "below": -HAIR}.get(cue.name, off)
        if two and joined(cues.read, one, two):
            low, high = sorted((one.value, two.value))
            reach = two.end
            # "25 to 50" stays short of the band that begins at 50.
            yield Part(low, high - HAIR if low < high else high, first, two.end)
        else:
            end = cues.begins(one.end, "or more") or one.end
            if (
                cues.read[one.end : end]
                and cues.read[end - 1].word in _ADDS
                and end < len(cues.read)
            ):
                end = one.end if cues.read[end].word.isalnum() else end  # "15 % + pension"
            off = off or (HAIR if end > one.end else off)
            yield Part(one.value + off, one.value + off, first, end)


def joined(read: tuple[Token, ...], one: Number, two: Number) -> bool:
    """Whether two numbers are the ends of one stretch."""
    listed = load_lists("numbers.txt")
    between = [token.word for token in read[one.end : two.first]]
    if between[:1] == ["and"] and set(between[1:]) <= {*listed["article"]}:
        before = one.first - (read[max(0, one.first - 1)].word in listed["article"])
        return before > 0 and read[before - 1].word == "between"
    return " ".join(between) in listed["joining"]
