"""What would change the advice, what a question can still decide, and how the author compares."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from flows.dialogue.advice_view import name_of_advice
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import WhatIfRequested
from flows.dialogue.replies import TO_ADVICE, Choice, Choices, Reply
from flows.knowledge.models import Question
from flows.rules.author import AuthorDifference, author_difference, author_verdict
from flows.rules.changes import ChangeSet, flips, nearest, spoken_for, told, ways_back
from flows.rules.question_impact import OptionEffect, question_impact
from flows.rules.relevance import certificate

ChangesLead = Literal["turns-pick", "turns-rest", "singles-out", "nothing"]
"""What the smallest sets of changes do: turn the pick, or single one out; or there are none.

Where a path is advised, but put off, the pick is of the rest.
"""

AuthorCompared = Literal["differ", "differ-in-part", "alike", "nothing"]
AuthorPicks = Literal["same", "other", "only-his", "none"]
ProofCase = Literal["proven", "all-answered", "open", "amounts"]
Decides = Literal["pick", "caution", "nothing"]
PickEffect = Literal["turns", "stays", "stays-open"]
Becomes = Literal["in", "sure", "open", "not-now", "out"]
"""What becomes of a path: its status, but "sure" where it was undecided and is in."""

SHOWN = 4
"""How many ways are told; they are the smallest there are, so a few say it."""

AFTER: Choices = ((TO_ADVICE, Choice("What if …?", WhatIfRequested())),)


@dataclass(frozen=True)
class ChangeClause:
    """One smallest set of changes, as a clause ("if …"), and the pick it leads to."""

    clause: str
    pick: str
    given: bool


def changes_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """The smallest changes that turn the pick, and those that bring an eliminated path back."""
    answers, verdict = context.facts(conversation), context.verdict(conversation)
    found = flips(context.rules, answers)
    telling = spoken_for(context.rules, answers, found) or found
    turning = [_clause(context, each) for each in nearest(telling)]
    back = []
    for path in verdict.paths:
        if path.status in ("out", "not-now"):
            ways = nearest(ways_back(context.rules, answers, path.id))
            name = context.knowledge.path[path.id].name
            back.append({"name": name, "ways": [_clause(context, each) for each in _few(ways)]})
    leads: ChangesLead = "singles-out" if turning else "nothing"
    if turning and verdict.pick:
        leads = "turns-rest" if verdict.put_off else "turns-pick"
    values = {
        "leads": leads,
        "pick": _name(context, verdict.pick) if verdict.pick else "",
        "advised": name_of_advice(context.knowledge, verdict),
        "turning": turning[:SHOWN],
        "more": max(0, len(turning) - SHOWN),
        "back": back,
    }
    return Reply("changes", values, AFTER)


def _few(ways: Sequence[ChangeSet]) -> Sequence[ChangeSet]:
    """Two ways where each is a single change, else one: a sentence holds no more."""
    return ways[: 1 if ways and len(ways[0].changes) > 1 else 2]


def _clause(context: DialogueContext, each: ChangeSet) -> ChangeClause:
    pick = _name(context, each.pick) if each.pick else ""
    return ChangeClause(told(context.rules, each.changes), pick, bool(each.given))


def author_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """The author beside the friend: where they differ, and which of it matters to the pick.

    What is assumed about the author is marked as such wherever it plays a part: in a difference, in
    what both agree on, and in what leads to a pick.
    """
    assumed = frozenset(context.knowledge.author.assumed)
    found = author_difference(context.rules, context.facts(conversation))
    mattering = {each.question for each in found.mattering}
    lines = [
        {
            "name": context.knowledge.question[each.question].name,
            "you": _label(context, each.question, each.friend),
            "author": _label(context, each.question, each.author),
            "assumed": each.assumed,
            "matters": each.question in mattering,
        }
        for each in found.differences
    ]
    verdict = context.verdict(conversation)
    yours = name_of_advice(context.knowledge, verdict)
    his = name_of_advice(context.knowledge, author_verdict(context.rules))
    turning = [] if verdict.put_off else [_clause(context, each) for each in found.turning]
    values = {
        "says": context.knowledge.author.says,
        "compared": _compared(found),
        "lines": sorted(lines, key=lambda line: not line["matters"]),
        "same": len(found.same),
        "same_assumed": len(assumed.intersection(found.same)),
        "any_assumed": bool(assumed),
        "picks": _picks(yours, his),
        "pick": yours,
        "authors_pick": his,
        "as_author": turning[0] if turning and yours != his else None,
        "as_author_assumed": any(assumed & {*each.changes} for each in found.turning[:1]),
    }
    return Reply("author", values, AFTER)


def _compared(found: AuthorDifference) -> AuthorCompared:
    if found.differences:
        return "differ-in-part" if found.same else "differ"
    return "alike" if found.same else "nothing"


def _picks(pick: str, authors_pick: str) -> AuthorPicks:
    if not authors_pick:
        return "none"
    if pick == authors_pick:
        return "same"
    return "other" if pick else "only-his"


def proof_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """The certificate that no further answer would change the advice, or what still could."""
    proof = certificate(context.rules, context.facts(conversation))
    open_moved = conversation.moved(enough=False, skipped=())
    unanswered = proof.unanswered if proof else context.agenda(open_moved)
    names = [context.knowledge.question[name].name for name in unanswered]
    case: ProofCase = "open" if names else "amounts"
    if proof:
        case = "proven" if names else "all-answered"
    values = {"case": case, "names": names}
    return Reply("proof", values, AFTER)


def pick_effect(before: str, after: str) -> PickEffect:
    """What becomes of the path advised where one verdict is replaced by another."""
    if before != after:
        return "turns"
    return "stays" if after else "stays-open"


def effect_of(
    context: DialogueContext, before: Conversation, after: Conversation
) -> dict[str, object]:
    """What other answers do to the advice: what is advised by each, and the paths that move."""
    old, new = (
        name_of_advice(context.knowledge, context.verdict(each)) for each in (before, after)
    )
    return {
        "before": old,
        "after": new,
        "effect": pick_effect(old, new),
        "moves": moves(context, before, after),
    }


def moves(
    context: DialogueContext, before: Conversation, after: Conversation
) -> list[dict[str, str]]:
    """The paths whose status differs between two conversations.

    One that was undecided may have been advised before, so it is told to be in "for sure".
    """
    old, new = context.verdict(before), context.verdict(after)
    found = ((path, old.path(path.id).status) for path in new.paths)
    return [
        {
            "name": context.knowledge.path[path.id].name,
            "status": "sure" if (was, path.status) == ("open", "in") else path.status,
        }
        for path, was in found
        if path.status != was
    ]


def _name(context: DialogueContext, path: str) -> str:
    return context.knowledge.path[path].name


def _label(context: DialogueContext, question: str, option: str) -> str:
    found = context.knowledge.question[question].option(option)
    return found.label if found else option


@dataclass(frozen=True)
class OptionImpact:
    """What one answer would do to some paths, by their names."""

    label: str
    puts_out: tuple[str, ...]
    brings_back: tuple[str, ...]


@dataclass(frozen=True)
class QuestionImpactView:
    """What a question can still decide.

    ``options`` are the answers that settle the fate of a path; ``turns`` tells that some answer can
    still turn the pick, ``cautions`` that one decides how far the reasoning applies.
    """

    options: tuple[OptionImpact, ...]
    turns: bool
    cautions: bool

    @property
    def decides(self) -> Decides:
        """The most that an answer can still decide, but for the fate of single paths."""
        if self.turns:
            return "pick"
        return "caution" if self.cautions else "nothing"


def question_impact_view(
    context: DialogueContext, conversation: Conversation, question: Question
) -> QuestionImpactView:
    facts = context.facts(conversation)
    found = question_impact(context.rules, facts, question.id, conversation.skipped)
    lines = (_option_line(context, question, effect) for effect in found.options)
    return QuestionImpactView(
        options=tuple(line for line in lines if line.puts_out or line.brings_back),
        turns=found.can_turn_pick,
        cautions=found.cautions,
    )


def _option_line(
    context: DialogueContext, question: Question, effect: OptionEffect
) -> OptionImpact:
    option = question.option(effect.option)
    return OptionImpact(
        label=option.label if option else effect.option,
        puts_out=tuple(context.knowledge.path[path].button for path in effect.puts_out),
        brings_back=tuple(context.knowledge.path[path].button for path in effect.brings_back),
    )
