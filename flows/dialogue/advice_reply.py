"""Gives the advice: a card that reads in half a minute, with a fold and buttons for more."""

from dataclasses import dataclass
from typing import Literal

from flows.dialogue.advice_card import advice_card
from flows.dialogue.advice_view import AdviceView, PathSentence, name_of_advice
from flows.dialogue.certainty import assurance, certainty, deciding
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
from flows.dialogue.replies import TO_ADVICE, Choice, Choices, Reply
from flows.dialogue.sentences import either
from flows.money.report import MoneyReport, Runway
from flows.rules import Verdict
from flows.rules.changes import flips, spoken_for, told
from flows.rules.outcome import evaluate
from flows.rules.turning import is_put_off
from flows.rules.verdict import Finding

Rest = Literal["staying", "staying-maybe", "moving"]
"""Whether what speaks loudest beside a path that is put off is today's path, or may be."""

PricedMove = Literal["to-engineering", "from-engineering"]
"""Where the move leads whose pay was told."""

NoPick = Literal["untold", "missing", "alike", "alike-staying"]
"""Why nothing is singled out: nothing told, answers missing, or all told and paths weigh alike."""

MOST_NAMED = 4
"""How many questions are named that would single a path out."""


@dataclass(frozen=True)
class Instead:
    """The path it would be otherwise, whether that is today's, and when: a clause ("if …")."""

    path: str
    clause: str
    today: bool


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
        "before": name_of_advice(context.knowledge, former),
        "close_to": view.close_to() if update != "unchanged" else "",
        "stays_close": view.of_today(view.verdict.runner_up),
        "why": [] if update == "unchanged" else [*view.main_reasons(), *view.dissent()],
        "moves": moves(context, before, conversation),
        "warned": [each.says for each in _warnings(verdict) if each not in _warnings(former)],
    }
    rows: Choices = (
        (Choice("See the advice", Enough(), emphasis="primary"),),
        (Choice("What if …?", WhatIfRequested()), Choice("My answers", Reviewed())),
    )
    return Reply("advice_update", values, rows)


def _warnings(verdict: Verdict) -> list[Finding]:
    """Where the reasoning does not reach a friend, or less far."""
    lowering = [each for each in verdict.confidence_reasons if each.effect == "lower"]
    return [*verdict.gate_findings, *lowering]


def advice_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """The card: what is told at once, what is folded, and the ways to more."""
    verdict = context.verdict(conversation)
    view = AdviceView(context.knowledge, verdict)
    card, why_not, not_now = advice_card(view), _why_not(view), view.not_now()
    objected = {each.name for each in why_not}
    outweighed = [name for name in view.outweighed() if name not in objected]
    missing = deciding(context, conversation) if verdict.headline == "close-call" else ""
    money = _money(conversation, verdict)
    move: PricedMove = "from-engineering" if view.from_engineering else "to-engineering"
    lowered, kept = _on_evidence(verdict, "lower"), _on_evidence(verdict, "keep")
    values = {
        "gates": [gate.says for gate in verdict.gate_findings],
        "headline": view.headline(),
        "close_to": view.close_to(),
        "stays_close": view.of_today(view.verdict.runner_up),
        "certainty": certainty(context, conversation),
        "lowered": lowered if verdict.pick else [],
        "careful_for": either(view.questions(verdict.unknown_reach)).lower(),
        "picked": verdict.headline not in ("not-now", "open"),
        "no_pick": None if verdict.pick else _no_pick(view),
        "decided_by": view.questions(verdict.decided_by[:MOST_NAMED]),
        "put_off": view.put_off(),
        "rest": _rest(verdict),
        "pick": view.name(verdict.pick) if verdict.pick else "",
        "main_reason": [line.says for line in view.reasons()[:1]],
        "instead": _instead(context, conversation),
        "deciding": missing,
        "tests": () if missing else view.tests(),
        "card": card,
        "evidence": kept if verdict.pick else [],
        "assurance": assurance(context, conversation),
        "why_not": why_not,
        "not_now": not_now,
        "outweighed": outweighed,
        "objections": bool(why_not or not_now or outweighed),
        "money": money,
        "move": move,
        "below_need": _below_need(context, verdict, money),
    }
    return Reply("advice", values, _choices(verdict))


def _why_not(view: AdviceView) -> list[PathSentence]:
    """Why not the others, each once.

    That the author would cross one off goes before what else speaks against it, unless it is a
    point of the card.
    """
    dissents = [each for each in view.dissents() if each.name != view.close_to()]
    names = {each.name for each in dissents}
    argued = [each for each in view.argued_down() if each.name not in names]
    return [*view.out(), *argued, *dissents]


