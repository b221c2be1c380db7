"""Gives the advice: one message that reads in a minute, with buttons for more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.dialogue.advice_view import AdviceView
from flows.dialogue.comparing import moves
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedMoney,
    Continued,
    DetailsRequested,
    Enough,
    Reviewed,
    Shared,
    WhatIfRequested,
)
from flows.dialogue.figuring import report_of
from flows.dialogue.replies import Choice, Choices, Reply
from flows.money.report import MoneyReport
from flows.rules import Verdict
from flows.rules.footing import CLEAR_LEAD, FEW_TURNING
from flows.rules.outcome import CLOSE_MARGIN
from flows.rules.robustness import least_sure, robustness, without_least_sure
from flows.rules.verdict import ConfidenceLevel

MOST_HUNG_ON, MOST_DECIDING, MOST_OPEN = 3, 3, 4
"""How many questions a remark names; that there are more it only says."""

Lead = Literal["clear", "some", "narrow", "open"]
"""How far the pick leads; ``open`` where that hangs on questions not answered."""

Turns = Literal["none", "few", "some", "many"]
"""How many questions there are of which another answer would turn the pick."""

SureOf = Literal["advice", "rest"]
"""What is more or less sure: the advice, or what speaks loudest beside a path that is put off."""

Follows = Literal["from-this", "lowered"]
"""Whether how sure it is follows from lead and answers, or is lowered for another reason."""

Rest = Literal["staying", "moving"]
"""Whether what speaks loudest beside a path that is put off is today's path."""

RemarkCase = Literal[
    "half",
    "half-same-pick",
    "half-other-pick",
    "half-no-pick",
    "settled",
    "decided-by",
    "open",
    "open-and-more",
]


@dataclass(frozen=True)
class Certainty:
    """How sure the advice is, and why: the lead, and the questions of which an answer turns it.

    ``more`` counts those that are left unnamed.
    """

    subject: SureOf
    level: ConfidenceLevel
    follows: Follows
    lead: Lead
    turns: Turns
    names: tuple[str, ...]
    more: int


def certainty(context: DialogueContext, conversation: Conversation) -> Certainty | None:
    """How sure the advice is; None where nothing is advised.

    Named are the questions of which another answer turns the pick by the answers given. What may
    turn it only under later answers lowers the word (see Footing), and is not named.
    """
    verdict = context.verdict(conversation)
    if not verdict.pick:
        return None
    found = verdict.footing
    lead: Lead = "clear" if found.lead >= CLEAR_LEAD else "some"
    if found.lead < CLOSE_MARGIN:
        lead = "narrow" if verdict.close_call else "open"
    hangs_on = robustness(context.rules, context.facts(conversation)).hangs_on
    changeable = [name for name in hangs_on if not context.knowledge.question[name].given]
    names = _questions(context, changeable)
    return Certainty(
        subject="rest" if verdict.put_off else "advice",
        level=verdict.confidence,
        follows="from-this" if verdict.confidence == found.level else "lowered",
        lead=lead,
        turns=_turns(len(names)),
        names=names[:MOST_HUNG_ON],
        more=len(names[MOST_HUNG_ON:]),
    )


def _turns(questions: int) -> Turns:
    if not questions:
        return "none"
    if questions <= FEW_TURNING:
        return "few"
    return "some" if questions <= MOST_HUNG_ON else "many"


@dataclass(frozen=True)
class Remark:
    """One sentence, by its case, with the questions or the path it names."""

    case: RemarkCase
    names: tuple[str, ...] = ()


def assurance(context: DialogueContext, conversation: Conversation) -> tuple[Remark, ...]:
    """The remarks on the advice, in the order in which they are told."""
    verdict = context.verdict(conversation)
    missing = [name for name in verdict.decided_by if name not in conversation.answers]
    deciding = missing if verdict.close_call else ()
    remarks = [*_least_sure(context, conversation)]
    if verdict.unsettled_by and context.settled(conversation):
        remarks.append(Remark("settled"))
    if deciding:
        names = _questions(context, deciding)
        remarks.append(Remark("decided-by", names[:MOST_DECIDING]))
    if verdict.unsettled_by:
        names = _questions(context, verdict.unsettled_by)
        case: RemarkCase = "open-and-more" if names[MOST_OPEN:] else "open"
        remarks.append(Remark(case, names[:MOST_OPEN]))
    return tuple(remarks)


