"""What a text tells beside answers: circumstances, corrections, what could not be read, floors."""

from decimal import Decimal

import pytest

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedMoney,
    Cancelled,
    Changed,
    Chose,
    Continued,
    Edited,
    Enough,
    TextReceived,
    TrialEnded,
    Tried,
    WentBack,
    WhatIfRequested,
)
from flows.dialogue.replies import TO_ADVICE
from flows.figures import Figures
from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, Talk

SOLID = Fact(question="standing", option="solid")
TOP = Fact(question="standing", option="top-5", words="top 5")
CUT = Fact(question="cut", option="50-75", words="60%")
AUTHOR = dict(KNOWLEDGE.author.answers)
PHD = Tried(question="degree", option="phd")


def said(text: str = "a story", **reading: object) -> TextReceived:
    return TextReceived(text=text, interpretation=Interpretation.model_validate(reading))


def advised() -> Talk:
    return Talk(Conversation(answers=AUTHOR, state="advice", advised=True, enough=True))


def pay(now: int | None = None, to: int | None = None, currency: str = "INR") -> Figures:
    given = {"now": now, "next": to, "currency": currency}
    return Figures.model_validate(given)


def test_circumstances_are_told_back_once_each() -> None:
    talk = Talk().begins().does(said(circumstances=("laid-off", "visa"), facts=(SOLID,)))
    assert talk.told == ["understood", "question"]
    assert talk.parts[0].values["circumstances"] == ["laid off", "a visa"]
    talk.does(said(circumstances=("visa", "loan")))
    assert talk.parts[0].values["circumstances"] == ["a loan or mortgage"]
    assert talk.conversation.circumstances == ("laid-off", "visa", "loan")


def test_circumstances_told_once_more_alone_are_heard_once_more() -> None:
    talk = Talk().begins().does(said(circumstances=("visa", "loan")))
    talk.does(said(circumstances=("visa",)))
    assert talk.told == ["understood", "question"]
    assert talk.parts[0].values["circumstances"] == ["a visa"]


def test_circumstances_change_no_advice_and_stand_in_the_summary() -> None:
    talk = advised()
    before = talk.does(Enough()).replies[0].advice
    talk.does(said(circumstances=("laid-off", "unheard-of")))
    assert talk.conversation.circumstances == ("laid-off",)
    assert before
    assert talk.does(Enough()).replies[0].advice == before
    summary = DIALOGUE.summary(talk.conversation)
    assert summary
    assert "laid off" in summary.text


def test_a_circumstance_that_a_topic_answers_leads_to_it() -> None:
    talk = Talk().begins().does(said(circumstances=("wants-into-ml", "visa")))
    values = talk.parts[0].values
    assert values["circumstances"] == ["a visa"]
    assert [each["title"] for each in values["answered"]] == ["Should I go into ML?"]
    talk.presses("asked")
    assert talk.told[0] == "topic"


def test_who_asks_the_topic_too_is_not_pointed_to_it() -> None:
    question = AskedQuestion(words="should I?", kind="answer", topic="into-ml")
    talk = Talk().begins().does(said(circumstances=("wants-into-ml",), questions=(question,)))
    assert "understood" not in talk.told
    assert talk.conversation.circumstances == ("wants-into-ml",)


def test_a_newcomer_who_tells_only_circumstances_is_heard_and_led_on() -> None:
    talk = Talk().does(said(circumstances=("laid-off",)))
    assert talk.told == ["welcome", "understood"]
    assert talk.button("continued")


def test_who_stopped_is_heard_and_stays_stopped() -> None:
    talk = Talk().begins().does(Cancelled()).does(said(circumstances=("visa",)))
    assert talk.told[0] == "understood"
    assert talk.conversation.state == "stopped"


def test_words_that_gave_no_figure_are_said_to_be_unread() -> None:
    talk = Talk().begins().does(said("80-90k", unread="80-90k"))
    assert talk.told == ["understood", "question"]
    assert talk.parts[0].values["unread"] == "80-90k"


