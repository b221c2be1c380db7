"""Names of places in running text, told from the common words that they share."""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from flows.nlu.normalize import Token
from flows.nlu.phrases import DATA, load_lists

FILE = DATA / "gazetteer.tsv"
SMALL, BIG, HUGE, CERTAIN = range(4)
"""How well known a name is. A small one counts only capitalised and after "in" or the like, a big
one needs one of the two, a huge one neither; certain are countries, states and our own list."""

_LONGEST = 3
_SHORT_NAME = 3
"""Letters of the short name of a country."""
_SIGNS = frozenset("$€£₹")
_NONE = "XX"
"""In place of the country, for companies that are called after places."""
_MARKS = str.maketrans(".-'", "   ")


class Named(NamedTuple):
    """A name in plain form, the ISO 3166 country of the largest place so called, how well known."""

    name: str
    country: str
    level: int


class Place(NamedTuple):
    """A place named by the tokens from ``first`` to ``end``, and its country (ISO 3166)."""

    country: str
    first: int
    end: int


@lru_cache(maxsize=1024)
def plain_name(name: str) -> str:
    """A name in small letters without accents, points and hyphens."""
    folded = name.casefold().replace("ß", "ss").replace("ø", "o")
    if not folded.isascii():
        bare = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(folded.translate(_MARKS).split())


def places(text: str, read: tuple[Token, ...]) -> Iterator[Place]:
    """The places that the tokens of a text name, in order, wherever they are said to be.

    A city with its state or country behind it is one place.
    """
    at = 0
    while at < len(read):
        found = _place(text, read, at)
        if found is None:
            at += 1
            continue
        wider = _wider(text, read, found.end, found.country)
        if found.country != _NONE:
            yield found._replace(country=wider.country, end=wider.end) if wider else found
        at = wider.end if wider else found.end


def is_school(name: str) -> bool:
    """Whether a place is a university, where one is only while one studies."""
    return plain_name(name) in load_lists("places.txt")["school"]


def market_of(country: str) -> str:
    """The market that a country belongs to: an option of the question about the market."""
    return _headed("market ").get(country, "elsewhere")


def _wider(text: str, read: tuple[Token, ...], end: int, within: str = "US") -> Place | None:
    """The state or country named right behind a place, which is in the country ``within``."""
    linked = end < len(read) and read[end].word in (",", "in")  # "Valencia in Venezuela"
    behind = end + 1 if linked else end
    if behind >= len(read):
        return None
    if behind > end and read[behind].written in load_lists("places.txt")["state"]:
        on = read[behind + 1].word if behind + 1 < len(read) else ""
        degree = read[behind].written in load_lists("places.txt")["state or degree"]
        degree = degree and (within == "IN" or on in load_lists("places.txt")["of a degree"])
        # "Hyderabad, MS from IISc" and "Toronto, CA$124k" name no state.
        return None if degree or on in _SIGNS else Place("US", behind, behind + 1)
    found = _place(text, read, behind, certain=True)
    if found is None or not read[found.first].written[:1].isupper():
        return None
    return None if _names_a_firm(read, found) else found


def _names_a_firm(read: tuple[Token, ...], place: Place) -> bool:
    """Whether a short name is that of whose firm: "Nairobi, US startup", "Berlin, US$ 50k"."""
    behind = read[place.end].written if place.end < len(read) else ""
    short = place.end - place.first == 1 and len(read[place.first].written) <= _SHORT_NAME
    noun = behind.islower() and behind not in load_lists("places.txt")["behind a place"]
    return short and (noun or behind in _SIGNS)