def _least_sure(context: DialogueContext, conversation: Conversation) -> Iterator[Remark]:
    """What the claims do that count for half, where they take part in the ranking."""
    verdict = context.verdict(conversation)
    argued = {each.claim for path in verdict.paths for each in path.arguments}
    if argued.isdisjoint(least_sure(context.knowledge)):
        return
    if not verdict.pick:
        yield Remark("half")
        return
    surer = without_least_sure(context.rules, context.facts(conversation))
    if surer.same_pick:
        yield Remark("half-same-pick")
    elif surer.pick:
        yield Remark("half-other-pick", (context.knowledge.path[surer.pick].name,))
    else:
        yield Remark("half-no-pick")


def _questions(context: DialogueContext, question_ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(context.knowledge.question[question].name for question in question_ids)


def advice_update_reply(
    context: DialogueContext, conversation: Conversation, before: Conversation, noted: str
) -> Reply:
    """What new answers did to the advice, in a line; the whole advice is a tap away.

    ``noted`` is the label of an answer just typed, which nothing else repeats.
    """
    verdict, former = context.verdict(conversation), context.verdict(before)
    view = AdviceView(context.knowledge, verdict)
    update = view.update(former)
    values = {
        "noted": noted,
        "update": update,
        "headline": view.headline(),
        "before": view.name(former.pick) if former.pick else "",
        "why": [] if update == "unchanged" else view.main_reasons(),
        "moves": moves(context, before, conversation),
    }
    rows: Choices = (
        (Choice("See the advice", Enough(), emphasis="primary"),),
        (Choice("What if …?", WhatIfRequested()), Choice("Change an answer", Reviewed())),
    )
    return Reply("advice_update", values, rows)


def advice_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """The advice: what is told first, and the ways to more."""
    verdict = context.verdict(conversation)
    view = AdviceView(context.knowledge, verdict)
    why_not, not_now = [*view.out(), *view.argued_down()], view.not_now()
    values = {
        "verdict": verdict,
        "headline": view.headline(),
        "picked": verdict.headline not in ("not-now", "open"),
        "nothing": verdict.headline == "open",
        "rest": "staying" if verdict.staying else "moving",
        "main_reason": view.reasons()[:1],
        "pick": view.name(verdict.pick) if verdict.pick else "",
        "put_off": view.put_off(),
        "thin": view.thin(),
        "first_steps": view.first_steps(),
        "tests": view.tests(),
        "reasons": view.reasons(),
        "against": view.against(),
        "warnings": view.warnings(),
        "why_not": why_not,
        "not_now": not_now,
        "objections": bool(why_not or not_now),
        "pay_unknown": bool(verdict.not_now) and view.leaves,
        "costs": view.costs(),
        "close_to": view.close_to(),
        "runner_up": view.runner_up(),
        "decided_by": view.questions(verdict.decided_by),
        "certainty": certainty(context, conversation),
        "assurance": assurance(context, conversation),
        "money": _money(conversation),
    }
    return Reply("advice", values, _choices(context, conversation, verdict))


def _money(conversation: Conversation) -> MoneyReport | None:
    answer = report_of(conversation)
    return answer if isinstance(answer, MoneyReport) else None


def _choices(context: DialogueContext, conversation: Conversation, verdict: Verdict) -> Choices:
    rows: list[tuple[Choice, ...]] = []
    if verdict.pick:
        arguments = DetailsRequested(at="path", path=verdict.pick)
        rows.append((Choice("All arguments for and against", arguments),))
    rows.append(
        (
            Choice("Why not the others?", DetailsRequested(at="paths")),
            Choice("What it rests on", DetailsRequested(at="claims")),
        )
    )
    if conversation.answers:
        rows.append(
            (
                Choice("What would change it?", DetailsRequested(at="changes")),
                Choice("What if …?", WhatIfRequested()),
            )
        )
        rows.append((Choice("The author beside you", DetailsRequested(at="author")),))
    rows.append((Choice("The price in figures", AskedMoney()), Choice("Share it", Shared())))
    rows.append((Choice("Change an answer", Reviewed()),))
    if context.agenda(conversation.moved(enough=False, skipped=())):
        rows.append((Choice("Answer more questions", Continued()),))
    return tuple(rows)
