"""What amounts come to with what stands beside them, kind by kind."""

import pytest

from flows.nlu.slots import pay, place
from tests.flows.nlu.reading import understand
from tests.flows.nlu.said import said

KINDS: dict[str, list[tuple[str, int | None, int | None]]] = {
    "a bonus in percent before stock": [
        ("I make 150k. offer: 145k base, 20% bonus, options", 150_000, 174_000),
        ("I earn 156k. offer: 145k base, 10% bonus, equity", 156_000, 159_500),
        ("Base 205k, 15% bonus, RSU 150k", 235_750, None),
        ("I'm on base 205k, bonus 15%, RSUs 150k", 235_750, None),
        ("I make 180k base, 15% bonus, stock on top", 207_000, None),
        ("I'm on £70k, 10% bonus, shares worth little", 77_000, None),
        ("they offer 150k, 20% bonus, equity", None, 180_000),
    ],
    "a small sum beside thousands": [
        ("I earn 74k plus 500 bonus", 74_500, None),
        ("I earn 74k + 500€ christmas bonus", 74_500, None),
        ("salary is 52k plus €800 yearly bonus in Porto", 52_800, None),
        ("I'm on £48k + £900 bonus last year", 48_900, None),
        ("I earn 60k + £300 bonus", 60_300, None),
        ("I earn 60k + 999€ bonus", 60_999, None),
        ("I earn 60k + 1500€", 61_500, None),
    ],
    "benefits are no cash": [
        ("I earn 74k and 100 euro a month for the gym", 74_000, None),
        (
            "On 81k now. There's a job, platform team, 74k, 8% bonus, 1000 euro gym allowance",
            81_000,
            79_920,
        ),
        ("I earn 74k plus 1000 euro learning budget", 74_000, None),
        ("I earn 38 LPA plus 500 rs per month phone allowance", 3_800_000, None),
        ("I earn 74k plus 500 euro a year for training", 74_000, None),
    ],
    "stock that goes on": [
        ("Base 205k, bonus 15%. Stock was 150k last year, now maybe 90k.", 235_750, None),
    ],
    "no bonus before a percentage": [
        ("I make 200k. offer 190k base, zero bonus, 0.4% of the company", 200_000, 190_000),
        ("I make 200k. the startup pays 190k base, no bonus but 0.4%", 200_000, 190_000),
        ("I make 200k. They offer $190k base, no bonus, 1% of the shares", 200_000, 190_000),
        ("I make 200k. They offer 190k base, no bonus, 0.5% equity", 200_000, 190_000),
    ],
    "a total whose rest is cash": [
        ("I earn 36 LPA, of which 30 fixed and the rest variable", 3_600_000, None),
        ("TC 250k (base 180, rest bonus), offer 190k", 250_000, 190_000),
        ("my package 28 LPA, 24 fixed, balance variable", 2_800_000, None),
        ("I make 150k total, 130k of it base and the rest bonus", 150_000, None),
        ("I make 150k (130 base, remainder bonus)", 150_000, None),
        ("I'm on 50 LPA (40 base, rest RSU)", 4_000_000, None),
        ("CTC 36 LPA (30 fixed + 6 variable)", 3_600_000, None),
    ],
    "whose currency it is": [
        ("I earn 96k. Offer is 67k. My friend makes 140k CHF.", 96_000, 67_000),
        ("I earn 78k in Leeds, offer is 70k. My cousin in Dallas makes $150k.", 78_000, 70_000),
        ("Oslo, 780k now, offer 720k. Market in US is 200k USD apparently.", 780_000, 720_000),
    ],
    "an offer below what one is on": [
        ("they offer 10% less than the 92k i earn now", 92_000, 82_800),
        ("it's 15% below the 110k i make", 110_000, 93_500),
        ("i'd be getting 20% more than the 80k i have now", 80_000, 96_000),
        ("they offer 10% less than what I'm on (92k)", 92_000, 82_800),
        ("they offer 10% less than my 92k", 92_000, 82_800),
        ("I'm getting a 25% raise if I go to the SRE team. Now on 64k EUR.", 64_000, 80_000),
        ("I get a 25% raise if I move to the SRE team. I'm on 64k EUR now.", 64_000, 80_000),
        ("I'd take a 25% cut if I go to the SRE team. Now on 64k EUR.", 64_000, 48_000),
        ("moving to SRE comes with a 10% bump. currently 64k EUR", 64_000, 70_400),
        ("switch to dev = 20% less, I'm on 74k", 74_000, 59_200),
    ],
    "a raise or cut by the move": [
        ("SRE team would give me a 25% raise. Now on 64k EUR.", 64_000, 80_000),
        ("no pay change, 98k either way", 98_000, 98_000),
        ("internal move to platform team at the same salary, €74k", 74_000, 74_000),
        ("98k now, the backend job pays the same", 98_000, 98_000),
    ],
    "the same pay": [
        ("I earn 98k. They'd match my current pay.", 98_000, 98_000),
        ("€74k today, internal transfer to platform, salary unchanged", 74_000, 74_000),
        (
            "I make $9k a month in Texas. The backend team would pay me exactly the same.",
            108_000,
            108_000,
        ),
        ("I get 480k HKD a year plus a month's bonus", 520_000, None),
        ("I get 480k HKD a year plus 2 months bonus", 560_000, None),
        ("I make S$120k a year and usually 2 months bonus", 140_000, None),
    ],
    "a bonus in months of a yearly amount": [
        ("I earn 60k euro plus a 13th month", 65_000, None),
        ("I earn 120k and two months' bonus", 140_000, None),
        ("5.1k euro a month plus 13th salary", 66_300, None),
        (
            "Helsinki, data scientist, 5,400 e/month. The embedded company pays 4,900 e/month.",
            64_800,
            58_800,
        ),
        ("I make 5,400 e/month", 64_800, None),
        ("I make 5400e/mo", 64_800, None),
    ],
    "how often a month's pay is paid": [
        ("38k a month, 15薪. offer 45k, 13薪", 570_000, 585_000),
        ("30k*16薪 now, backend 35k*14薪", 480_000, 490_000),
        ("I make 38k a month, 15 薪, in Shenzhen", 570_000, None),
    ],
    "percent on top": [],
    "the same base beside another bonus": [
        (
            "base 225k, bonus 140k. Infra would be the same base but the bonus would be 60k",
            365_000,
            285_000,
        ),
        (
            "100k base plus 20k bonus. New job is the same base but only a 5k bonus",
            120_000,
            105_000,
        ),
    ],
    "one rate for both": [
        (
            "about 900 pln a day, roughly 200 days a year. As a backend contractor I'd get 1100",
            180_000,
            220_000,
        ),
        ("600 euros a day, 220 days, backend would be 700", 132_000, 154_000),
        ("£450 a day now, the backend contract is 500", 117_000, 130_000),
        ("600 a day, 3 days a week. backend would be 700", 93_600, 109_200),
        ("$600 a day, and backend pays 700 for 180 days", 108_000, 126_000),
        ("£500 a day, 220 days. backend pays £600 a day", 110_000, 132_000),
        ("£500 a day, 220 days. backend pays £600 a day for 180 days", 110_000, 108_000),
        ("my day rate is 450, they offer 520", 117_000, 135_200),
        ("they offer 520 a day, I'm at 450", 117_000, 135_200),
        ("1.2k a day, they pay 1.5", 312_000, 390_000),
        ("1.2k a day, they pay 1.5k", 312_000, 390_000),
        ("1.2k a day, 200 days, they pay 1500", 240_000, 300_000),
        ("40 an hour now, backend pays 55", 83_200, 114_400),
        ("40 an hour now, they'd pay 5 less", 83_200, 72_800),
        ("I bill 95 an hour. Backend gig pays 85", 197_600, 176_800),
        ("$95/hr, 30 hours a week, backend would be 110", 148_200, 171_600),
        ("80 per hour, 160 hours a month. new one 95", 153_600, 182_400),
        ("20 hours a week at 30 an hour. Backend would be 45 an hour", 31_200, 46_800),
        ("R$ 90 a hora, oferta 110", 187_200, 228_800),
        ("800 a week now, dev pays 900", 41_600, 46_800),
        ("2000 biweekly, dev pays 2400", 52_000, 62_400),
        ("4.5k a month net, they'd give 5.2", 54_000, 62_400),
        ("monthly 3 lakh, offer is 2.4", 3_600_000, 2_880_000),
        ("I make 120 a year, backend pays 100 a year", 120_000, 100_000),
    ],
    "no rate beside one": [
        ("£450 a day now, perm dev is 80", 117_000, 80_000),
        ("£450 a day now, perm dev is 80k", 117_000, 80_000),
        ("500 a day, they pay 100", 130_000, 100_000),
        ("40 an hour now, backend pays 70", None, None),
        ("$95/hr, 30 hours a week. backend would be 110", 148_200, 110_000),
        ("40€ an hour now, backend pays 60 a year", 83_200, 60_000),
        ("2.5 lakh a month, they'd pay 30", 3_000_000, 3_000_000),
        ("20 hours a week at 30 an hour. Backend would be 45 an hour full time", 31_200, 93_600),
        ("80 per hour. my friend gets 95", 166_400, None),
        ("I make 80k, freelance 60 an hour on the side. backend pays 75", 80_000, 75_000),
        ("1100 a day, same 200 days. so 220k", 220_000, None),
    ],
    "a bonus that is counted already": [
        ("I earn 38 LPA with 10% variable included", 3_800_000, None),
        ("I earn 38 LPA with 10% variable", 4_180_000, None),
        ("90k with a 10% bonus included", 90_000, None),
        ("172k + 20% target, I'd already told my boss. I'm on 149k", 149_000, 206_400),
    ],
    "the same pay, of which one is told": [
        ("850k CZK/yr, same money as dev, just less meetings", 850_000, 850_000),
        ("the offer is 90k, same pay", 90_000, 90_000),
        ("offer 90k, which is exactly what I get", 90_000, 90_000),
    ],
    "the same base without a bonus": [
        ("base 165, bonus 20%. Infra team: same base but no bonus", 198_000, 165_000),
        ("I make 100k plus 15k bonus, backend: same base without bonus", 115_000, 100_000),
        ("I make 100k plus 15k bonus, backend: same base, less stock", 115_000, None),
    ],
    "the base of a total and the rest": [
        ("28 lpa, 22 fixed rest stocks", 2_200_000, None),
        ("32 LPA, 25 base, the remaining is stock", 2_500_000, None),
    ],
    "stock whose base is not told": [
        ("I earn 110k. they offer 85k and 20k in RSUs", 110_000, 85_000),
        ("I earn 110k. They also offer 20k equity", 110_000, None),
        ("I'm on 90k. There it would be 60k in options", 90_000, None),
    ],
    "what is paid for staying": [
        ("current 80k, counter 95k, offer 90k", 80_000, 90_000),
        ("I earn 80k, offer 90k, and 95k if I stay", 80_000, 90_000),
        ("I earn 95k. The offer is 80k if I stay remote", 95_000, 80_000),
        ("now 80k. counter offer is 95k. offer is 90k", 80_000, 90_000),
        ("my boss countered with 95k, offer is 90k, I'm on 80k", 80_000, 90_000),
        ("offer 85k, I asked for 95k, they countered with 90k. I make 80k", 80_000, 90_000),
        ("they'd raise me to 95k if I stay. now 80k, offer 90k", 80_000, 90_000),
    ],
    "what another field pays": [
        ("junior backend pays maybe 90k", None, 90_000),
        ("I had 14k a month, 168k a year, junior backend pays maybe 90k", None, 90_000),
        ("backend is 70k", None, 70_000),
        ("I'm on 80k. backend is 70k", 80_000, 70_000),
        ("a dev job pays 70k or so", None, 70_000),
        ("dev gigs pay 70k", None, 70_000),
        ("my dev job pays 70k", 70_000, None),
        ("I'm a software engineer. swe pays 90k, ML offer is 110k", 90_000, 110_000),
        ("is backend at 70k ok?", None, None),
        ("my friend says backend pays 70k", None, None),
    ],
    "how much one works": [
        ("I earn 52k. the new job is 80%", 52_000, None),
        ("I earn 52k. the new job pays 80% of it", 52_000, 41_600),
    ],
    "what would be paid elsewhere": [
        ("if I moved to the US I'd make 250k, here it's 60k", 60_000, None),
        ("in the US I'd make 250k. here I get 60k", 60_000, None),
    ],
    "what things cost": [
        ("They offer me 45k. My hipoteca is 640 euros", None, 45_000),
        ("They offer me 45k. My miete is about 640 euros", None, 45_000),
        ("They offer me 45k. Flats here are 350k", None, 45_000),
        ("I make 40k, they offer 45k. A flat here is 350k", 40_000, 45_000),
        ("They offer me 45k. My insurance is 350 euros", None, 45_000),
        ("They offer me 45k. Krankenkasse is 1'250 a month", None, 45_000),
        ("They offer me 45k. My taxes are 20k", None, 45_000),
        ("They offer me 45k. My pay is 40k", 40_000, 45_000),
        ("minimum 1.2L in hand pm for the EMIs, now 2L pm", 2_400_000, None),
    ],
    "what others would earn": [
        ("He'd drop from 105k to 90k", None, None),
        ("My wife would go from 80k to 60k", None, None),
        ("she'd go from 90k to 70k", None, None),
    ],
}
"""By kind: a text, today's pay and that of the offer, cash a year."""

