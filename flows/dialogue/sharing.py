"""A picture of the verdict to pass on, with nothing in it that a friend did not choose to share."""

from flows.dialogue.advice_view import AdviceView
from flows.dialogue.asking import put_again
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Shared
from flows.dialogue.pictures import VerdictPicture
from flows.dialogue.replies import Choice, Reply, Step


def shared(context: DialogueContext, conversation: Conversation, event: Shared) -> Step:
    """Ask how much to share, then show the picture with a short summary."""
    verdict = context.verdict(conversation)
    view = AdviceView(context.knowledge, verdict)
    if not verdict.pick:
        return put_again(context, conversation, Reply("nothing_to_share"))
    if event.much == "ask":
        choices = (
            (Choice("Only what became of each path", Shared(much="paths")),),
            (Choice("With my reasons", Shared(much="reasons")),),
        )
        return put_again(context, conversation, Reply("share_how", {}, choices))
    reasons = event.much == "reasons"
    names = {path.id: path.button for path in context.knowledge.paths}
    labels = {claim.id: claim.brief for claim in context.knowledge.claims} if reasons else {}
    title = f"Advice: {names[verdict.pick]}"
    picture = VerdictPicture(verdict, title, names, labels)
    values = {
        "headline": view.headline(),
        "close_to": view.name(verdict.runner_up)
        if verdict.close_call and verdict.runner_up
        else "",
        "reasons": view.reasons() if reasons else [],
    }
    return put_again(context, conversation, Reply("share", values, picture=picture))
