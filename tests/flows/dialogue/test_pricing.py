"""The price of the move in the conversation, and the picture to pass on."""

from decimal import Decimal

import pytest
from hypothesis import given

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import AskedIntersection, AskedMoney, Assumed, Enough, Said, Shared
from flows.dialogue.heard import Fact, Heard
from flows.dialogue.pictures import MoneyPicture, VerdictPicture
from flows.figures import Figures
from flows.money.choices import CHOICES, chosen
from flows.money.price import money_report
from tests.flows.dialogue.talk import KNOWLEDGE, Talk
from tests.flows.strategies import ANSWERS

FIGURES = Figures(now=Decimal(4), next=Decimal(1), currency="INR")
AUTHOR = dict(KNOWLEDGE.author.answers)


def priced() -> Talk:
    return Talk(Conversation(answers=AUTHOR, figures=FIGURES, place="advice", advised=True))


def test_without_figures_they_are_asked_for_and_the_question_comes_back() -> None:
    talk = Talk().begins().does(AskedMoney())
    assert talk.told == ["money/figures_wanted", "question"]


def test_picture_and_text_show_the_same_report() -> None:
    picture, text = priced().does(AskedMoney()).replies
    assert isinstance(picture.picture, MoneyPicture)
    assert picture.picture.report == text.values["report"] == money_report(FIGURES)


@pytest.mark.parametrize(("name", "offered"), CHOICES.items())
def test_each_assumption_can_be_changed_by_a_tap(name: str, offered: tuple[object, ...]) -> None:
    talk = priced().does(Assumed(name=name))
    taps = [choice.event for choice in talk.choices if isinstance(choice.event, Assumed)]
    assert len(taps) == len(offered)
    for tap in taps:
        changed = priced().does(tap)
        assert chosen(changed.conversation.assumptions, name) == tap.choice
        assert "money/report" in changed.told


def test_assumption_that_is_not_on_offer_changes_nothing() -> None:
    talk = priced().does(Assumed(name="staying", choice="900"))
    assert talk.conversation == priced().conversation


def test_stated_pay_is_kept_and_sets_the_cut() -> None:
    heard = Heard(figures=FIGURES, facts=(Fact(question="cut", option="50-75"),))
    talk = Talk().begins().does(Said(text="4 now, 1 then", heard=heard))
    assert talk.conversation.figures == FIGURES
    assert talk.conversation.answers == {"cut": "50-75"}


def test_second_figure_completes_the_first() -> None:
    talk = Talk().begins()
    now = Heard(figures=Figures(now=Decimal(4), currency="INR"))
    then = Heard(figures=Figures(next=Decimal(1), currency="INR"))
    talk.does(Said(text="now 4", heard=now)).does(Said(text="new 1", heard=then))
    assert talk.conversation.figures == FIGURES


def test_figures_go_when_another_cut_is_answered() -> None:
    conversation = priced().conversation.answering("cut", "under-25")
    assert conversation.figures is None


def test_advice_speaks_in_figures_where_they_are_known() -> None:
    assert priced().does(Enough()).replies[0].values["money"] == money_report(FIGURES)
    assert Talk(Conversation(answers=AUTHOR)).does(Enough()).replies[0].values["money"] is None


@pytest.mark.parametrize("text", ["25 25 30", "10, 10", "", "one two", "0 0 0", "999 1"])
def test_intersection_is_answered_whatever_is_typed(text: str) -> None:
    talk = Talk().begins().does(AskedIntersection(text=text))
    assert talk.told[0].startswith("money/intersection")
    assert talk.told[1:] == ["question"]


@given(ANSWERS)
def test_shared_picture_tells_only_what_was_chosen(answers: dict[str, str]) -> None:
    talk = Talk(Conversation(answers=answers, place="advice", advised=True))
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
