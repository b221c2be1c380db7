"""What every step of the dialogue draws on: knowledge, compiled rules, and the machine."""

from dataclasses import dataclass

from flows.dialogue.conversation import STOPPED, Conversation
from flows.dialogue.machine import DialogueMachine, Situation, Trigger
from flows.knowledge.models import Knowledge, Question
from flows.rules import CompiledRules, Verdict, advise


@dataclass(frozen=True)
class Mind:
    """Shared by all conversations; nothing in it changes."""

    rules: CompiledRules
    machine: DialogueMachine

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
        return advise(self.rules, conversation.answers)

    def agenda(self, conversation: Conversation) -> tuple[str, ...]:
        """The questions still to be asked, in order; none when the friend has had enough."""
        if conversation.enough:
            return ()
        done = {*conversation.answers, *conversation.skipped}
        return tuple(question for question in self.knowledge.question if question not in done)

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