def test_a_correction_changes_an_earlier_answer_at_once() -> None:
    talk = Talk().begins().does(said(facts=(SOLID,)))
    question = talk.conversation.question
    talk.does(said("sorry, top 5", facts=(TOP,), corrects=True))
    assert talk.told == ["understood", "question"]
    assert talk.conversation.answers["standing"] == "top-5"
    assert talk.conversation.question == question
    told = talk.parts[0].values
    assert told["heading"] == "changed"
    assert (told["lines"][0]["label"], told["lines"][0]["was"]) == ("Top 5%", "Solid")


def test_a_correction_after_the_advice_gives_advice_anew() -> None:
    talk = advised().does(said("I meant 60%", facts=(TOP,), corrects=True))
    assert talk.told == ["understood", "advice"]


def test_a_text_is_read_knowing_the_question_answered_last() -> None:
    talk = Talk().begins()
    assert DIALOGUE.text_context(talk.conversation).previous is None
    answered = talk.conversation.question
    talk.taps_any()
    assert DIALOGUE.text_context(talk.conversation).previous == answered
    talk.presses("skipped")
    assert DIALOGUE.text_context(talk.conversation).previous == answered
    talk.does(WentBack()).does(WentBack())
    assert DIALOGUE.text_context(talk.conversation).previous is None


@pytest.mark.parametrize("talk", [advised(), Talk().begins()], ids=["advised", "asked"])
def test_a_typed_what_if_changes_nothing_until_it_is_kept(talk: Talk) -> None:
    before = talk.conversation
    talk.does(said("what if my cut was 60%?", what_if=True, facts=(TOP, SOLID, CUT)))
    assert talk.told == ["tried"]
    assert talk.conversation.answers == before.answers
    assert talk.conversation.trial["standing"] == "solid"
    tried = Talk(talk.conversation)
    kept, dropped = (Talk(tried.conversation).does(TrialEnded(keep=k)) for k in (True, False))
    assert kept.conversation.answers["cut"] == "50-75"
    assert dropped.conversation.answers == before.answers
    assert (kept.conversation.question, dropped.conversation.question) == (before.question,) * 2


def test_a_supposed_offer_is_tried_with_the_pay_that_is_known_and_not_noted() -> None:
    talk = Talk().begins().does(said(figures=pay(100), facts=(SOLID,)))
    known = talk.conversation.figures
    talk.does(said("and with an offer of 40?", what_if=True, figures=pay(to=40)))
    assert talk.told == ["tried"]
    assert talk.conversation.trial == {"cut": "50-75"}
    assert talk.conversation.figures == known


def test_a_supposed_offer_needs_todays_pay() -> None:
    talk = Talk().begins().does(said("with 90k?", what_if=True, figures=pay(to=90)))
    assert talk.told == ["what_if_unclear", "question"]
    assert talk.conversation.figures is None
    assert talk.conversation.trial == {}


def test_a_what_if_where_a_figure_was_asked_for_gives_none() -> None:
    talk = Talk().begins().does(AskedMoney())
    talk.does(said("what if I got 90?", what_if=True, facts=(CUT,), figures=pay(90, 30)))
    assert talk.told == ["tried"]
    assert talk.conversation.figures is None


def test_a_floor_gives_the_cut_that_could_be_lived_with() -> None:
    talk = Talk().begins().does(said(figures=pay(100), floor=Decimal(40)))
    assert talk.conversation.answers["runway"] == "50-75"
    assert talk.conversation.figures
    assert talk.conversation.figures.runway == Decimal("0.6")
    assert talk.parts[0].values["floor"] == 40


def test_a_floor_is_kept_until_todays_pay_is_known() -> None:
    talk = Talk().begins().does(said(floor=Decimal(30), currency="INR"))
    assert talk.told == ["understood", "question"]
    assert "runway" not in talk.conversation.answers
    talk.does(said(figures=pay(100, 50)))
    assert talk.conversation.answers == {"cut": "50-75", "runway": "50-75"}


