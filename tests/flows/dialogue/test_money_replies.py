"""The money replies: every report can be said, within Telegram's limits, with its assumptions."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formatting import money, percent, rounded_money
from bot.rendering import Renderer
from flows.dialogue import money_replies
from flows.dialogue.replies import Reply
from flows.figures import Figures
from flows.money.assumptions import Assumptions
from flows.money.intersection import Skills, Unreadable, read_skills
from flows.money.price import money_report
from flows.money.report import FiguresWanted, MoneyReport
from storage.texts import plain
from tests.bot.charts.cases import REPORTS, report
from tests.examples import examples
from tests.flows.money.strategies import amounts, assumptions

MESSAGE, CAPTION = 4096, 1024
EVERY = pytest.mark.parametrize("answer", REPORTS.values(), ids=REPORTS.keys())


RENDERER = Renderer()

UNFOLDED, SENTENCE = 65, 25
"""Words that stand before the fold, and in one sentence of them."""


def words(text: str) -> list[str]:
    return re.split(r"[ \n]+", text.strip())


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+|\n", text)


def told(reply: Reply) -> str:
    return RENDERER.render(reply).text


def money_reply(answer: MoneyReport | FiguresWanted) -> str:
    if isinstance(answer, MoneyReport):
        return told(money_replies.report_reply(answer))
    return told(money_replies.wanted_reply(answer))


def money_caption(answer: MoneyReport) -> str:
    return told(money_replies.caption_reply(answer, answer.cash))


def intersection_reply(read: Skills | Unreadable) -> str:
    return told(money_replies.intersection_reply(read))


class Tags(HTMLParser):
    """Fails on tags that Telegram would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag, attrs) in (("b", []), ("blockquote", [("expandable", None)]))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def fits(reply: str) -> bool:
    tags = Tags()
    tags.feed(reply)
    tags.close()
    text = plain(reply)
    assert not tags.open
    assert "None" not in text
    assert "\n\n\n" not in text
    assert not any(line != line.strip() for line in text.splitlines())
    return 0 < len(text.encode("utf-16-le")) // 2 <= MESSAGE


@EVERY
def test_every_report_can_be_said(answer: MoneyReport) -> None:
    assert fits(money_reply(answer))


@examples(25, 60)
@given(
    amounts("0.01", "1e18"),
    amounts("0", "1e18"),
    assumptions(),
    st.sampled_from([None, "INR", "XAF"]),
    st.none() | st.decimals(0, 1, places=2),
)
def test_any_report_can_be_said(
    now: Decimal, new: Decimal, assumed: Assumptions, currency: str | None, runway: Decimal | None
) -> None:
    figures = Figures(now=now, next=new, currency=currency, offer_total=now, runway=runway)
    answer = money_report(figures, assumed)
    reply = money_reply(answer)
    assert fits(reply)
    unfolded = plain(reply.partition("<blockquote")[0])
    assert len(words(unfolded)) <= UNFOLDED
    assert all(len(words(each)) <= SENTENCE for each in sentences(unfolded))
    assert isinstance(answer, MoneyReport)
    assert len(money_caption(answer)) <= CAPTION


@pytest.mark.parametrize("reason", ["no-figures", "no-now", "no-next", "nothing", "too-large"])
def test_whoever_has_no_figures_is_asked_for_them(reason: str) -> None:
    assert fits(money_reply(FiguresWanted.model_validate({"reason": reason})))


def test_text_caption_and_report_have_the_same_numbers() -> None:
    answer = REPORTS["cut"]
    text = money_reply(answer)
    side = answer.cash
    assert all(percent(needed.extra or 0) in text for needed in side.needed)
    assert percent(side.chance.least or 0) in text
    assert rounded_money(side.mid.price) in text
    assert all(money(told.stay) in text and money(told.move) in text for told in side.told)
    caption = money_caption(answer)
    assert rounded_money(side.stay_total) in caption
    assert rounded_money(side.mid.total) in caption


@pytest.mark.parametrize(
    ("assumed", "shown"),
    [
        ({"staying": "0.017"}, "1.7%"),
        ({"extra_high": "0.333"}, "33.3%"),
        ({"discount": "0.042"}, "4.2%"),
        ({"horizon": 17}, "year 17"),
        ({"job_year": 9}, "year 9"),
        ({"job_multiple": "7.5"}, "7.5"),
        ({"next_total": "98765"}, "98,765"),
    ],
)
def test_every_assumption_is_shown_and_marked_when_it_is_yours(
    assumed: dict[str, str | int], shown: str
) -> None:
    before = plain(money_reply(report("400000", "100000")))
    assert "(yours)" not in before
    lines = plain(money_reply(report("400000", "100000", None, **assumed))).splitlines()
    assert [line for line in lines if shown in line and line.endswith("(yours)")]


