"""Pay in long stories: of all the amounts that stand there, today's and the offer's."""

from decimal import Decimal
from typing import Any

import pytest

from flows.nlu.slots.pay import Pay, stated
from tests.flows.nlu.said import said

LAKH = 100_000


def _pay(text: str) -> Any:
    pay = stated(said(text)) or Pay()
    return pay.now, pay.next


def _among(told: str, now: str = "I'm on 80k.", after: str = "A bank offers me 70k.") -> None:
    """Hold that something told beside pay and an offer is neither, wherever it stands."""
    for text in (f"{told} {now} {after}", f"{now} {told} {after}", f"{now} {after} {told}"):
        assert _pay(text) == (80_000, 70_000), text


@pytest.mark.parametrize(
    "told",
    [
        "I began at 45k in the same firm.",
        "I came in at 45k back in 2014.",
        "In 2018 I joined them on 45k.",
        "Joined a services firm in 2018 on 45k.",
        "I interned at a fund on £1,350 a week.",
        "My internship paid 45k.",
        "Last: analyst, Denver, 45k.",
        "My first job paid 45k.",
        "I joined this firm at 45k.",
        "Before the war I had 45k in Kyiv.",
        "Laid off in May (ML lead, 95k a year, nobody pays that again).",
    ],
)
def test_what_was_paid_before_is_neither(told: str) -> None:
    _among(told)


@pytest.mark.parametrize(
    "told",
    [
        "The quants next door clear a million.",
        "Permies around me earn 90k.",
        "Seniors at my place get 110k.",
        "My counterpart in payments makes 95k.",
        "She earns less than me, for what it's worth: 60k in a good year.",
        "My wife is at 45k.",
        "I have 46k less than my boss.",
        "My boss's boss, who makes half a million, is nice.",
        "My old lab mates are at 95k in pharma.",
    ],
)
def test_what_others_get_is_neither(told: str) -> None:
    _among(told)


@pytest.mark.parametrize(
    "told",
    [
        "The market says I'm worth 95k.",
        "The band for my level ends at 90k.",
        "HR told me the band goes till 90k.",
        "Levels says 120k.",
        "A headhunter swears I could get 130k.",
        "Their listing says the range tops out around 110k.",
    ],
)
def test_what_such_work_pays_is_neither(told: str) -> None:
    _among(told)


@pytest.mark.parametrize(
    "told",
    [
        "They gave me a spot award of 4,000 a month.",
        "I paid 400 for a course.",
        "Our repayments went from 3,900 to 6,200 a month.",
        "The house is paid down to 900 a month.",
        "Stock, maybe 60k a year on paper.",
        "Minus flights, about 300 a month.",
        "The instalment is 1,200 a month.",
        "PF and gratuity take 9k.",
        "The benefit would be 1,900 a month.",
        "We earn 210k between us.",
        "I also teach for 1,500 per session.",
        "I begin at grade 9 there.",
        "The bonus, two months last year, is gone.",
    ],
)
def test_what_is_no_pay_is_neither(told: str) -> None:
    _among(told)


@pytest.mark.parametrize(
    "offer",
    [
        "A climate startup needs a platform person: 70k and 1%",
        "A health firm wants a software engineer, 70k plus real insurance",
        "A startup, 14 people, wants me as founding engineer. 70k",
        "There's an opening in infra; its manager was honest, base 70k",
        "A former client would take me as an engineer and they were upfront that it's 70k",
        "The infra folks would take me as an IC at 70k",
        "A former boss opens an office here and he says: 70k, you start as normal engineer",
        "HR told me a lot but they closed me at 70k fixed",
        "They'd put 70 on the table",
        "One of their people rang: 70k for a backend role",
        "The CTO of a client spoke of 70k",
        "The same company has an apprenticeship, 70k",
        "A bank says 70k for a Java team lead",
        "A team downstairs starts people at 70k",
        "A shop wants to employ me, contract of employment, 70k",
        "Now the same firm would rehire me for 70k",
        "A firm says 90k for a team lead in Java... no sorry, 70k",
        "Someone reached out. Base would be 70k",
        "An insurer says 70k for an engineer who can do stats",
        "A two-man robotics shop bids 70k",
        "Another school district quoted 70k",
        "Now a database company wants me for 70k",
        "Today some logistics firm proposed 70k",
        "A health startup wrote, we had four calls, and they're at 70k for a backend role",
        "The tech side starts apprentices at 70k",
        "The center next door hires programmers at 70k",
        "A grid operator is hiring an engineer at 70k",
        "A spin-off asked me to build their software, they have money for 70k",
        "They'd put me in at the bottom of grade 9, 70k, climbing to 79k over five years",
        "They'd have me for 70k, 85k after a year",
        "They came with 60k, I said 85k, they came back with 70k",
        "They offered 60k, I asked 85k, they said 70k final",
        "Internal posting: platform developer, 70k",
        "I could leave for 70k",
        "My firm says 85k in a year. And an outside offer of 70k that I like more",
    ],
)
def test_an_offer_may_be_told_in_many_ways(offer: str) -> None:
    assert _pay(f"I'm on 80k. {offer}.") == (80_000, 70_000)


@pytest.mark.parametrize(
    "now",
    [
        "It was 90k until the reorg, and since September it's 80k",
        "They've cut us all, so my 90k is now 80k",
        "My 66k became 80k last spring",
        "They made me lead last spring, raise from 72k to 80k",
        "Last hike 7 percent from 75k, now 80k",
        "I make 90k. Let me correct that: it was 90k until May, and since June it's 80k",
        "Numbers first since everyone asks: base 80k",
        "Now: senior DS at a pharmacy chain, 80k",
        "My take-home is 80k",
        "My invoice is 80k a year",
        "Mine's 80k",
        "We had a pay cut in the spring, everyone, from 90k to 80k",
        "They cut us by a tenth, from 90k to 80k",
        "2016 28k, 2018 41k, 2020 55k, 2023 80k euros",
        "At 43 with two kids, 80k",
    ],
)
def test_pay_of_today_may_be_told_in_many_ways(now: str) -> None:
    assert _pay(now) == (80_000, None)
    assert _pay(f"{now}. A startup offers 70k") == (80_000, 70_000)


