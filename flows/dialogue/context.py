"""What every step of the dialogue draws on: knowledge, compiled rules, and the machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from flows.dialogue.conversation import STOPPED, Conversation
from flows.dialogue.machine import DialogueMachine, Situation, Trigger
from flows.knowledge.models import Knowledge, Question
from flows.rules import CompiledRules, Verdict, advise
from flows.rules.next_question import next_question
from flows.rules.relevance import Relevance, relevance
from flows.topics.models import Topic


@dataclass(frozen=True)
class DialogueContext:
    """Shared by all conversations; nothing in it changes."""

    rules: CompiledRules
    machine: DialogueMachine
    topics: Mapping[str, Topic]

    @property
    def knowledge(self) -> Knowledge:
        """What the advisor knows."""
        return self.rules.knowledge

    def question(self, question_id: str | None) -> Question | None:
        """A question by id, or None for one that this version does not have."""
        return self.knowledge.question.get(question_id or "")

    def open_question(self, conversation: Conversation) -> Question | None:
        """The question that waits for an answer; none while the conversation is stopped."""
        return None if conversation.place == STOPPED else self.question(conversation.question)

    def verdict(self, conversation: Conversation) -> Verdict:
        """The advice for the answers given so far."""
        return _verdict(self.rules, _key(conversation.answers))

    def agenda(self, conversation: Conversation) -> tuple[str, ...]:
        """The questions that may still be asked, as they can still matter.

        None when the friend has had enough. What is asked next is `next_question`'s to say.
        """
        if conversation.enough:
            return ()
        found = _relevance(self.rules, _key(conversation.answers), frozenset(conversation.skipped))
        return (*found.deciding, *found.cautioning)

    def next_question(self, conversation: Conversation) -> str | None:
        """The question to ask next: sections in order, what decides the most first in each."""
        if conversation.enough:
            return None
        return next_question(self.rules, conversation.answers, conversation.skipped)

    def settled(self, conversation: Conversation) -> bool:
        """Whether the pick and every status stand, whatever else were answered, skipped or not."""
        return _relevance(self.rules, _key(conversation.answers), frozenset()).settled

    def place(
        self, trigger: Trigger, conversation: Conversation, question: Question | None = None
    ) -> str:
        """Where a trigger leads from where the conversation stands."""
        asking = (self.knowledge.question[name].section for name in self.agenda(conversation))
        situation = Situation(
            state=conversation.place,
            asking=frozenset(asking),
            section=question.section if question else None,
            advised=conversation.advised,
        )
        return self.machine.move(trigger, situation)


def _key(answers: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(answers.items())


# A step looks at the same answers several times; a verdict is immutable and may be shared.
@lru_cache(maxsize=256)
def _verdict(rules: CompiledRules, answers: frozenset[tuple[str, str]]) -> Verdict:
    return advise(rules, dict(sorted(answers)))


@lru_cache(maxsize=1024)
def _relevance(
    rules: CompiledRules, answers: frozenset[tuple[str, str]], skipped: frozenset[str]
) -> Relevance:
    return relevance(rules, dict(answers), skipped)
