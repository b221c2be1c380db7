"""Simulated people are drawn as stated, and what they are advised holds."""

from collections.abc import Sequence
from itertools import pairwise, product
from random import Random
from statistics import fmean, stdev

import pytest
from click.testing import CliRunner

from benchmarks.calibration import AIMS, Advised, Survival, survivals
from benchmarks.certainties import FIRST, PICK, Completions, certainties, false_certainties
from benchmarks.contradictions import Speaker, contradictions
from benchmarks.people import DISTRIBUTIONS, Person, people
from benchmarks.simulation import (
    Checked,
    checked,
    interviewed,
    main,
    partly,
    put_off,
    simulated,
)
from flows.affordability import with_limit
from flows.figures import band_of_cut
from flows.knowledge import built_in
from flows.rules import advise, compile_rules, evaluate
from flows.rules.relevance import Certificate, certificate, relevance

RULES = compile_rules(built_in())
OTHERS = [("plausible", 1), ("uniform", 2), ("engineers", 3)]
"""Distributions and seeds that nothing was fitted to."""


@pytest.fixture(scope="module")
def drawn() -> list[Person]:
    return people(RULES, "plausible", 0, 400)


@pytest.fixture(scope="module")
def crowd(drawn: list[Person]) -> list[Advised]:
    return simulated(RULES, drawn, 0)


@pytest.fixture(scope="module")
def asked(drawn: list[Person]) -> list[Person]:
    return [interviewed(RULES, person) for person in drawn[:60]]


@pytest.fixture(scope="module")
def found(drawn: list[Person], crowd: list[Advised], asked: list[Person]) -> list[Checked]:
    groups = (drawn[:60], asked, partly(asked, 0), put_off(crowd, 0))
    return [checked(RULES, group, 0) for group in groups]


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_a_seed_draws_the_same_people_again(distribution: str) -> None:
    first = people(RULES, distribution, 5, 20)
    assert first == people(RULES, distribution, 5, 20)
    assert first != people(RULES, distribution, 6, 20)


def test_answers_come_as_often_as_is_stated(drawn: list[Person]) -> None:
    roles = [person.answers["role"] for person in drawn]
    stated = DISTRIBUTIONS["plausible"]["role"][0]["weights"]
    for role, weight in stated.items():
        assert abs(roles.count(role) / len(roles) - weight / sum(stated.values())) < 0.08
    engineers = [each for each in drawn if each.answers["role"] == "software-engineer"]
    assert {each.answers["cut"] for each in engineers} == {"none"}


@pytest.mark.parametrize(("distribution", "seed"), OTHERS)
def test_figures_agree_with_the_bands_answered(distribution: str, seed: int) -> None:
    drawn = people(RULES, distribution, seed, 200)
    told = [(each.answers, each.figures) for each in drawn if each.figures]
    assert told
    assert any(figures.now is None for _, figures in told)
    for answers, figures in told:
        assert (figures.cut is None) == (figures.now is None)
        assert figures.cut is None or band_of_cut(figures.cut) == answers["cut"]
        limit = figures.runway if figures.runway_to_floor is None else figures.runway_to_floor
        assert limit is None or band_of_cut(limit) == answers["runway"]


def test_completions_are_all_answers_that_could_still_be_given(drawn: list[Person]) -> None:
    answers = {q: each for q, each in drawn[0].answers.items() if q not in ("joy", "ambition")}
    bits = RULES.bits
    states = [
        bits.state(answers | {q: each for q, each in chosen if each})
        for chosen in product(
            *([(q, each) for each in (*bits.option[q], None)] for q in ("ambition", "joy"))
        )
    ]
    fields = Completions(RULES, Person(answers, None), Random(0)).fields()  # noqa: S311 - no secret
    assert fields.tolist() == [list(evaluate(RULES, state).fields) for state in states]


def test_a_false_certainty_is_found(crowd: list[Advised]) -> None:
    waiting = next(each for each in crowd if each.verdict.not_now)
    told = {question: waiting.person.answers[question] for question in ("role", "cut", "runway")}
    verdict = advise(RULES, told)
    bold = tuple(each.model_copy(update={"would_be_first": True}) for each in verdict.not_now)
    verdict = verdict.model_copy(update={"not_now": bold})
    proof = Certificate(pick=verdict.pick, unanswered=(), cautioning=("learning",))
    completions = Completions(RULES, Person(told, None), Random(0))  # noqa: S311 - no secret
    said = set(certainties(verdict, proof))
    assert {FIRST, PICK} <= said & set(false_certainties(completions, verdict, proof))