@pytest.mark.parametrize(
    ("text", "now", "after"),
    [
        ("Now: DS at a chain, 148.5. Offer: head of it at a health plan, 205", 148_500, 205_000),
        ("Now: DS at a chain, 148. Offer: the lead role, 205 plus 20% target", 148_000, 246_000),
        (
            "I'm paid 165 + a bonus. Quants clear a million. A firm offered 150 flat",
            165_000,
            150_000,
        ),
        ("68 thousand now and they'd put 45 on the table", 68_000, 45_000),
        ("40k monthly, now 3 offers all at about 36k, all backend", 480_000, 432_000),
        ("i have 46k less than him, that makes 84k", 84_000, None),
        ("today it's 31 fixed plus 4 variable, all in lakhs", 35 * LAKH, None),
        ("What I get is 17.5 lakh (15 base + 2.5 yearly bonus)", 17.5 * LAKH, None),
        ("first job, 6.2 lpa. Got a 9 lpa offer", 6.2 * LAKH, 9 * LAKH),
        ("I left my job in May, and now they'd have me back for 90k", None, 90_000),
        ("My CTC is 32 and what hits the bank is 1.95 lakh a month", 32 * LAKH, None),
        ("75 dollars an hour, 30 hours a week. A school wants an engineer for 88", 117_000, 88_000),
        ("$75 an hour, 30 hours a week. A school wants an engineer for 88", 117_000, 88_000),
        ("HR slid a paper over: 88.400 brutto statt 92.000", 92_000, 88_400),
        (
            "Base 7,150 a month plus 8% holiday pay. HR would take me: 6,400 plus the same 8%",
            92_664,
            82_944,
        ),
        ("7 millones al mes", 84_000_000, None),
        ("The headline: 2 crore. It's now base 66. A startup offers 40", 66 * LAKH, 40 * LAKH),
        ("10k a month, plus an annual bonus of two months", 140_000, None),
        ("I could stay and get 130k. At the moment 124k", 124_000, None),
        ("I make 117", 117_000, None),
        (
            "4 dollars the hour. offers: (1) data analyst at a telco, 85,000 KES monthly",
            None,
            1_020_000,
        ),
        ("I'm on 80k. They offer 62k. Lower? Yes, down to 55k we're ok", 80_000, 62_000),
        ("in hand is about 1 lakh 4 thousand per month", 104_000 * 12, None),
        ("I took a sabbatical and now the same firm would rehire me for 115k", None, 115_000),
        ("they say 90k and my friend at the startup says it is a 70k offer", None, None),
    ],
)
def test_pay_of_stories(text: str, now: float | None, after: float | None) -> None:
    assert _pay(text) == (now, after)


@pytest.mark.parametrize("days", ["215 days billed last year", "I billed 215 days", "215 days"])
@pytest.mark.parametrize("rate", ["£575 a day", "£575 per day", "£575 the day", "day rate £575"])
def test_a_rate_is_paid_for_the_days_billed(rate: str, days: str) -> None:
    assert _pay(f"{rate}, about {days}, a utility up north") == (575 * 215, None)


@pytest.mark.parametrize("per", ["hour", "day", "week", "month", "year"])
def test_a_period_may_have_its_article(per: str) -> None:
    times = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}[per]
    assert _pay(f"I get 2,500 dollars the {per}") == (2500 * times, None)


@pytest.mark.parametrize("between", ["bob", "gross", "something", "on hand", "all"])
@pytest.mark.parametrize("per", ["a month", "per month", "each month", "monthly"])
def test_a_period_may_stand_behind_one_more_word(per: str, between: str) -> None:
    assert _pay(f"I get 210k {between} {per}") == (210_000 * 12, None)


def test_thousands_may_stand_apart_before_cents() -> None:
    assert _pay("My salary is 5 412,30 € a month") == (Decimal("64947.6"), None)


def test_a_thirteenth_salary_counts() -> None:
    assert _pay("CLT 14k a month, plus 13th and a bonus") == (14_000 * 13, None)


def test_a_floor_is_paid_as_often_as_pay_of_today() -> None:
    found = stated(said("I get 80k a month plus 13th month. I can go down to 64k"))
    assert found is not None
    assert found.now == 80_000 * 13
    assert found.floor == 64_000 * 13


@pytest.mark.parametrize(
    "offer",
    [
        "A bank wants a developer, they mentioned {} to start with",
        "They answered {}",
        "A seed startup will do {} + esops",
        "They'd do {} as a start",
        "One firm dangled {} for a lead",
        "They'd go to {} if I sign today",
    ],
)
@pytest.mark.parametrize(("now", "times"), [("80k", 1), ("80 LPA", 100)])
def test_a_number_alone_that_is_offered_shares_its_scale(now: str, times: int, offer: str) -> None:
    text = f"I'm on {now}. {offer.format(70)}."
    assert _pay(text) == (80_000 * times, 70_000 * times)


@pytest.mark.parametrize(
    "told",
    [
        "They offer 9+ years of history.",
        "I'd be nervous beneath 70.",
        "They'd give me 2 for the weekend.",
        "They'd hire me with 12 others.",
    ],
)
def test_a_number_alone_that_counts_is_no_offer(told: str) -> None:
    assert _pay(f"I'm on 80k. {told}") == (80_000, None)
