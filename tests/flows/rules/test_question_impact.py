"""What a question is said to be asked for is what its answers can do."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.affordability import with_limit
from flows.figures import Figures, band_of_cut
from flows.knowledge import Knowledge, built_in
from flows.rules import advise, compile_rules
from flows.rules.question_impact import question_impact
from flows.rules.relevance import certificate, relevance
from tests.examples import examples
from tests.flows.rules.brute import changed, completions, result
from tests.flows.small import OPTIONS, SMALL_ANSWERS, SMALL_KNOWLEDGE
from tests.flows.strategies import ANSWERS, FULL_ANSWERS, SHARES

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)
QUESTIONS = list(RULES.bits.option)
Answers = dict[str, str]


@settings(max_examples=50, deadline=None)
@given(SMALL_KNOWLEDGE, SMALL_ANSWERS, st.sampled_from(list(OPTIONS)))
def test_effects_equal_what_all_completions_show(
    knowledge: Knowledge, answers: Answers, question: str
) -> None:
    rules = compile_rules(knowledge)
    others = [q for q in OPTIONS if q not in answers and q != question]
    for effect in question_impact(rules, answers, question).options:
        results = [
            (result(rules, done), result(rules, changed(rules, done, {question: effect.option})))
            for done in completions(rules, answers, others)
        ]
        assert effect.can_turn_pick == any(now.pick != then.pick for now, then in results)
        for place, path in enumerate(rules.paths):
            out = {then.statuses[place] in ("out", "not-now") for _, then in results}
            if path in effect.puts_out:
                assert out == {True}
            if path in effect.may_put_out:
                assert out == {True, False}
            if path in effect.keeps:
                assert out == {False}


@settings(max_examples=30, deadline=None)
@given(ANSWERS, st.sampled_from(QUESTIONS))
def test_question_has_an_effect_exactly_when_it_is_relevant(
    answers: Answers, question: str
) -> None:
    answers.pop(question, None)
    found = question_impact(RULES, answers, question)
    deciding = question in relevance(RULES, answers).deciding
    assert deciding >= found.can_turn_pick
    assert deciding >= bool(found.settles)


@settings(max_examples=30, deadline=None)
@given(ANSWERS)
def test_certificate_is_given_exactly_when_nothing_is_left_to_decide(answers: Answers) -> None:
    answers = {**answers, "runway": "none"}  # no amount tells more than this band
    found = certificate(RULES, answers)
    assert (found is not None) == (not relevance(RULES, answers).deciding)


@examples(25, 60)
@given(FULL_ANSWERS | ANSWERS, SHARES, SHARES)
def test_certified_advice_stands_whatever_amounts_are_told(
    answers: Answers, cut: Decimal, limit: Decimal
) -> None:
    answers = {**answers, "cut": band_of_cut(cut), "runway": band_of_cut(limit)}
    if certificate(RULES, answers):
        exact = with_limit(answers, Figures(cut_share=cut, runway=limit))
        before, after = advise(RULES, answers), advise(RULES, exact)
        assert (after.pick, after.headline) == (before.pick, before.headline)
        assert [p.status for p in after.paths] == [p.status for p in before.paths]


def test_amounts_that_could_put_the_advice_off_leave_it_uncertified() -> None:
    author = dict(KNOWLEDGE.author.answers)
    assert certificate(RULES, {**author, "cut": "25-50", "runway": "50-75"})
    assert not certificate(RULES, {**author, "cut": "25-50", "runway": "25-50"})


@settings(max_examples=30, deadline=None)
@given(SMALL_KNOWLEDGE, SMALL_ANSWERS)
def test_certified_advice_stands_in_every_completion(
    knowledge: Knowledge, answers: Answers
) -> None:
    rules = compile_rules(knowledge)
    others = [question for question in OPTIONS if question not in answers]
    results = {result(rules, done) for done in completions(rules, answers, others)}
    assert relevance(rules, answers).settled == (len(results) == 1)
    assert not certificate(rules, answers) or len(results) == 1