PLANTED = [
    ("you should think of {name}", "a path is out and offered"),
    ("You can afford the cut. It is ₹1 short of that.", "a cut can be afforded and is short"),
]


@pytest.mark.parametrize(("planted", "kind"), PLANTED)
def test_a_contradiction_is_found(drawn: list[Person], planted: str, kind: str) -> None:
    speaker, clean = Speaker(RULES), 0
    for person in drawn[:20]:
        told = speaker.advice(person)
        assert told, "everything was answered"
        verdict, message = told
        out = next(path.id for path in verdict.paths if path.status == "out")
        more = f"{message}\n{planted.format(name=RULES.knowledge.path[out].name)}"
        assert kind in set(contradictions(RULES, person, verdict, more))
        clean += kind not in set(contradictions(RULES, person, verdict, message))
    assert clean


def _off(random: Random, question: str, option: str) -> str:
    options = list(RULES.bits.option[question])
    if question in ("years", "role", "degree", "market") or random.random() >= 0.12:
        return option
    place = options.index(option)
    if question in ("mentors", "employer", "ambition", "joy"):
        return random.choice([other for other in options if other != option])
    return random.choice([*options[max(0, place - 1) : place], *options[place + 1 : place + 2]])


def test_noise_moves_answers_as_is_stated(crowd: list[Advised]) -> None:
    random, shares = Random(9), []  # noqa: S311 - no secret
    for each in crowd[:120]:
        answers = each.person.answers
        noisy = [{q: _off(random, q, answers[q]) for q in answers} for _ in range(40)]
        picks = [evaluate(RULES, RULES.bits.state(other)).pick for other in noisy]
        shares.append(fmean(RULES.paths.index(each.verdict.pick or "") == pick for pick in picks))
    differences = [each.survival - share for each, share in zip(crowd, shares, strict=False)]
    assert abs(fmean(differences)) < 3 * stdev(differences) / len(differences) ** 0.5


def test_no_advice_contradicts_itself(found: list[Checked]) -> None:
    assert all(each.messages for each in found)
    assert [dict(each.contradictions) for each in found] == [{}] * len(found)


def test_what_is_said_for_certain_stands_whatever_is_answered(found: list[Checked]) -> None:
    assert all(each.certainties for each in found)
    assert [dict(each.false) for each in found] == [{}] * len(found)


def test_everybody_is_asked_what_they_want(asked: list[Person]) -> None:
    assert all({"ambition", "joy"} <= set(person.answers) for person in asked)


def test_an_interview_ends_when_nothing_could_change_the_advice(asked: list[Person]) -> None:
    told = [with_limit(*person) for person in asked]
    assert all(relevance(RULES, answers).settled for answers in told)
    certified = [bool(certificate(RULES, answers)) for answers in told]
    # Where cut and limit lie in one band, nothing but amounts could change it.
    in_one_band = [a.get("cut") == a.get("runway") and "limit" not in a for a in told]
    assert all(one or other for one, other in zip(certified, in_one_band, strict=True))


def test_few_questions_are_asked(asked: list[Person]) -> None:
    assert fmean(len(person.answers) for person in asked) <= 16.5


def test_few_are_close_calls(crowd: list[Advised]) -> None:
    assert fmean(each.verdict.close_call for each in crowd) <= 0.4


def _apart(survival: dict[str, Survival]) -> bool:
    """Whether each word stands for more survival than the one before, by more than chance."""
    return list(survival) == list(AIMS["confidence"]) and all(
        more.mean - less.mean > 2 * (more.error**2 + less.error**2) ** 0.5
        for less, more in pairwise(survival.values())
    )


def _ordered(crowd: Sequence[Advised]) -> bool:
    return all(_apart(survivals(crowd, key)) for key in ("before_c2", "confidence"))


def test_surer_advice_survives_more_often(crowd: list[Advised]) -> None:
    assert _ordered(crowd)
    words = survivals(crowd, "confidence").values()
    assert all(found.people >= len(crowd) / 7 for found in words)
    low, medium, high = (found.mean for found in survivals(crowd, "before_c2").values())
    assert low <= 0.77
    assert 0.8 <= medium <= 0.87
    assert high >= 0.9


@pytest.mark.parametrize(("distribution", "seed"), OTHERS)
def test_surer_advice_survives_more_often_among_others(distribution: str, seed: int) -> None:
    assert _ordered(simulated(RULES, people(RULES, distribution, seed, 400), seed))


def test_the_tables_are_printed() -> None:
    done = CliRunner().invoke(main, ["--count", "20", "--interviews", "4", "--calibration"])
    assert done.exit_code == 0
    assert "survival by confidence" in done.output
