"""The knowledge is proven sound, and whatever is spoilt in it is found, with file and place."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pytest

from flows.checks.run import check, steps
from flows.checks.subject import CheckStep, Subject
from flows.figures import Figures
from flows.knowledge import Knowledge, Problem, built_in
from flows.knowledge.references import problems_of_references
from flows.rules import advise, compile_rules
from tests.flows.checks.mutations import added, changed, dropped, fresh
from tests.flows.rules.brute import completions
from tests.flows.rules.reading import PREDICATES, expected_status, with_bands

KNOWLEDGE = built_in()
ALL_CLAIMS = frozenset(KNOWLEDGE.claim)


def found(knowledge: Knowledge, only: str = "", cited: Iterable[str] | None = None) -> set[str]:
    """The places of the problems found by the steps whose statement contains a text."""
    chosen = [s for s in steps(knowledge, set(cited) if cited else None) if only in s.proves]
    assert chosen
    return {problem.place for step in chosen for problem in step.run()}


def greeting(subject: Subject) -> Iterator[CheckStep]:
    """A check of another part that always finds something."""
    problem = Problem("greeting.html", "name", "is too long")
    yield CheckStep("the greeting fits", lambda: [problem] if subject.rules else [])


def test_built_in_knowledge_is_sound_and_other_parts_are_checked_with_it() -> None:
    through: list[CheckStep] = []
    problems = check(KNOWLEDGE, cited={"C1"}, extra=[greeting], done=through.append)
    assert {problem.file for problem in problems} == {"greeting.html"}
    expected = steps(KNOWLEDGE, cited={"C1"}, extra=[greeting])
    assert [step.proves for step in through] == [step.proves for step in expected]


@pytest.mark.parametrize(
    ("spoilt", "statement", "place"),
    [
        pytest.param(
            changed(KNOWLEDGE, "arguments", "joy-in-building", unless=({"joy": ("building",)},)),
            "joy-in-building can",
            "argument.joy-in-building",
            id="argument that defeats itself",
        ),
        pytest.param(
            changed(
                KNOWLEDGE, "eliminations", "degree-already-held", unless=({"degree": ("phd",)},)
            ),
            "degree-already-held can",
            "elimination.degree-already-held",
            id="elimination that defeats itself",
        ),
        pytest.param(
            changed(KNOWLEDGE, "notes", "cut-is-tight", unless=({},)),
            "cut-is-tight can",
            "note.cut-is-tight",
            id="note that is always defeated",
        ),
        pytest.param(
            changed(KNOWLEDGE, "costs", "race", when={"learning": ("ten-times",)}),
            "race",
            "cost.race",
            id="cost that only holds where a gate silences it",
        ),
        pytest.param(
            added(
                KNOWLEDGE,
                "eliminations",
                "degree-not-wanted",
                id="copy",
                when={"study": ("no",), "horizon": ("1-3", "4-10")},
            ),
            "copy can matter",
            "elimination.copy",
            id="elimination covered by another",
        ),
        pytest.param(
            added(
                KNOWLEDGE,
                "eliminations",
                "degree-not-wanted",
                id="put-off",
                status="not-now",
                when={"study": ("no",)},
            ),
            "one status for research-degree",
            "elimination.degree-not-wanted",
            id="path both out and not-now",
        ),
        pytest.param(
            added(
                KNOWLEDGE,
                "arguments",
                "race-tires",
                id="copy",
                side="for",
                when={"fatigue": ("tired",)},
            ),
            "C5 never counts",
            "argument.race-tires",
            id="claim for and against by one answer",
        ),
        pytest.param(
            added(
                KNOWLEDGE,
                "arguments",
                "joy-in-insight",
                id="idle",
                side="against",
                paths=("analytics",),
                when={"joy": ("building",)},
            ),
            "idle can",
            "argument.idle",
            id="argument against a path that is out whenever it holds",
        ),
        pytest.param(
            changed(KNOWLEDGE, "gates", "ten-times", silences=("C1",)),
            "ten-times can",
            "gate.ten-times",
            id="gate that silences nothing",
        ),
        pytest.param(
            changed(KNOWLEDGE, "paths", "data-engineering", never_out=None),
            "data-engineering can go out",
            "path.data-engineering",
            id="path that cannot go out, unexplained",
        ),
        pytest.param(
            changed(KNOWLEDGE, "paths", "hybrid", never_out="Because."),
            "hybrid can go out",
            "path.hybrid",
            id="path explained never to go out that can",
        ),
        pytest.param(
            fresh(
                KNOWLEDGE,
                arguments=(
                    *(a for a in KNOWLEDGE.arguments if "hybrid" not in a.paths),
                    KNOWLEDGE.arguments[0].model_copy(
                        update={"claims": ("C17",), "paths": ("hybrid",), "when": {}}
                    ),
                ),
            ),
            "hybrid can come first",
            "path.hybrid",
            id="path that can never come first",
        ),
        pytest.param(
            fresh(KNOWLEDGE, confidence=(), gates=()),
            "every question",
            "question.market",
            id="question without effect",
        ),
        pytest.param(
            fresh(
                KNOWLEDGE,
                eliminations=tuple(
                    KNOWLEDGE.eliminations[0].model_copy(
                        update={"id": f"out-{path}", "path": path, "unless": ()}
                    )
                    for path in KNOWLEDGE.path
                ),
            ),
            "some path is always left",
            "elimination",
            id="answers that leave no path",
        ),
    ],
)
def test_spoilt_knowledge_is_found(spoilt: Knowledge, statement: str, place: str) -> None:
    assert place in found(spoilt, statement)


@pytest.mark.parametrize(
    ("spoilt", "place"),
    [
        (changed(KNOWLEDGE, "notes", "cut-is-tight", when={"cut": ("over-75",)}), "cut-is-tight"),
        (changed(KNOWLEDGE, "arguments", "pay-first-costs-nothing", unless=()), "pay-first-costs"),
        (
            changed(KNOWLEDGE, "eliminations", "cut-with-no-runway", when={"runway": ("none",)}),
            "cut-with-no-runway",
        ),
    ],
)
def test_advice_that_would_contradict_itself_is_found(spoilt: Knowledge, place: str) -> None:
    problems = found(spoilt, "holds beside no note") | found(spoilt, "where it is no move")
    assert any(place in problem for problem in problems)


@pytest.mark.parametrize("claim", ["C6", "C14", "C23"])
def test_claim_that_nothing_cites_any_more_is_found(claim: str) -> None:
    kinds = ("arguments", "costs", "notes", "gates", "confidence", "eliminations")
    without = {
        kind: tuple(rule for rule in getattr(KNOWLEDGE, kind) if claim not in rule.claims)
        for kind in kinds
    }
    assert f"claim.{claim}" in found(fresh(KNOWLEDGE, **without), "claim is cited", {"C1"})


def test_claims_cited_by_topics_alone_are_asked_for_only_with_topics() -> None:
    assert found(KNOWLEDGE, "claim is cited", {"C2"}) == {"claim.C1"}
    assert not any("claim is cited" in step.proves for step in steps(KNOWLEDGE))


FIGURES_IN_ONE_BAND = (
    Figures(now=Decimal(100), next=Decimal(60), runway=Decimal("0.3")),
    Figures(now=Decimal(100), next=Decimal(70), runway=Decimal("0.4")),
)
"""A cut of 40% is beyond a limit of 30%, and one of 30% within 40%; all in the band 25-50."""


@pytest.mark.parametrize("rule", [rule.id for rule in KNOWLEDGE.eliminations])
def test_dropped_elimination_departs_from_the_second_reading(rule: str) -> None:
    spoilt = dropped(KNOWLEDGE, "eliminations", rule)
    rules = compile_rules(spoilt)
    path = next(each.path for each in KNOWLEDGE.eliminations if each.id == rule)
    questions = ("role", "cut", "runway") if path == "platform" else PREDICATES[path][0]
    assert any(
        advise(rules, answers, figures).path(path).status != expected_status(path, answers, figures)
        for answers in completions(rules, {}, questions)
        for figures in (None, *(FIGURES_IN_ONE_BAND if path == "platform" else ()))
        if answers == with_bands(answers, figures)
    )


def test_misspelt_placeholder_is_found() -> None:
    rule = KNOWLEDGE.eliminations[-1]
    spoilt = changed(KNOWLEDGE, "eliminations", rule.id, says="You said {runaway}.")
    assert any(rule.id in problem.place for problem in problems_of_references(spoilt))


def test_problems_come_sorted_and_all_at_once() -> None:
    spoilt = changed(KNOWLEDGE, "paths", "hybrid", never_out="Because.")
    spoilt = changed(spoilt, "notes", "cut-is-tight", unless=({},))
    problems = check(spoilt, cited=ALL_CLAIMS)
    assert [problem.file for problem in problems] == ["paths.toml", "rules/gates.toml"]
