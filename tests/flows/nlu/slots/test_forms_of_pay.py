"""How pay is told: every form with various amounts, in several ways of writing them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.nlu.slots.pay import Pay, stated
from tests.flows.nlu.said import said

STEADY = settings(derandomize=True, max_examples=40)

LAKH = 100_000
WRITTEN = [("{}k", 1000), ("€{}k", 1000), ("${},000", 1000), ("S${}k", 1000), ("{} LPA", LAKH)]
"""An amount, and what its number counts."""

# "total" is the largest, then "now", then "next"; "part" is the smallest.
FORMS: dict[str, dict[str, str]] = {
    "a total and its parts": {
        "TC is {total} of which {now} is base, new job TC {now} with {next} base": "now next",
        "TC {total} of which {now} base, new job: TC {now}, base {next}": "now next",
        "total comp is {total} ({now} base), the platform job is {now} total with {next} base": (
            "now next"
        ),
        "{total} package of which {now} is base salary": "now -",
        "TC ~{total}, base {now}. A startup offered me {next} base": "now next",
        "CTC {total} in which {now} is fixed": "now -",
    },
    "what is paid beside": {
        "infra role {next} fixed no variable, I get {now} now": "now next",
        "now {now} fixed, no bonus. SDE role {next} fixed no bonus": "now next",
        "{now} base, bonus up to {part}, offer {next} no bonus": "now next",
        "{now} base, bonus anywhere from {part} to {next}": "now -",
        "{now} base, bonus between {part} and {next}": "now -",
        "salary {now} plus bonus of {part} to {next}": "now -",
        "base {now} plus {part} in RSUs. platform role offers base {next} no stock": "now next",
    },
    "raises that were given": {
        "they raised me from {next} to {now}": "now -",
        "they raised my salary from {now} to {total} last month, the offer is {next}": "total next",
        "my pay went from {next} to {now}": "now -",
        "bumped from {next} to {now}": "now -",
        "they gave me a raise to {now}": "now -",
        "after the raise I'm at {now}, before it was {next}": "now -",
        "my pay crept from {next} to {now} in that time": "now -",
    },
    "a figure put right": {
        "I make {next}, sorry {now}": "now -",
        "{next}, sorry, {now}": "now -",
        "I earn {next}, no wait, {now}": "now -",
        "currently {next}... I mean {now}": "now -",
        "offer is {part}, correction: {next}, and I'm on {now}": "now next",
        "I'm on {total} (actually {now}) and the offer is {next}": "now next",
        "{next}. Sorry, meant {now}.": "now -",
        "They'd pay {part} (edit: {next}) and I get {now}": "now next",
        "my salary is {next} - scratch that, {now}": "now -",
    },
    "offers": {
        "an old mate says I'd be his head of platform at {next}, I'm on {now}": "now next",
        "I make {now}. My ex-boss wants me in his startup for {next}": "now next",
        "I earn {now}. an old colleague would hire me as backend dev at {next}": "now next",
        "{now} now. My friend's startup would take me for {next}": "now next",
        "I get {now}; my old manager offers me {next} at his company": "now next",
        "I asked for {total}, they came back with {next}. Current pay: {now}": "now next",
        "The last guy in the role got {total}, they offer me {next}, now {now}": "now next",
        "{next} instead of my {now}": "now next",
        "moving means {next} instead of {now}": "now next",
        "comp {now} => {next}": "now next",
    },
    "what is no pay": {
        "I earn {now}. The fees are {part}": "now -",
        "the rent went from {part} to {next}, I make {now}": "now -",
        "My savings: {part}. salary: {now}.": "now -",
        "got laid off from a {total} job, and now there's a {next} platform offer": "- next",
        "between the two of us we have {total}, mine is {now}": "now -",
        "my insurance is {part}, I earn {now}": "now -",
        "{now} now. Under {next} I'd have to sell the house": "now -",
        "so below {next} it won't work for us, I make {now}": "now -",
    },
}


def _figures(text: str) -> tuple[Any, ...]:
    pay = stated(said(text)) or Pay()
    return pay.now, pay.next


@pytest.mark.parametrize(
    ("form", "wanted"), [each for forms in FORMS.values() for each in forms.items()]
)
@STEADY
@given(
    part=st.integers(20, 29),
    after=st.integers(30, 49),
    now=st.integers(50, 69),
    total=st.integers(70, 99),
    written=st.sampled_from(WRITTEN),
)
def test_pay_is_read_however_it_is_told(
    form: str, wanted: str, part: int, after: int, now: int, total: int, written: tuple[str, int]
) -> None:
    amounts = {"part": part, "next": after, "now": now, "total": total}
    text = form.format(**{name: written[0].format(amount) for name, amount in amounts.items()})
    worth = {name: amount * written[1] for name, amount in amounts.items()} | {"-": None}
    assert _figures(text) == tuple(worth[name] for name in wanted.split())


NET = [
    "I get {net} net a month, {gross} gross",
    "{gross} gross a month ({net} net)",
    "{gross} gross / {net} net per month",
    "{net} net ({gross} gross) a month",
    "I earn {gross} brutto, {net} netto monthly",
    "monthly {gross} before tax, {net} after tax",
]


@pytest.mark.parametrize("form", NET)
@pytest.mark.parametrize("currency", ["€{}", "{} EUR", "£{}"])
@pytest.mark.parametrize("net", [2300, 3100, 4200])
def test_pay_before_tax_counts_beside_that_after_it(form: str, currency: str, net: int) -> None:
    gross = net + 1800
    text = form.format(net=currency.format(net), gross=currency.format(gross))
    assert _figures(text) == (gross * 12, None)


PERIODS = {2080: "hourly", 260: "day rate", 52: "weekly pay", 12: "monthly salary"}


@pytest.mark.parametrize(("times", "name"), PERIODS.items())
@pytest.mark.parametrize("between", ["", " is", " of"])
def test_the_period_may_be_said_before_an_amount(times: int, name: str, between: str) -> None:
    assert _figures(f"my {name}{between} £450") == (450 * times, None)


@pytest.mark.parametrize(
    "text", ["TC {} of which {} is base", "from {} to {} (k)", "{} -> {} in k"]
)
@pytest.mark.parametrize(("one", "two"), [(250, 170), (140, 110), (310, 280)])
def test_bare_numbers_of_pay_count_thousands(text: str, one: int, two: int) -> None:
    figures = _figures(text.format(one, two))
    wanted = (two, None) if "base" in text else (one, two)
    assert figures == tuple(n and n * 1000 for n in wanted)


def test_a_sign_of_another_currency_is_no_pay_in_the_first() -> None:
    pay = stated(said("I make ₹30L, the remote job offers $60k"))
    assert pay
    assert (pay.currency, pay.mixed) == ("INR", True)
    assert pay.next is None
