"""The remarks on how sure the advice is say what the rules say, and name only a few questions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dialogue.advice_reply import Remark, assurance
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.machine import DialogueMachine
from flows.rules.robustness import robustness
from flows.rules.verdict import Verdict
from tests.flows.dialogue.talk import KNOWLEDGE, RULES, TOPICS
from tests.flows.strategies import ANSWERS, FULL_ANSWERS

CONTEXT = DialogueContext(
    RULES, DialogueMachine([each.id for each in KNOWLEDGE.sections]), TOPICS, {}, {}
)
NAMES = {question.name for question in KNOWLEDGE.questions}


def found(answers: dict[str, str]) -> tuple[Verdict, dict[str, Remark]]:
    """The verdict on some answers, and the remarks on it by the group of their case."""
    conversation = Conversation(answers=answers)
    remarks = assurance(CONTEXT, conversation)
    groups = {remark.case.split("-")[0]: remark for remark in remarks}
    assert len(groups) == len(remarks)
    return CONTEXT.verdict(conversation), groups


@settings(max_examples=60)
@given(ANSWERS | FULL_ANSWERS)
def test_a_pick_is_robust_or_a_close_call_is_decided(answers: dict[str, str]) -> None:
    verdict, remarks = found(answers)
    decided = verdict.close_call and bool(verdict.decided_by)
    assert ("decided" in remarks) == decided
    robust = {"survives", "hangs"} & set(remarks)
    assert len(robust) == (verdict.pick is not None and not decided)


@settings(max_examples=60)
@given(FULL_ANSWERS)
def test_what_the_pick_hangs_on_is_named_or_counted(answers: dict[str, str]) -> None:
    _, remarks = found(answers)
    if "hangs" in remarks:
        remark = remarks["hangs"]
        asked = robustness(RULES, answers).hangs_on
        assert len(remark.names) + remark.more == len(asked)
        assert (remark.more > 0) == (remark.case == "hangs-on-many")


@settings(max_examples=60)
@given(ANSWERS)
def test_remarks_name_few_questions_that_there_are(answers: dict[str, str]) -> None:
    _, remarks = found(answers)
    for group, remark in remarks.items():
        assert len(remark.names) <= 4
        assert group == "half" or set(remark.names) <= NAMES


@settings(max_examples=60)
@given(ANSWERS, st.booleans())
def test_open_questions_are_said_to_be_open(answers: dict[str, str], whole: bool) -> None:
    verdict, remarks = found(dict(KNOWLEDGE.author.answers) if whole else answers)
    assert ("open" in remarks) == bool(verdict.unsettled_by)
    assert "settled" not in remarks or "open" in remarks
    if "open" in remarks:
        assert (remarks["open"].case == "open-and-more") == (len(verdict.unsettled_by) > 4)


@settings(max_examples=60)
@given(ANSWERS)
def test_the_least_sure_claims_are_mentioned_where_they_count(answers: dict[str, str]) -> None:
    verdict, remarks = found(answers)
    argued = {each.claim for path in verdict.paths for each in path.arguments}
    assert ("half" in remarks) == any(KNOWLEDGE.claim[claim].counts_half for claim in argued)
    if "half" in remarks:
        assert (remarks["half"].case == "half") == (verdict.pick is None)
