"""Pay as posts tell it: each kind of telling, over amounts, currencies and wordings."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.nlu.slots.pay import Pay, stated
from tests.flows.nlu.said import said

STEADY = settings(derandomize=True, max_examples=60)
LAKH, CRORE = 100_000, 10_000_000


def _pay(text: str) -> Any:
    pay = stated(said(text)) or Pay()
    return pay.now, pay.next


@pytest.mark.parametrize("times", [(12, "month"), (1, "year")])
@pytest.mark.parametrize("how", ["for", "by", "in one", "in the", "for each", "every", "per one"])
@pytest.mark.parametrize("form", ["my salary is {}, before taxes", "I receive {}", "{} is my pay"])
def test_a_period_may_be_told_in_other_words(form: str, how: str, times: tuple[int, str]) -> None:
    often, period = times
    assert _pay(form.format(f"24.000 pesos {how} {period}")) == (24_000 * often, None)


@pytest.mark.parametrize("text", ["I wrote 3 in one month, I make 90k", "90k, 2 in the month"])
def test_a_small_number_in_a_month_is_no_pay(text: str) -> None:
    assert _pay(text) == (90_000, None)


@given(rate=st.integers(40, 180), hours=st.integers(5, 20))
@settings(STEADY)
@pytest.mark.parametrize("kind", ["", "billable ", "paid ", "invoiced ", "working "])
@pytest.mark.parametrize("per", ["a year", "per year", "in a year"])
def test_a_rate_is_paid_for_the_hours_told(rate: int, hours: int, kind: str, per: str) -> None:
    text = f"€{rate} an hour, about {hours}00 {kind}hours {per}"
    assert _pay(text) == (rate * hours * 100, None)


@pytest.mark.parametrize("hours", [700, 1300, 2100])
@pytest.mark.parametrize("told", ["{} hours invoiced a year", "in a good year I bill {} hours"])
def test_so_many_hours_are_those_of_a_year(told: str, hours: int) -> None:
    assert _pay(f"€90 an hour, {told.format(hours)}") == (90 * hours, None)


@pytest.mark.parametrize("coin", ["yen", "euro", "dollar", "rupee", "pound", "naira", "ruble"])
@pytest.mark.parametrize(
    "form", ["not even by one {}", "I won't take one {} less", "not a single {}", "not 1 {} less"]
)
def test_one_coin_is_no_pay(form: str, coin: str) -> None:
    assert _pay(f"I make 90k a year. {form.format(coin)}") == (90_000, None)


@pytest.mark.parametrize("bonus", ["joining bonus", "sign-on", "welcome bonus", "one-time bonus"])
@pytest.mark.parametrize(
    "form", ["{} now. Offer: {} fixed plus {} {}", "I get {}, they pay {} + {} {}"]
)
def test_what_is_paid_once_is_not_added(form: str, bonus: str) -> None:
    assert _pay(form.format("16 LPA", "19 LPA", "2", bonus)) == (16 * LAKH, 19 * LAKH)


@pytest.mark.parametrize(
    "often", ["a bonus every year of", "one bonus in the year,", "yearly bonus"]
)
@pytest.mark.parametrize("about", ["", "around ", "more or less "])
def test_a_bonus_of_the_year_is_paid_once_in_it(often: str, about: str) -> None:
    assert _pay(f"R$ 12.000 per month and {often} {about}R$ 20.000") == (164_000, None)


@pytest.mark.parametrize(
    "same", ["stayed the same", "did not change", "remained the same", "unchanged", "stayed at"]
)
@pytest.mark.parametrize(
    "form", ["Went from ML to SWE, my salary {} {}", "I was in ML. Pay {}: {}"]
)
def test_pay_that_did_not_change_is_todays(form: str, same: str) -> None:
    assert _pay(form.format(same, "95k")) == (95_000, None)


@given(thousands=st.sampled_from(["two", "three", "four"]), hundreds=st.sampled_from([2, 5, 8]))
@settings(STEADY)
def test_hundreds_go_on_with_thousands(thousands: str, hundreds: int) -> None:
    count = {"two": 2, "three": 3, "four": 4}[thousands]
    written = {2: "two", 5: "five", 8: "eight"}[hundreds]
    text = f"I get {thousands} thousand {written} hundred euros per month"
    assert _pay(text) == ((count * 1000 + hundreds * 100) * 12, None)


@given(
    now=st.integers(6, 90),
    crores=st.sampled_from(["1.2", "2", "1.6"]),
    share=st.sampled_from(["0.5", "1", "1.2", "3"]),
)
@settings(STEADY)
@pytest.mark.parametrize("again", ["If I say no I stay with {}.", "If I stay, {}.", ""])
def test_no_reading_is_larger_than_what_is_written(
    now: int, crores: str, share: str, again: str
) -> None:
    text = f"{now} lakhs fixed and {share}% of the shares. A firm called, {crores} crore. "
    figures = [each for each in _pay(text + again.format(now)) if each is not None]
    assert figures
    assert max(figures) <= max(now * LAKH, Decimal(crores) * CRORE)


@pytest.mark.parametrize(
    ("text", "now", "after"),
    [
        ("I ask because my salary is 650k naira monthly", 7_800_000, None),
        ("my salary is 480k monthly and one bank says 420k monthly", 5_760_000, 5_040_000),
        ("I want to know, my CTC is 48 lakhs", 48 * LAKH, None),
        ("Current CTC 8 LPA. Now one fintech gave an offer at 12 LPA", 8 * LAKH, 12 * LAKH),
        ("CTC is 31 lakhs. A startup talks of 26 lakhs", 31 * LAKH, 26 * LAKH),
        ("they are paying me 14k, and one firm is telling me 12k", 14_000, 12_000),
        ("In 2023 I went to ML, the money remained the same, 90k", 90_000, None),
        ("I was an MLE (comp then: 210k). Today 150k", 150_000, None),
        ("The quiet one got 200k. I live on 41k", 41_000, None),
        ("CTC is 25 lakhs. Then they came with 23 lakhs", 25 * LAKH, 23 * LAKH),
        ("my sister's salary is 90k, I earn 60k", 60_000, None),
    ],
)
def test_pay_is_read_among_other_words(text: str, now: int, after: int | None) -> None:
    assert _pay(text) == (now, after)


@pytest.mark.parametrize("age", [16, 19, 22, 41])
@pytest.mark.parametrize(
    "form",
    [
        "Started in a call centre at {}, worked my way up. £47k for four days",
        "I left school at {}, and I'm on £47k",
        "Got my first job at {}. £47k now",
        "Became a parent at {}, £47k",
        "Emigrated at {} with two suitcases and make £47k",
    ],
)
def test_an_age_is_no_pay(form: str, age: int) -> None:
    assert _pay(form.format(age)) == (47_000, None)


@pytest.mark.parametrize(
    "told",
    [
        "One of my reports, a bright man with a PhD, has just left for a platform role at {}.",
        "One of my team just walked out to a fintech for {}.",
        "The intern I trained joined a hedge fund for {}!",
        "My officemate dropped out for a robotics company and is on {} already.",
        "My labmate quit for a platform job, never looked happier, makes {} now.",
        "My sister, who is a data engineer in Toronto, earns {}.",
        "Two juniors of mine left for a bank, {} each.",
    ],
)
@pytest.mark.parametrize("own", ["My annual cash is {}.", "I'm on {}.", "I earn {}."])
@pytest.mark.parametrize("turned", [False, True])
def test_the_pay_of_somebody_else_is_neither(told: str, own: str, *, turned: bool) -> None:
    both = [told.format("130k"), own.format("95k")]
    assert _pay(" ".join(both[::-1] if turned else both)) == (95_000, None)


@pytest.mark.parametrize("idle", ["Laid off in May.", "I'm between jobs.", "Out of work, sadly."])
@pytest.mark.parametrize("last", ["Last drawn was 24 LPA", "My last job paid 24 LPA", ""])
@pytest.mark.parametrize(
    "offer", ["One is as backend developer, 14 LPA.", "A startup can do 14 LPA."]
)
def test_whoever_has_no_job_has_an_offer(idle: str, last: str, offer: str) -> None:
    assert _pay(f"{idle} {last}. {offer}") == (None, 14 * LAKH)


@pytest.mark.parametrize(
    "question",
    [
        "is {} fair for me, 6 yoe?",
        "am I underpaid at {}?",
        "is my {} normal for 4 years?",
        "am I paid well with {}?",
    ],
)
def test_own_pay_may_be_asked_about(question: str) -> None:
    assert _pay(question.format("32 LPA")) == (32 * LAKH, None)


@pytest.mark.parametrize(
    "question",
    ["is {} fair for an MLE?", "do freshers get {}?", "should I ask for {}, is it fair for me?"],
)
def test_what_else_is_asked_about_is_no_pay(question: str) -> None:
    assert _pay(question.format("32 LPA")) == (None, None)


@pytest.mark.parametrize("way", ["I can return", "I could come back", "he would have me back"])
def test_an_old_boss_offers(way: str) -> None:
    text = f"I get 95,000 a month. My old boss says {way}, as senior backend, for 90,000 a month."
    assert _pay(text) == (1_140_000, 1_080_000)


@given(
    now=st.integers(60, 300),
    other=st.integers(100, 990),
    period=st.sampled_from(["a week", "per week", "a day", "an hour", "weekly"]),
)
def test_what_is_paid_by_the_week_is_in_no_thousands(now: int, other: int, period: str) -> None:
    """A landlord's $720 a week beside 165k were 720,000, and so were the 165k by the week."""
    found = stated(said(f"I'm on {now}k. They'd pay me ${other} {period}"))
    assert found is not None
    assert found.now == now * 1000
    assert found.next is None or found.next < 10_000_000


