"""advisor ask: one question in free text, or one a line, and the topic that it means."""

import json
from collections.abc import Iterable
from functools import partial

import click
from pydantic import BaseModel, ConfigDict

from bot.cli.json_input import INPUT, answer_lines, parse_json, validated
from bot.incoming import TERMINAL
from bot.rendering import Renderer
from bot.terminal.screen import Screen, open_console
from flows.dialogue.replies import Reply
from flows.nlu.faq.load import built_in_outside, built_in_topics
from flows.nlu.faq.matcher import Match, TopicMatcher, built_in_matcher
from flows.nlu.questions import first_question


class AskRequest(BaseModel):
    """One line of many: what somebody asks; unknown keys are ignored."""

    model_config = ConfigDict(strict=True, frozen=True)

    text: str


@click.command("ask")
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.option(
    "--lines",
    type=INPUT,
    metavar="FILE",
    help='Answer each line {"text": …} of FILE (- for standard input), JSON a line out.',
)
def ask(text: str | None, as_json: bool, lines: str | None) -> None:
    """Answer TEXT, a question in your own words; of several the first."""
    if (text is None) == (lines is None):
        raise click.UsageError('Give a question, such as "why leave?", or --lines FILE.')
    matcher = built_in_matcher()
    if lines is not None:
        answer_lines(lines, partial(_line, matcher))
    elif text is not None:
        match = matcher.match(first_question(text))
        if as_json:
            click.echo(_as_json(match))
        else:
            _show(match)


def _line(matcher: TopicMatcher, line: bytes) -> str:
    return _as_json(matcher.match(first_question(validated(AskRequest, parse_json(line)).text)))


def _as_json(match: Match) -> str:
    return json.dumps(
        {
            "kind": match.kind,
            "topic": match.topic,
            "score": round(match.score, 4),
            "alternatives": [
                {"topic": topic, "score": round(score, 4)} for topic, score in match.alternatives
            ],
        }
    )


def _show(match: Match) -> None:
    """Print the answer with what it rests on, or that there is none, and the nearest topics."""
    nearest = [topic for topic, _ in match.alternatives if topic != match.topic]
    if match.kind == "answer":
        topic = built_in_topics()[match.topic or ""]
        reply = Reply("topic", {"topic": topic})
        Screen(open_console()).show([Renderer(channel=TERMINAL).render(reply)])
        click.echo(f"Rests on {', '.join(topic.claims)}.\n")
        _list("Near to it:", nearest)
    elif match.kind == "did-you-mean":
        _list("Did you mean one of these?", nearest)
    elif match.kind == "outside":
        outside = built_in_outside()[match.topic or ""]
        click.echo(" ".join(filter(None, (outside.line, outside.near))))
        _list("Near to it:", outside.topics)
    else:
        _list("I have no answer to that. The nearest that I can answer:", nearest)


def _list(heading: str, topics: Iterable[str]) -> None:
    known = [built_in_topics()[topic].question for topic in topics if topic in built_in_topics()]
    if known:
        click.echo("\n".join([heading, *(f"• {question}" for question in known)]))
