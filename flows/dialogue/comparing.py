"""What would change the advice, how firm it is, and how the author's answers compare."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Enough, Wondered
from flows.dialogue.mind import Mind
from flows.dialogue.replies import Choice, Choices, Reply
from flows.rules.author import author_difference
from flows.rules.changes import ChangeSet, flips, nearest, told, ways_back
from flows.rules.firmness import firmness, without_least_sure
from flows.rules.relevance import certificate

SHOWN = 4
"""How many ways are told; they are the smallest there are, so a few say it."""

AFTER: Choices = ((Choice("Back to the advice", Enough()), Choice("What if …?", Wondered())),)


@dataclass(frozen=True)
class ChangeLine:
    """One smallest set of changes, as a clause ("if …"), and the pick it leads to."""

    clause: str
    pick: str
    given: bool


@dataclass(frozen=True)
class FirmnessView:
    """How firm the pick is, in what a sentence needs.

    ``hangs_on`` names the answers it hangs on; ``alone`` is the pick without the claims the author
    trusts least, empty where it stays the same, and ``rests`` whether those claims spoke at all.
    """

    level: str
    hangs_on: tuple[str, ...]
    alone: str
    same: bool
    rests: bool


def firmness_view(mind: Mind, conversation: Conversation) -> FirmnessView | None:
    """How firm the pick is; None where there is none."""
    verdict = mind.verdict(conversation)
    if not verdict.pick:
        return None
    firm = firmness(mind.rules, conversation.answers)
    surer = without_least_sure(mind.rules, conversation.answers)
    unsure = set(surer.claims)
    return FirmnessView(
        level=firm.level,
        hangs_on=tuple(mind.knowledge.question[name].name for name in firm.hangs_on),
        alone="" if surer.same_pick or not surer.pick else _name(mind, surer.pick),
        same=surer.same_pick,
        rests=any(each.claim in unsure for path in verdict.paths for each in path.arguments),
    )


def changes_reply(mind: Mind, conversation: Conversation) -> Reply:
    """The smallest changes that turn the pick, and those that bring an eliminated path back."""
    answers, verdict = conversation.answers, mind.verdict(conversation)
    turning = [_line(mind, each) for each in nearest(flips(mind.rules, answers))]
    back = []
    for path in verdict.paths:
        if path.status in ("out", "not-now"):
            ways = nearest(ways_back(mind.rules, answers, path.id))
            name = mind.knowledge.path[path.id].name
            back.append({"name": name, "ways": [_line(mind, each) for each in ways[:2]]})
    values = {
        "pick": _name(mind, verdict.pick) if verdict.pick else "",
        "turning": turning[:SHOWN],
        "more": max(0, len(turning) - SHOWN),
        "back": back,
    }
    return Reply("changes", values, AFTER)


def _line(mind: Mind, each: ChangeSet) -> ChangeLine:
    pick = _name(mind, each.pick) if each.pick else ""
    return ChangeLine(told(mind.rules, each.changes), pick, bool(each.given))


def author_reply(mind: Mind, conversation: Conversation) -> Reply:
    """The author beside the friend: where they differ, and which of it matters to the pick."""
    found = author_difference(mind.rules, conversation.answers)
    mattering = {each.question for each in found.mattering}
    lines = [
        {
            "name": mind.knowledge.question[each.question].name,
            "you": _label(mind, each.question, each.friend),
            "author": _label(mind, each.question, each.author),
            "assumed": each.assumed,
            "matters": each.question in mattering,
        }
        for each in found.differences
    ]
    verdict = mind.verdict(conversation)
    values = {
        "says": mind.knowledge.author.says,
        "lines": sorted(lines, key=lambda line: not line["matters"]),
        "same": len(found.same),
        "pick": _name(mind, verdict.pick) if verdict.pick else "",
        "authors_pick": _name(mind, found.pick) if found.pick else "",
        "turning": [_line(mind, each) for each in found.turning[:1]],
    }
    return Reply("author", values, AFTER)


def proof_reply(mind: Mind, conversation: Conversation) -> Reply:
    """The certificate that no further answer would change the advice, or what still could."""
    proof = certificate(mind.rules, conversation.answers)
    open_moved = conversation.moved(enough=False, skipped=())
    unanswered = proof.unanswered if proof else mind.agenda(open_moved)
    names = [mind.knowledge.question[name].name for name in unanswered]
    values = {"proven": proof is not None, "names": names}
    return Reply("proof", values, AFTER)


def moves(mind: Mind, before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    """The paths whose status another set of answers would change."""
    old = mind.verdict(Conversation(answers=dict(before)))
    new = mind.verdict(Conversation(answers=dict(after)))
    return [
        {"name": mind.knowledge.path[path.id].name, "status": path.status}
        for path in new.paths
        if path.status != old.path(path.id).status
    ]


def _name(mind: Mind, path: str) -> str:
    return mind.knowledge.path[path].name


def _label(mind: Mind, question: str, option: str) -> str:
    found = mind.knowledge.question[question].option(option)
    return found.label if found else option