def in_figures(answer: MoneyReport) -> str:
    """The line of the advice."""
    source = (
        '{% from "money/_sentences.html.j2" import IN_FIGURES %}'
        "{{ IN_FIGURES[money.cash.change](money) }}"
    )
    return plain(RENDERER.environment.from_string(source).render(money=answer))


@EVERY
def test_the_line_of_the_advice_names_what_it_assumes(answer: MoneyReport) -> None:
    line = in_figures(answer)
    assumes = "If both pays grow alike" in line or "If the new pay grows" in line
    assert assumes == (answer.cash.change != "no-pay")
    assert ("grow alike" in line) == (assumes and not answer.cash.mid.extra)


@examples(25, 60)
@given(amounts("0.01", "1e12"), amounts("0", "1e12"), assumptions())
def test_nothing_is_told_to_cost_nothing(now: Decimal, new: Decimal, assumed: Assumptions) -> None:
    answer = money_report(Figures(now=now, next=new, currency="INR"), assumed)
    assert isinstance(answer, MoneyReport)
    for text in (plain(money_reply(answer)), plain(money_caption(answer)), in_figures(answer)):
        assert "cost you nothing" not in text
        assert "costs no cash" not in text
        assert (answer.cash.change in {"same", "raise"}) or "no cut" not in text
    report_text = plain(money_reply(answer))
    assert (" ahead by the end" in report_text) == (answer.cash.mid.lead > 0)


@examples(25, 60)
@given(
    amounts("0.01", "1e9"),
    amounts("0", "1e9"),
    st.sampled_from([None, "INR", "USD", "SGD", "EUR", "JPY", "KWD", "CHF"]),
)
def test_two_pays_that_differ_are_told_as_different_sums(
    now: Decimal, new: Decimal, currency: str | None
) -> None:
    answer = money_report(Figures(now=now, next=new, currency=currency))
    assert isinstance(answer, MoneyReport)
    sentence = plain(money_reply(answer)).splitlines()[0]
    told = [rounded_money(pay, currency, [now, new], 1) for pay in (now, new)]
    assert (told[0] == told[1]) == (now == new)
    assert told[0] in sentence
    assert (told[1] if new else "all of it") in sentence


@pytest.mark.parametrize("horizon", range(1, 41))
def test_no_year_after_the_last_one_is_told(horizon: int) -> None:
    answer = report("400000", "100000", "USD", horizon=horizon)
    lines = (plain(money_reply(answer)) + in_figures(answer)).splitlines()
    # The better job has a year of its own, which may be too late.
    told = [line for line in lines if "better job" not in line]
    years = [int(year) for line in told for year in re.findall(r"[Yy]ear (\d+)", line)]
    assert max(years) == horizon


SHORT, UNKNOWN, TIGHT = "short of", "can't tell whether you can afford", "tight"


@pytest.mark.parametrize(
    ("new", "runway", "band", "said"),
    [
        (400, "0.5", None, SHORT),
        (500, "0.5", None, TIGHT),
        (590, "0.5", None, TIGHT),
        (600, "0.5", None, "above"),
        (400, None, "50-75", UNKNOWN),
        (250, None, "50-75", UNKNOWN),
        (900, None, "under-25", UNKNOWN),
        (750, None, "under-25", SHORT),
        (750, None, "25-50", "just the most"),
        (760, None, "25-50", "above"),
        (999, None, "none", SHORT),
        (10, None, "over-75", UNKNOWN),
    ],
)
def test_the_new_pay_is_set_against_the_limit(
    new: int, runway: str | None, band: str | None, said: str
) -> None:
    figures = Figures.model_validate({"now": 1000, "next": new, "runway": runway})
    answer = money_report(figures, runway=band)
    assert isinstance(answer, MoneyReport)
    for text in (plain(money_reply(answer)), in_figures(answer)):
        assert said in text
        assert all(other not in text for other in {SHORT, UNKNOWN, TIGHT} - {said})


@pytest.mark.parametrize("text", ["25 25 30", "25 25 30 r=0.4", "0.001 0.001 0.001", "100 100"])
def test_every_intersection_can_be_said(text: str) -> None:
    skills = read_skills(text)
    assert not isinstance(skills, Unreadable)
    reply = intersection_reply(skills)
    assert fits(reply)
    assert ("assumed" in reply) == (skills.correlation is None)


def test_what_cannot_be_read_comes_back_escaped() -> None:
    problem = read_skills("<i>5</i> 6")
    assert isinstance(problem, Unreadable)
    reply = intersection_reply(problem)
    assert fits(reply)
    assert plain(reply) == problem.sentence


def test_the_skills_are_told_back_as_they_were_read() -> None:
    skills = read_skills("0.001 12.25 r=0.35")
    assert not isinstance(skills, Unreadable)
    reply = intersection_reply(skills)
    assert "0.001%, 12.25%" in reply
    assert "0.35" in reply
