"""Templates decide nothing: they list the sentences by case, and each case has its sentence.

What a template may do is show a value, leave a part out or choose between two by one value, repeat
a line for each of some, and look a sentence up by a key made in Python.
"""

from collections.abc import Iterator
from typing import Any, Literal, get_args

import pytest
from jinja2 import Environment, nodes

from bot.incoming import Channel
from bot.owner.answering import AnswerFate
from bot.rendering import TEMPLATES
from flows.dialogue.advice_card import PointCase
from flows.dialogue.advice_reply import NoPick, PricedMove, Rest
from flows.dialogue.advice_view import (
    AdviceUpdate,
    DecidingFinding,
    PathOutcome,
    PathStanding,
)
from flows.dialogue.certainty import Follows, Lead, RemarkCase, SureOf, Turns
from flows.dialogue.comparing import (
    AuthorCompared,
    AuthorPicks,
    Becomes,
    ChangesLead,
    Decides,
    PickEffect,
    ProofCase,
)
from flows.dialogue.costs import CostsOf
from flows.dialogue.handlers.faq import Unread
from flows.dialogue.money_replies import Preface, ValueProblem
from flows.dialogue.presenter import (
    Correcting,
    LeansHow,
    QuestionPut,
    ReviewProgress,
    UnderstoodHeading,
    WayOn,
)
from flows.dialogue.put_off import ConditionCase, Meanwhile, OtherwiseFirst, Suffices
from flows.money.break_even import BreakEvenKind, Chance
from flows.money.report import GrowthKind, Pace, PayChange, PayComparison, RunwayExtent, RunwayFit
from flows.nlu.interpretation import Manners, Mood, RequestedFigure
from flows.rules.verdict import ConfidenceLevel

ENVIRONMENT = Environment(autoescape=True)
NAMES = sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.j2"))

ARITHMETIC = (
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Pow,
    nodes.Neg,
    nodes.Pos,
)
FORMATTING = {
    *("money", "rounded_money", "spoken_money", "percent", "number", "one_in", "counted"),
    *("bot_link", "truncate", "join", "map", "lower", "upper_first", "default", "folded"),
}
"""The filters that show a value; others would work one out."""

UNITS = (nodes.For, nodes.Macro)
"""What is read by itself: a line of a list may have its own optional part."""

WAYS = ("TAP", "BUTTON", "BUTTONS", "ANSWER", "ANSWER_OR_SKIP")

