"""The advice and more of it: each path, the claims it rests on, a picture to pass on."""

from dataclasses import replace

from flows.dialogue.advice_reply import advice_reply, more_reply
from flows.dialogue.advice_view import AdviceView
from flows.dialogue.certainty import certainty
from flows.dialogue.cited_claims import claim_reply, claims_reply
from flows.dialogue.comparing import author_reply, changes_reply, proof_reply
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import DetailsRequested, Enough, Shared
from flows.dialogue.figuring import report_of
from flows.dialogue.policy import put_again, tell
from flows.dialogue.replies import BACK, Choice, Choices, Reply, Step, VerdictPicture
from flows.money.report import MoneyReport


def sure_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """How sure the advice is that was given, or may be."""
    told = certainty(context, conversation) if conversation.advised else None
    return Reply("sure", {"certainty": told}, BACK)


DETAILS = {
    "advice": advice_reply,
    "changes": changes_reply,
    "author": author_reply,
    "proof": proof_reply,
    "more": more_reply,
    "sure": sure_reply,
}


def enough(context: DialogueContext, conversation: Conversation, _: Enough) -> Step:
    """Advise now, with what is known so far."""
    return tell(context, conversation)


def details_requested(
    context: DialogueContext, conversation: Conversation, event: DetailsRequested
) -> Step:
    """Show what was asked for, at any time; an open question comes back after it."""
    if event.at == "advice" and context.told_now(conversation) != conversation.told:
        return tell(context, conversation)
    shown = _shown(context, conversation, event)
    reply = replace(shown, place="page")
    if context.open_question(conversation):
        typed = event.revision is None  # asked in words, it is a digression like any other
        return put_again(context, conversation, shown if typed else reply)
    return Step(context.moved("look", conversation), (reply,))


def _shown(context: DialogueContext, conversation: Conversation, event: DetailsRequested) -> Reply:
    view = AdviceView(context.knowledge, context.verdict(conversation))
    if event.at in DETAILS:
        return DETAILS[event.at](context, conversation)
    if event.at == "short" and view.verdict.pick:
        return _short(context, conversation, view)
    if event.at == "claims":
        return claims_reply(view, event.page)
    if event.at == "claim" and event.claim in context.knowledge.claim:
        return claim_reply(view, event.claim)
    if event.at == "path" and event.path in context.knowledge.path:
        return _path(view, event.path)
    return _paths(view)


def _short(context: DialogueContext, conversation: Conversation, view: AdviceView) -> Reply:
    values = {
        "headline": view.headline(),
        "close_to": view.close_to(),
        "stays_close": view.of_today(view.verdict.runner_up),
        "reasons": [*view.main_reasons(), *view.dissent()],
        "certainty": None if view.verdict.put_off else certainty(context, conversation),
    }
    return Reply("short", values, BACK)


def _paths(view: AdviceView) -> Reply:
    return Reply("paths", {"ledger": view.ledger()}, _to_paths(view))


def _path(view: AdviceView, path_id: str) -> Reply:
    path, costs = view.verdict.path(path_id), view.costs()
    is_pick = path_id == view.verdict.pick and not view.verdict.put_off
    findings = {
        "speaking_for": view.arguments(path, speaks_for=True),
        "against": view.arguments(path, speaks_for=False),
        "eliminations": [view.sentence(found) for found in path.eliminations],
        "kept_in_by": [view.sentence(found) for found in path.kept_in_by],
        "notes": [view.sentence(found) for found in path.notes],
    }
    values = {
        **findings,
        "name": view.name(path_id),
        "outcome": view.outcome(path),
        "silent": not any(findings.values()),
        "unopposed": findings["speaking_for"] and not findings["against"],
        "costs": costs if costs.listed and is_pick else None,
        "unsettled_by": view.questions(path.unsettled_by),
        "not_now": view.put_off_path(path_id),
    }
    return Reply("path", values, _to_paths(view))


def _to_paths(view: AdviceView) -> Choices:
    paths = [
        Choice(path.button, DetailsRequested(at="path", path=path.id))
        for path in view.knowledge.paths
    ]
    rows = tuple(tuple(paths[at : at + 2]) for at in range(0, len(paths), 2))
    return (*rows, *BACK)


def shared(context: DialogueContext, conversation: Conversation, event: Shared) -> Step:
    """Ask how much to share, then show the picture with a short summary."""
    verdict = context.verdict(conversation)
    view = AdviceView(context.knowledge, verdict)
    report = report_of(conversation)
    assert verdict.advised, "without a pick there is nothing to share"  # noqa: S101
    if event.much == "ask":
        choices: Choices = (
            (Choice("Only what became of each path", Shared(much="paths")),),
            (Choice("With my reasons", Shared(much="reasons")),),
        )
        if isinstance(report, MoneyReport):
            hidden = Choice("With reasons, and amounts hidden", Shared(much="amounts"))
            choices = (*choices, (hidden,))
        return put_again(context, conversation, Reply("share_how", {}, choices))
    reasons = event.much in ("reasons", "amounts")
    names = {path.id: path.button for path in context.knowledge.paths}
    labels = {claim.id: claim.brief for claim in context.knowledge.claims} if reasons else {}
    advised = names[verdict.advised]
    title = f"Not yet: {advised}" if verdict.put_off else f"Advice: {advised}"
    picture = VerdictPicture(verdict, title, names, labels)
    values = {
        "headline": view.headline(),
        "close_to": view.close_to(),
        "reasons": [*view.reasons_for_advice(), *view.dissent()] if reasons else [],
        "money": report if event.much == "amounts" and isinstance(report, MoneyReport) else None,
    }
    return put_again(context, conversation, Reply("share", values, picture=picture))
