"""The same amount and the same years are read, however they are written."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.nlu.slots.years import band_of_years
from tests.examples import examples
from tests.flows.nlu.reading import heard, understand

STEADY = settings(examples(60, 300), derandomize=True)

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

SAID = ["I earn {}", "my salary is {}", "currently on {}", "I make {} now", "my base is {}"]
ABOUT = ["{}", "about {}", "around {}", "~{}", "roughly {}", "approx {}", "ca. {}", "{} or so"]
UNITS = [
    *("{}", "{} a year", "{} per annum", "{} p.a.", "{}/year", "{} USD", "USD {}", "${}", "US${}"),
    *("{} dollars a year", "€{}", "{} EUR", "Rs {}", "INR {}", "₹{}", "{} rupees", "SGD {} yearly"),
]


def in_words(number: int) -> str:
    """A number below a thousand in words."""
    if number < 20:
        return ONES[number]
    if number < 100:
        rest = f" {ONES[number % 10]}" if number % 10 else ""
        return f"{TENS[number // 10]}{rest}"
    rest = f" and {in_words(number % 100)}" if number % 100 else ""
    return f"{ONES[number // 100]} hundred{rest}"


def in_lakhs(number: int) -> str:
    """Digits grouped as in India: ``1,20,000``."""
    head, tail = str(number)[:-3], str(number)[-3:]
    groups: list[str] = []
    while head:
        head, group = head[:-2], head[-2:]
        groups.insert(0, group)
    return ",".join([*groups, tail])


def ways_of_writing(thousands: int) -> list[str]:
    """An amount of so many thousands, as people write it."""
    number, words = thousands * 1000, in_words(thousands)
    grouped = [f"{number:,}".replace(",", mark) for mark in (",", " ", "'")]
    short = [f"{thousands}{mark}" for mark in ("k", " k", "K", " thousand", " grand", "kish")]
    lakhs = [f"{thousands / 100:g}{mark}" for mark in (" lakh", "L", " lakhs", " lac")]
    millions = [f"{thousands / 1000:g}{mark}" for mark in (" million", "m")]
    large = [in_lakhs(number), *lakhs, *millions] if thousands >= 100 else []
    return [str(number), *grouped, *short, f"{words} thousand", f"{words} k", *large]


@STEADY
@given(st.data(), st.integers(20, 960))
def test_an_amount_is_read_the_same_however_written(data: st.DataObject, thousands: int) -> None:
    written = data.draw(st.sampled_from(ways_of_writing(thousands)))
    unit, about, said = (data.draw(st.sampled_from(forms)) for forms in (UNITS, ABOUT, SAID))
    figures = understand(said.format(about.format(unit.format(written)))).figures
    assert figures is not None
    assert figures.now == thousands * 1000


YEARS = [
    "I have {} years of experience",
    "{} yoe",
    "{} yrs of work",
    "I've been working for {} years",
]


@STEADY
@given(
    st.integers(1, 30),
    st.sampled_from(YEARS),
    st.sampled_from(["{}", "about {}", "around {}", "~{}", "roughly {}"]),
    st.booleans(),
)
def test_years_are_read_the_same_however_written(
    years: int, form: str, about: str, spelt: bool
) -> None:
    text = form.format(about.format(in_words(years) if spelt else years))
    assert heard(text)["years"] == band_of_years(Decimal(years))
    assert understand(text, "years").option == band_of_years(Decimal(years))
