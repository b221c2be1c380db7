"""Sentences of the advice with their source: the claims, how sure the author is, the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.knowledge.models import Knowledge
from flows.rules.verdict import Finding, FoundArgument


@dataclass(frozen=True)
class SourcedSentence:
    """One sentence with its source: the claims, how sure the author is, and the answers."""

    says: str
    claims: str
    sure: str
    told: str
    half: bool = False


def either(names: Sequence[str]) -> str:
    """Names of questions as alternatives: "a, b or c"."""
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


class Sentences:
    """Turns findings into sentences with their source."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def sentence(self, finding: Finding) -> SourcedSentence:
        claim = self.knowledge.claim[finding.claim]
        return SourcedSentence(
            says=finding.says,
            claims=", ".join(finding.claims),
            sure=claim.sure,
            told=self.told(finding.answers),
            half=isinstance(finding, FoundArgument) and bool(finding.halved) and claim.counts_half,
        )

    def told(self, answers: Mapping[str, str]) -> str:
        """Answers as half-sentences: "you lead ML work; you aim at startups"."""
        options = (
            self.knowledge.question[question].option(option) for question, option in answers.items()
        )
        return "; ".join(option.told for option in options if option)
