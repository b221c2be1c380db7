"""Gives the advice: one message that reads in a minute, with buttons for more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.dialogue.advice_view import AdviceView
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedMoney,
    Continued,
    DetailsRequested,
    Reviewed,
    Shared,
    WhatIfRequested,
)
from flows.dialogue.figuring import report_of
from flows.dialogue.replies import Choice, Choices, Reply
from flows.money.report import MoneyReport
from flows.rules import Verdict
from flows.rules.robustness import least_sure, robustness, without_least_sure

MOST_HUNG_ON, MOST_DECIDING, MOST_OPEN = 3, 3, 4
"""How many questions a remark names; that there are more it only says."""

RemarkCase = Literal[
    "survives-any",
    "hangs-on-one",
    "hangs-on-some",
    "hangs-on-many",
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
class Remark:
    """One sentence, by its case, with the questions or the path it names.

    ``more`` counts the questions that are left unnamed.
    """

    case: RemarkCase
    names: tuple[str, ...] = ()
    more: int = 0


def assurance(context: DialogueContext, conversation: Conversation) -> tuple[Remark, ...]:
    """The remarks on the advice, in the order in which they are told."""
    verdict = context.verdict(conversation)
    deciding = verdict.decided_by if verdict.close_call else ()
    remarks = []
    if verdict.pick and not deciding:
        remarks.append(_robustness(context, conversation))
    remarks += _least_sure(context, conversation)
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


def _robustness(context: DialogueContext, conversation: Conversation) -> Remark:
    found = robustness(context.rules, conversation.answers)
    names = _questions(context, found.hangs_on)
    if more := len(names[MOST_HUNG_ON:]):
        return Remark("hangs-on-many", names[:MOST_HUNG_ON], more)
    return Remark(found.level, names)


def _least_sure(context: DialogueContext, conversation: Conversation) -> Iterator[Remark]:
    """What the claims do that count for half, where they take part in the ranking."""
    verdict = context.verdict(conversation)
    argued = {each.claim for path in verdict.paths for each in path.arguments}
    if argued.isdisjoint(least_sure(context.knowledge)):
        return
    if not verdict.pick:
        yield Remark("half")
        return
    surer = without_least_sure(context.rules, conversation.answers)
    if surer.same_pick:
        yield Remark("half-same-pick")
    elif surer.pick:
        yield Remark("half-other-pick", (context.knowledge.path[surer.pick].name,))
    else:
        yield Remark("half-no-pick")


def _questions(context: DialogueContext, question_ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(context.knowledge.question[question].name for question in question_ids)


def advice_reply(
    context: DialogueContext, conversation: Conversation, before: Verdict | None
) -> Reply:
    """The advice; `before` is the verdict it replaces, if an answer was changed."""
    verdict = context.verdict(conversation)
    view = AdviceView(context.knowledge, verdict)
    not_now = view.not_now()
    values = {
        "verdict": verdict,
        "headline": view.headline(),
        "reasons": view.reasons(),
        "against": view.against(),
        "warnings": view.warnings(),
        "why_not": [*view.out(), *view.argued_down()],
        "not_now": not_now,
        "pay_unknown": bool(not_now) and view.leaves,
        "costs_of_moving": view.costs_of_moving(),
        "costs_of_staying": view.costs_of_staying(),
        "price_of_moving": view.price_of_moving(),
        "close_to": view.close_to(),
        "runner_up": view.runner_up(),
        "decided_by": view.questions(verdict.decided_by),
        "assurance": assurance(context, conversation),
        "money": _money(conversation),
        "update": view.update(before),
        "before": view.name(before.pick) if before and before.pick else "",
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
