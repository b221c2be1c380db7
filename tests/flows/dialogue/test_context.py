"""What the steps of a dialogue share."""

from random import Random
from weakref import ref

from flows.dialogue.conversation import Conversation
from tests.flows.dialogue.talk import CONTEXT

AT_ONCE, FEW = 30, 100
"""Friends who are in the middle of an interview, and verdicts that may be kept: 5 MB."""


def test_verdicts_are_kept_of_those_who_are_here_and_not_of_all() -> None:
    random = Random(0)  # noqa: S311 - people, no secret
    people = [
        Conversation(
            answers={
                question.id: random.choice(question.options).id
                for question in random.sample(CONTEXT.knowledge.questions, 12)
            }
        )
        for _ in range(2 * FEW)
    ]
    kept = [ref(CONTEXT.verdict(person)) for person in people]
    assert all(verdict() for verdict in kept[-AT_ONCE:])
    assert sum(verdict() is not None for verdict in kept) <= FEW
