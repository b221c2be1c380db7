"""A cut is read from what is lost, kept or gained, and only where the friend states it."""

import json
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.figures import band_of_cut
from flows.nlu.slots import pay, place, share
from flows.nlu.slots.reading import Reading
from flows.nlu.suppositions import as_stated, supposed_in
from tests.flows.nlu.said import said

CASES = Path(__file__).parents[3] / "cases"
MISREAD = 0.01
"""The share of first messages whose cut may be read otherwise, as what is pay was learned."""
PERCENT = st.integers(1, 99)
READERS = {
    ("cut", True): share.cut_replied,
    ("cut", False): share.cut_stated,
    ("runway", True): share.runway_replied,
    ("runway", False): share.runway_stated,
}


def _read(question: str, text: str, *, reply: bool) -> Reading | None:
    message = said(text)
    supposed = supposed_in(text)
    told = said(as_stated(supposed)) if supposed else message
    figures = pay.stated(told, place.country(message))
    return READERS[question, reply](message, figures)


def _option(question: str, text: str, *, reply: bool = True) -> str | None:
    found = _read(question, text, reply=reply)
    return (found.option or None) if found else None


def _cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", ["slots.jsonl", "slots_others.jsonl", "slots_own.jsonl"])
def test_replies_are_understood(name: str) -> None:
    cases = [case for case in _cases(name) if case["question"] in ("cut", "runway")]
    assert not [c for c in cases if _option(c["question"], c["text"]) != c["option"]]


@pytest.mark.parametrize(
    "name", ["openers.jsonl", "openers_others.jsonl", "openers_own.jsonl", "voices.jsonl"]
)
@pytest.mark.parametrize("question", ["cut", "runway"])
def test_running_text_is_understood(name: str, question: str) -> None:
    wrong = []
    for case in _cases(name):
        fine = [case["answers"].get(question)]
        fine += case.get("answers_also_fine", {}).get(question, [])
        if _option(question, case["text"], reply=False) not in fine:
            wrong.append(case["text"])
    assert len(wrong) <= MISREAD * len(_cases(name)), wrong


@pytest.mark.parametrize("case", _cases("faults.jsonl"))
@pytest.mark.parametrize("question", ["cut", "runway"])
def test_faults_are_mended(case: dict[str, Any], question: str) -> None:
    found = _option(question, case["text"], reply=False)
    if case.get("question") == question:
        found = found or _option(question, case["text"])
    never = case["never"].get(question, [])
    assert case["answers"].get(question, found) == found
    assert found is None or (never != "*" and found not in never)


LOST = ["{}%", "{} percent", "a {}% cut", "about {} % less", "lose {} per cent", "minus {}%", "{}"]
KEPT = ["I'd keep {}%", "I would be left with {} percent", "I'd get {}% of my current pay"]
LIVED_ON = [
    "we could live on {}% of it",
    "I could survive on {} percent",
    "I need {}% of my salary",
]
GAINED = ["{}% more", "a raise of {}%", "+{}%", "{} percent hike"]


@given(percent=PERCENT, form=st.sampled_from(LOST))
def test_what_is_lost(percent: int, form: str) -> None:
    assert _option("cut", form.format(percent)) == band_of_cut(Decimal(percent) / 100)


@given(percent=PERCENT, form=st.sampled_from(KEPT))
def test_what_is_kept(percent: int, form: str) -> None:
    assert _option("cut", form.format(percent)) == band_of_cut(1 - Decimal(percent) / 100)


@given(percent=PERCENT, form=st.sampled_from(LIVED_ON))
def test_living_on_a_part_is_a_cut_of_the_rest(percent: int, form: str) -> None:
    assert _option("runway", form.format(percent)) == band_of_cut(1 - Decimal(percent) / 100)


ENOUGH = [
    "{}% of my salary would be enough for us",
    "{} percent of my current pay would do",
    "{}% of my pay is plenty",
    "{}% of the current salary covers all bills",
]


@given(percent=PERCENT, form=st.sampled_from(ENOUGH))
def test_what_would_be_enough_is_no_cut_of_the_move(percent: int, form: str) -> None:
    text = form.format(percent)
    assert _option("cut", text, reply=False) is None
    assert _option("runway", text, reply=False) == (band_of_cut(1 - Decimal(percent) / 100))


@given(percent=PERCENT, form=st.sampled_from(GAINED))
def test_a_raise_is_no_cut(percent: int, form: str) -> None:
    assert _option("cut", form.format(percent)) == "none"


