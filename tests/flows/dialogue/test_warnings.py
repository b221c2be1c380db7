"""What a friend has to know is told at once: in the card, or above what is asked instead."""

from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering import Renderer
from flows.affordability import compare, cut_of, runway_of, with_bands
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Changed, DetailsRequested, Enough, Shared
from flows.figures import Figures
from flows.rules import Verdict, advise
from flows.rules.advise import LEVELS
from tests.examples import examples
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, RULES, Talk
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


@examples(25, 60)
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


CROSSED_OFF = "neither well respected nor well paid"


def words(talk: Talk) -> str:
    """What a friend was last told, as it is read."""
    return unescape("\n".join(RENDERER.render(reply).text for reply in talk.replies))


@settings(max_examples=25)
@given(FULL_ANSWERS)
def test_analytics_is_nowhere_advised_without_the_view_of_the_author(full: dict[str, str]) -> None:
    answers = {**full, "joy": "insight", "influence": "no", "fatigue": "some", "role": "analyst"}
    answers |= {"ambition": "lead-data", "mentors": "neither"}
    assert advise(RULES, answers).advised == "analytics"
    talk = Talk(Conversation(answers={**answers, "joy": "building"})).does(Enough())
    assert CROSSED_OFF in words(talk.does(Changed(question="joy", option="insight")))
    assert CROSSED_OFF in words(talk.does(DetailsRequested(at="short")))
    assert CROSSED_OFF in words(talk.does(Shared(much="reasons")))
    summary = DIALOGUE.summary(talk.conversation)
    assert summary
    assert CROSSED_OFF in summary.text


@settings(max_examples=40)
@given(ANSWERS | FULL_ANSWERS)
def test_nobody_is_sent_to_the_hybrid_role_without_what_the_author_fears_of_it(
    answers: dict[str, str],
) -> None:
    verdict, _, message = told({**answers, "joy": "mix"})
    if verdict.pick == "hybrid" and not verdict.put_off:
        path = verdict.path("hybrid")
        found = (*path.arguments, *path.kept_in_by, *path.notes, *path.hanging)
        feared = [each for each in found if each.claim == "C17"]
        assert feared or not {"joy", "title", "employer", "ambition"} <= answers.keys()
        assert not feared or any(each.says in message for each in feared)


@examples(25, 60)
@given(FULL_ANSWERS, FIGURES)
def test_nobody_is_quite_sure_of_a_move_that_does_not_pay_enough(
    full: dict[str, str], figures: Figures
) -> None:
    answers = with_bands({**full, "role": "data-scientist"}, figures)
    verdict = advise(RULES, answers, figures)
    floor, offer = figures.floor, figures.next
    if floor is not None and offer is not None and offer < floor and verdict.pick == "platform":
        assert figures.cut is None or verdict.confidence != "high"


@examples(25, 60)
@given(FULL_ANSWERS)
def test_the_first_that_is_weighed_against_advice_is_what_speaks_against_it(
    answers: dict[str, str],
) -> None:
    """What it costs anybody comes after what the friend's own answers say against it."""
    verdict, at_once, _ = told(answers)
    if verdict.headline not in ("go", "stay"):
        return
    against = [a for a in verdict.path(verdict.pick or "").arguments if not a.speaks_for]
    costs = [cost.says for cost in verdict.costs if f"• {cost.says}." in at_once]
    if costs and any(each.strength != "weak" for each in against):
        assert against[0].says in at_once


@settings(max_examples=40)
@given(FULL_ANSWERS, st.sampled_from(["learning", "market", "years"]), st.data())
def test_an_answer_to_which_the_reasoning_reaches_less_far_is_told_so_at_once(
    answers: dict[str, str], question: str, data: st.DataObject
) -> None:
    option = data.draw(st.sampled_from(list(RULES.bits.option[question])))
    talk = Talk(Conversation(answers=answers)).does(Enough())
    talk.does(Changed(question=question, option=option))
    before, after = advise(RULES, answers), advise(RULES, {**answers, question: option})
    gates = {each.says for each in after.gate_findings} - {e.says for e in before.gate_findings}
    lowered = {each.says for each in after.confidence_reasons if each.effect == "lower"}
    lowered -= {each.says for each in before.confidence_reasons}
    assert all(says in words(talk) for says in gates | lowered)


@examples(25, 60)
@given(FULL_ANSWERS, st.sampled_from(sorted(KNOWLEDGE.question)), st.data())
def test_a_line_after_a_change_says_what_changed(
    answers: dict[str, str], question: str, data: st.DataObject
) -> None:
    """A close call that begins or ends is told: the headline by itself would be the same."""
    option = data.draw(st.sampled_from(list(RULES.bits.option[question])))
    before, after = advise(RULES, answers), advise(RULES, {**answers, question: option})
    talk = Talk(Conversation(answers=answers)).does(Enough())
    line = words(talk.does(Changed(question=question, option=option)))
    if before.headline != after.headline and "close-call" in (before.headline, after.headline):
        closes = before.pick and after.headline == "close-call"
        same = after.advised == before.advised and after.headline in ("go", "stay")
        assert ("A close call with" in line) >= bool(closes)
        assert ("no close call any more" in line) >= same
