"""Figures and answers put right and taken back in the dialogue; what is unclear is asked."""

from decimal import Decimal

import pytest

from bot.rendering import Renderer
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedMoney,
    ChangeDeclined,
    Event,
    Forgotten,
    Reviewed,
    TextReceived,
    TookBack,
)
from flows.figures import Figures
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.dialogue.talk import DIALOGUE, Talk

RENDERER = Renderer()


def says(talk: Talk, *texts: str) -> Talk:
    """Type texts one after the other, each read where the conversation then stands."""
    for text in texts:
        context = DIALOGUE.text_context(talk.conversation)
        reading = built_in_interpreter().interpret(text, context)
        event = TextReceived(text=text, interpretation=reading)
        step = DIALOGUE.step(talk.conversation, event)
        talk.conversation, talk.replies = step.conversation, step.replies
    return talk


def paid(text: str = "i earn 80k now and the new job pays 65k") -> Talk:
    return says(Talk().begins(), text)


def amounts(talk: Talk) -> tuple[object, object]:
    figures = talk.conversation.figures or Figures()
    return figures.now, figures.next


def read_by(talk: Talk) -> str:
    return "\n".join(RENDERER.render(each).text for each in talk.replies)


def taps(talk: Talk, label: str) -> Event:
    return next(each.event for each in talk.choices if each.label == label)


def test_a_correction_changes_what_it_names_and_leaves_the_question_open() -> None:
    talk = paid()
    question = talk.conversation.question
    says(talk, "sorry 70k not 65k")
    assert amounts(talk) == (80_000, 70_000)
    assert talk.conversation.question == question
    assert set(talk.conversation.answers) == {"cut"}


def test_the_figure_told_last_is_put_right_where_none_is_named() -> None:
    talk = says(Talk().begins(), "i earn 80k", "the new job pays 65k", "sorry, 75k")
    assert amounts(talk) == (80_000, 75_000)


def test_which_figure_is_meant_is_asked_and_one_tap_tells() -> None:
    talk = says(paid(), "sorry 72k not 77k")
    assert amounts(talk) == (80_000, 65_000)
    assert "money/which" in talk.told
    talk.does(taps(talk, "Cash on the new path"))
    assert amounts(talk) == (80_000, 72_000)


@pytest.mark.parametrize(
    "text", ["I have no offer", "there is no second salary", "remove the new pay", "forget 65k"]
)
def test_an_offer_that_is_none_goes_with_the_cut_that_follows(text: str) -> None:
    talk = says(paid("i earn 80k and have an offer of 65k"), text)
    assert amounts(talk) == (80_000, None)
    assert talk.conversation.answers == {}
    assert "taken_back" in talk.told
    assert "65,000" in read_by(talk)
    assert "money/dropped" not in talk.told


def test_an_offer_that_is_denied_is_no_circumstance_any_more() -> None:
    talk = paid("i earn 80k and have an offer of 65k")
    assert talk.conversation.circumstances == ("offer-in-hand",)
    assert says(talk, "I have no offer").conversation.circumstances == ()


def test_which_pay_is_taken_back_is_asked() -> None:
    talk = says(paid(), "delete the pay")
    assert [each.label for each in talk.choices][:3] == [
        "Cash today",
        "Cash on the new path",
        "Both",
    ]
    assert not any(isinstance(each.event, Forgotten) for each in talk.choices)
    assert amounts(Talk(talk.conversation).does(TookBack(what="now"))) == (None, 65_000)
    assert amounts(talk.does(taps(talk, "Both"))) == (None, None)
    assert talk.conversation.answers == {}


def test_both_pays_are_taken_back_at_once() -> None:
    talk = says(paid(), "delete both figures")
    assert (amounts(talk), talk.conversation.answers) == ((None, None), {})


def test_an_answer_is_taken_back_alone() -> None:
    talk = says(Talk().begins(), "7 years", "forget my years")
    assert talk.conversation.answers == {}
    assert talk.told[0] == "taken_back"
    assert "6–9 years" in read_by(talk)
    talk.does(Reviewed())
    assert "6–9 years" not in read_by(talk)


def test_the_floor_goes_with_the_limit_that_follows() -> None:
    talk = says(Talk().begins(), "i earn 80k now and could live on 60k", "remove the floor")
    assert amounts(talk) == (80_000, None)
    assert "runway" not in talk.conversation.answers


