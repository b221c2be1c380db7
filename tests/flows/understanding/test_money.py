"""An amount in any notation is read back exactly, and the two figures find their roles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.pay import stated_pay

LAKHS = st.integers(2, 95)
THOUSANDS = st.integers(21, 990)


def _figures(text: str, country: str | None = None) -> tuple[object, object, object]:
    pay = stated_pay(text, country)
    assert pay is not None, text
    return pay.figures.now, pay.figures.next, pay.figures.currency


@given(
    now=LAKHS,
    after=LAKHS,
    notation=st.sampled_from(
        [
            "{} LPA",
            "{}lpa",
            "{} lakhs",
            "₹{} lakh",
            "{} lacs per annum",
            "Rs {}L",
            "INR {} lakh a year",
        ]
    ),
)
def test_lakhs_in_any_notation(now: int, after: int, notation: str) -> None:
    text = f"I earn {notation.format(now)} and the backend offer is {notation.format(after)}"
    assert _figures(text) == (now * 100_000, after * 100_000, "INR")


@given(
    now=THOUSANDS,
    after=THOUSANDS,
    notation=st.sampled_from(
        [
            ("${}k", "USD"),
            ("US${},000", "USD"),
            ("S${}k", "SGD"),
            ("SGD {}k", "SGD"),
            ("€{}k", "EUR"),
            ("{}.000 €", "EUR"),
            ("€ {}.000", "EUR"),
            ("{} 000 €", "EUR"),
            ("£{},000", "GBP"),
            ("{}k GBP", "GBP"),
            ("CHF {}'000", "CHF"),
            ("{}k euros", "EUR"),
            ("AED {}k per year", "AED"),
            ("R{}k", "ZAR"),
            ("R{},000", "ZAR"),
            ("RM{}k", "MYR"),
            ("Rs{},000 per year", "INR"),
            ("¥{}k", "JPY"),
            ("{} thousand yen", "JPY"),
        ]
    ),
)
def test_thousands_in_any_notation(now: int, after: int, notation: tuple[str, str]) -> None:
    form, currency = notation
    text = f"currently on {form.format(now)}, the new job would pay {form.format(after)}"
    assert _figures(text) == (now * 1000, after * 1000, currency)


@given(
    now=st.integers(21, 99),
    after=st.integers(21, 99),
    period=st.sampled_from(["a month", "per month", "/month", "/mo", "monthly", "pm"]),
)
def test_monthly_pay_is_counted_twelve_times(now: int, after: int, period: str) -> None:
    text = f"I get S${now}00 {period}, the offer is S${after}00 {period}"
    assert _figures(text) == (now * 1200, after * 1200, "SGD")


@given(now=LAKHS, after=LAKHS)
def test_order_does_not_matter_where_the_words_tell(now: int, after: int) -> None:
    straight = f"my current salary is {now} LPA, they offer {after} LPA"
    turned = f"they offer {after} LPA, my current salary is {now} LPA"
    assert _figures(straight) == _figures(turned)


@given(now=st.integers(30, 90), after=st.integers(30, 90))
def test_a_bare_number_takes_the_unit_of_its_neighbour(now: int, after: int) -> None:
    assert _figures(f"{now} LPA, backend offer at {after}, worth it?") == (
        now * 10**5,
        after * 10**5,
        "INR",
    )


@given(crores=st.integers(1, 9), lakhs=st.integers(1, 99))
def test_crores_and_lakhs_add_up(crores: int, lakhs: int) -> None:
    now, _, currency = _figures(f"earning {crores} crore {lakhs} lakhs now")
    assert (now, currency) == (crores * 10**7 + lakhs * 10**5, "INR")


@pytest.mark.parametrize(
    ("country", "currency"),
    [("SG", "SGD"), ("AU", "AUD"), ("CA", "CAD"), ("US", "USD"), ("DE", "USD"), (None, "USD")],
)
def test_a_bare_dollar_is_the_dollar_of_the_country(country: str | None, currency: str) -> None:
    assert _figures("I make $120k, offer is $100k", country)[2] == currency


@pytest.mark.parametrize(
    "text",
    [
        "I have 7 years of experience and 3 kids",
        "my partner makes 120k",
        "I have 50 lakh in savings",
        "home loan of 60 lakhs",
        "somewhere in 40-50 LPA",
        "$80 an hour",
        "top 5% of 300 people",
    ],
)
def test_other_numbers_are_no_pay(text: str) -> None:
    assert stated_pay(text) is None


def test_two_currencies_are_not_compared() -> None:
    assert stated_pay("I earn 100k EUR now, the offer is 100k USD") is None


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "salary 1,20,000 per month, new one 90,000 per month",
            (1_440_000, 1_080_000, None),
        ),
        (
            "I make S$210k base plus RSUs and have an offer as an engineer at S$150k",
            (210_000, 150_000, "SGD"),
        ),
        ("my base is actually 200k not 210k", (200_000, None, None)),
        ("12 million yen now, 9 million yen as platform eng", (12_000_000, 9_000_000, "JPY")),
    ],
)
def test_only_what_is_paid_is_pay(text: str, figures: tuple[object, object, object]) -> None:
    assert _figures(text) == figures


def test_a_difference_is_no_pay() -> None:
    assert stated_pay("maybe 10k less") is None
