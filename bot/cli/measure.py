"""advisor measure: how well free text is understood, on files of cases."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import NamedTuple

import click

from bot.cli.json_input import INPUT, json_lines, parse_json, validated
from bot.errors import WrongUseError
from flows.nlu.faq.matcher import built_in_matcher
from flows.nlu.faq.measure import (
    Question,
    Unanswerable,
    measure_questions,
    measure_unanswerable,
)
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import built_in_interpreter
from flows.nlu.measure import (
    Case,
    Context,
    Interpret,
    measure_faults,
    measure_openers,
    measure_pay,
    measure_slots,
    measure_voices,
)

DAY_OF_CASES = date(2026, 11, 28)
"""The day that "since 2019" counts from in cases."""

Numbers = Mapping[str, float]


class CaseKind(NamedTuple):
    """A kind of file: what it is called, the keys that its lines have, and how it is measured."""

    name: str
    keys: frozenset[str]
    measure: Callable[[Sequence[Case]], Numbers]


def _questions(cases: Sequence[Case]) -> Numbers:
    asked = [validated(Question, case) for case in cases]
    return asdict(measure_questions(built_in_matcher(), asked))


def _unanswerable(cases: Sequence[Case]) -> Numbers:
    said = [validated(Unanswerable, case) for case in cases]
    return asdict(measure_unanswerable(built_in_matcher(), said))


def _interpreted(
    measure: Callable[[Interpret, Iterable[Case], Context], Numbers],
) -> Callable[[Sequence[Case]], Numbers]:
    """Measure what the built-in interpreter understands, as if all was said on one day."""

    def measured(cases: Sequence[Case]) -> Numbers:
        def context(question: str | None) -> TextContext:
            return TextContext(question=question, today=DAY_OF_CASES)

        return measure(built_in_interpreter().interpret, cases, context)

    return measured


KINDS: tuple[CaseKind, ...] = (
    CaseKind(
        "typed answers", frozenset({"question", "text", "option"}), _interpreted(measure_slots)
    ),
    CaseKind(
        "messages in the manner of real posts",
        frozenset({"kind", "text", "topic", "answers", "comp"}),
        _interpreted(measure_voices),
    ),
    CaseKind(
        "small inputs that went wrong",
        frozenset({"kind", "text", "answers", "never"}),
        _interpreted(measure_faults),
    ),
    CaseKind("messages with pay", frozenset({"text", "pay", "seen"}), _interpreted(measure_pay)),
    CaseKind("openers", frozenset({"text", "answers", "comp"}), _interpreted(measure_openers)),
    CaseKind("questions about topics", frozenset({"text", "topic"}), _questions),
    CaseKind("messages without an answer", frozenset({"text", "why"}), _unanswerable),
)
"""Every kind of file that can be measured; the first whose keys all lines have is taken."""


@click.command("measure")
@click.argument("files", nargs=-1, required=True, type=INPUT)
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
def measure(files: tuple[str, ...], as_json: bool) -> None:
    """Measure the advisor on FILES of cases, one JSON object a line.

    What a file holds is told by its keys: "text" and "topic" (and "also") are questions and the
    topics that answer them; "text" and "why" are messages that have no answer; "question", "text"
    and "option" are answers typed at a question; "text", "answers" and "comp" are messages that
    state several facts, with "kind" and "topic" such as ask something, too; "text", "pay" and
    "seen" are messages with pay; "kind", "text", "answers" and "never" are small inputs that went
    wrong once.
    """
    results = {name: _measured(name) for name in files}
    if as_json:
        click.echo(json.dumps({name: numbers for name, (_, numbers) in results.items()}, indent=2))
        return
    for name, (kind, numbers) in results.items():
        click.echo(f"{name}: {kind}")
        for label, value in numbers.items():
            shown = f"{value:9.3f}" if isinstance(value, float) else f"{value:5d}"
            click.echo(f"  {label.replace('_', ' '):20}{shown}")


def _measured(name: str) -> tuple[str, Numbers]:
    try:
        cases = [_case(line) for line in json_lines(name) if line.strip()]
        kind = _kind_of(cases)
        return kind.name, kind.measure(cases)
    except WrongUseError as error:
        raise WrongUseError(f"{name}: {error}") from None


def _case(line: bytes) -> Case:
    case = parse_json(line)
    if not isinstance(case, dict):
        raise WrongUseError(f"Each line should be a JSON object (found {case!r:.60}).")
    return case


def _kind_of(cases: Sequence[Case]) -> CaseKind:
    for kind in KINDS:
        if cases and all(kind.keys <= case.keys() for case in cases):
            return kind
    known = "; ".join(f"{', '.join(sorted(kind.keys))} ({kind.name})" for kind in KINDS)
    raise WrongUseError(f"These are no cases of a known kind. All lines should have: {known}.")
