"""Long stories: what is of the past, of others or of something else is not today's."""

import pytest

from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import built_in_interpreter
from flows.nlu.slots import degree, judgement, pay, place, role, share, years
from flows.nlu.slots.pay import Pay
from tests.flows.nlu.said import TODAY, said

LAKH = 100_000


@pytest.mark.parametrize(
    ("text", "now", "after"),
    [
        ("29M, data scientist, 6.5 LPA", 6.5 * LAKH, None),
        ("35 m, ML eng, 82k. Offer for backend at 74k", 82_000, 74_000),
        ("I made 30k at first, and today I'm on 85k", 85_000, None),
        ("I was on 90k three years ago, took 70k, today 95k", 95_000, None),
        ("3.2 LPA in 2016, now 41 LPA", 41 * LAKH, None),
        ("Turned down 60 LPA last year. Sitting at 44 LPA", 44 * LAKH, None),
        ("42 LPA, my team was 9 and is 5 now", 42 * LAKH, None),
        ("10 yoe (6 qa, then 4 as DS), 31 LPA", 31 * LAKH, None),
        ("80k a year, I run my app on a $5 server bill", 80_000, None),
        ("They pay me 45k a year", 45_000, None),
        ("They'd pay me 45k a year", None, 45_000),
        ("My rent is 2,000, I get 60k", 60_000, None),
        ("our interns get 50k, I'm on 90k", 90_000, None),
        (
            "I get 55 LPA. Our VP says he will take me in infra, but at SDE3 level and 40 LPA",
            55 * LAKH,
            40 * LAKH,
        ),
        ("24k zł on b2b monthly", 288_000, None),
        ("9,500 CHF x 13", 123_500, None),
        ("38k a year. My CTO offered to make me lead if I drop the rest, for 44k", 38_000, 44_000),
    ],
)
def test_pay_of_stories(text: str, now: float | None, after: float | None) -> None:
    found = pay.stated(said(text)) or Pay()
    assert (found.now, found.next) == (now, after)


@pytest.mark.parametrize(
    ("text", "option", "sure"),
    [
        ("They'd take me for the same money", "none", True),
        ("Backend at my own company, lateral move", "none", False),
        ("I have had the same salary for years", None, None),
        ("They'd let me become an ML engineer, same pay", None, None),
        ("I copy code half the time, and what is a loss function", None, None),
    ],
)
def test_cuts_of_stories(text: str, option: str | None, sure: bool | None) -> None:
    found = share.cut_stated(said(text), pay.stated(said(text)))
    assert ((found.option, found.sure) if found else (None, None)) == (option, sure)


@pytest.mark.parametrize(
    "text",
    [
        "31 LPA, I can't go under 26",
        "31 LPA, home loan so I can't drop below 26",
        "31 LPA, and I'd need at least 26",
        "31 LPA, open to going down to 26",
    ],
)
def test_floors_take_the_unit_of_the_pay(text: str) -> None:
    found = share.runway_stated(said(text), pay.stated(said(text)))
    assert found
    assert found.option == "under-25"


@pytest.mark.parametrize(
    ("text", "option", "sure"),
    [
        ("6 years here and 3 at a startup before", "6-9", False),
        ("3 years with them and 5 years of java at a telco before that", "6-9", False),
        ("5 years as an analyst, 2 more in a bank", "6-9", False),
        ("5 years at TCS then 2 at Swiggy", "6-9", False),
        ("YOE: 5", "3-5", True),
        ("five years here and it's my first job", "3-5", False),
        ("I could take 10% less for a year", None, None),
        ("in our guild there is one architect with 22 years", None, None),
        ("I haven't trained a model since 2023", None, None),
    ],
)
def test_years_of_stories(text: str, option: str | None, sure: bool | None) -> None:
    found = years.stated(said(text))
    assert (found.option if found else None) == option
    assert sure or not (found and found.sure and option is None)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("31F, bengaluru, data scientist at a US bank", "IN"),
        ("Chicago, healthcare. The engineers are in Ukraine", "US"),
        ("ML engineer in a Chennai startup", "IN"),
    ],
)
def test_the_place_is_the_friends_and_not_the_employers(text: str, country: str) -> None:
    assert place.country(said(text)) == country


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("mentors", "The lead there, a guy who taught me more than anybody", None),
        ("mentors", "The backend folks are kind, one of them pairs with me", "engineers"),
        ("mentors", "I learn more from our infra lead", "engineers"),
        ("fatigue", "I had enthusiasm, it's gone", "tired"),
        ("fatigue", "I still get goosebumps when a loss curve bends", "thrilled"),
        ("joy", "I write tools in Rust and lose track of time", "building"),
        ("engineering", "I caught myself enjoying the deployment", None),
        ("standing", "ML is okay", None),
        ("influence", "I want a say in what gets built, or I'm out", "essential"),
    ],
)
def test_judgements_of_stories(question: str, text: str, option: str | None) -> None:
    found = judgement.stated(question, said(text))
    assert (found.option if found else None) == option