CASES: dict[tuple[str, str], Any] = {
    ("_moods.html.j2", "MOOD"): Literal[Mood, Manners],
    ("_moves.html.j2", "NOW"): Becomes,
    ("_moves.html.j2", "WOULD"): Becomes,
    ("_remarks.html.j2", "REMARK"): RemarkCase,
    ("_certainty.html.j2", "FROM"): Follows,
    ("_certainty.html.j2", "LEAD"): Lead,
    ("_certainty.html.j2", "SUBJECT"): SureOf,
    ("_certainty.html.j2", "LOWERED"): ConfidenceLevel,
    ("_certainty.html.j2", "SURE"): ConfidenceLevel,
    ("_certainty.html.j2", "TURNS"): Turns,
    ("_costs.html.j2", "COSTS"): CostsOf,
    ("_costs.html.j2", "FOLDED"): CostsOf,
    ("_advice_folded.html.j2", "MOVE"): PricedMove,
    ("_put_off.html.j2", "BECOMES"): Suffices,
    ("_put_off.html.j2", "CONDITION"): ConditionCase,
    ("_put_off.html.j2", "FIRST"): OtherwiseFirst,
    ("_put_off.html.j2", "MEANWHILE"): Meanwhile,
    ("_put_off.html.j2", "OTHERWISE"): OtherwiseFirst,
    ("_put_off.html.j2", "WITHOUT"): Suffices,
    ("_put_off.html.j2", "REST"): Rest,
    **{("_ways.html.j2", name): Channel for name in WAYS},
    ("_why_not.html.j2", "HEADING"): PathStanding,
    ("_advice_no_pick.html.j2", "NO_PICK"): NoPick,
    ("_points.html.j2", "POINT"): PointCase,
    ("advice_update.html.j2", "UPDATE"): AdviceUpdate,
    ("author.html.j2", "COMPARED"): AuthorCompared,
    ("author.html.j2", "PICKS"): AuthorPicks,
    ("changes.html.j2", "LEADS"): ChangesLead,
    ("owner/receipt.html.j2", "FATE"): AnswerFate,
    ("money/_sentences.html.j2", "BELIEVE"): GrowthKind,
    ("money/_sentences.html.j2", "CHANGE"): PayChange,
    ("money/_sentences.html.j2", "COMES_TO"): BreakEvenKind,
    ("money/_sentences.html.j2", "FIT"): RunwayFit,
    ("money/_sentences.html.j2", "IF_PAY_GROWS"): Pace,
    ("money/_sentences.html.j2", "IN_FIGURES"): PayChange,
    ("money/_sentences.html.j2", "LIMIT"): RunwayExtent,
    ("money/_sentences.html.j2", "OPTION_COST"): Chance.model_fields["kind"].annotation,
    ("money/_sentences.html.j2", "PAYS_BACK"): BreakEvenKind,
    ("money/caption.html.j2", "BASIS"): PayComparison.model_fields["basis"].annotation,
    ("money/_lines.html.j2", "AFFORD"): RunwayFit,
    ("money/_lines.html.j2", "EVEN"): BreakEvenKind,
    ("money/_names.html.j2", "AMOUNT"): Literal["now", "next", "offer_total", "floor"],
    ("money/_lines.html.j2", "FORMER"): Literal["now", "next", "offer_total", "floor"],
    ("money/_lines.html.j2", "GIVEN_UP"): PayChange,
    ("money/_lines.html.j2", "GROWTH"): Pace,
    ("money/_lines.html.j2", "TAKES"): GrowthKind,
    ("money/assume.html.j2", "PROBLEM"): ValueProblem,
    ("money/figure_wanted.html.j2", "ASK"): RequestedFigure,
    ("money/figure_wanted.html.j2", "PREFACE"): Preface,
    ("not_understood.html.j2", "NOT_READ"): Unread,
    ("offer_change.html.j2", "EFFECT"): PickEffect,
    ("path.html.j2", "ELIMINATED"): PathOutcome,
    ("path.html.j2", "OUTCOME"): PathOutcome,
    ("paths.html.j2", "FINDING"): DecidingFinding,
    ("paths.html.j2", "OUTCOME"): PathOutcome,
    ("proof.html.j2", "PROOF"): ProofCase,
    ("question.html.j2", "LEANS"): LeansHow,
    ("question.html.j2", "PUT"): QuestionPut,
    ("review.html.j2", "PROGRESS"): ReviewProgress,
    ("tried.html.j2", "EFFECT"): PickEffect,
    ("understood.html.j2", "CORRECTING"): Correcting,
    ("understood.html.j2", "HEADING"): UnderstoodHeading,
    ("way_on.html.j2", "WAY"): WayOn,
    ("why.html.j2", "DECIDES"): Decides,
    ("why_asked.txt.j2", "DECIDES"): Decides,
}
"""The lists of sentences by case, and the type of the value that chooses among them."""

NOT_ASKED = {RequestedFigure: {""}}
"""Cases in which nothing is said: no figure was asked for."""


def decisions(source: str) -> list[str]:
    """What a template decides that its values should say."""
    return list(_decisions(ENVIRONMENT.parse(source), within=False))


def _decisions(node: nodes.Node, *, within: bool) -> Iterator[str]:
    """The decisions below a node; ``within`` tells that a condition is open already."""
    for child in node.iter_child_nodes():
        chooses = isinstance(child, nodes.If | nodes.CondExpr)
        for what in _decided(child, within=within):
            yield f"line {child.lineno}: {what}"
        inside = chooses or (within and not isinstance(child, UNITS))
        yield from _decisions(child, within=inside)


