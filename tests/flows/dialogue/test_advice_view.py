"""What the advice shows follows from the verdict: each path has one heading and one reason."""

from hypothesis import given, settings

from flows.dialogue.advice_view import AdviceView
from flows.dialogue.comparing import pick_effect
from flows.rules import Verdict, advise
from tests.flows.dialogue.talk import KNOWLEDGE, RULES
from tests.flows.strategies import ANSWERS


def view(answers: dict[str, str]) -> AdviceView:
    return AdviceView(KNOWLEDGE, advise(RULES, answers))


@given(ANSWERS)
def test_each_path_is_in_the_ledger_with_what_became_of_it(answers: dict[str, str]) -> None:
    found = view(answers)
    for entry, path in zip(found.ledger(), found.verdict.paths, strict=True):
        assert (
            (entry.rank > 0)
            == (path.status in ("in", "open"))
            == (path.id in found.verdict.ranking)
        )
        assert entry.outcome == (path.status if not entry.rank else entry.outcome)
        assert (entry.outcome == "first") == (entry.rank == 1)
        assert entry.hangs == (path.status == "open")


@given(ANSWERS)
def test_the_reason_in_the_ledger_is_the_one_that_decides(answers: dict[str, str]) -> None:
    found = view(answers)
    for entry, path in zip(found.ledger(), found.verdict.paths, strict=True):
        assert (entry.finding == "none") == (entry.sentence is None)
        assert (entry.finding == "eliminated") == (path.eliminated_by is not None)
        if entry.finding in ("for", "against"):
            assert path.arguments[0].speaks_for == (entry.finding == "for")


@given(ANSWERS)
def test_a_pick_has_costs_of_one_kind(answers: dict[str, str]) -> None:
    found = view(answers)
    assert not (found.costs_of_moving() and found.costs_of_staying())
    assert not (found.costs_of_moving() and found.price_of_moving())
    if found.not_now():
        told = [cost.told for cost in (*found.costs_of_moving(), *found.costs_of_staying())]
        assert not any(told)


@settings(max_examples=50)
@given(ANSWERS, ANSWERS)
def test_new_answers_are_said_to_turn_the_pick_where_they_do(
    old: dict[str, str], new: dict[str, str]
) -> None:
    before, after = advise(RULES, old), view(new)
    update = after.update(before)
    assert (update == "unchanged") == (before.pick == after.verdict.pick)
    assert (update == "turned-from") == (update != "unchanged" and before.pick is not None)
    assert after.update(None) is None


@given(ANSWERS, ANSWERS)
def test_a_trial_turns_the_pick_or_leaves_it(old: dict[str, str], new: dict[str, str]) -> None:
    before, after = picks(advise(RULES, old), advise(RULES, new))
    effect = pick_effect(before, after)
    assert (effect == "turns") == (before != after)
    assert (effect == "stays") == (before == after and before is not None)


def picks(*verdicts: Verdict) -> list[str | None]:
    return [verdict.pick for verdict in verdicts]