ROWS = [pytest.param(*row, id=f"{kind}-{row[0]}") for kind, rows in KINDS.items() for row in rows]


@pytest.mark.parametrize(("text", "now", "after"), ROWS)
def test_what_stands_beside_an_amount(text: str, now: int | None, after: int | None) -> None:
    figures = understand(text).figures
    told = (figures.now, figures.next) if figures else (None, None)
    assert tuple(None if each is None else int(each) for each in told) == (now, after)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("I earn 96k. Offer is 67k. My friend makes 140k CHF.", None),
        ("I earn 78k, the offer is 70k. My cousin makes $150k", None),
        ("I earn 96k. Offer is 67k. My rent is 1200 EUR.", "EUR"),
    ],
)
def test_a_currency_of_others_is_theirs(text: str, currency: str | None) -> None:
    message = said(text)
    told = pay.stated(message, place.country(message))
    assert told is not None
    assert told.currency == currency


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("15k a month plus 3 months bonus, offer 14k a month and a smaller bonus", True),
        ("100k base + 20% bonus now, they offer 95k and some bonus", True),
        ("100k base + 20% bonus now, they offer 95k without bonus", False),
        ("100k base + 20% bonus now, they offer 95k and 10% bonus", False),
    ],
)
def test_an_offer_with_an_unsaid_bonus_is_asked_back(text: str, doubtful: bool) -> None:
    told = pay.stated(said(text))
    assert told is not None
    assert told.doubtful is doubtful
