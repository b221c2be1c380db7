"""The price of the move in the conversation, and the picture to pass on."""

from decimal import Decimal

import pytest
from hypothesis import given

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedHelp,
    AskedIntersection,
    AskedMoney,
    Assumed,
    Edited,
    Enough,
    Shared,
    TextReceived,
)
from flows.dialogue.replies import MoneyPicture, VerdictPicture
from flows.figures import Figures
from flows.money.assumptions import ASSUMPTION_CHOICES, chosen
from flows.money.price import money_report
from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation
from tests.flows.dialogue.talk import KNOWLEDGE, Talk
from tests.flows.strategies import ANSWERS

FIGURES = Figures(now=Decimal(4), next=Decimal(1), currency="INR")
AUTHOR = dict(KNOWLEDGE.author.answers)
REPORT = money_report(FIGURES, runway=AUTHOR["runway"])


def priced() -> Talk:
    return Talk(Conversation(answers=AUTHOR, figures=FIGURES, state="advice", advised=True))


def gives(amount: int, currency: str | None = "INR") -> TextReceived:
    interpretation = Interpretation(amount=Decimal(amount), currency=currency)
    return TextReceived(text=str(amount), interpretation=interpretation)


def test_figures_are_asked_for_one_by_one_and_then_the_price_is_told() -> None:
    talk = Talk().begins().does(AskedMoney())
    assert talk.told == ["money/figure_wanted"]
    assert talk.does(gives(4)).told == ["money/figure_wanted"]
    talk.does(gives(1, None))
    assert talk.told == ["understood", "money/caption", "money/report", "question"]
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
    assert talk.replies[0].values["preface"] == "unread"
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
    report = talk.replies[-1].values["report"]
    assert (report.total.stay, report.total.move) == (9, 1)
    talk.does(AskedMoney(wants="next-total")).does(gives(2))
    report = talk.replies[-1].values["report"]
    assert (report.total.stay, report.total.move) == (9, 2)


def test_pay_in_another_currency_begins_anew() -> None:
    talk = Talk().begins().does(AskedMoney()).does(gives(4)).does(gives(1, "SGD"))
    assert talk.told == ["money/figure_wanted"]
    assert talk.conversation.figures == Figures(next=Decimal(1), currency="SGD")
    assert talk.conversation.requested_figure == "now"


def test_amounts_that_cannot_be_meant_are_asked_for_again() -> None:
    talk = Talk().begins().does(AskedMoney()).does(gives(0)).does(gives(0))
    assert talk.told == ["money/figure_wanted"]
    assert talk.replies[0].values["preface"] == "nothing"
    talk.does(gives(10**30)).does(gives(1))
    assert talk.replies[0].values["preface"] == "too-large"


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
    report = talk.does(AskedMoney()).replies[-1].values["report"]
    assert (report.runway.largest_cut, report.runway.verdict) == (Decimal("0.3"), "short")
    changed = talk.conversation.answering("runway", "over-75").figures
    assert changed == FIGURES


def test_a_runway_of_a_band_is_told_as_a_range_of_pay() -> None:
    report = priced().does(AskedMoney()).replies[-1].values["report"]
    assert AUTHOR["runway"] == "over-75"
    runway = report.runway
    assert (runway.least, runway.most, runway.verdict, runway.tight) == (0, 1, "enough", False)


def test_picture_and_text_show_the_same_report() -> None:
    picture, text = priced().does(AskedMoney()).replies
    assert isinstance(picture.picture, MoneyPicture)
    assert picture.picture.report == text.values["report"] == REPORT


@pytest.mark.parametrize(("name", "offered"), ASSUMPTION_CHOICES.items())
def test_each_assumption_can_be_changed_by_a_tap(name: str, offered: tuple[object, ...]) -> None:
    talk = priced().does(Assumed(name=name))
    taps = [choice.event for choice in talk.choices if isinstance(choice.event, Assumed)]
    assert len(taps) == len(offered)
    for tap in taps:
        changed = priced().does(tap)
        assert chosen(changed.conversation.assumptions, name) == tap.choice
        assert "money/report" in changed.told


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
    assert priced().does(Enough()).replies[0].values["money"] == REPORT
    assert Talk(Conversation(answers=AUTHOR)).does(Enough()).replies[0].values["money"] is None


@pytest.mark.parametrize("text", ["25 25 30", "10, 10", "", "one two", "0 0 0", "999 1"])
def test_intersection_is_answered_whatever_is_typed(text: str) -> None:
    talk = Talk().begins().does(AskedIntersection(text=text))
    assert talk.told[0].startswith("money/intersection")
    assert talk.told[1:] == ["question"]


@given(ANSWERS)
def test_shared_picture_tells_only_what_was_chosen(answers: dict[str, str]) -> None:
    talk = Talk(Conversation(answers=answers, state="advice", advised=True))
    told = talk.does(Shared(much="paths")).replies[0]
    if isinstance(told.picture, VerdictPicture):
        assert told.values["reasons"] == []
        assert not told.picture.labels
    else:
        assert told.template == "nothing_to_share"


def test_sharing_asks_how_much_first() -> None:
    talk = priced().does(Shared())
    assert talk.told == ["share_how"]
    assert talk.presses("shared").told == ["share", "way_on"]