def too_little_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """Where no path can be singled out yet: what no further answer takes back."""
    verdict = context.verdict(conversation)
    view = AdviceView(context.knowledge, verdict)
    why_not, not_now = view.out(), view.not_now()
    values = {
        "answered": verdict.answered,
        "gates": [gate.says for gate in verdict.gate_findings],
        "why_not": why_not,
        "not_now": not_now,
        "objections": bool(why_not or not_now),
    }
    return Reply("too_little", values)


def _rest(verdict: Verdict) -> Rest:
    if not verdict.staying:
        return "moving"
    return "staying" if len(verdict.present) == 1 else "staying-maybe"


def _on_evidence(verdict: Verdict, effect: Literal["keep", "lower"]) -> list[str]:
    """What is said of how near the friend is to the author's evidence."""
    return [each.says for each in verdict.confidence_reasons if each.effect == effect]


def _no_pick(view: AdviceView) -> NoPick:
    verdict = view.verdict
    if not verdict.answered:
        return "untold"
    if verdict.answered < len(view.knowledge.question):
        return "missing"
    first = verdict.ranking[:1]
    return "alike-staying" if set(first) & set(verdict.present) else "alike"


def _instead(context: DialogueContext, conversation: Conversation) -> Instead | None:
    """What it would be with one answer changed, the nearest there is; the runner-up if it can.

    A path that is out by the answers given is not named: the same card says why it is out.
    """
    verdict = context.verdict(conversation)
    if not verdict.pick or verdict.put_off:
        return None
    facts = context.facts(conversation)
    found = spoken_for(context.rules, facts, flips(context.rules, facts, most=1))
    turned = [each for each in found if each.pick in verdict.ranking]
    for each in sorted(turned, key=lambda each: each.pick != verdict.runner_up):
        if _leads(context, conversation.answering_all(each.changes), each.pick):
            view, clause = AdviceView(context.knowledge, verdict), told(context.rules, each.changes)
            return Instead(view.name(each.pick or ""), clause, view.of_today(each.pick))
    return None


def _leads(context: DialogueContext, conversation: Conversation, path: str | None) -> bool:
    """Whether a path would be advised: the pick, beside none put off that would come first.

    One that an answer still missing may put off, or out, is not promised, nor one whose pay nobody
    knows to somebody for whom that matters most.
    """
    rules = context.rules
    state = rules.bits.state(context.facts(conversation))
    found = evaluate(rules, state)
    if found.pick is None or rules.paths[found.pick] != path or found.statuses[found.pick] != "in":
        return False
    notes = (each for each in rules.notes if each.rule.of_pay and path in each.rule.paths)
    return not any(each.fires(state) for each in notes) and not is_put_off(rules, state)


def _money(conversation: Conversation, verdict: Verdict) -> MoneyReport | None:
    """What the move costs in figures; none for who makes no move."""
    if not verdict.makes_move:
        return None
    answer = report_of(conversation)
    return answer if isinstance(answer, MoneyReport) else None


def _below_need(
    context: DialogueContext, verdict: Verdict, money: MoneyReport | None
) -> Runway | None:
    """What the new pay is short of, where the move is advised: no cut, and yet not enough."""
    limit = money.runway if money else None
    moving = verdict.pick is not None and context.knowledge.path[verdict.pick].later is not None
    return limit if limit and moving and not verdict.put_off and limit.extent == "raise" else None


def _choices(verdict: Verdict) -> Choices:
    """Further ways from the card, those most wanted first."""
    return (
        (Choice("What if …?", WhatIfRequested()), Choice("In figures", AskedMoney())),
        (Choice("Why?", why_of(verdict)), Choice("More …", DetailsRequested(at="more"))),
        (Choice("My answers", Reviewed()),),
    )


def why_of(verdict: Verdict) -> DetailsRequested:
    """What tells why: the arguments about what is advised, or what became of each path."""
    if verdict.advised is None:
        return DetailsRequested(at="paths")
    return DetailsRequested(at="path", path=verdict.advised)


def more_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """What else there is about the advice."""
    rows: list[tuple[Choice, ...]] = [
        (
            Choice("Why not the others?", DetailsRequested(at="paths")),
            Choice("What it rests on", DetailsRequested(at="claims")),
        ),
        (
            Choice("What would change it?", DetailsRequested(at="changes")),
            Choice("The author beside you", DetailsRequested(at="author")),
        ),
    ]
    if context.verdict(conversation).pick:
        rows.append((Choice("Share it", Shared()),))
    if context.agenda(conversation.moved(enough=False, skipped=())):
        rows.append((Choice("Answer more questions", Continued()),))
    return Reply("more", {}, (*rows, (TO_ADVICE,)))