def _decided(node: nodes.Node, *, within: bool) -> Iterator[str]:
    """What is wrong with one node."""
    if isinstance(node, ARITHMETIC):
        yield f"calculates ({type(node).__name__})"
    if isinstance(node, nodes.Filter) and node.name not in FORMATTING:
        yield f"works a value out with {node.name!r}"
    if isinstance(node, nodes.If | nodes.CondExpr) and within:
        yield "a condition within a condition"
    if isinstance(node, nodes.If) and node.elif_:
        yield "chooses between more than two"
    if isinstance(node, nodes.And | nodes.Or):
        yield "combines conditions"
    if isinstance(node, nodes.Compare) and not _of_plural(node):
        yield "compares values"
    if isinstance(node, nodes.Name) and node.name == "loop":
        yield "counts the rounds of a loop"
    if isinstance(node, nodes.Getitem) and not _by_case(node):
        yield "picks a part of a value"


def _of_plural(node: nodes.Compare) -> bool:
    """Whether a comparison is with one: is there one, are there more?"""
    return [getattr(operand.expr, "value", None) for operand in node.ops] == [1]


def _by_case(node: nodes.Getitem) -> bool:
    """Whether a sentence is looked up in a list by case, which are written in capitals."""
    name = node.node.attr if isinstance(node.node, nodes.Getattr) else node.node
    name = name.name if isinstance(name, nodes.Name) else name
    return isinstance(name, str) and name.isupper() and not isinstance(node.arg, nodes.Slice)


def tables(name: str) -> dict[str, set[str]]:
    """The lists of sentences by case that a template holds: names, and the keys of each."""
    found = {}
    for node in parsed(name).find_all(nodes.Assign):
        if isinstance(node.target, nodes.Name) and isinstance(node.node, nodes.Dict):
            keys = [pair.key for pair in node.node.items]
            found[node.target.name] = {key.value for key in keys if isinstance(key, nodes.Const)}
    return found


def parsed(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_decides_nothing(name: str) -> None:
    assert decisions((TEMPLATES / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ a - b }}",
        "{{ -a }}",
        "{{ a * 2 }}",
        "{{ a | length }}",
        "{{ a | select('x') }}",
        "{{ a[-1] }}",
        "{{ a[:3] }}",
        "{{ a['x'] }}",
        "{% if a %}{% if b %}{% endif %}{% endif %}",
        "{% if a %}{% else %}{{ 'x' if b else 'y' }}{% endif %}",
        "{% if a %}{% elif b %}{% endif %}",
        "{% if a and b %}{% endif %}",
        "{% if a == b %}{% endif %}",
        "{% if a > 3 %}{% endif %}",
        "{% for a in b %}{% if loop.last %}{% endif %}{% endfor %}",
        "{{ a or 'nothing' }}",
    ],
)
def test_a_decision_is_found(source: str) -> None:
    assert decisions(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% if a %}{{ a | money('INR') }}{% else %}none{% endif %}",
        "{% if a %}{% for b in a %}{% if b.c %}{{ b }}{% endif %}{% endfor %}{% endif %}",
        "{% if count == 1 %}one{% else %}{{ count }}{% endif %}",
        "{{ CASES[key](a) }}{{ say.CASES[key] }}",
    ],
)
def test_what_only_shows_is_let_be(source: str) -> None:
    assert decisions(source) == []


def test_every_list_of_cases_is_chosen_from_by_a_type() -> None:
    assert {(name, table) for name in NAMES for table in tables(name)} == CASES.keys()


@pytest.mark.parametrize(("name", "table"), CASES)
def test_each_case_has_its_sentence_and_no_other_has_one(name: str, table: str) -> None:
    kind = CASES[name, table]
    assert tables(name)[table] == set(get_args(kind)) - NOT_ASKED.get(kind, set())
