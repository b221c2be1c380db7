"""What a friend has to know is told at once: in the card, or above what is asked instead."""

from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering import Renderer
from flows.affordability import compare, cut_of, runway_of, with_bands
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Enough
from flows.figures import Figures
from flows.rules import Verdict, advise
from flows.rules.advise import LEVELS
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, RULES
from tests.flows.strategies import ANSWERS, FIGURES, FULL_ANSWERS

RENDERER = Renderer()


def told(answers: dict[str, str], figures: Figures | None = None) -> tuple[Verdict, str, str]:
    """The verdict, what of its message is read at once, and the whole message."""
    conversation = Conversation(answers=answers, figures=figures)
    replies = DIALOGUE.step(conversation, Enough()).replies
    message = unescape("\n".join(RENDERER.render(reply).text for reply in replies))
    return advise(RULES, answers, figures), message.split("<blockquote")[0], message


@settings(max_examples=25)
@given(ANSWERS | FULL_ANSWERS)
def test_that_the_author_would_cross_analytics_off_is_told_where_it_stays_in(
    answers: dict[str, str],
) -> None:
    answers["joy"] = "insight"
    verdict, at_once, message = told(answers)
    view_of_the_author = "neither well respected nor well paid"
    if verdict.pick and not verdict.put_off:
        assert view_of_the_author in message
        rivals = (verdict.pick, verdict.runner_up if verdict.close_call else None)
        if "analytics" in rivals and verdict.path("analytics").status == "in":
            assert view_of_the_author in at_once


@settings(max_examples=25)
@given(FULL_ANSWERS, FIGURES | st.none())
def test_engineer_is_told_at_once_of_a_move_beyond_the_limit(
    full: dict[str, str], figures: Figures | None
) -> None:
    answers = with_bands({**full, "role": "software-engineer"}, figures)
    verdict, at_once, _ = told(answers, figures)
    cut, runway = cut_of(answers, figures), runway_of(answers, figures)
    assert cut
    assert runway
    found = compare(cut, runway)
    leaves = verdict.pick not in (None, "platform")
    beyond = "You said that a move would take" in at_once
    assert beyond == (leaves and found == "beyond")
    assert ("I cannot tell whether you can afford" in at_once) == (leaves and found == "unknown")
    if leaves and found in ("beyond", "unknown"):
        assert verdict.confidence != "high"


@settings(max_examples=25)
@given(FULL_ANSWERS, st.sampled_from(["under-25", "25-50", "50-75", "over-75"]))
def test_nobody_is_quite_sure_of_a_move_of_which_it_is_unknown_whether_it_can_be_afforded(
    full: dict[str, str], band: str
) -> None:
    verdict = advise(RULES, {**full, "cut": band, "runway": band})
    if verdict.pick == "platform" and full["role"] != "software-engineer":
        assert verdict.confidence != "high"


@settings(max_examples=60)
@given(FULL_ANSWERS, st.sets(st.sampled_from(["years", "market", "learning"]), min_size=1))
def test_confidence_is_the_lowest_that_an_answer_about_the_reach_would_give(
    full: dict[str, str], unanswered: set[str]
) -> None:
    answers = {q: option for q, option in full.items() if q not in unanswered}
    verdict = advise(RULES, answers)
    assert set(verdict.unknown_reach) <= unanswered
    for question in verdict.unknown_reach:
        for option in RULES.bits.option[question]:
            after = advise(RULES, {**answers, question: option})
            assert LEVELS.index(after.confidence) >= LEVELS.index(verdict.confidence)


def test_who_learns_ten_times_faster_is_told_so_where_too_little_is_known_for_advice() -> None:
    (gate,) = KNOWLEDGE.gates
    _, at_once, _ = told({"learning": "ten-times"})
    assert "I cannot single out a path" in at_once
    assert gate.says in at_once
