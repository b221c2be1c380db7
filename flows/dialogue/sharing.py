"""A picture of the verdict to pass on, with nothing in it that a friend did not choose to share."""

from flows.dialogue.asking import put_again
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Shared
from flows.dialogue.mind import Mind
from flows.dialogue.pictures import VerdictPicture
from flows.dialogue.replies import Choice, Reply, Step
from flows.dialogue.view import View


def shared(mind: Mind, conversation: Conversation, event: Shared) -> Step:
    """Ask how much to share, then show the picture with a short summary."""
    verdict = mind.verdict(conversation)
    view = View(mind.knowledge, verdict)
    if not verdict.pick:
        return put_again(mind, conversation, Reply("nothing_to_share"))
    if event.much == "ask":
        choices = (
            (Choice("Only what became of each path", Shared(much="paths")),),
            (Choice("With my reasons", Shared(much="reasons")),),
        )
        return put_again(mind, conversation, Reply("share_how", {}, choices))
    reasons = event.much == "reasons"
    names = {path.id: path.button for path in mind.knowledge.paths}
    labels = {claim.id: claim.brief for claim in mind.knowledge.claims} if reasons else {}
    title = f"Advice: {names[verdict.pick]}"
    picture = VerdictPicture(verdict, title, names, labels)
    values = {
        "headline": view.headline(),
        "close_to": view.name(verdict.runner_up)
        if verdict.close_call and verdict.runner_up
        else "",
        "reasons": view.reasons() if reasons else [],
    }
    return put_again(mind, conversation, Reply("share", values, picture=picture))