@pytest.mark.parametrize(
    "spent",
    [
        "apartment {}",
        "my landlord went up to {}",
        "my daughter's school is {}",
        "motorbike credit {}",
        "the student loan takes {}",
        "the pension scheme takes its {}",
        "the tax office eats {} of it",
        "our flat comes to {}",
        "the nursery wants {}",
        "I send {} to my parents",
    ],
)
@pytest.mark.parametrize("form", ["I get {} a month. {}. {}", "{} a month now, no bonus, {}. {}"])
@pytest.mark.parametrize("next_", ["A small software house: 3,500 a month", "I like my work"])
def test_what_is_spent_of_it_is_no_pay(spent: str, form: str, next_: str) -> None:
    text = form.format("4,200", spent.format("900 a month"), next_)
    assert _pay(text) == (50_400, 42_000 if "house" in next_ else None)


@pytest.mark.parametrize(
    "form",
    [
        "{} cost to company",
        "I'm on {} a year, cost to the company",
        "my cost to company is {}",
        "{} CTC",
        "cost to company: {}",
        "salary {} cost to company, ten years in",
    ],
)
def test_what_one_costs_the_company_is_pay(form: str) -> None:
    assert _pay(form.format("R1.1m")) == (1_100_000, None)


@pytest.mark.parametrize(
    "cash",
    [
        "{} of it is cash",
        "only {} of it is in cash",
        "of which {} is cash",
        "just {} of that comes in cash",
        "{} of it fixed",
        "{} of this is base",
    ],
)
@pytest.mark.parametrize("form", ["My package sounds grand, {}, but {}", "I get {}, {}"])
@pytest.mark.parametrize("after", [None, 28])
def test_the_cash_of_a_total_is_pay(cash: str, form: str, after: int | None) -> None:
    text = form.format("1.1 crore", cash.format("60 lakh"))
    told = f". A startup can pay {after} lakh" if after else ""
    assert _pay(text + told) == (60 * LAKH, after and after * LAKH)


