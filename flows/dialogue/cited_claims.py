"""What the advice rests on: each claim that it cites, with all that is said by it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.dialogue.advice_view import AdviceView
from flows.dialogue.events import DetailsRequested
from flows.dialogue.replies import BACK, Choice, Choices, Reply
from flows.dialogue.sentences import SourcedSentence
from flows.knowledge.models import Claim

CLAIMS_A_PAGE = 4
"""So many fit into one message, however much rests on each."""


@dataclass(frozen=True)
class CitedSentence:
    """A sentence, and what it is about: paths or a cost; nothing where it is what is advised."""

    sentence: SourcedSentence
    about: list[str]


@dataclass(frozen=True)
class CitedClaim:
    """A claim, the sentences that rest on it, whatever path they are about, and the first steps."""

    claim: Claim
    sentences: list[CitedSentence]
    steps: list[str]


def cited_claim(view: AdviceView, claim: str) -> CitedClaim:
    """A claim with all that is said by it; a sentence said of several paths stands there once."""
    resting: dict[str, CitedSentence] = {}
    for about, sentence in _said(view):
        if claim not in sentence.claims.split(", "):
            continue
        if sentence.says not in resting:
            resting[sentence.says] = CitedSentence(sentence, [about] if about else [])
        elif known := resting[sentence.says].about:  # of what is advised nothing else is named
            known.append(about)
    steps = [step.says for step in view.steps() if claim in step.claims]
    return CitedClaim(view.knowledge.claim[claim], [*resting.values()], steps)


def _said(view: AdviceView) -> Iterator[tuple[str, SourcedSentence]]:
    """All that is found, each with what it is about; what is advised comes first, and unnamed."""
    verdict = view.verdict
    for each in (*verdict.gate_findings, *verdict.confidence_reasons):
        yield "", view.sentence(each)
    for path in sorted(verdict.paths, key=lambda path: path.id != verdict.advised):
        name = "" if path.id == verdict.advised else view.name(path.id)
        for found in (*path.eliminations, *path.kept_in_by, *path.notes, *path.arguments):
            yield found.heading or name, view.sentence(found)
        for found in path.hanging:
            yield f"{view.name(path.id)}, still open", view.sentence(found)
    for cost in verdict.costs:
        yield cost.name, replace(view.sentence(cost), says=f"{cost.says}.")


def claims_reply(view: AdviceView, page: int) -> Reply:
    """The claims that the advice cites, a page at a time."""
    cited = view.verdict.claims
    pages = max(1, -(-len(cited) // CLAIMS_A_PAGE))
    page = min(page, pages - 1)
    shown = cited[page * CLAIMS_A_PAGE : (page + 1) * CLAIMS_A_PAGE]
    more = DetailsRequested(at="claims", page=page + 1)
    rows: Choices = ((Choice("More of them", more),),) if page + 1 < pages else ()
    claims = [cited_claim(view, claim) for claim in shown]
    values = {"claims": claims, "page": page + 1, "pages": pages}
    return Reply("claims", values, (*rows, *BACK))


def claim_reply(view: AdviceView, claim: str) -> Reply:
    """One claim with all that is said by it."""
    return Reply("claim", {"cited": cited_claim(view, claim)}, BACK)