def _place(text: str, read: tuple[Token, ...], at: int, *, certain: bool = False) -> Place | None:
    word = read[at].word
    if not word[0].isalpha():
        return None
    written = read[at].written
    lower = word.isascii() and word.isalpha() and written.islower()
    if not _begins(word if lower else plain_name(written).partition(" ")[0]):
        return None
    for end in range(_reach(text, read, at), at, -1):
        # Most are one word, which needs no look between its ends.
        if not read[end - 1].word[:1].isalpha() or any(
            not token.word[:1].isalpha() and token.word not in "-."
            for token in read[at + 1 : end - 1]
        ):
            continue
        said = _said(text, read, at, end)
        if exact := _headed("exact ").get(said):
            return Place(exact, at, end)
        name = plain_name(said)
        country, level = _known(name)
        if not country or (certain and level < CERTAIN):
            continue
        if name in _common():
            if _wider(text, read, end):
                return Place(country, at, end)
        elif level >= _needed(read, at):
            return Place(country, at, end)
    return None


def _reach(text: str, read: tuple[Token, ...], at: int) -> int:
    """The end of the longest name that may begin at a token: one goes on while some name does."""
    for end in range(at + 1, min(at + _LONGEST, len(read))):
        if not _begins(plain_name(_said(text, read, at, end + 1))):
            return end
    return min(at + _LONGEST, len(read))


def _said(text: str, read: tuple[Token, ...], at: int, end: int) -> str:
    return text[read[at].start : read[end - 1].end].removesuffix("'s").rstrip("'.")


def _needed(read: tuple[Token, ...], at: int) -> int:
    """How much a name has to weigh, as it is written and where it stands."""
    capital = read[at].written[:1].isupper()
    before = read[at - 1].word if at else ","
    near = before in load_lists("places.txt")["near"] or not before[:1].isalnum()
    return SMALL if capital and near else BIG if capital or near else HUGE


@cache
def _gazetteer() -> "tuple[bytes, array[int]]":
    """The file as it stands, sorted by name, and where its lines begin.

    Its tens of thousands of names, each a string by itself in a table, would take ten times as
    much memory, and one string of all of them twice as much.
    """
    content = FILE.read_bytes()
    ends = accumulate(map(len, content.splitlines(keepends=True)), initial=0)
    return content, array("I", ends)[:-1]


def _line(beginning: str) -> str:
    """The first line of the gazetteer that begins so, or nothing."""
    content, starts = _gazetteer()
    sought = beginning.encode(errors="surrogatepass")  # sorts as the letters do
    length = len(sought)
    at = bisect_left(starts, sought, key=lambda start: content[start : start + length])
    line = content[starts[at] : content.index(b"\n", starts[at])] if at < len(starts) else b""
    return line.decode() if line.startswith(sought) else ""


@lru_cache(maxsize=1024)
def _known(name: str) -> tuple[str, int]:
    """The country of a place and how well known it is; ``("", 0)`` for what is none."""
    if country := _certain().get(name):
        return country, CERTAIN
    _, country, level = (_line(f"{name}\t") or "\t\t0").split("\t")
    return country, int(level)


@lru_cache(maxsize=2048)
def _begins(words: str) -> bool:
    """Whether words are the first ones of a name: no others begin a place."""
    # Of all lines that begin so, those where the last word ends there come first.
    return words in _heads() or _line(words)[len(words) :][:1] in {"\t", " "}


@cache
def _heads() -> frozenset[str]:
    """What names begin with that are not in the gazetteer, to the end of each of their words."""
    names = (*_certain(), *map(plain_name, _headed("exact ")))
    return frozenset(" ".join(each[:end]) for each in map(str.split, names) for end in (1, 2, 3))


@cache
def _certain() -> dict[str, str]:
    """The countries of the names in our own lists."""
    return {
        plain_name(name): heading
        for heading, listed in load_lists("places.txt").items()
        if heading.isupper()
        for name in listed
    }


@cache
def _common() -> frozenset[str]:
    return frozenset(load_lists("places.txt")["common"])


@cache
def _headed(prefix: str) -> dict[str, str]:
    """What stands in the lists "market india" and the like, each entry with the rest of that."""
    return {
        entry: heading.removeprefix(prefix)
        for heading, listed in load_lists("places.txt").items()
        if heading.startswith(prefix)
        for entry in listed
    }
