"""Every claim is put to use: cited by a rule, a cost, a note or a topic."""

from collections.abc import Iterator
from functools import partial

from flows.check.subject import Step, Subject
from flows.knowledge.problems import Problem


def claims_are_cited(subject: Subject) -> Iterator[Step]:
    """One step; none where it is not known what the topics cite."""
    if subject.cited is not None:
        yield Step("every claim is cited", partial(_uncited, subject))


def _uncited(subject: Subject) -> Iterator[Problem]:
    by_rules = {claim for rule in subject.knowledge.rules for claim in rule.claims}
    for claim in subject.knowledge.claim:
        if claim not in by_rules and claim not in (subject.cited or ()):
            what = "no rule, cost, note or topic cites it; use it or remove it"
            yield Problem("claims.toml", f"claim.{claim}", what)