def test_what_is_counted_is_no_role() -> None:
    assert role.stated(said("3 (2 in DS)")) is None


def test_marks_alone_are_understood() -> None:
    assert degree.stated(said("????")) is None
    heard = built_in_interpreter().interpret("? " * 2000, TextContext(today=TODAY))
    assert not heard.facts


TITLES = ["software engineer", "backend developer", "data engineer", "SDE"]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "form",
    [
        "since then one offer: {} at a utility company",
        "The offer is {} at a bank",
        "On campus I also got {} at a bank",
        "the job would be {} in a small team",
    ],
)
def test_a_title_that_is_offered_is_not_todays(form: str, title: str) -> None:
    found = role.stated(said(form.format(title)))
    assert found is None or not found.sure


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["I'm a {} with an offer", "I have an offer, currently {}"])
def test_a_title_beside_an_offer_is_todays(form: str, title: str) -> None:
    assert role.stated(said(form.format(title)))


@pytest.mark.parametrize(
    "often", ["is ok", "is fine for a few years", "would be okay", "is doable"]
)
@pytest.mark.parametrize("lost", ["anything upto 40% less", "a 40% cut", "40% less pay"])
def test_a_cut_that_would_do_is_what_could_be_borne(lost: str, often: str) -> None:
    message = said(f"I told her {lost} {often}")
    reading = share.runway_stated(message, None)
    assert reading
    assert (reading.option, share.cut_stated(message, None)) == ("25-50", None)


def test_years_in_the_industry_are_all_there_are() -> None:
    text = "Applied scientist, 8 years in industry. I run our feature store, doing that for 2 years"
    reading = years.stated(said(text))
    assert reading
    assert reading.option == "6-9"


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("I liked it as a grad student", None),
        ("I joined as a data scientist", "data-scientist"),
        ("my pal Rhodri works as a software engineer", None),
        ("my Head of ML could not help", None),
        ("my title is lead data scientist", "data-scientist"),
        ("Data scientist, should I move?", "data-scientist"),
        ("now I have an SDE-2 offer", None),
        ("I'm an SDE 2", "software-engineer"),
        ("Analyst -> DS -> MLE, 3 years each", "ml-engineer"),
        ("our lead meets me weekly, and a platform guy too", None),
        ("I'm a platform guy", "software-engineer"),
    ],
)
def test_roles_of_stories(text: str, option: str | None) -> None:
    found = role.stated(said(text))
    assert found.option == option if found and option else not (found and found.sure)


STORY = " ".join(["The weather here is fine and the trains are late on most days."] * 6)


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("I am a data engineer.", "role"),
        ("I work as an analyst.", "role"),
        ("I have nine years of experience in total.", "years"),
    ],
)
def test_what_is_said_outright_is_noted_however_long_the_story_is(told: str, question: str) -> None:
    for text in (told, f"{STORY} {told} {STORY}"):
        heard = built_in_interpreter().interpret(text, TextContext())
        assert question in {fact.question for fact in heard.facts}


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("I make reports and dashboards the whole day, 6.2 LPA, Pune", "analyst"),
        ("I build pipelines in dbt and Airflow all day long, in Leeds", "data-engineer"),
        ("my brother makes reports and dashboards the whole day, in Leeds", None),
        ("should I make reports and dashboards the whole day, in Leeds?", None),
        ("I have a doctorate, in Leeds", None),
    ],
)
def test_what_one_does_all_day_is_asked_back_as_a_role(text: str, option: str | None) -> None:
    heard = built_in_interpreter().interpret(text, TextContext())
    assert next((f.option for f in heard.ask_back if f.question == "role"), None) == option
    assert all(fact.question != "role" for fact in heard.facts)


@pytest.mark.parametrize(
    ("text", "question", "option"),
    [
        ("I have 7 years in the field and a master's from Tufts, in Boston", "years", "6-9"),
        ("20 years in the industry of which the first 12 were COBOL, in Leeds", "years", "10+"),
        ("a friend has 7 years in the field, in Boston", "years", None),
        ("is that a thing of 7 years, in Boston?", "years", None),
        ("my daughter is 7 years old, in Boston", "years", None),
        ("I plan to stay for 7 years, in Boston", "years", None),
        ("directly before I have made my Master in Informatik at TUM", "degree", "masters"),
        ("I want my Master in Informatik at TUM", "degree", None),
    ],
)
def test_what_is_told_in_passing_is_read(text: str, question: str, option: str | None) -> None:
    heard = built_in_interpreter().interpret(text, TextContext())
    read = {fact.question: fact.option for fact in (*heard.ask_back, *heard.facts)}
    assert read.get(question) == option


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Planning to start an online masters (OMSCS) next fall, in Leeds", "degree"),
        ("My MS is under way until May, and with an MS I'd be a second class citizen", "degree"),
        ("Student loans are 410 a month until forever", "horizon"),
    ],
)
def test_what_may_be_no_fact_yet_is_not_noted(text: str, question: str) -> None:
    heard = built_in_interpreter().interpret(text, TextContext())
    assert question not in {fact.question for fact in heard.facts}