@given(times=st.integers(2, 20), form=st.sampled_from(["{}x less", "{} times lower"]))
def test_times_less(times: int, form: str) -> None:
    assert _option("cut", form.format(times)) == band_of_cut(1 - 1 / Decimal(times))


@given(now=st.integers(20, 90), after=st.integers(20, 90))
def test_two_amounts_give_the_band(now: int, after: int) -> None:
    cut = (Decimal(now) - after) / now
    assert _option("cut", f"from {now} LPA to {after} LPA") == band_of_cut(cut)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("a third less", "25-50"),
        ("two thirds", "50-75"),
        ("just under half", "25-50"),
        ("60 cents on the dollar", "25-50"),
        ("halved", "50-75"),
        ("they pay 2x", "none"),
        ("25 to 60 percent", None),  # two bands
        ("my wife took a 20% cut", None),
        ("is 20% a lot?", None),
        ("80% remote, 20% office", None),
        ("half my salary goes to rent", None),
    ],
)
def test_replies_at_cut(text: str, option: str | None) -> None:
    assert _option("cut", text) == option


@pytest.mark.parametrize(
    ("text", "share"),
    [("30 %", "0.3"), ("at most 15%", "0.15"), ("10 to 20 %", None), ("keep 60 %", "0.4")],
)
def test_a_runway_is_kept_as_a_number(text: str, share: str | None) -> None:
    found = _read("runway", text, reply=True)
    assert found
    assert found.exact == (Decimal(share) if share else None)


@pytest.mark.parametrize("text", ["I can't afford a 50% cut", "40k a year", "25 to 60 percent"])
def test_what_fits_no_band_is_asked_about(text: str) -> None:
    found = _read("runway", text, reply=True)
    assert found
    assert (found.option, found.sure) == ("", False)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("max 20% cut for 2 years", "under-25"),
        ("could manage on 30% less for a couple of years", "25-50"),
        ("I would give up 60 percent of pay without blinking", "50-75"),
        ("I can't take any pay cut", "none"),
        ("DS in Pune, salary 45L, can go down to 30L", "25-50"),
    ],
)
def test_runways_in_running_text(text: str, option: str) -> None:
    assert _option("runway", text, reply=False) == option
    assert _option("cut", text, reply=False) is None


WRAPS = [
    "my friend took a {} pay cut",
    "my wife says she would lose {} of her pay",
    "if the pay cut was {} I would do it",
    "would a {} pay cut be normal?",
    "people take a {} pay cut",
    "I used to get {} less pay",
    "I took a {} pay cut in 2020",
]


@given(
    wrap=st.sampled_from(WRAPS),
    part=st.sampled_from(["30%", "50 percent", "10%"]),
    question=st.sampled_from(["cut", "runway"]),
)
def test_what_is_not_the_friends_cut_is_not_noted(wrap: str, part: str, question: str) -> None:
    assert _option(question, wrap.format(part), reply=False) is None


def test_a_cut_built_on_a_bare_number_is_asked_back() -> None:
    stated = _read("cut", "60 LPA, backend offer at 40", reply=False)
    replied = _read("cut", "60 LPA, backend offer at 40", reply=True)
    assert stated
    assert replied
    assert (stated.sure, replied.sure) == (False, True)


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    for question, reply in READERS:
        _read(question, text, reply=reply)


