"""The remarks on how sure the advice is say what the rules say, and name only a few questions."""

from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.certainty import Remark, assurance, certainty, deciding
from flows.dialogue.conversation import Conversation
from flows.rules import advise
from flows.rules.robustness import robustness
from flows.rules.verdict import Verdict
from tests.examples import examples
from tests.flows.dialogue.talk import CONTEXT, KNOWLEDGE, RULES
from tests.flows.strategies import ANSWERS, FULL_ANSWERS

NAMES = {question.name for question in KNOWLEDGE.questions}


def found(answers: dict[str, str]) -> tuple[Verdict, dict[str, Remark]]:
    """The verdict on some answers, and the remarks on it by the group of their case."""
    conversation = Conversation(answers=answers)
    remarks = assurance(CONTEXT, conversation)
    groups = {remark.case.split("-")[0]: remark for remark in remarks}
    assert len(groups) == len(remarks)
    return CONTEXT.verdict(conversation), groups


@examples(25, 60)
@given(ANSWERS | FULL_ANSWERS)
def test_a_close_call_is_said_to_be_decided_by_answers_that_are_missing(
    answers: dict[str, str],
) -> None:
    verdict, _ = found(answers)
    missing = [name for name in verdict.decided_by if name not in answers]
    told = deciding(CONTEXT, Conversation(answers=answers))
    assert bool(told) == bool(missing)
    assert all(KNOWLEDGE.question[name].name in told for name in missing[:2])


def _turns(before: Verdict, after: Verdict) -> bool:
    """Whether an advice turns, or what speaks loudest of the rest where a path is put off."""
    if before.put_off or after.pick != before.pick:
        return after.pick != before.pick
    return after.put_off is not None


@examples(25, 60)
@given(ANSWERS | FULL_ANSWERS)
def test_what_the_pick_hangs_on_is_named_or_counted(answers: dict[str, str]) -> None:
    verdict, _ = found(answers)
    told = certainty(CONTEXT, Conversation(answers=answers))
    assert (told is None) == (verdict.pick is None)
    if told:
        turning = {
            question.name
            for question in KNOWLEDGE.questions
            if question.id in answers and not question.given
            if any(
                _turns(verdict, advise(RULES, {**answers, question.id: option.id}))
                for option in question.options
            )
        }
        assert set(told.names) <= turning
        assert len(told.names) + told.more == len(turning)
        assert (told.turns == "none") == (not turning)
        assert (told.turns == "many") == (told.more > 0)
        assert told.lead != "narrow" or verdict.close_call
        weak = told.lead not in ("clear", "some")
        assert weak == (verdict.footing.level == "low")


@examples(25, 60)
@given(FULL_ANSWERS)
def test_with_all_answered_the_questions_named_are_those_that_turn_it(
    answers: dict[str, str],
) -> None:
    verdict, _ = found(answers)
    changeable = {q.id for q in KNOWLEDGE.questions if not q.given}
    if verdict.pick:
        assert verdict.footing.lead == verdict.margin
        turning = set(robustness(RULES, answers).hangs_on) & changeable
        assert set(verdict.footing.turning) == turning


@examples(25, 60)
@given(ANSWERS)
def test_remarks_name_few_questions_that_there_are(answers: dict[str, str]) -> None:
    _, remarks = found(answers)
    for group, remark in remarks.items():
        assert len(remark.names) <= 4
        assert group == "half" or set(remark.names) <= NAMES


@examples(25, 60)
@given(ANSWERS, st.booleans())
def test_open_questions_are_said_to_be_open(answers: dict[str, str], whole: bool) -> None:
    verdict, remarks = found(dict(KNOWLEDGE.author.answers) if whole else answers)
    assert ("open" in remarks) == bool(verdict.unsettled_by)
    assert "settled" not in remarks or "open" in remarks
    if "open" in remarks:
        assert (remarks["open"].case == "open-and-more") == (len(verdict.unsettled_by) > 4)


@examples(25, 60)
@given(ANSWERS)
def test_the_least_sure_claims_are_mentioned_where_they_count(answers: dict[str, str]) -> None:
    verdict, remarks = found(answers)
    weighed = [each for path in verdict.paths for each in path.arguments if each.halved]
    assert ("half" in remarks) == any(KNOWLEDGE.claim[each.claim].counts_half for each in weighed)
    if "half" in remarks:
        of_the_pick = verdict.pick is not None and verdict.put_off is None
        assert (remarks["half"].case == "half") == (not of_the_pick)