@pytest.mark.parametrize(
    ("word", "scale"),
    [
        *((word, 1000) for word in ("bin TL", "tys PLN", "tis. Kč", "ribu rupiah", "rb rupiah")),
        *((word, 1000) for word in ("ezer forint", "mila euro", "tusen kr", "tusind kr")),
        *((word, 1000) for word in ("duizend euro", "tausend Euro")),
        *((word, 1_000_000) for word in ("tr", "trieu", "triệu")),
    ],
)
@pytest.mark.parametrize("form", ["My salary is {} a month", "{} monthly", "I get {}/month"])
def test_thousands_are_named_in_other_languages(form: str, word: str, scale: int) -> None:
    assert _pay(form.format(f"42 {word}")) == (42 * scale * 12, None)


@pytest.mark.parametrize(
    "place",
    [
        "on the invoice",
        "on my payslip",
        "on my account",
        "for everything",
        "in cash",
        "left",
        "all included",
    ],
)
@pytest.mark.parametrize("per", ["each month", "a month", "monthly", "every month"])
@pytest.mark.parametrize("kind", ["", "net "])
def test_a_period_may_stand_behind_where_it_is_paid(kind: str, per: str, place: str) -> None:
    text = f"28k PLN {kind}{place} {per}. A startup would take me on 240k PLN a year"
    assert _pay(text) == (336_000, 240_000)


@pytest.mark.parametrize("yearly", ["a yearly", "an annual", "annually", "per annum"])
@pytest.mark.parametrize("now", ["7,500 a month", "90k"])
def test_a_year_may_be_told_before_an_amount(now: str, yearly: str) -> None:
    assert _pay(f"I get {now}. They put me on {yearly} 70,000") == (90_000, 70_000)


@pytest.mark.parametrize("left", ["{} left", "{} remaining", "still {} to go", "now {} left"])
@pytest.mark.parametrize("count", [12, 31, 58, 120])
def test_what_is_left_is_no_pay(count: int, left: str) -> None:
    text = f"Sixty days on the clock, {left.format(count)}. One offer, SDE II, $165k"
    assert _pay(text) == (None, 165_000)