HOSTILE = [
    "1 2 3 4 ",
    "120 000 ",
    "$50k ",
    "10% ",
    "1-2-",
    "10k below my ",
    "5 LPA + ",
    "50% less ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_read_quickly(piece: str) -> None:
    message = said(piece * (4096 // len(piece)))
    assert message.clauses
    _option("cut", "I earn S$90k, a third less")  # reads the lists
    taken = []
    for _ in range(3):
        start = process_time()
        figures = pay.stated(message)
        for read in READERS.values():
            read(message, figures)
        taken.append(process_time() - start)
    assert min(taken) < 0.2  # 4,096 characters, five readers


@pytest.mark.parametrize("whose", ["i'd", "i would", "I'd even"])
@pytest.mark.parametrize("more", ["earn more", "get more there", "make more", "be paid more"])
def test_more_pay_is_no_cut_and_less_is_one(whose: str, more: str) -> None:
    assert _option("cut", f"{whose} {more}") == "none"
    assert _option("cut", f"{whose} {more.replace('more', '30% less')}") == "25-50"


BORNE = [
    "I'd take up to {} less for the right people",
    "I would take a cut of {} if I had to",
    "I'd go {} down if it came to that",
    "We'd take {} less, and not a penny more",
    "I'd take {} less. That's my pain threshold",
    "I would drop {} of my salary, no more",
    "{} off is the most I'd swallow",
    "we can live if I earn {} less",
    "we'd manage if I lost {} of my pay",
    "my pain limit is {}",
    "up to {} down would still be fine",
    "anything beyond {} less and we'd have to move house",
]


@pytest.mark.parametrize("form", BORNE)
@pytest.mark.parametrize(("part", "option"), [("10%", "under-25"), ("a third", "25-50")])
def test_what_would_do_is_no_cut_of_the_move(form: str, part: str, option: str) -> None:
    text = form.format(part)
    assert _option("cut", text, reply=False) is None
    assert _option("runway", text, reply=False) == option


@pytest.mark.parametrize(
    "text",
    [
        "I'd take a 20% cut for a saner job",
        "Honestly we'd take a fifth less for a mentor",
        "Can I switch without losing more than 15%? That's my limit",
    ],
)
def test_what_one_would_take_may_be_all_that_would_do(text: str) -> None:
    found = _read("runway", text, reply=False)
    assert found is not None
    assert (found.option, found.sure) == ("under-25", False)
    assert _option("cut", text, reply=False) is None


@pytest.mark.parametrize("text", ["I'd take a 20% cut by moving", "There I would take 20% less"])
def test_what_a_move_is_said_to_cost_is_a_cut(text: str) -> None:
    assert _option("cut", text, reply=False) == "under-25"
    assert _option("runway", text, reply=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "they said a flat transfer, no hike no cut",
        "It's lateral, no pay cut",
        "same pay band and no salary cut",
    ],
)
def test_a_move_without_a_cut_tells_no_limit(text: str) -> None:
    assert _option("cut", text, reply=False) == "none"
    assert _option("runway", text, reply=False) is None


def test_neither_more_nor_less_is_no_limit() -> None:
    text = "Internal move to platform, no raise, no cut"
    assert _option("runway", text, reply=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "we can't live if I earn a third less",
        "If I could live with a third less, I'd go",
        "My sister would manage if she lost a third of her pay",
        "Would we manage if I lost a third of my pay?",
    ],
)
def test_no_limit_is_read_of_what_is_denied_asked_or_anothers(text: str) -> None:
    found = _read("runway", text, reply=False)
    assert not (found and found.sure)


@pytest.mark.parametrize(
    "text", ["they've cut us all by a tenth", "my company has cut salaries by 10%"]
)
def test_a_cut_that_was_made_is_not_that_of_the_move(text: str) -> None:
    assert _option("cut", text, reply=False) is None


def test_what_may_cost_no_more_is_the_limit() -> None:
    text = "I'd not accept anything that costs me more than 10% of pay"
    assert _option("runway", text, reply=False) == "under-25"
    assert _option("runway", "So no cut, quite the contrary", reply=False) is None


@pytest.mark.parametrize("refuses", ["can't", "cannot", "couldn't", "won't", "wouldn't"])
@pytest.mark.parametrize(
    "text",
    [
        "I {} go down 40%",
        "I {} go down 40%, only 10%",
        "I {} take a 30% cut, but 10 is fine",
        "we {} lose 40%",
        "I {} swallow a 25% cut",
        "we {} live on half of what I make",
        "I {} take 20% less",
    ],
)
def test_a_share_that_is_refused_is_no_cut_and_none_that_is_borne(text: str, refuses: str) -> None:
    message = said(text.format(refuses))
    assert share.cut_stated(message, None) is None
    assert share.runway_stated(message, None) is None


SHARES_OF_WORK = [
    "I earn 52k euros for {}",
    "I earn 52k at {}",
    "52k for {}, Bern",
    "I earn 52k working at {}",
    "I make 52k in a {} job",
    "I get 52k for a {} position",
    "I earn 52k ({} part-time)",
    "I work {} and earn 52k",
    "my pensum is {}, I earn 52k",
    "I earn 52k at a {} workload",
    "{} of the work for less pay",
    "I earn 52k, that is {} of full time",
]


@pytest.mark.parametrize("form", SHARES_OF_WORK)
@pytest.mark.parametrize("part", ["80%", "60 %", "80 percent", "half"])
def test_how_much_one_works_is_no_cut(form: str, part: str) -> None:
    for question, reply in READERS:
        assert _option(question, form.format(part), reply=reply) is None


@pytest.mark.parametrize(
    "text",
    [
        "I'd work for {} less money",
        "{} less pay for the new role",
        "a {} lower role in pay",
        "{} at the new job",
        "52k at {} less",
    ],
)
def test_a_cut_beside_words_of_work_is_one(text: str) -> None:
    assert _option("cut", text.format("20%")) == "under-25"


@pytest.mark.parametrize("coin", ["cent", "penny", "dollar", "rupee", "euro"])
@pytest.mark.parametrize("form", ["I'd take 300k, {}", "300k, {}", "I'd go to 300k but {}"])
def test_an_amount_of_which_nothing_may_be_missing_is_the_floor(form: str, coin: str) -> None:
    text = form.format(f"not a {coin} less")
    told = pay.stated(said(text)) or pay.Pay()
    assert [told.now, told.next, told.floor] == [None, None, 300_000]
    assert _option("runway", text) is None
    assert _option("runway", f"I make 400k. {text}") == "25-50"
    assert _option("runway", f"not a {coin} less") == "none"


@pytest.mark.parametrize(
    "text",
    [
        "I save 40% of my salary",
        "I put a third of my salary aside",
        "rent is half my salary, 60k now",
        "the mortgage is 40% of our income",
        "taxes eat 40% of my pay at the new job",
        "my bonus is 20% of my pay",
        "60% of my pay is stock",
        "two thirds of my income are RSUs",
        "equity would be 30% of my pay there",
        "I would send home half of my pay from the new job",
        "I earn 80k, with the new job I'd save 20% of my pay",
        "my kids cost half of what I earn",
    ],
)
def test_a_part_of_pay_that_goes_elsewhere_is_no_cut(text: str) -> None:
    for question, reply in READERS:
        assert not _option(question, text, reply=reply)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("they'd pay half of my current salary", "50-75"),
        ("the new job pays 60% of my salary", "25-50"),
        ("the offer is for 60% of my income", "25-50"),
        ("the new salary is 60% of my current one", "25-50"),
        ("they'd start me at about 60% of my pay", "25-50"),
        ("I would lose 30% of my pay to the move", "25-50"),
    ],
)
def test_a_part_of_pay_that_one_would_get_or_lose_is_the_cut(text: str, option: str) -> None:
    assert _option("cut", text, reply=False) == option
    assert _option("cut", text) == option


