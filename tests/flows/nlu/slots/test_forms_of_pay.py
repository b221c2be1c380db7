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
    "what was agreed on in the end": {
        "they lowballed me at {part}, we settled on {next}. I make {now}": "now next",
        "they said {part}, I countered {total}, final offer is {next}. now at {now}": "now next",
        "first they offered {part}, then raised it to {next}. current {now}": "now next",
        "they came up from {part} to {next} after I pushed. I get {now} now": "now next",
        "{now} now. A startup said {part}, I asked for {total}, we met at {next}": "now next",
        "got {part} from campus, now at {now}": "now -",
        "{now}. The startup can do {next}": "now next",
        "The one thing on my desk is a contract for {next} as SRE": "- next",
        "I was offered {part} initially and {next} in the end, I earn {now}": "now next",
    },
    "what is paid once, or to somebody else": {
        "I earn {now}. The offer is {next} + {part} sign-on": "now next",
        "{now} now, offered {next} with a JB of {part}": "now next",
        "{now} now, offered {next} and a bond of {part}": "now next",
        "I get {now} while my junior in backend gets {total}": "now -",
        "we have {total} together, I bring {now} of it": "now -",
        "{now} here. They offer {next} plus 401k match": "now next",
        "{now} incl. 8% holiday allowance": "now -",
        "I'm on {now}, the band is {part} to {next}": "now -",
        "I'm on {now}, backend roles pay {part} to {next}": "now -",
        "I got a {part} raise this year, {now} now": "now -",
        "internal move, they'd leave me at {now}": "now -",
        "{now} gross vs {next} net in the other job": "now next",
        "currently drawing {now} in hand. The new offer in hand salary would be {next}": "now next",
        "{now} in hand and the other one is {next} gross": "now next",
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


@pytest.mark.parametrize("often", ["14 salaries", "14 pagas", "14 payments"])
@pytest.mark.parametrize("between", [", ", " "])
@pytest.mark.parametrize("month", ["€{} a month", "{} brutto monthly", "{} EUR/month", "€{}"])
def test_pay_by_the_month_may_come_more_than_twelve_times(
    often: str, between: str, month: str
) -> None:
    assert _figures(f"I get {month.format(3600)}{between}{often}") == (3600 * 14, None)


def test_a_year_in_payments_is_a_year() -> None:
    assert _figures("I get 38k € in 14 payments") == (38_000, None)


def test_allowances_and_a_bonus_in_percent_are_added() -> None:
    assert _figures("ctc: basic 9L, hra 4.5L, special allowance 6.5L, variable 2L") == (
        22 * LAKH,
        None,
    )
    assert _figures("I get $130k + 10% target, offered $118k") == (143_000, 118_000)
    assert _figures("I have 34,812 gross, an industry job would be 4,200 a month") == (
        34_812,
        50_400,
    )
    assert _figures("68,500 plus a yearly bonus of about 5k") == (73_500, None)


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
