"""The command that tells the next question worth asking, why, and which were dropped."""

import json
from typing import IO, Any

import click
from pydantic import BaseModel, ConfigDict, ValidationError

from flows.figures import Figures, band_of_cut
from flows.knowledge import built_in
from flows.rules import CompiledRules, compile_rules
from flows.rules.bits import UnknownAnswerError
from flows.rules.purpose import Purpose, purpose
from flows.rules.relevance import next_question, relevance

EXAMPLE = '{"answers": {"role": "ml-lead"}, "skipped": ["title"]}'


class Known(BaseModel):
    """What is known of a friend; figures, where they give a cut, set the answer to it."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, str] = {}
    skipped: tuple[str, ...] = ()
    figures: Figures | None = None

    def all_answers(self) -> dict[str, str]:
        """The answers, with the bands of the figures."""
        bands: dict[str, str] = {}
        if self.figures and self.figures.cut is not None:
            bands["cut"] = band_of_cut(self.figures.cut)
        if self.figures and self.figures.runway is not None:
            bands["runway"] = band_of_cut(self.figures.runway)
        return {**self.answers, **bands}


@click.command("next")
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@click.option("--json", "as_json", is_flag=True, help="Print the question as JSON.")
def next_command(file: IO[str], as_json: bool) -> None:
    """Tell the next question, why it is asked, and which are dropped.

    FILE holds the answers so far as JSON; - is standard input.
    """
    rules = compile_rules(built_in())
    try:
        known = Known.model_validate_json(file.read())
        told = next_json(rules, known)
    except UnicodeDecodeError as error:
        raise click.UsageError("the input is not UTF-8 text") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the input"
        raise click.UsageError(f"{place}: {first['msg']}; for example {EXAMPLE}") from error
    except UnknownAnswerError as error:
        raise click.UsageError(str(error)) from error
    click.echo(json.dumps(told, indent=2, ensure_ascii=False) if as_json else _text(rules, told))


def next_json(rules: CompiledRules, known: Known) -> dict[str, Any]:
    """The next question (null if none is left that can matter), why, and the questions dropped.

    Raises UnknownAnswerError for unknown questions and options.
    """
    answers, skipped = known.all_answers(), known.skipped
    for name in skipped:
        if name not in rules.bits.option:
            accepted = ", ".join(rules.bits.option)
            raise UnknownAnswerError(
                f"there is no question {name!r} to skip; the questions are: {accepted}"
            )
    found = relevance(rules, answers, skipped)
    question = next_question(rules, answers, skipped)
    asked = rules.knowledge.question[question] if question else None
    why = purpose(rules, answers, question, skipped) if question else None
    return {
        "next": question,
        "ask": asked.ask if asked else None,
        "why": " ".join([asked.why, *_reasons(rules, why)]) if asked and why else None,
        "options": [each.model_dump(mode="json") for each in why.options] if why else [],
        "dropped": list(found.dropped),
        "cautioning": list(found.cautioning),
        "settled": found.settled,
        "asked_at_most": found.asked_at_most,
    }


def _reasons(rules: CompiledRules, why: Purpose) -> list[str]:
    """What the answer can still do, in a sentence or two."""
    reasons = []
    if why.settles:
        names = ", ".join(rules.knowledge.path[path].name for path in why.settles)
        reasons.append(f"The answer can still put out or keep: {names}.")
    if why.can_turn_pick:
        reasons.append("It can still change which path comes first.")
    if not reasons:
        reasons.append("It changes no path, only how far the advice can be trusted.")
    return reasons


def _text(rules: CompiledRules, told: dict[str, Any]) -> str:
    if told["next"] is None:
        lines = ["Nothing you could still be asked would change the advice."]
    else:
        options = ", ".join(rules.bits.option[told["next"]])
        lines = [f"{told['next']}: {told['ask']} ({options})", told["why"]]
        lines.append(f"At most {told['asked_at_most']} more questions, this one included.")
    if told["dropped"]:
        lines.append(f"Dropped: {', '.join(told['dropped'])}")
    return "\n".join(lines)