def test_a_floor_answers_the_question_that_asks_for_it() -> None:
    talk = (
        Talk().begins().does(said(figures=pay(100), facts=(SOLID,))).does(Edited(question="runway"))
    )
    talk.does(said("I can go down to 30", floor=Decimal(30), currency="INR"))
    assert talk.told == ["understood", "question"]
    assert talk.conversation.answers["runway"] == "50-75"
    assert talk.conversation.question not in ("runway", None)


def test_pay_below_the_floor_leaves_nothing_to_spare() -> None:
    talk = Talk().begins().does(said(figures=pay(30), floor=Decimal(40)))
    assert talk.conversation.answers["runway"] == "none"


def test_another_share_takes_the_place_of_a_floor() -> None:
    talk = Talk().begins().does(said(figures=pay(100), floor=Decimal(40)))
    talk.does(said(figures=Figures(runway=Decimal("0.2")), facts=(runway("under-25"),)))
    assert talk.conversation.figures
    assert (talk.conversation.figures.floor, talk.conversation.answers["runway"]) == (
        None, "under-25",
    )  # fmt: skip
    talk.does(said(figures=pay(100), floor=Decimal(40))).does(said(facts=(runway("25-50"),)))
    talk.does(said(figures=pay(200)))
    assert talk.conversation.answers["runway"] == "25-50"


def runway(option: str) -> Fact:
    return Fact(question="runway", option=option)


def test_one_amount_alone_is_shown_and_the_other_asked_for() -> None:
    talk = Talk().begins().does(said("42 LPA", figures=pay(42)))
    assert talk.told == ["understood", "money/figure_wanted"]
    assert talk.parts[0].values["now"] == 42


def test_facts_beside_the_figure_that_was_asked_for_are_noted_too() -> None:
    talk = Talk().begins().does(AskedMoney()).does(said(figures=pay(100, 40), facts=(SOLID,)))
    assert talk.told == ["understood", "money/report", "question"]
    assert talk.conversation.answers == {"standing": "solid", "cut": "50-75"}


def test_every_line_can_be_corrected() -> None:
    talk = Talk().begins().does(said(figures=pay(100, 40), floor=Decimal(40), facts=(SOLID,)))
    shown = talk.parts[0]
    assert len(shown.values["lines"]) == 3
    assert [choice.event.kind for row in shown.choices for choice in row] == ["reviewed"]
    names = [choice.label for choice in talk.presses("reviewed").choices]
    assert all(f"✎ {line['name']}" in names for line in shown.values["lines"])


def test_one_line_has_its_own_button() -> None:
    shown = Talk().begins().does(said(figures=pay(100, 40))).parts[0]
    assert len(shown.values["lines"]) == 1
    assert [choice.event.kind for row in shown.choices for choice in row] == ["edited"]


def test_two_currencies_are_said_to_be_two() -> None:
    talk = Talk().begins().does(said(figures=pay(100), facts=(SOLID,)))
    talk.does(said(figures=pay(50, currency="SGD"), facts=(TOP,)))
    assert talk.parts[0].values["former_currency"] == "INR"
    assert talk.conversation.figures == pay(50, currency="SGD")
    talk.does(AskedMoney(interpretation=Interpretation(figures=pay(50, currency="USD"))))
    assert talk.parts[0].values["preface"] == "other-currency"


def test_out_of_order_is_not_the_same_as_no_answer() -> None:
    talk = Talk().begins().does(said(out_of_order=True))
    assert talk.told == ["out_of_order", "question"]
    assert not talk.conversation.unanswered


def test_a_trial_is_a_page_that_leads_back_to_the_advice() -> None:
    talk = advised().does(WhatIfRequested())
    for event in (WhatIfRequested(question="degree"), Tried(question="degree", option="phd")):
        assert [reply.place for reply in talk.replies] == ["page"]
        assert TO_ADVICE.label in [choice.label for choice in talk.choices]
        talk.does(event)
    assert talk.says("undo").told == ["trial_discarded"]
    assert talk.conversation.trial == {}