LESS_OF_IT = ("", " money", " base", " salary", " than now", " in cash", ", I think")
"""What may stand behind "20% less" where that is less pay."""


@pytest.mark.parametrize("thing", ["commute", "stress", "responsibility", "paperwork", "red tape"])
@pytest.mark.parametrize("question", ["cut", "runway"])
def test_less_of_something_else_is_no_cut(question: str, thing: str) -> None:
    for form in ("20% less {}", "the new job has 30% less {}", "it's a third less {}"):
        for reply in (True, False):
            assert not _option(question, form.format(thing), reply=reply), form


@pytest.mark.parametrize(
    "of", ["half the {}", "half of my {}", "20% of the {}", "a third of our {}"]
)
@pytest.mark.parametrize("thing", ["team", "day", "friends", "free time", "meetings"])
def test_a_part_of_something_else_is_no_cut(of: str, thing: str) -> None:
    part = of.format(thing)
    for question, reply in READERS:
        for form in ("{}", "I'd lose {}", "the new job takes {}"):
            assert not _option(question, form.format(part), reply=reply), form


@pytest.mark.parametrize("behind", LESS_OF_IT)
def test_less_pay_is_a_cut(behind: str) -> None:
    assert _option("cut", f"it's 20% less{behind}") == "under-25"
    assert _option("cut", f"the new job pays 20% less{behind}", reply=False) == "under-25"


@pytest.mark.parametrize("pay", ["salary", "pay", "cash", "current package", "total comp", "ctc"])
def test_a_part_of_whatever_pay_is_called_is_a_part_of_it(pay: str) -> None:
    assert _option("cut", f"I'd lose half of my {pay}") == "50-75"
    assert _option("cut", f"I'd lose half the {pay}") == "50-75"


@pytest.mark.parametrize("text", ["No pay cut!", "no cut", "no reduction"])
def test_no_cut_alone_may_be_that_of_the_move_or_the_limit(text: str) -> None:
    limit = _read("runway", text, reply=False)
    assert limit is not None
    assert not limit.sure
    assert _option("runway", text) == "none"