@pytest.mark.parametrize(
    "other",
    [
        "Wife earns {} in HR",
        "My husband is on {} as a recruiter",
        "My flatmate gets {} in an agency",
        "One of them does {} at a bank",
        "One of my batchmates is making {} at an HFT",
        "She herself takes home {}",
    ],
)
@pytest.mark.parametrize("form", ["I earn 60k. {}.", "{}. I earn 60k.", "60k now. {}, just so."])
def test_what_others_earn_is_theirs_wherever_they_work(form: str, other: str) -> None:
    assert _pay(form.format(other.format("95k"))) == (60_000, None)


@pytest.mark.parametrize("who", ["The lead there said", "HR told me", "He says", "They wrote that"])
@pytest.mark.parametrize(
    "move",
    [
        "my salary would go from {} to {} a month",
        "my pay would drop from {} to {} a month",
        "I would come down from {} to {} a month",
        "I'd go from {} to {} a month",
        "my base goes from {} to {} a month",
        "my income will fall from {} to {} a month",
    ],
)
@pytest.mark.parametrize(("one", "two"), [("5 600", "4 900"), ("5,600", "4,900"), ("5600", "4900")])
def test_a_move_of_own_pay_may_be_told_by_others(who: str, move: str, one: str, two: str) -> None:
    assert _pay(f"{who} {move.format(one, two)}") == (67_200, 58_800)


@pytest.mark.parametrize("taxed", ["net", "gross", "after tax", "before tax", "netto", "take home"])
@pytest.mark.parametrize("own", ["I get {}", "I earn {}", "I'm on {}", "I make {}, it's fine"])
@pytest.mark.parametrize("spent", ["", ". Rent is 1,100", ". 300 goes to daycare"])
def test_a_number_alone_before_or_after_tax_is_pay(spent: str, own: str, taxed: str) -> None:
    assert _pay(own.format(f"4,200 {taxed}") + spent) == (50_400, None)


@pytest.mark.parametrize(
    "years",
    [
        "lived here for nine years, in the work force for {}",
        "Nine years in this country, with the firm for {}",
        "I've had the visa for two years and my job for {}",
        "Married for nine years, employed for {}",
        "10 years of Python, of which I was paid for {}",
        "three years abroad, at it for {}",
    ],
)
@pytest.mark.parametrize("count", ["five", "eight", "twelve", "eleven"])
def test_years_left_unsaid_are_no_pay(count: str, years: str) -> None:
    text = f"{years.format(count)}. Salary is ¥9.6 million. A bank proposes ¥7.2M"
    assert _pay(text) == (9_600_000, 7_200_000)


@pytest.mark.parametrize("about", ["more or less", "roughly", "about", "some", "just"])
@pytest.mark.parametrize("hours", ["hs", "h", "hours", "hrs"])
@pytest.mark.parametrize("rate", ["45 usd/hour", "$45 an hour,", "45 euros per hour and"])
def test_hours_may_be_told_more_or_less(rate: str, hours: str, about: str) -> None:
    assert _pay(f"{rate} {about} 30 {hours} a week") == (70_200, None)


@pytest.mark.parametrize("verb", ["floated", "suggests", "suggested", "dangled", "tabled"])
@pytest.mark.parametrize("who", ["A headhunter", "A hospital IT group", "Their HR"])
def test_an_offer_may_be_told_by_other_verbs(who: str, verb: str) -> None:
    assert _pay(f"I have 92k. {who} {verb} 85k.") == (92_000, 85_000)


@pytest.mark.parametrize(
    "asked",
    ["How long till I break even", "How many years to recover", "What do I lose", "Will I cope"],
)
@pytest.mark.parametrize("move", ["go from", "move from", "drop from", "switch from"])
def test_a_move_may_be_asked_about_with_if(move: str, asked: str) -> None:
    assert _pay(f"{asked} if I {move} 90k to 70k?") == (90_000, 70_000)
    assert _pay(f"{asked} if people {move} 90k to 70k?") == (None, None)


@pytest.mark.parametrize("own", ["I earn {}", "I make {}", "my salary is {}", "I get {}, so what"])
def test_a_number_alone_that_one_earns_is_pay(own: str) -> None:
    assert _pay(own.format("5,100")) == (61_200, None)


@pytest.mark.parametrize(
    "own", ["I make {} parts", "I get {} mails", "I wrote {}", "I draw {} maps"]
)
def test_a_number_alone_of_what_one_makes_is_none(own: str) -> None:
    assert _pay(own.format("5,100")) == (None, None)
