"""The price of the move in the conversation: figures asked for, told, and told anew."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedHelp,
    AskedIntersection,
    AskedMoney,
    Changed,
    ChartRequested,
    Edited,
    Enough,
    Event,
    TextReceived,
    Tried,
)
from flows.dialogue.replies import MoneyPicture
from flows.figures import Figures
from flows.money.price import money_report
from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation
from tests.examples import examples
from tests.flows.dialogue.priced import AUTHOR, FIGURES, priced, told
from tests.flows.dialogue.talk import Talk
from tests.flows.dialogue.test_typed_lines import place
from tests.flows.dialogue.test_typed_lines import said as typed
from tests.flows.money.strategies import amounts

REPORT = money_report(FIGURES, runway=AUTHOR["runway"])


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


@pytest.mark.parametrize("word", ["skip", "no", "idk", "later", "not now", "cancel", "back"])
def test_a_figure_can_be_skipped_and_the_question_comes_back(word: str) -> None:
    asked = Talk().begins().does(AskedMoney())
    for talk in (Talk(asked.conversation).says(word), asked.presses("figure-skipped")):
        assert talk.told == ["money/skipped", "question"]
        assert talk.conversation.requested_figure == ""
        assert not talk.conversation.skipped
        assert [reply.place for reply in talk.replies] == ["interview"]


@pytest.mark.parametrize("word", ["why?", "why do you ask"])
def test_why_at_a_figure_is_why_that_figure_is_asked_for(word: str) -> None:
    talk = Talk().begins().does(AskedMoney()).says(word)
    assert talk.told == ["money/figure_wanted"]
    assert talk.parts[0].values["preface"] == "why"
    assert talk.conversation.requested_figure == "now"


@pytest.mark.parametrize("before", [Conversation(revision=1), Talk().begins().conversation])
def test_a_figure_takes_the_buttons_of_what_was_asked_and_the_price_leads_on(
    before: Conversation,
) -> None:
    talk = Talk(before).does(AskedMoney())
    assert [reply.place for reply in talk.replies] == ["interview"]
    talk.does(gives(4)).does(gives(1, None))
    assert talk.conversation.state != "figures"
    assert {reply.place for reply in talk.replies} & {"interview", "interview-over"}
    assert talk.conversation.question or talk.button("continued")


def test_a_page_looked_at_meanwhile_leaves_the_question_its_buttons() -> None:
    talk = Talk(Conversation(revision=1)).does(Tried(question="degree", option="phd"))
    page = talk.button("what-if-requested").event
    talk.begins().does(AskedMoney()).does(page)
    assert [reply.place for reply in talk.replies] == ["page", "interview"]
    assert talk.told[-1] == "question"


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


@pytest.mark.parametrize("asks", [ChartRequested(), AskedMoney(), AskedMoney(back=True)])
def test_amounts_that_cannot_be_meant_are_forgotten_whatever_shows_the_price(asks: Event) -> None:
    meant = Figures(now=Decimal(4), next=Decimal(10**30), currency="INR")
    talk = Talk(priced().conversation.moved(figures=meant)).does(asks)
    assert talk.parts[0].values["preface"] == "too-large"
    talk.does(gives(4))
    assert [talk.parts[0].values[name] for name in ("preface", "figure")] == ["", "next"]


def test_new_figures_that_change_the_cut_say_so() -> None:
    talk = priced()
    interpretation = Interpretation(figures=Figures(next=Decimal(3), currency="INR"))
    talk.does(TextReceived(text="new 3", interpretation=interpretation))
    assert talk.told[0] == "understood"
    assert talk.conversation.answers["cut"] == "25-50"


def test_a_cut_that_followed_from_other_pay_does_not_stay_where_the_new_one_is_asked_back() -> None:
    known = Figures(now=Decimal(160_000), next=Decimal(180_000))
    answers = {"years": "6-9", "cut": "none"}
    talk = Talk(Conversation(answers=answers, figures=known, state="experience", question="role"))
    new = Figures(now=Decimal(165_000), next=Decimal(160_000))
    doubt = Fact(question="cut", option="under-25")
    reading = Interpretation(figures=new, ask_back=(doubt,))
    talk.does(TextReceived(text="165 and 160", interpretation=reading))
    assert talk.conversation.figures == new
    assert "cut" not in talk.conversation.answers


def test_a_runway_in_figures_is_kept_until_another_is_answered() -> None:
    fact = (Fact(question="runway", option="25-50"),)
    interpretation = Interpretation(facts=fact, figures=Figures(runway=Decimal("0.3")))
    talk = priced().does(TextReceived(text="at most 30%", interpretation=interpretation))
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


PAY = amounts("1", "1e9")


@examples(25, 60)
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


def test_a_skipped_cut_contradicts_the_pay_only_where_it_was_answered() -> None:
    priced = Conversation(figures=FIGURES)
    assert priced.passing("cut").figures == FIGURES
    assert priced.answering("cut", "50-75").passing("cut").figures is None


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


def test_both_amounts_lead_to_the_price_that_was_asked_for_whatever_they_leave_out() -> None:
    talk = typed("30 lakh now, 18 there", place("figure"))
    assert talk.told[-1:] == ["money/report"]
    assert talk.conversation.answers["cut"] == "25-50"
