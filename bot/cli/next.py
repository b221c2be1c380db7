"""advisor next: the next question worth asking, why it is asked, and which were dropped."""

import json
from typing import Any

import click
from pydantic import BaseModel

from bot.cli.json_input import INPUT, parse_json, read_file, read_request, validated
from bot.errors import WrongUseError
from flows.affordability import with_limit
from flows.knowledge import Knowledge, built_in
from flows.rules import CompiledRules, compile_rules
from flows.rules.findings import Answers
from flows.rules.next_question import next_question
from flows.rules.question_impact import QuestionImpact, question_impact
from flows.rules.relevance import relevance


class Skipped(BaseModel):
    """The questions that a friend chose not to answer."""

    skipped: tuple[str, ...] = ()


@click.command("next")
@click.argument("file", type=INPUT, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def next_command(file: str | None, as_json: bool) -> None:
    """Tell the next question, from the answers as JSON in FILE (- or nothing: standard input).

    For example {"answers": {"role": "ml-lead"}, "skipped": ["title"]}.
    """
    raw = read_file(file or "-")
    rules = compile_rules(built_in())
    answers = with_limit(*read_request(rules.knowledge, raw))
    told = next_json(rules, answers, _skipped(rules.knowledge, raw))
    click.echo(json.dumps(told, indent=2) if as_json else _text(rules, told))


def next_json(rules: CompiledRules, answers: Answers, skipped: tuple[str, ...]) -> dict[str, Any]:
    """The next question (null if none is left that can matter), why, and the questions dropped.

    ``options`` tell what each answer could still do. Nothing can change the verdict any more once
    ``settled``; ``cautioning`` questions still tell how far to trust it, and ``wanted`` ones are
    asked in any case.
    """
    found = relevance(rules, answers, skipped)
    question = next_question(rules, answers, skipped)
    why = question_impact(rules, answers, question, skipped) if question else None
    return {
        "next": question,
        "ask": rules.knowledge.question[question].ask if question else None,
        "why": " ".join(_reasons(rules.knowledge, why)) if why else None,
        "options": [each.model_dump(mode="json") for each in why.options] if why else [],
        "dropped": list(found.dropped),
        "deciding": list(found.deciding),
        "cautioning": list(found.cautioning),
        "wanted": list(found.wanted),
        "settled": found.settled,
        "asked_at_most": found.asked_at_most,
    }


def _skipped(knowledge: Knowledge, raw: bytes) -> tuple[str, ...]:
    skipped = validated(Skipped, parse_json(raw)).skipped
    for name in skipped:
        if name not in knowledge.question:
            accepted = ", ".join(knowledge.question)
            raise WrongUseError(f"There is no question {name!r:.60}; the questions: {accepted}.")
    return skipped


def _reasons(knowledge: Knowledge, why: QuestionImpact) -> list[str]:
    """Why in general, and what the answer can still do here."""
    reasons = [knowledge.question[why.question].why]
    if why.settles:
        names = ", ".join(knowledge.path[path].name for path in why.settles)
        reasons.append(f"Your answer can still put out, or keep in: {names}.")
    if why.can_turn_pick:
        reasons.append("It can still change which path comes first.")
    if not why.settles and not why.can_turn_pick:
        reasons.append("It changes no path, only how far to trust the advice.")
    return reasons


def _text(rules: CompiledRules, told: dict[str, Any]) -> str:
    if told["next"] is None:
        lines = ["No question is left that could still matter."]
    else:
        options = ", ".join(rules.bits.option[told["next"]])
        lines = [f"{told['next']}: {told['ask']} ({options})", told["why"]]
        lines.append(f"At most {told['asked_at_most']} more questions, this one included.")
    if told["dropped"]:
        lines.append(f"Dropped: {', '.join(told['dropped'])}")
    return "\n".join(lines)
