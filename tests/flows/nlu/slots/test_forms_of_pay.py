"""How pay is told: every form with various amounts, in several ways of writing them."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest

from flows.nlu.slots.pay import Pay, stated
from tests.flows.nlu.said import said

_Amounts = dict[str, int]

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
        "TC is {total}. Base is {now}. The offer is {next} base": "now next",
        "CTC is {total}, out of which {now} comes as fixed": "now -",
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
        "they said {part}, we ended at {next}. existing {now}": "now next",
        "{now} now. A startup said {part}, I asked for {total}, we met at {next}": "now next",
        "got {part} from campus, now at {now}": "now -",
        "{now}. The startup can do {next}": "now next",
        "The one thing on my desk is a contract for {next} as SRE": "- next",
        "I was offered {part} initially and {next} in the end, I earn {now}": "now next",
    },
    "what is if the offer is taken": {
        "I earn {now}. If I take it it's {next}": "now next",
        "If I stay it's {now}, if I go it's {next}": "now next",
        "staying = {now}, leaving = {next}": "now next",
        "got two options: stay at {now} or join them for {next}": "now next",
        "{now} now, {next} if I accept": "now next",
        "If I take it it's {next}; I'm at {now}": "now next",
        "If I had a masters I'd do research, but I don't, I'm on {now}": "now -",
    },
    "today's pay told behind the offer's": {
        "{next} at a startup, {now} now at a school": "now next",
        "It pays {next}, I get {now} at present": "now next",
        "They lowballed me at {next} when I'm on {now}": "now next",
        "the startup can only do {next}, my corporate job gives me {now}": "now next",
        "a job in Berlin for {next}, I'm getting {now}": "now next",
        "they said max {next}. I told them I'm on {now}": "now next",
        "it would be {next}, what I have is {now}": "now next",
        "Turned down {part} last year. Now {now}. They're back with {next}": "now next",
    },
    "offers in other words": {
        "current pay {now}, new place said {next}": "now next",
        "I'm on {now}. HR told me {next}": "now next",
        "{now} as contractor. Considering a perm role at {next}": "now next",
        "I pull in {now}, they quoted me {next}": "now next",
        "mine is {now}, theirs is {next}": "now next",
        "the bank says I can move and keep my {now}": "now -",
        "I'd make {next} there": "- next",
        "In 2021 I was at {part}. Today {now}": "now -",
        "In 2019 I made {part}, in 2022 {next}, and since May it's {now}": "now -",
        "I'd leave a {now} job for one at {next}": "now next",
        "{now} now. infra role at a 20 people company would be {next}": "now next",
        "{now} now. A startup of my old manager: {next} base": "now next",
        "paid {now}. big corp says {next} for SRE": "now next",
        "{now} now. If I take the SWE apprenticeship it's {next}": "now next",
        "Company: {next} for an engineer. I'm on {now}": "now next",
        "how do I explain going from {now} to {next} to my wife?": "now next",
        "they will match my {now}": "now now",
        "not much: {now} as research assistant": "now -",
        "I have {now} gross plus options in a company that will never IPO": "now -",
        "choosing between a postdoc at {next} and SWE at {part}, now {now}": "now -",
        "Got 3 offers: {part} ML, {next} SDE, {total} platform. Current {now}": "now -",
        "the data engineers next to me make {total}. I earn {now}": "now -",
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
        "{now} now, they offer {next} fixed + {part} joining": "now next",
        "boss makes {total}, I make {now}": "now -",
        "I make {now}, intern makes {part}": "now -",
        "I earn {now}. Next to me 3 new grads with {next}": "now -",
        "platform people get {next} they say. My pay is {now}": "now -",
        "husband {total} + me {now}. I'd be down to {next} in the new role": "now next",
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
        "the visa would need {next}, I earn {now}": "now -",
        "{part} as a deposit for the flat, I earn {now}": "now -",
        "with the rent I can't go under {next}, now {now}": "now -",
    },
}


def _figures(text: str) -> tuple[Any, ...]:
    pay = stated(said(text)) or Pay()
    return pay.now, pay.next


AMOUNTS = {"part": (20, 29), "next": (30, 49), "now": (50, 69), "total": (70, 99)}
"""Between which numbers each amount lies."""


def _drawn(form: str, between: Mapping[str, tuple[int, int]], times: int) -> Iterator[_Amounts]:
    """So many amounts of each name, the same for a form each time."""
    draw = Random(form)  # noqa: S311 - the same amounts each time
    for _ in range(times):
        yield {name: draw.randint(*ends) for name, ends in between.items()}


@pytest.mark.parametrize("times", [2, pytest.param(20, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    ("form", "wanted"), [each for forms in FORMS.values() for each in forms.items()]
)
def test_pay_is_read_however_it_is_told(form: str, wanted: str, times: int) -> None:
    for written, unit in WRITTEN:
        for amounts in _drawn(f"{form} {written}", AMOUNTS, times):
            text = form.format(**{name: written.format(each) for name, each in amounts.items()})
            worth = {name: each * unit for name, each in amounts.items()} | {"-": None}
            assert _figures(text) == tuple(worth[name] for name in wanted.split()), text


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


BARE = {
    "currently pulling {now}, would drop to {next} if I move to platform": "now next",
    "my base is {now} and they came back with {next}": "now next",
    "I have {now} and the offer's {next}": "now next",
    "offer came in at {next}, I make {now} today": "now next",
    "{now}k as contractor, perm offer at {next}": "now next",
    "would cut my pay from {now} to {next}": "now next",
    "I'm one of {next} people in a building of {now}": "- -",
    "I'm the only data scientist in a company of {next}, {now}k": "now -",
    "I have papers, about {next}. {now}k": "now -",
}
"""The amounts without a scale, which only their neighbours make pay."""


@pytest.mark.parametrize(("form", "wanted"), BARE.items())
def test_numbers_alone_are_pay_where_words_say_so(form: str, wanted: str) -> None:
    for amounts in _drawn(form, {"next": (80, 109), "now": (110, 180)}, times=20):
        worth = {name: each * 1000 for name, each in amounts.items()} | {"-": None}
        text = form.format(**amounts)
        assert _figures(text) == tuple(worth[name] for name in wanted.split()), text


@pytest.mark.parametrize(
    ("text", "now", "after"),
    [
        ("im on $10,500/mo contracting, have a perm offer at 110", 126_000, 110_000),
        ("paid biweekly 3,100, the other place would be 2,700 biweekly", 80_600, 70_200),
        ("6.450 Euro brutto x 13,5 per year", 87_075, None),
        ("my salary is 4.5k and it would become 3.8k", 54_000, 45_600),
        ("hourly 55 usd, the perm one is 95", 114_400, 95_000),
        ("38k AED monthly, an offer in Bangalore around 60 lakh", 456_000, None),
    ],
)
def test_how_often_pay_is_paid_is_told_or_follows(
    text: str, now: int | None, after: int | None
) -> None:
    assert _figures(text) == (now, after)


@pytest.mark.parametrize(
    ("text", "now", "after"),
    [
        ("3,100 EUR gross a month, fourteen times, they offer 50k EUR", 43_400, 50_000),
        ("3,450 net (x14), the other company says 76k gross", 48_300, 76_000),
        ("9.5k a month + 1 month bonus. Offer 8k with 2 months bonus", 123_500, 112_000),
        ("S$7k a month plus AWS, the offer is S$6k a month", 91_000, 72_000),
        ("freelance at 520 a day, 190 days a year, the offer is 78k", 98_800, 78_000),
        ("I do 3 days a week at 650 a day; the full-time offer is 90k", 101_400, 90_000),
        ("I get 7.8k a month, and consult 2 days a month at 1.2k/day", 93_600, None),
        ("Postdoc 2,650€ net. A firm offered 43 k€", 31_800, 43_000),
        ("PhD stipend 15k€, a firm offered 60 k€", 15_000, 60_000),
        ("now 1.5 lakh per month, platform role offered at 30", 18 * LAKH, 30 * LAKH),
        ("Base 1,35,000/m ... new one 1.1/m", 1_620_000, 1_320_000),
        ("Fixed - 18,50,000 Variable - 2,50,000. New: Fixed - 17,00,000", 21 * LAKH, 17 * LAKH),
        ("offers between 30 and 34 lpa, current 38", 38 * LAKH, None),
        ("I'm paid 68,000 zł? no sorry 168,000 zł a year", 168_000, None),
        ("Hike of 30% on my 20 LPA promised if I move", 20 * LAKH, 26 * LAKH),
        ("I make 128k CAD. a quarter less would be ok", 128_000, None),
        ("152 base + 10% + pension. Offer is 140", 167_200, 140_000),
        ("I get a hundred and thirty grand, they offer a hundred and ten", 130_000, 110_000),
        ("3y 9m in. Base 11k a month. I leave at 6pm", 132_000, None),
        ("ctc:23L exp:6 offer:19.5L notice:60d", 23 * LAKH, 19.5 * LAKH),
        ("Offer in hand: 31 fixed + 4 variable (lpa). Current 26 all fixed.", 26 * LAKH, 35 * LAKH),
        ("I'm on a TJM of 550€, the client offers me 72k€", 143_000, 72_000),
        ("TJM 550€, the client offers me a CDI at 72k€", 143_000, 72_000),
        ("I earn 2.300 € a month times 14", 32_200, None),
        ("I earn 4.900 € gross a month, 14x", 68_600, None),
        ("I get 8.8k a month + 1.5 mths bonus", 118_800, None),
        ("I get S$6,800 a month, AWS one month", 88_400, None),
        ("I get S$9,200 a month, variable up to 2 months", 110_400, None),
        ("I'm on 54.000 kr per month + 8,5% pension", 648_000, None),
        ("I get 5.900 a month before tax + lease car of 650 a month", 70_800, None),
        ("offered £75k + 10% bonus + £20k of options", None, 82_500),
        ("I make $120k, they offer $155k base, $20k signing", 120_000, 155_000),
        ("now 178 base / 15 bonus, offer 165 base / 12 bonus", 193_000, 177_000),
        ("I'm at 80, they pay 65", 80_000, 65_000),
        ("I charge 95, is that low?", None, None),
        ("I make $310k total at Google (190 base, 29 bonus, rest stock)", 219_000, None),
        ("I'm at £118k TC: base 95, bonus 9.5 (paid), the rest RSUs", 104_500, None),
        ("My day rate was £625, now it's £475. They offer £82k", 123_500, 82_000),
        ("I earn £70k. They offer £82k, 10% bonus, £6k car allowance", 70_000, 96_200),
        ("I'm at 95 percentile, they pay 65", None, None),
        ("178 base, 14 bonus", 192_000, None),
        ("I'm on 3.2k € base, 14 paychecks plus bonus", 44_800, None),
        ("I earn 5k € a month, rent is 16 x cheaper there", 60_000, None),
        ("I earn 2.300 € a month times 14 plus a 2.350 € bonus", 34_550, None),
        ("I earn 3.000 € a month x13.5 and a bonus of 4.000 €", 44_500, None),
        ("I'm at 550€ TJM, offered 60k€ CDI", 143_000, 60_000),
        ("I make $14k a month before 40% tax", 168_000, None),
        ("I make $2,400 a week before 401k", 124_800, None),
        ("I make 120k base and a super 20k bonus", 140_000, None),
        ("I earn 90k plus 10k bonus in insurance", 100_000, None),
        ("I get 90k plus a 15k bonus with pension", 105_000, None),
        ("£60k + 5% pension + 10% bonus", 66_000, None),
        ("I make $120k base plus $12k 401k match", 120_000, None),
        ("I'm on 92k, it was 85k the year before", 92_000, None),
        (
            "I get 4.900 € a month, 13 salaries and a 3.700 € bonus. Offer: 64k € + 4k €",
            67_400,
            68_000,
        ),
        ("They offer $52,300, I make 131 now", 131_000, 52_300),
        ("Now 20 LPA. A: 31 LPA fixed. B: 26 LPA fixed + 3 LPA variable", 20 * LAKH, 31 * LAKH),
        ("I make $120k, the job pays $80 a month for the gym", 120_000, None),
        ("I'm at $140k and would be taking a $45k loan for the new degree", 140_000, None),
        ("I earn 6,900 soles (14 sueldos)", 96_600, None),
        ("I get 210€ par jour", 54_600, None),
        ("Would you go from 190 to 140?", 190_000, 140_000),
        ("They offer 74k and a one-off bonus of 7k, now 69k", 69_000, 74_000),
        ("I earn 9.200.000 COP", 110_400_000, None),
        ("I earn $48,000 MXN gross per month", 576_000, None),
        ("PHP 65k a month with 13th month. They offer PHP 95k per month", 845_000, 1_140_000),
        ("R$ 9.500 per month with the 13th, plus VR of R$ 900", 123_500, None),
        ("Total package AED 22,000 a month (basic 14,000, rest housing)", 264_000, None),
        ("AED 14,000 a month plus a 6,000 housing allowance", 240_000, None),
        ("I make $62/hr, they offer $118k and insurance at $120 a month", 128_960, 118_000),
        ("Base: 34 LPA. Annual bonus: 4 LPA. RSUs: 20 lakhs. Total: 58 LPA", 38 * LAKH, None),
        ("I earn €3,200 a month, the offer is €100 a month less", 38_400, 37_200),
        ("Stay for 120k or leave for 95k base?", 120_000, 95_000),
        ("Now $5k monthly plus $2k bonus. They pay $70k yearly plus $2k bonus", 62_000, 72_000),
        ("Postdoc 2,650€ net. A firm offered 43k€ a year", 31_800, 43_000),
        ("I earn €2,650 now, they offer €800 a week", 31_800, 41_600),
        ("I earn €18k", 18_000, None),
        ("I make £60k rent free, the offer is £50k", 60_000, 50_000),
        ("I earn 95k, they offer 80k loan officer work", 95_000, 80_000),
        ("I earn 150 KWD a month", 1800, None),
        ("Two offers: DS at Walmart 128k, SWE at Stripe 165k", None, 165_000),
        ("I make 120k. Offers: data scientist role at 150k, backend role 130k", 120_000, 130_000),
        ("Offers: SWE 70k base + 10k bonus, DS 80k base + 5k bonus. Now 65k", 65_000, 80_000),
        ("I earn 180.000 UYU", 2_160_000, None),
        ("I earn 110,000,000 COP", 110_000_000, None),
    ],
)
def test_what_an_amount_comes_to_in_a_year(text: str, now: int, after: int | None) -> None:
    assert _figures(text) == (now, after)
