"""Gives the advice: one message that reads in a minute, with buttons for more."""

from flows.dialogue.advice_view import AdviceView
from flows.dialogue.assurance import assurance
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