def test_a_trial_that_is_kept_says_what_was_noted() -> None:
    talk = advised().does(Tried(question="degree", option="phd")).does(TrialEnded(keep=True))
    assert [line.label for line in talk.parts[0].values["trial"]] == ["PhD"]


@pytest.mark.parametrize("keep", [True, False])
def test_a_trial_that_is_over_leaves_no_page_with_dead_buttons(keep: bool) -> None:
    talk = advised().does(Tried(question="degree", option="phd")).does(TrialEnded(keep=keep))
    assert talk.replies[0].place == "page"
    assert talk.choices


@pytest.mark.parametrize(("text", "degree"), [("yes", "phd"), ("no", "none-or-bachelors")])
def test_a_yes_or_no_to_a_trial_keeps_or_discards_it(text: str, degree: str) -> None:
    """Also in the interview, where "yes" could be read as an answer."""
    for before in (advised().conversation, Talk().begins().conversation):
        told = before.moved(answers={**before.answers, "degree": "none-or-bachelors"})
        talk = Talk(told).does(PHD).says(text)
        assert talk.conversation.answers["degree"] == degree
        assert not talk.conversation.tries


def test_in_the_interview_a_trial_has_the_one_keyboard_and_the_way_back() -> None:
    for ask in (WhatIfRequested(), WhatIfRequested(question="degree"), PHD):
        talk = Talk().begins().taps_any().does(ask)
        assert [reply.place for reply in talk.replies] == ["interview"]
        assert not [choice for choice in talk.choices if isinstance(choice.event, Chose)]
        assert talk.presses("continued").told == ["question"]


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("before", [Talk().begins().conversation, Conversation(revision=1)])
def test_what_ends_a_trial_leaves_its_page_no_buttons(before: Conversation, keep: bool) -> None:
    """The page is the message of the interview, or what was noted takes its place."""
    talk = Talk(before).does(PHD)
    page = talk.replies[-1].place
    talk.does(TrialEnded(keep=keep))
    assert talk.replies[0].place == page
    assert bool(talk.conversation.question) == (keep or page == "interview")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_page_of_a_trial_is_answered_in_its_place_though_a_question_is_open_since(
    place: int,
) -> None:
    talk = Talk(Conversation(revision=1)).does(PHD)
    tap = talk.choices[place].event
    open_since = talk.does(Continued()).conversation.question
    talk.does(tap)
    assert talk.replies[0].place == "page"
    assert talk.conversation.question == open_since
    over = isinstance(tap, TrialEnded)
    assert [reply.place for reply in talk.replies[1:]] == ["interview"] * over
    assert talk.conversation.tries is not over


@pytest.mark.parametrize("text", ["undo", "go back", "back"])
def test_a_trial_that_was_kept_can_be_undone(text: str) -> None:
    before = advised().conversation
    talk = Talk(before).does(Tried(question="degree", option="phd")).does(TrialEnded(keep=True))
    assert talk.conversation.answers["degree"] == "phd"
    talk.says(text)
    assert talk.told[0] == "trial_undone"
    assert (talk.conversation.answers, talk.conversation.figures) == (
        before.answers,
        before.figures,
    )
    assert not talk.conversation.can_undo_trial


def test_what_was_answered_since_is_not_undone_with_a_trial() -> None:
    talk = advised().does(Tried(question="degree", option="phd")).does(TrialEnded(keep=True))
    talk.does(Changed(question="joy", option="mix")).does(TrialEnded(keep=False))
    assert talk.told == ["trial_discarded"]
    assert talk.conversation.answers["degree"] == "phd"


@pytest.mark.parametrize("text", ["yes", "no", "😂", "…"])
def test_what_says_nothing_is_not_offered_to_the_owner(text: str) -> None:
    assert advised().says(text).told == ["nothing_asked"]
