"""What becomes of advice once told: a line says so, whether rules or answers have changed."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.dialogue.advice_record import in_short
from flows.dialogue.conversation import Conversation, Told
from flows.dialogue.events import (
    AskedHelp,
    AskedWhy,
    Changed,
    Enough,
    Event,
    Restarted,
    Reviewed,
    TextReceived,
)
from flows.figures import Figures
from flows.nlu.interpretation import Interpretation
from flows.rules import advise
from tests.examples import examples
from tests.flows.dialogue.talk import CONTEXT, DIALOGUE, KNOWLEDGE, RULES, Talk
from tests.flows.strategies import ANSWERS, FULL_ANSWERS

PICKS = st.sampled_from([None, *RULES.paths])


def advised(answers: dict[str, str], pick: str | None) -> Conversation:
    """Somebody who was told a pick, whatever these answers lead to today."""
    told = Told(pick=pick, answers=answers)
    return Conversation(answers=answers, state="advice", advised=True, enough=True, told=told)


@examples(25, 60)
@given(ANSWERS, PICKS)
def test_it_is_said_exactly_where_the_pick_differs_and_only_once(
    answers: dict[str, str], pick: str | None
) -> None:
    today = advise(RULES, answers).pick
    talk = Talk(advised(answers, pick)).does(AskedHelp())
    assert (talk.told[0] == "revised") == (pick != today)
    assert talk.told.count("revised") <= 1
    assert "revised" not in talk.does(AskedHelp()).told


@examples(25, 60)
@given(FULL_ANSWERS, st.sampled_from(["none", "under-25"]))
def test_advice_for_later_is_revised_by_what_is_advised_not_by_the_rest(
    full: dict[str, str], runway: str
) -> None:
    answers = {**full, "cut": "50-75", "runway": runway}
    now = CONTEXT.told_now(Conversation(answers=answers))
    verdict = advise(RULES, answers)
    assert (now.pick, now.later) == (verdict.advised, verdict.headline == "not-now")
    assert in_short(verdict).advised == verdict.advised
    other = now.model_copy(update={"later": not now.later})
    for told, revised in ((now, False), (other, True)):
        talk = Talk(advised(answers, now.pick).moved(told=told)).does(AskedHelp())
        assert ("revised" in talk.told) == revised


@pytest.mark.parametrize("event", [Enough(), Reviewed(), AskedWhy()])
def test_it_comes_before_whatever_is_done_next(event: Event) -> None:
    answers = dict(KNOWLEDGE.author.answers)
    talk = Talk(advised(answers, "hybrid")).does(event)
    assert talk.told[0] == "revised"
    assert talk.parts[0].values == {
        "before": KNOWLEDGE.path["hybrid"].name,
        "after": KNOWLEDGE.path["platform"].name,
    }


def test_new_answers_revise_nothing() -> None:
    """The advice that follows then is said to have turned, or not, by the answers."""
    answers = dict(KNOWLEDGE.author.answers)
    stale = advised(answers, "hybrid").moved(answers=answers | {"joy": "mix"})
    assert "revised" not in Talk(stale).does(AskedHelp()).told


def test_starting_over_revises_nothing() -> None:
    talk = Talk(advised(dict(KNOWLEDGE.author.answers), "hybrid"))
    again = talk.does(Restarted(confirmed=True))
    assert again.conversation.answers == {}
    assert "revised" not in again.told


def test_a_changed_answer_is_told_after_it() -> None:
    talk = Talk(advised(dict(KNOWLEDGE.author.answers), "hybrid"))
    talk.does(Changed(question="joy", option="insight"))
    assert talk.told[0] == "revised"
    assert DIALOGUE.step(talk.conversation, AskedHelp()).replies[0].template != "revised"


@examples(25, 60)
@given(ANSWERS, st.sampled_from(list(KNOWLEDGE.question)), st.data())
def test_a_changed_answer_gets_a_line_and_the_whole_advice_is_a_tap_away(
    answers: dict[str, str], question: str, data: st.DataObject
) -> None:
    options = [option.id for option in KNOWLEDGE.question[question].options]
    option = data.draw(st.sampled_from(options))
    talk = Talk(Conversation(answers=answers)).does(Enough())
    assume(talk.conversation.advised)
    talk.does(Changed(question=question, option=option))
    if answers.get(question) != option:
        update = next(reply for reply in talk.parts if reply.template == "advice_update")
        assert "advice" not in talk.told
        assert (update.values["update"] == "unchanged") <= (update.values["why"] == [])
    assert talk.does(Enough()).told[-1] in ("advice", "question")


LONDON = {
    "years": "3-5",
    "role": "data-scientist",
    "market": "europe",
    "ambition": "lead-engineering",
    "joy": "building",
}


def earning(now: int) -> TextReceived:
    figures = Figures(now=Decimal(now))
    return TextReceived(text=f"{now}", interpretation=Interpretation(figures=figures))


def test_figures_that_turn_the_advice_are_said_to_and_no_other_knowledge_is() -> None:
    figures = Figures(now=Decimal(85_000), next=Decimal(80_000), runway=Decimal("0.1"))
    start = Conversation(answers={**LONDON, "cut": "under-25", "runway": "under-25"})
    talk = Talk(start.moved(figures=figures)).does(Enough())
    assert talk.conversation.told == CONTEXT.told_now(talk.conversation)
    talk.does(earning(95_000))  # the band of the cut is the same
    assert talk.told[0] == "advice_update"
    assert talk.conversation.told == CONTEXT.told_now(talk.conversation)
    assert talk.conversation.told.later
    assert "revised" not in talk.does(AskedHelp()).told
    assert "advice_update" not in talk.does(earning(96_000)).told
