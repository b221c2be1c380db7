"""Reads advice as a friend would, and finds what contradicts itself or is meant for others."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from benchmarks.people import Person
from bot.rendering import Renderer
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Enough
from flows.dialogue.step import Dialogue
from flows.nlu.faq.load import built_in_topics
from flows.rules import CompiledRules, Verdict

MODELLERS = ("data-scientist", "ml-engineer", "ml-lead")
"""The roles that have a modeller's name and skill to lose."""

OUTSIDE = ("analyst", "data-engineer", "software-engineer")
"""The roles that leave no modelling behind."""


class Speaker:
    """Says the advice as the bot would."""

    def __init__(self, rules: CompiledRules) -> None:
        self.dialogue = Dialogue(rules, built_in_topics())
        self.renderer = Renderer()

    def advice(self, person: Person) -> tuple[Verdict, str] | None:
        """The verdict for somebody, by their figures too, and the message about it.

        None where too little is known for any advice, and a question is asked instead.
        """
        conversation = Conversation(answers=person.answers, figures=person.figures)
        reply = self.dialogue.step(conversation, Enough()).replies[0]
        given = next((part.advice for part in reply.parts if part.advice), None)
        if given is None:
            return None
        return given.verdict, unescape(self.renderer.render(reply).text)


def contradictions(
    rules: CompiledRules, person: Person, verdict: Verdict, message: str
) -> Iterator[str]:
    """The kinds of what a message says that its other sentences or the friend's answers belie."""
    yield from _out_and_offered(rules, verdict, message)
    yield from _affordable_and_not(verdict, message)
    yield from _of_others(person.answers, verdict, message)


def _out_and_offered(rules: CompiledRules, verdict: Verdict, message: str) -> Iterator[str]:
    """A path that is out may be named only in the lines that say why not."""
    out = [path.id for path in verdict.paths if path.status == "out"]
    put_off = [path.id for path in verdict.paths if path.status == "not-now"]
    if {verdict.pick, *verdict.ranking} & {*out, *put_off}:
        yield "a path is out and ranked"
    elsewhere = _WHY_NOT.sub("", message)
    for path in map(rules.knowledge.path.__getitem__, out):
        if any(words in elsewhere for words in (path.name, path.advice, path.stay)):
            yield "a path is out and offered"
    today_is_out = bool(verdict.present) and set(verdict.present) <= set(out)
    if today_is_out and "Stay where you are" in elsewhere and "stopgap" not in elsewhere:
        yield "today's path is out, and staying there no stopgap"


_WHY_NOT = re.compile("<b>Why not</b>.*?(\n\n|</blockquote>)", re.DOTALL)
_AFFORDABLE = re.compile("You can afford the cut")
_CANNOT_TELL = re.compile("cannot tell whether you can afford the cut")
_SHORT = re.compile("short of (that|even)")
_ENOUGH = re.compile("above (that|the higher)|just that")


def _affordable_and_not(verdict: Verdict, message: str) -> Iterator[str]:
    enough, short = _AFFORDABLE.search(message), _SHORT.search(message)
    if enough and short:
        yield "a cut can be afforded and is short"
    if verdict.not_now and (enough or _ENOUGH.search(message)):
        yield "a cut can be afforded and puts the move off"
    if _CANNOT_TELL.search(message) and (short or _ENOUGH.search(message)):
        yield "a cut cannot be compared and is compared"


class _Words(NamedTuple):
    """Words that some roles should not be told."""

    roles: tuple[str, ...]
    pattern: re.Pattern[str]


_WORDS_OF_OTHERS: Mapping[str, _Words] = {
    "a modeller's name or skill, to others": _Words(
        (*OUTSIDE, "student"), re.compile("ML skill will fade|not good enough at data science")
    ),
    "staying in modelling, to others": _Words(OUTSIDE, re.compile("[Ss]tay(ing)? in modelling")),
    "engineering as a second skill, to engineers": _Words(
        ("software-engineer", "data-engineer"), re.compile("engineering (as|would be) a second")
    ),
}

_OF_A_MOVE = re.compile(r"\b(the|this|that|a) move\b|What the author paid", re.IGNORECASE)


def _of_others(answers: Mapping[str, str], verdict: Verdict, message: str) -> Iterator[str]:
    for name, words in _WORDS_OF_OTHERS.items():
        if answers.get("role") in words.roles and words.pattern.search(message):
            yield name
    if not verdict.makes_move and _OF_A_MOVE.search(message):
        yield "the move, to an engineer who stays"
    if verdict.staying and "What it costs</b>" in message:
        yield "the price of a move, to somebody who stays"
    if answers.get("cut") == "none" and any(cost.id == "cash" for cost in verdict.costs):
        yield "a cut in cash, to somebody who has none"
