"""The author beside the friend: where they differ, and which of it matters to the pick."""

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from flows.rules.advise import advise
from flows.rules.changes import ChangeSet, turned_by
from flows.rules.compiled import CompiledRules
from flows.rules.findings import Answers
from flows.rules.verdict import Verdict

MOST = 4
"""Differences taken over together at most, to see whether they turn the pick."""


class Difference(BaseModel):
    """A question that friend and author answer differently.

    ``assumed`` tells that the essay does not give the author's answer; ``matters`` that the friend
    would get another pick by answering as the author did here, alone or with as few other
    differences as it takes.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    friend: str
    author: str
    assumed: bool
    matters: bool


class AuthorDifference(BaseModel):
    """The friend's answers beside the author's.

    ``same`` lists the questions answered alike; ``turning`` the smallest sets of the author's
    answers that would turn the friend's pick (empty if no set of up to four does); ``pick`` is
    what the author's own answers lead to.
    """

    model_config = ConfigDict(frozen=True)

    same: tuple[str, ...]
    differences: tuple[Difference, ...]
    turning: tuple[ChangeSet, ...]
    pick: str | None

    @property
    def mattering(self) -> tuple[Difference, ...]:
        return tuple(difference for difference in self.differences if difference.matters)


def author_difference(rules: CompiledRules, answers: Answers) -> AuthorDifference:
    """Compare the answers given with the author's; questions not answered are left out.

    Raises UnknownAnswerError for a question or an option that does not exist.
    """
    author = rules.knowledge.author
    both = [q for q in rules.knowledge.question if q in answers and q in author.answers]
    others = {q: author.answers[q] for q in both if author.answers[q] != answers[q]}
    turning = turned_by(rules, answers, others, MOST)
    matter = {question for each in turning for question in each.changes}
    return AuthorDifference(
        same=tuple(question for question in both if question not in others),
        differences=tuple(
            Difference(
                question=question,
                friend=answers[question],
                author=option,
                assumed=question in author.assumed,
                matters=question in matter,
            )
            for question, option in others.items()
        ),
        turning=turning,
        pick=author_verdict(rules).pick,
    )


@lru_cache(maxsize=8)
def author_verdict(rules: CompiledRules) -> Verdict:
    return advise(rules, rules.knowledge.author.answers)
