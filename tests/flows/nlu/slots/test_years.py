"""Years in figures and words fall into the right band, and into none where they span two."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.phrases import load_lists
from flows.nlu.slots import horizon
from flows.nlu.slots.reading import Reading
from flows.nlu.slots.years import band_of_years, replied, stated
from tests.flows.nlu.said import said

WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)


def _option(text: str) -> str | None:
    found = replied(said(text))
    return found.option or None if found else None


def _noted(text: str) -> bool:
    found = replied(said(text))
    return bool(found and found.sure)


FEW = 0.03
"""The share of texts of a kind that may be read otherwise: what counts years was learned."""

FIGURES = ["{}", "{} yrs", "{}y", "{} yoe", "about {} years", "{}-ish", "~{}", "{} years of work"]


def test_years_in_figures() -> None:
    texts = {form.format(n): band_of_years(Decimal(n)) for n in range(1, 41) for form in FIGURES}
    wrong = [text for text, band in texts.items() if _option(text) != band]
    assert len(wrong) <= FEW * len(texts), wrong


def test_years_in_words() -> None:
    forms = ("{}", "{} years", "roughly {} years", "{}-ish")
    texts = {
        form.format(WORDS[n]): band_of_years(Decimal(n)) for n in range(1, 21) for form in forms
    }
    wrong = [text for text, band in texts.items() if _option(text) != band]
    assert len(wrong) <= FEW * len(texts), wrong


def test_nearly_is_less() -> None:
    forms = ("almost {}", "just under {} years", "going on {}", "not yet {}")
    below = {n: band_of_years(Decimal(n) - Decimal("0.001")) for n in range(2, 16)}
    texts = {form.format(n): band for n, band in below.items() for form in forms}
    wrong = [text for text, band in texts.items() if _option(text) != band]
    assert len(wrong) <= FEW * len(texts), wrong


@given(years=st.integers(0, 12), months=st.integers(1, 11))
def test_years_and_months_round_down(years: int, months: int) -> None:
    assert _option(f"{years} years {months} months") == band_of_years(Decimal(years))


@given(months=st.integers(1, 99))
def test_months_are_parts_of_years(months: int) -> None:
    assert _option(f"{months} months") == band_of_years(Decimal(months) / 12)


@given(low=st.integers(1, 11), more=st.integers(1, 11))
def test_a_stretch_over_two_bands_is_asked_about(low: int, more: int) -> None:
    high = low + more
    found = replied(said(f"{low}-{high} years"))
    assert found
    if band_of_years(Decimal(low)) == band_of_years(Decimal(high)):
        assert (found.option, found.sure) == (band_of_years(Decimal(low)), True)
    else:
        assert (found.option, found.sure) == ("", False)


@given(
    first=st.integers(1, 20),
    second=st.integers(1, 20),
    form=st.sampled_from(["{}. no wait, {}", "{}, sorry, {}", "{} years, actually {} years"]),
)
def test_a_correction_counts(first: int, second: int, form: str) -> None:
    assert _option(form.format(first, second)) == band_of_years(Decimal(second))


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("a decade and a half", "10+"),
        ("half a decade", "3-5"),
        ("two decades", "10+"),
        ("a year and a half", "0-2"),
        ("half a dozen years", "6-9"),
        ("three and a half", "3-5"),
        ("since 2017", "6-9"),
        ("4 at infosys then 4 here", "6-9"),
        ("4 years at Infosys, earning 30 now", "3-5"),
        ("2 years in ML, and 27 now", "0-2"),
        ("2 years in data, grade 9 there", "0-2"),
        ("3 years in DS, in a team of 12", "3-5"),
        ("I'm a fresher", "0-2"),
        ("nobody has asked me yet", None),
        ("my salary is 45 lpa", None),
        ("60k", None),
        ("one sec, phone", None),
        ("I haven't got 10 years of experience", None),
        ("my wife has 10 years", None),
        ("if I had 10 years", None),
        ("12 of us in a garage", None),
        ("my boss has 25, me, I am at six", "6-9"),
        ("eight, two of them in Pune", "6-9"),
        ("left school at 17", None),
        ("10 years from now I am rich", None),
    ],
)
def test_replies(text: str, option: str | None) -> None:
    assert _option(text) == option if option else not _noted(text)


@pytest.mark.parametrize(
    "text", ["I'm 34", "34 years old", "$120k a year", "5 years", "will ML be dead in 5 years"]
)
def test_other_numbers_are_no_years(text: str) -> None:
    found = stated(said(text))
    assert found is None or text == "5 years"


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("the next 5 years", "4-10"),
        ("for good", "over-10"),
        ("until my son leaves school, so 8 years", "4-10"),
        ("2", "1-3"),
        ("3 to 6 years", None),
        ("7 yrs DS, 42 LPA", None),
        ("4.5 yrs in Berlin", None),
        ("my boss plans for 15 years", None),
        ("I don't plan for 15 years", None),
        ("will python still matter in 10 years", None),
    ],
)
def test_horizons_in_replies(text: str, option: str | None) -> None:
    found = horizon.replied(said(text))
    assert (found.option or None if found else None) == option


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("I'd do this for three years, see, then decide", "1-3"),
        ("I give it three years", "1-3"),
        ("I'm thinking five years, then retire", "4-10"),
        ("the plan is six, seven years abroad", "4-10"),
        ("I see myself doing this another 15 years", "over-10"),
        ("two years max, then I'm out", "1-3"),
        ("I've been doing that for 2 years", None),
        ("the server is run by a retired botanist", None),
    ],
)
def test_horizons_in_running_text(text: str, option: str | None) -> None:
    found = horizon.stated(said(text))
    assert (found.option if found else None) == option
    if option:
        assert stated(said(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "my head of ML got us no GPU for eight months",
        "nobody has a title that survives six months",
        "8k x 13 + 2 months bonus",
        "Kyiv -> Krakow since 2022",
        "I'd like to build something for four years",
        "my deputy (a brilliant woman, nine years' experience) asked me",
    ],
)
def test_years_of_things_and_strangers_are_not_noted(text: str) -> None:
    found = stated(said(text))
    assert not (found and found.sure)


def test_a_horizon_is_stated_by_a_plan_alone() -> None:
    assert horizon.stated(said("I plan for the next 5 years")) == Reading("4-10", "5 years")
    assert horizon.stated(said("I have 5 years of experience")) is None


@given(st.decimals(0, 60, places=2))
def test_each_number_of_years_has_a_band(years: Decimal) -> None:
    assert band_of_years(years) in ("0-2", "3-5", "6-9", "10+")
    assert horizon.band_of_horizon(years) in ("1-3", "4-10", "over-10", None)


@pytest.mark.parametrize(
    "form",
    [
        *("we are a team of {}", "a squad of {}", "group of {}", "room {}", "a department of {}"),
        *("we're {}", "{} of us", "10 out of {}", "I'm one of {}", "version {}", "my grade is L{}"),
        *("my contract runs {} months", "a probation of {} months", "my notice is {} months"),
        *(
            "there are {} of us",
            "{} kids",
            "{} meetings a day",
            "floor {}",
            "I moved {} months ago",
        ),
    ],
)
def test_what_counts_people_or_things_is_not_noted_as_years(form: str) -> None:
    wrong = [number for number in range(2, 31) if _noted(form.format(number))]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    "led",
    [
        *(
            "about",
            "around",
            "at",
            "call it",
            "exactly",
            "i'd say",
            "it's",
            "just over",
        ),
        *("maybe", "over", "roughly", "so", "that makes", "total of", "well", "with", "yeah"),
    ],
)
def test_a_number_alone_counts_years_behind_what_leads_to_it(led: str) -> None:
    assert _option(f"{led} 7") in ("6-9", "10+")


def test_a_beginner_replies_in_many_words() -> None:
    texts = [f"well, {text}" for text in load_lists("durations.txt")["fresh reply"]]
    wrong = [text for text in texts if _option(text) != "0-2"]
    assert len(wrong) <= FEW * len(texts), wrong


@pytest.mark.parametrize(
    "thing",
    ["plan at work", "degree", "contract", "course", "visa", "lease", "PhD program"],
)
@pytest.mark.parametrize("text", ["a five year {}", "there is a 5-year {} here", "it is a 5 yr {}"])
def test_how_long_a_thing_takes_is_no_time_of_work(thing: str, text: str) -> None:
    message = said(text.format(thing))
    for found in (stated(message), horizon.stated(message)):
        assert not (found and found.sure)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("data scientist, three years next month", "0-2"),
        ("six years of it in March next year", "6-9"),
        ("ten years exactly in March of next year", "6-9"),
        ("I've done this for 10 years next spring", "6-9"),
        ("5 years as an analyst next week", "3-5"),
    ],
)
def test_an_anniversary_to_come_is_not_full_and_plans_nothing(text: str, option: str) -> None:
    found = stated(said(text))
    assert horizon.stated(said(text)) is None
    assert text.startswith("six") or (found and found.option == option)


@pytest.mark.parametrize(
    "text",
    [
        "joined as a fresher in 2018",
        "I started to work in 2018",
        "my first job was in 2018 and I'm still here",
        "I finished my studies in 2018 and have worked since then",
    ],
)
def test_work_that_began_in_a_year_is_counted_from_it(text: str) -> None:
    found = stated(said(text))
    assert found
    assert found.option == "6-9"


@pytest.mark.parametrize(
    "text",
    [
        "I signed for three years",
        "two years left on the mortgage",
        "I'd stay wherever I go for three years",
    ],
)
def test_other_years_are_not_noted_as_work(text: str) -> None:
    found = stated(said(text))
    assert not (found and found.sure)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("I'd probably stay wherever I go for three years", "1-3"),
        ("I plan for ten-plus years", "over-10"),
    ],
)
def test_what_else_is_planned_for(text: str, option: str) -> None:
    found = horizon.stated(said(text))
    assert found
    assert found.option == option


@pytest.mark.parametrize(("text", "option"), [("3+2+2 years", "6-9"), ("2+4 yrs", "6-9")])
def test_years_with_a_plus_between_them_add_up(text: str, option: str) -> None:
    found = stated(said(f"{text}, analyst, then data scientist"))
    assert found
    assert found.option == option


@pytest.mark.parametrize(
    "text",
    [
        "I've been waiting for a promotion for {}",
        "no raise for {}",
        "I've been trying to leave for {}",
        "we've been married for {}",
        "{} of marriage",
        "{} of unemployment",
        "I've played guitar for {}",
        "I've known him for {}",
        "lurking here for {}",
        "they have promised me the job for {}",
        "I have been promised the job for {} now",
        "I've been commuting for {}",
    ],
)
@pytest.mark.parametrize("years", ["two years", "7 years", "12 yrs"])
def test_years_of_life_are_not_noted_as_years_of_work(text: str, years: str) -> None:
    found = stated(said(text.format(years)))
    assert not (found and found.sure)


@pytest.mark.parametrize(
    "text", ["ML engineer for 7 years and no raise", "worked 7 years without a promotion"]
)
def test_years_of_work_count_whatever_else_is_told(text: str) -> None:
    found = stated(said(text))
    assert found
    assert found.option == "6-9"


@pytest.mark.parametrize(
    "text",
    [
        "14 years of experience, of which the last five as a lead",
        "14 yrs in all, of those 6 as an analyst",
    ],
)
def test_a_part_of_the_years_adds_nothing(text: str) -> None:
    found = stated(said(text))
    assert found
    assert (found.option, found.sure) == ("10+", True)


@pytest.mark.parametrize(
    "text",
    [
        "I would accept 20 percent less for {}",
        "I'd take a 30% cut for {}",
        "I could live on half as much less for {}",
        "we could manage with a third less for {}",
        "I'd earn 20% less for {} there",
    ],
)
@pytest.mark.parametrize("years", ["two years", "7 years", "a couple of years"])
def test_how_long_less_pay_would_do_is_no_work(text: str, years: str) -> None:
    assert stated(said(text.format(years))) is None


def test_years_of_work_count_beside_less_pay() -> None:
    found = stated(said("I've worked for 7 years, could take 20% less"))
    assert found
    assert found.option == "6-9"


@pytest.mark.parametrize("clock", ["6 p.m.", "6 pm", "9 a.m.", "8am", "at 7 o'clock"])
@pytest.mark.parametrize("form", ["I work until {} every day", "{} works for me", "we start {}"])
def test_a_time_of_day_is_no_stretch(form: str, clock: str) -> None:
    for read in (stated, replied, horizon.stated, horizon.replied):
        assert read(said(form.format(clock))) is None


@pytest.mark.parametrize("thing", ["job", "role", "tools", "team", "boss", "salary"])
def test_what_is_new_is_a_thing_and_nobody_without_years(thing: str) -> None:
    for text in (f"the new {thing} is remote", f"new {thing}, same office"):
        assert stated(said(text)) is None
    assert _option("new") == "0-2"


@pytest.mark.parametrize("text", ["now 6.5, next 12", "today 6, next 8", "now 4.5, new place 7"])
def test_pay_without_scale_is_no_stretch(text: str) -> None:
    found = stated(said(text)), horizon.stated(said(text))
    assert not any(reading and reading.sure for reading in found)
