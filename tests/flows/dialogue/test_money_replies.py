"""The money replies: every report can be said, within Telegram's limits, with its assumptions."""

from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.formatting import money, percent
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
from tests.flows.money.strategies import amounts, assumptions

MESSAGE, CAPTION = 4096, 1024
EVERY = pytest.mark.parametrize("answer", REPORTS.values(), ids=REPORTS.keys())


RENDERER = Renderer()


def told(reply: Reply) -> str:
    return RENDERER.render(reply).text


def money_reply(answer: MoneyReport | FiguresWanted) -> str:
    if isinstance(answer, MoneyReport):
        return told(money_replies.report_reply(answer))
    figure = money_replies.missing_figure(answer)
    return told(money_replies.figure_reply(figure, problem=answer.reason))


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
        assert tag == "b"
        assert not attrs
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


@settings(max_examples=60, deadline=None)
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
    assert fits(money_reply(answer))
    assert isinstance(answer, MoneyReport)
    assert len(money_caption(answer)) <= CAPTION


@pytest.mark.parametrize("reason", ["no-figures", "no-now", "no-next", "nothing", "too-large"])
def test_whoever_has_no_figures_is_asked_for_them(reason: str) -> None:
    assert fits(money_reply(FiguresWanted.model_validate({"reason": reason})))


def test_text_caption_and_report_have_the_same_numbers() -> None:
    answer = REPORTS["cut"]
    text = money_reply(answer)
    assert all(percent(n.growth or 0) in text for n in answer.cash.needed)
    assert percent(answer.cash.chance.least or 0) in text
    assert money(answer.cash.mid.price) in text
    caption = money_caption(answer)
    assert money(answer.cash.stay_cumulative[-1]) in caption
    assert money(answer.cash.mid.cumulative[-1]) in caption


@pytest.mark.parametrize(
    ("assumed", "shown"),
    [
        ({"staying": "0.017"}, "1.7%"),
        ({"high": "0.333"}, "33.3%"),
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


def test_runway_is_set_against_the_new_pay() -> None:
    figures = Figures(now=Decimal(1000), next=Decimal(400), runway=Decimal("0.5"))
    text = money_reply(money_report(figures))
    assert "500" in text
    assert "short" in text
    enough = money_reply(money_report(figures.model_copy(update={"runway": Decimal("0.7")})))
    assert "above" in enough


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
