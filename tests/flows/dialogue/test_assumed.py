"""What the price assumes, changed by a tap, by typing or by an answer."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import AskedMoney, Assumed, TextReceived
from flows.dialogue.figuring import report_of
from flows.figures import Figures
from flows.money.assumptions import ASSUMPTION_CHOICES, YEARS, Assumptions, chosen
from flows.money.report import MoneyReport
from flows.nlu.interpreter import built_in_interpreter
from tests.examples import examples
from tests.flows.dialogue.priced import AUTHOR, priced, told
from tests.flows.dialogue.talk import DIALOGUE, Talk


@pytest.mark.parametrize(("name", "offered"), ASSUMPTION_CHOICES.items())
def test_each_assumption_can_be_changed_by_a_tap(name: str, offered: tuple[object, ...]) -> None:
    talk = priced().does(Assumed(name=name))
    taps = [choice.event for choice in talk.choices if isinstance(choice.event, Assumed)]
    assert len(taps) == len(offered)
    for tap in taps:
        changed = priced().does(tap)
        assert chosen(changed.conversation.assumptions, name) == tap.choice
        assert "money/report" in changed.told


ASSUMPTION = st.sampled_from(sorted(ASSUMPTION_CHOICES))


@given(ASSUMPTION, st.integers(0, 2), st.booleans())
def test_an_assumption_is_changed_in_place(name: str, place: int, asking: bool) -> None:
    talk = Talk(priced().conversation.moved(advised=False, state="goals", question="ambition"))
    talk = (talk if asking else priced()).does(AskedMoney())
    for tap in (Assumed(), Assumed(name=name)):
        assert [reply.place for reply in talk.does(tap).parts] == ["page"]
    choice = [each.event for each in talk.choices if isinstance(each.event, Assumed)][place]
    talk.does(choice)
    assert [(each.template, each.place) for each in talk.parts] == [("money/report", "page")]
    assert talk.does(AskedMoney(back=True, revision=1)).parts[0].place == "page"
    leads_on = {each.event.kind for each in talk.choices}
    assert {"continued" if asking else "details-requested", "assumed"} <= leads_on


def typed(talk: Talk, text: str) -> Talk:
    """Type a text as it is understood where the talk stands."""
    context = DIALOGUE.text_context(talk.conversation)
    read = built_in_interpreter().interpret(text, context)
    return talk.does(TextReceived(text=text, interpretation=read))


PLAIN = ("{}", "say {}", "about {}?", "make it {} please", "let's try {}")
UNITS = {
    **dict.fromkeys(("growth", "on-top", "discount"), ("", "%", " percent", "% a year")),
    **dict.fromkeys(("horizon", "job-year"), ("", " years")),
    "job-multiple": ("", " times", "x", " times the old pay"),
}
CHANGED: dict[str, Callable[[Assumptions], tuple[Decimal | int, ...]]] = {
    "growth": lambda a: (a.staying * 100,),
    "on-top": lambda a: (a.extra_low * 100, a.extra_mid * 100, a.extra_high * 100),
    "discount": lambda a: (a.discount * 100,),
    "horizon": lambda a: (a.horizon,),
    "job-year": lambda a: (a.job_year,),
    "job-multiple": lambda a: (a.job_multiple,),
}


@examples(25, 60)
@given(ASSUMPTION, st.integers(1, 40), st.sampled_from(PLAIN), st.integers(0, 3), st.booleans())
def test_a_number_typed_for_an_assumption_is_that_and_nothing_else(
    name: str, number: int, words: str, unit: int, asking: bool
) -> None:
    talk = Talk(priced().conversation.moved(advised=False, state="experience", question="years"))
    talk = (talk if asking else priced()).does(AskedMoney()).does(Assumed(name=name))
    before = talk.conversation
    typed(talk, words.format(f"{number}{UNITS[name][unit % len(UNITS[name])]}"))
    after = talk.conversation
    assert set(CHANGED[name](after.assumptions)) == {number}
    assert (after.answers, after.figures) == (before.answers, before.figures)
    assert told(talk).place == ("new" if asking else "page-new")
    assert after.assumption == ""


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("growth", "-5", (-5,)),
        ("growth", "seven and a half percent", (7.5,)),
        ("on-top", "10 to 20", (10, 15, 20)),
        ("on-top", "0, 10, 30", (0, 10, 30)),
        ("job-multiple", "2.5x", (2.5,)),
        ("job-multiple", "twelve", (12,)),
        ("horizon", "fifteen years", (15,)),
    ],
)
def test_a_value_may_be_typed_in_many_ways(name: str, text: str, value: tuple[float, ...]) -> None:
    talk = typed(priced().does(Assumed(name=name)), text)
    assert tuple(map(float, CHANGED[name](talk.conversation.assumptions))) == value


def test_the_better_job_may_be_told_as_pay() -> None:
    crores = Figures(now=Decimal(10**7), next=Decimal(4 * 10**6), currency="INR")
    talk = Talk(Conversation(answers=AUTHOR, figures=crores, state="advice", advised=True))
    typed(talk.does(Assumed(name="job-multiple")), "3 crore")
    assert talk.conversation.assumptions.job_multiple == 3
    assert talk.conversation.figures == crores


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("discount", "500", "out-of-range"),
        ("discount", "3 crore", "out-of-range"),
        ("growth", "3 crore", "out-of-range"),
        ("horizon", "41", "out-of-range"),
        ("horizon", "2.5", "out-of-range"),
        ("job-multiple", "S$500k", "other-currency"),
        ("job-year", "no idea, you tell me", "unread"),
    ],
)
def test_what_an_assumption_cannot_be_is_asked_again(name: str, text: str, problem: str) -> None:
    talk = priced().does(Assumed(name=name))
    before = talk.conversation
    typed(talk, text)
    assert talk.told == ["money/assume"]
    assert talk.parts[0].values["problem"] == problem
    assert talk.conversation == before
    typed(talk, "10")
    assert "money/report" in talk.told


@pytest.mark.parametrize("text", ["no", "thanks", "never mind, what is the ceiling?"])
def test_what_means_something_else_closes_the_assumption(text: str) -> None:
    talk = typed(priced().does(Assumed(name="growth")), text)
    assert "money/assume" not in talk.told
    assert talk.conversation.assumption == ""


def test_years_told_at_a_growth_are_years() -> None:
    talk = Talk(priced().conversation.moved(advised=False, state="experience", question="years"))
    typed(talk.does(Assumed(name="growth")), "12 years")
    assert talk.conversation.answers["years"] == "10+"
    assert talk.conversation.assumptions == priced().conversation.assumptions


def test_pay_told_at_an_assumption_is_pay() -> None:
    talk = typed(priced().does(Assumed(name="growth")), "I earn 8 lakh a year now")
    assert talk.conversation.figures
    assert talk.conversation.figures.now == 800_000
    assert talk.conversation.assumption == ""


def test_assumption_that_is_not_on_offer_changes_nothing() -> None:
    talk = priced().does(Assumed(name="growth", choice="900"))
    assert talk.conversation == priced().conversation


@pytest.mark.parametrize(("former", "name"), [("staying", "growth"), ("range", "on-top")])
def test_a_button_of_a_former_name_offers_what_there_is_today(former: str, name: str) -> None:
    talk = priced().does(Assumed(name=former))
    taps = [choice.event for choice in talk.choices if isinstance(choice.event, Assumed)]
    assert {tap.name for tap in taps} == {name}
    assert [tap.choice for tap in taps] == [choice.id for choice in ASSUMPTION_CHOICES[name]]


@pytest.mark.parametrize("option", list(YEARS))
def test_the_price_counts_the_years_of_the_chapter(option: str) -> None:
    figures = Figures(now=Decimal(60), next=Decimal(40))
    answered = Conversation(figures=figures).answering("horizon", option)
    report = report_of(answered)
    assert isinstance(report, MoneyReport)
    assert report.assumptions.told_years[-1] == YEARS[option]
    assert report_of(answered.passing("horizon")) == report_of(Conversation(figures=figures))


@pytest.mark.parametrize("first", list(YEARS))
@pytest.mark.parametrize("then", list(YEARS))
def test_years_chosen_otherwise_stay(first: str, then: str) -> None:
    chosen = Conversation().answering("horizon", first).moved(assumptions=Assumptions(horizon=7))
    assert chosen.answering("horizon", then).assumptions.horizon == 7


OLD_AND_NEW = [
    "say {new} percent, {old} for the old",
    "say {new} percent … {old} for the old",
    "{new} for the new and {old} for the old",
    "old {old}%, new {new}%",
    "{old}% if I stay, {new}% if I move",
    "the old pay {old} percent a year and the new one {new}",
]


@pytest.mark.parametrize("form", OLD_AND_NEW)
@pytest.mark.parametrize("name", ["growth", "on-top"])
@pytest.mark.parametrize(("old", "new"), [(4, 8), (5, 3), (0, 10)])
def test_both_growths_are_told_at_once(form: str, name: str, old: int, new: int) -> None:
    talk = typed(priced().does(Assumed(name=name)), form.format(old=old, new=new))
    supposed = talk.conversation.assumptions
    assert supposed.staying == Decimal(old) / 100
    assert {*supposed.extras} == {Decimal(new - old) / 100}


@pytest.mark.parametrize("name", ["growth", "on-top"])
def test_growth_of_the_old_pay_alone_leaves_that_of_the_new(name: str) -> None:
    talk = priced().does(Assumed(name="on-top", choice="0-5-10"))
    before = talk.conversation.assumptions
    after = typed(talk.does(Assumed(name=name)), "4 for the old").conversation.assumptions
    assert (after.staying, after.extras) == (Decimal("0.04"), before.extras)


def test_growth_on_top_is_that_of_the_new_pay_beside_the_old() -> None:
    talk = typed(priced().does(Assumed(name="on-top")), "8 percent on top, 4 for the old")
    assert talk.conversation.assumptions.extras == (Decimal("0.08"),)
