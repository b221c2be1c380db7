"""The price of the move in the conversation, and the picture to pass on."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering import Renderer
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedHelp,
    AskedIntersection,
    AskedMoney,
    Assumed,
    Changed,
    Edited,
    Enough,
    Shared,
    TextReceived,
)
from flows.dialogue.figuring import report_of
from flows.dialogue.replies import MoneyPicture, Reply, VerdictPicture
from flows.figures import Figures
from flows.money.assumptions import ASSUMPTION_CHOICES, YEARS, Assumptions, chosen
from flows.money.price import money_report
from flows.money.report import MoneyReport
from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, Talk
from tests.flows.money.strategies import amounts
from tests.flows.strategies import ANSWERS

RENDERER = Renderer()
FIGURES = Figures(now=Decimal(4), next=Decimal(1), currency="INR")
AUTHOR = dict(KNOWLEDGE.author.answers)
REPORT = money_report(FIGURES, runway=AUTHOR["runway"])


def priced() -> Talk:
    return Talk(Conversation(answers=AUTHOR, figures=FIGURES, state="advice", advised=True))


def told(talk: Talk) -> Reply:
    """The page of the price among the replies."""
    (page,) = [reply for reply in talk.parts if reply.template == "money/report"]
    return page


def gives(amount: int, currency: str | None = "INR") -> TextReceived:
    interpretation = Interpretation(amount=Decimal(amount), currency=currency)
    return TextReceived(text=str(amount), interpretation=interpretation)


def test_figures_are_asked_for_one_by_one_and_then_the_price_is_told() -> None:
    talk = Talk().begins().does(AskedMoney())
    assert talk.told == ["money/figure_wanted"]
    assert talk.does(gives(4)).told == ["money/figure_wanted"]
    talk.does(gives(1, None))
    assert talk.told == ["understood", "money/report", "question"]
    assert talk.conversation.figures == FIGURES
    assert talk.conversation.answers == {"cut": "50-75"}
    assert talk.conversation.requested_figure == ""


def test_figures_given_at_the_question_of_the_cut_answer_it() -> None:
    talk = Talk().begins().does(Edited(question="cut")).does(AskedMoney())
    talk.does(gives(4)).does(gives(1))
    assert talk.conversation.answers == {"cut": "50-75"}
    assert talk.conversation.question not in ("cut", None)


@pytest.mark.parametrize("word", ["skip", "no", "idk"])
def test_a_figure_can_be_skipped_and_the_question_comes_back(word: str) -> None:
    asked = Talk().begins().does(AskedMoney())
    for talk in (Talk(asked.conversation).says(word), asked.presses("figure-skipped")):
        assert talk.told == ["money/skipped", "question"]
        assert talk.conversation.requested_figure == ""
        assert not talk.conversation.skipped


def test_what_is_no_figure_is_asked_once_more_and_answers_nothing_else() -> None:
    talk = Talk().begins().does(AskedMoney())
    unsure = Interpretation(option="6-9", sure=True)
    talk.does(TextReceived(text="a lot", interpretation=unsure))
    assert talk.told == ["money/figure_wanted"]
    assert talk.parts[0].values["preface"] == "unread"
    assert not talk.conversation.answers


def test_a_question_at_a_figure_is_answered_and_the_interview_goes_on() -> None:
    talk = Talk().begins().does(AskedMoney())
    asked = AskedQuestion(words="how big was it?", kind="answer", topic="pay-cut")
    asks = Interpretation(questions=(asked,))
    talk.does(TextReceived(text="how big was it?", interpretation=asks))
    assert talk.told == ["topic", "question"]
    assert talk.conversation.requested_figure == ""


def test_anything_else_that_is_done_ends_the_asking() -> None:
    talk = Talk().begins().does(AskedMoney()).does(AskedHelp())
    assert talk.conversation.requested_figure == ""


def test_total_compensation_is_asked_for_and_told() -> None:
    talk = priced().does(AskedMoney(wants="offer-total")).does(gives(9))
    report = told(talk).values["report"]
    assert (report.total.stay, report.total.move) == (9, 1)
    talk.does(AskedMoney(wants="next-total")).does(gives(2))
    report = told(talk).values["report"]
    assert (report.total.stay, report.total.move) == (9, 2)


def test_pay_in_another_currency_begins_anew() -> None:
    talk = Talk().begins().does(AskedMoney()).does(gives(4)).does(gives(1, "SGD"))
    assert talk.told == ["money/figure_wanted"]
    assert talk.conversation.figures == Figures(next=Decimal(1), currency="SGD")
    assert talk.conversation.requested_figure == "now"


def test_amounts_that_cannot_be_meant_are_asked_for_again() -> None:
    talk = Talk().begins().does(AskedMoney()).does(gives(0)).does(gives(0))
    assert talk.told == ["money/figure_wanted"]
    assert talk.parts[0].values["preface"] == "nothing"
    talk.does(gives(10**30)).does(gives(1))
    assert talk.parts[0].values["preface"] == "too-large"


def test_new_figures_that_change_the_cut_say_so() -> None:
    talk = priced()
    interpretation = Interpretation(figures=Figures(next=Decimal(3), currency="INR"))
    talk.does(TextReceived(text="new 3", interpretation=interpretation))
    assert talk.told[0] == "understood"
    assert talk.conversation.answers["cut"] == "25-50"


def test_a_runway_in_figures_is_kept_until_another_is_answered() -> None:
    fact = (Fact(question="runway", option="25-50"),)
    interpretation = Interpretation(facts=fact, figures=Figures(runway=Decimal("0.3")))
    talk = priced().does(TextReceived(text="at most 30 %", interpretation=interpretation))
    figures = talk.conversation.figures
    assert figures
    assert figures.runway == Decimal("0.3")
    report = told(talk.does(AskedMoney())).values["report"]
    assert (report.runway.largest_cut, report.runway.verdict) == (Decimal("0.3"), "short")
    changed = talk.conversation.answering("runway", "over-75").figures
    assert changed == FIGURES


def test_a_runway_of_a_band_is_told_as_a_range_of_pay() -> None:
    report = told(priced().does(AskedMoney())).values["report"]
    assert AUTHOR["runway"] == "over-75"
    runway = report.runway
    assert (runway.least, runway.most, runway.verdict, runway.tight) == (0, 1, "enough", False)


@pytest.mark.parametrize("asks", ["show me the chart", "the graph please", "plot it"])
def test_picture_and_text_show_the_same_report(asks: str) -> None:
    talk = priced().does(AskedMoney())
    text = told(talk)
    for picture in (talk.presses("chart-requested").parts[0], priced().says(asks).parts[0]):
        assert isinstance(picture.picture, MoneyPicture)
        assert picture.picture.report == text.values["report"] == REPORT


def test_without_pay_the_chart_is_that_of_the_advice_or_a_figure_is_asked_for() -> None:
    advised = Talk(Conversation(answers=AUTHOR, state="advice", advised=True))
    assert advised.says("show me the chart").told == ["share_how"]
    assert Talk().begins().says("show me the chart").told == ["money/figure_wanted"]


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
    assert talk.does(AskedMoney(back=True)).parts[0].place == "page"
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


@settings(max_examples=60, deadline=None)
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
    assert told(talk).place == "new"
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


PAY = amounts("1", "1e9")


@settings(max_examples=60, deadline=None)
@given(PAY, PAY, PAY, PAY, st.sampled_from(["alone", "beside an answer", "command"]))
def test_a_figure_that_was_shown_is_shown_anew_with_what_it_was(
    now: Decimal, new: Decimal, now_then: Decimal, new_then: Decimal, how: str
) -> None:
    shown = Figures(now=now, next=new, currency="INR")
    talk = Talk(Conversation(figures=shown)).does(AskedMoney())
    talk.begins()
    stated = Figures(now=now_then, next=new_then, currency="INR")
    fact = (Fact(question="years", option="6-9"),) if how == "beside an answer" else ()
    said = Interpretation(figures=stated, facts=fact)
    command = AskedMoney(text="x", interpretation=said)
    talk.does(command if how == "command" else TextReceived(text="x", interpretation=said))
    figures = talk.conversation.figures
    assert figures
    assert (figures.now, figures.next) == (now_then, new_then)
    if shown == stated:
        return
    assert told(talk).values["report"].cash.stay == now_then
    (was,) = [each.values["was"] for each in talk.parts if each.template == "understood"]
    assert (was.now, was.next) == (
        now if now != now_then else None,
        new if new != new_then else None,
    )


def test_an_answer_that_contradicts_the_pay_says_what_is_dropped() -> None:
    talk = priced().does(AskedMoney()).does(Changed(question="cut", option="none"))
    assert talk.conversation.figures is None
    (dropped,) = [each for each in talk.parts if each.template == "money/dropped"]
    assert dropped.values["before"] == FIGURES


def test_a_limit_that_an_answer_takes_back_is_told() -> None:
    floor = FIGURES.model_copy(update={"floor": Decimal(3), "runway": Decimal("0.25")})
    talk = Talk(Conversation(answers=AUTHOR, figures=floor, state="advice", advised=True))
    talk.does(AskedMoney()).does(Changed(question="runway", option="none"))
    (former,) = told(talk).values["former"]
    assert (former.name, former.was, former.now) == ("floor", 3, None)


def test_assumption_that_is_not_on_offer_changes_nothing() -> None:
    talk = priced().does(Assumed(name="growth", choice="900"))
    assert talk.conversation == priced().conversation


@pytest.mark.parametrize(("former", "name"), [("staying", "growth"), ("range", "on-top")])
def test_a_button_of_a_former_name_offers_what_there_is_today(former: str, name: str) -> None:
    talk = priced().does(Assumed(name=former))
    taps = [choice.event for choice in talk.choices if isinstance(choice.event, Assumed)]
    assert {tap.name for tap in taps} == {name}
    assert [tap.choice for tap in taps] == [choice.id for choice in ASSUMPTION_CHOICES[name]]


def test_stated_pay_is_kept_and_sets_the_cut() -> None:
    interpretation = Interpretation(figures=FIGURES, facts=(Fact(question="cut", option="50-75"),))
    talk = Talk().begins().does(TextReceived(text="4 now, 1 then", interpretation=interpretation))
    assert talk.conversation.figures == FIGURES
    assert talk.conversation.answers == {"cut": "50-75"}


def test_second_figure_completes_the_first() -> None:
    talk = Talk().begins()
    now = Interpretation(figures=Figures(now=Decimal(4), currency="INR"))
    then = Interpretation(figures=Figures(next=Decimal(1), currency="INR"))
    talk.does(TextReceived(text="now 4", interpretation=now)).does(
        TextReceived(text="new 1", interpretation=then)
    )
    assert talk.conversation.figures == FIGURES


def test_figures_go_when_another_cut_is_answered() -> None:
    conversation = priced().conversation.answering("cut", "under-25")
    assert conversation.figures is None


def test_advice_speaks_in_figures_where_they_are_known() -> None:
    assert priced().does(Enough()).parts[0].values["money"] == REPORT
    assert Talk(Conversation(answers=AUTHOR)).does(Enough()).parts[0].values["money"] is None


@pytest.mark.parametrize("text", ["25 25 30", "10, 10", "", "one two", "0 0 0", "999 1"])
def test_intersection_is_answered_whatever_is_typed(text: str) -> None:
    talk = Talk().begins().does(AskedIntersection(text=text))
    assert talk.told[0].startswith("money/intersection")
    assert talk.told[1:] == ["question"]


@given(ANSWERS)
def test_shared_picture_tells_only_what_was_chosen(answers: dict[str, str]) -> None:
    talk = Talk(Conversation(answers=answers, state="advice", advised=True))
    told = talk.does(Shared(much="paths")).parts[0]
    if isinstance(told.picture, VerdictPicture):
        assert told.values["reasons"] == []
        assert not told.picture.labels
    else:
        assert told.template == "nothing_to_share"


def test_amounts_are_shared_only_if_chosen_and_then_hidden() -> None:
    how = {
        choice.event.much
        for choice in priced().does(Shared()).choices
        if isinstance(choice.event, Shared)
    }
    assert how == {"paths", "reasons", "amounts"}
    for much in ("paths", "reasons", "amounts"):
        text = RENDERER.render(priced().does(Shared(much=much)).replies[0]).text
        hidden = re.findall("<tg-spoiler>(.*)</tg-spoiler>", text)
        assert len(hidden) == (much == "amounts")
        assert ("₹" in text) == (much == "amounts")
        assert "₹" not in re.sub("<tg-spoiler>.*</tg-spoiler>", "", text)
    unpriced = Talk(Conversation(answers=AUTHOR, state="advice", advised=True)).does(Shared())
    assert "amounts" not in {getattr(each.event, "much", "") for each in unpriced.choices}


def test_what_is_shared_has_a_link_and_a_text_to_copy_where_there_is_a_bot() -> None:
    shared = priced().does(Shared(much="paths")).replies[0]
    assert "t.me" not in RENDERER.render(shared).text
    renderer = Renderer()
    renderer.bot = "advisor_of_tests"
    text = renderer.render(shared).text
    link = "https://t.me/advisor_of_tests?start=interview"
    assert f'href="{link}"' in text
    assert link in re.findall("<code>(.*)</code>", text)[0]


def test_sharing_asks_how_much_first() -> None:
    talk = priced().does(Shared())
    assert talk.told == ["share_how"]
    assert talk.presses("shared").told == ["share", "way_on"]


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