def test_what_is_not_noted_is_said_to_be_none() -> None:
    known = Conversation(figures=Figures(now=Decimal(80_000)))
    talk = says(Talk(known).begins(), "remove the new pay")
    assert talk.told[0] == "taken_back"
    assert amounts(talk) == (80_000, None)


def test_a_disputed_cut_goes_and_both_amounts_are_asked_for() -> None:
    talk = says(paid(), "there is no pay cut, its a raise")
    assert (amounts(talk), talk.conversation.answers) == ((None, None), {})
    assert talk.conversation.requested_figure == "now"
    says(talk, "180k", "220k")
    assert (amounts(talk), talk.conversation.answers) == ((180_000, 220_000), {"cut": "none"})


def test_new_figures_settle_a_disputed_cut() -> None:
    talk = says(paid(), "the cut is wrong. new pay 220k, today 180k")
    assert (amounts(talk), talk.conversation.answers) == ((180_000, 220_000), {"cut": "none"})


def test_growth_and_years_that_are_typed_are_assumed_in_the_price() -> None:
    talk = says(paid(), "cost over 5 yrs if swe pay grows 8% and mine 3%")
    assumed = talk.conversation.assumptions
    assert (assumed.staying, assumed.extra_mid, assumed.horizon) == (
        Decimal("0.03"),
        Decimal("0.05"),
        5,
    )
    assert "money/report" in talk.told
    assert amounts(talk) == (80_000, 65_000)
    says(talk, "in 7 years")
    assert talk.conversation.assumptions.horizon == 7
    assert set(talk.conversation.answers) == {"cut"}


def test_growth_that_cannot_be_is_refused_with_what_can() -> None:
    talk = says(paid(), "growth swe 8% me 3%, 55 years")
    assert talk.told == ["money/assume"]
    assert talk.conversation.assumptions.horizon == 10


def test_growth_without_pay_asks_for_the_pay_and_is_kept() -> None:
    talk = says(Talk().begins(), "growth swe 8% me 3%, 5 years")
    assert talk.told[-1] == "money/figure_wanted"
    assert talk.conversation.assumptions.horizon == 5


@pytest.mark.parametrize("text", ["break even year?", "when do I get it back"])
def test_who_told_both_pays_is_answered_in_them(text: str) -> None:
    assert "money/report" in says(paid(), text).told
    assert "money/report" not in says(Talk().begins(), text).told


def test_the_answers_show_the_figures_and_lead_to_each() -> None:
    talk = says(Talk().begins(), "8 lpa now, sde offer 12 lpa, i need at least 6 lpa")
    talk.does(Reviewed())
    shown = read_by(talk)
    assert all(each in shown for each in ("₹8,00,000", "₹12,00,000", "₹6,00,000"))
    labels = [each.label for each in talk.choices]
    assert {"✎ Cash today", "✎ Cash on the new path"} <= set(labels)
    talk.does(taps(talk, "✎ Cash on the new path"))
    assert talk.conversation.requested_figure == "next"


def test_another_raise_is_tried_though_it_changes_no_answer() -> None:
    talk = says(paid("i earn 60k now and the new job pays 75k"), "what if the fintech pays 90")
    assert "tried" in talk.told
    assert talk.conversation.trial_figures
    assert talk.conversation.trial_figures.next == 90_000


def test_an_amount_that_a_button_sets_is_noted() -> None:
    talk = Talk(Conversation(figures=Figures(now=Decimal(80_000), currency="EUR")))
    talk.does(AskedMoney(sets="next", amount=Decimal(72_000)))
    assert amounts(talk) == (80_000, 72_000)
    assert talk.conversation.figures
    assert talk.conversation.figures.currency == "EUR"


def test_what_was_supposed_of_the_offer_is_tried_against_what_is_known() -> None:
    talk = says(paid("8 lpa now, sde offer 12 lpa"), "what if sde gives 5 lpa only")
    tried = talk.conversation.trial_figures
    assert tried
    assert tried.now is None
    assert tried.next == 500_000
    assert "role" not in talk.conversation.trial
    assert amounts(talk) == (800_000, 1_200_000)
    assert talk.does(ChangeDeclined())
