"""What every step of the dialogue draws on: knowledge, compiled rules, and the machine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from flows.affordability import with_limit
from flows.dialogue.conversation import INTERRUPTIONS, STOPPED, Conversation, Leaning, Told
from flows.dialogue.events import Enough, Event, PassedOn
from flows.dialogue.machine import DialogueMachine, Need, Situation, Trigger
from flows.dialogue.replies import AdviceGiven, AdviceKind, Choice, Reply
from flows.figures import Figures
from flows.knowledge.models import Knowledge, Option, Question
from flows.nlu.circumstances import Circumstance
from flows.nlu.faq.models import OutsideTopic, Topic
from flows.nlu.interpretation import Fact, TextContext
from flows.rules import CompiledRules, Verdict, advise
from flows.rules.next_question import next_question
from flows.rules.relevance import Relevance, relevance

ENOUGH_TO_LEAN = 5
"""Answers from which on it is told what they lean to."""

VERDICTS, QUESTIONS = 64, 256
"""How many verdicts are kept, of some 50 KB each, and how many answers to what is asked next.

They are for one step, which looks at the same answers several times, and for a friend who goes on
soon. Four times as many spare two dozen friends who tap at once nothing.
"""


@dataclass(frozen=True)
class DialogueContext:
    """Shared by all conversations; nothing in it changes."""

    rules: CompiledRules
    machine: DialogueMachine
    topics: Mapping[str, Topic]
    outside: Mapping[str, OutsideTopic]
    circumstances: Mapping[str, Circumstance]

    @property
    def knowledge(self) -> Knowledge:
        """What the advisor knows."""
        return self.rules.knowledge

    def question(self, question_id: str | None) -> Question | None:
        """A question by id, or None for one that this version does not have."""
        return self.knowledge.question.get(question_id or "")

    def option(self, question_id: str, option_id: str) -> tuple[Question, Option] | None:
        """A question with one of its options, or None where this version has no such."""
        question = self.question(question_id)
        option = question.option(option_id) if question else None
        return (question, option) if question and option else None

    def known(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """The facts whose question and option this version has, one for each question."""
        return tuple({f.question: f for f in facts if self.option(f.question, f.option)}.values())

    def told(self, circumstances: Iterable[str]) -> list[str]:
        """Circumstances as they are told back; those that this version has."""
        return [self.circumstances[c].told for c in circumstances if c in self.circumstances]

    def answered(self, circumstances: Iterable[str]) -> list[tuple[Circumstance, Topic]]:
        """Those of some circumstances that a topic answers, each with it."""
        known = [self.circumstances[each] for each in circumstances if each in self.circumstances]
        return [(each, self.topics[each.topic]) for each in known if each.topic in self.topics]

    def open_question(self, conversation: Conversation) -> Question | None:
        """The question that waits for an answer; none while the conversation is stopped."""
        if conversation.lasting_state == STOPPED:
            return None
        return self.question(conversation.question)

    def text_context(self, conversation: Conversation) -> TextContext:
        """What a text would be said to, where the conversation stands."""
        question = self.open_question(conversation)
        answered = [name for name in conversation.trail if name in conversation.answers]
        return TextContext(
            question=question.id if question else None,
            previous=answered[-1] if answered else None,
            requested_figure=conversation.requested_figure,
            assumption=conversation.assumption,
            buttons=tuple(conversation.buttons),
            figures=conversation.figures,
            last_figures=conversation.last_figures,
            market=conversation.answers.get("market"),
        )

    def facts(self, conversation: Conversation) -> dict[str, str]:
        """The answers given so far, and what follows from figures."""
        return with_limit(conversation.answers, conversation.figures)

    def verdict(self, conversation: Conversation) -> Verdict:
        """The advice for the answers given so far."""
        return _verdict(self.rules, _key(conversation.answers), conversation.figures)

    def told_now(self, conversation: Conversation) -> Told:
        """What is advised by the answers given so far."""
        verdict = self.verdict(conversation)
        return Told(
            pick=verdict.advised,
            later=verdict.put_off is not None,
            answers=conversation.answers,
            figures=conversation.figures,
        )

    def revision_of_advice(self, conversation: Conversation) -> Reply | None:
        """A line for a friend who would be advised otherwise today, by the same answers."""
        told = conversation.told
        if not told or told.answers != conversation.answers:
            return None
        if told.figures != conversation.figures:
            return None  # that is no other knowledge, but other facts
        now = self.told_now(conversation)
        if told.later is None:
            same = told.pick == self.verdict(conversation).pick
        else:
            same = (told.pick, told.later) == (now.pick, now.later)
        if same:
            return None
        before, after = (
            self.knowledge.advised(each.pick, later=bool(each.later)) for each in (told, now)
        )
        values = {"before": before, "after": after}
        revised = Reply("revised", values, ((Choice("See the advice", Enough()),),))
        return self.giving(revised, "revision", conversation)

    def giving(self, reply: Reply, kind: AdviceKind, conversation: Conversation) -> Reply:
        """The reply, known to tell what is advised by the answers given so far."""
        advice = AdviceGiven(
            kind, conversation.answers, conversation.figures, self.verdict(conversation)
        )
        return replace(reply, advice=advice)

    def agenda(self, conversation: Conversation) -> tuple[str, ...]:
        """The questions that may still be asked, as they can still matter.

        None when the friend has had enough. What is asked next is `next_question`'s to say.
        """
        if conversation.enough:
            return ()
        skipped = frozenset(conversation.skipped)
        return _relevance(self.rules, _key(self.facts(conversation)), skipped).asked

    def next_question(self, conversation: Conversation) -> str | None:
        """The question to ask next: sections in order, what decides the most first in each."""
        if conversation.enough:
            return None
        skipped = frozenset(conversation.skipped)
        return _next_question(self.rules, _key(self.facts(conversation)), skipped)

    def most_helpful(self, conversation: Conversation) -> str | None:
        """The question to ask where nothing can be advised yet; None where something can.

        Neither is there one when all that could help was skipped.
        """
        verdict = self.verdict(conversation)
        if verdict.pick:
            return None
        agenda = self.agenda(conversation.moved(enough=False))
        deciding = [question for question in verdict.decided_by if question in agenda]
        return deciding[0] if deciding else self.next_question(conversation.moved(enough=False))

    def leaning(self, conversation: Conversation) -> Leaning | None:
        """What enough answers lean to so far, where others can still turn it."""
        if len(conversation.answers) < ENOUGH_TO_LEAN:
            return None
        verdict = self.verdict(conversation)
        if not verdict.pick or verdict.put_off or self.settled(conversation):
            return None
        return Leaning(path=verdict.pick, close=verdict.close_call)

    def settled(self, conversation: Conversation) -> bool:
        """Whether the verdict stands, whatever else were answered, skipped or not."""
        return _relevance(self.rules, _key(self.facts(conversation)), frozenset()).settled

    def moved(
        self,
        trigger: Trigger,
        conversation: Conversation,
        to_put: Question | None = None,
        /,
        **changes: object,
    ) -> Conversation:
        """The conversation where a trigger leads from where it stands, with some fields changed.

        ``to_put`` is the question that a put is about. An interruption remembers the state that it
        leads back to.
        """
        state = self.machine.move(trigger, self._situation(conversation, to_put))
        suspended = conversation.lasting_state if state in INTERRUPTIONS else ""
        return conversation.moved(state=state, suspended=suspended, **changes)

    def resumed(self, conversation: Conversation) -> Conversation:
        """The conversation back in the state that was interrupted, if one was."""
        if conversation.state not in INTERRUPTIONS:
            return conversation
        return self.moved("resume", conversation, offered=None)

    def requesting_figure(self, conversation: Conversation, figure: str) -> Conversation:
        """The conversation with a figure asked for."""
        return self.moved("ask_figure", conversation, requested_figure=figure)

    def refusal(self, conversation: Conversation, event: Event) -> Reply | None:
        """What is replied to an event that is not legal here; None where it is."""
        situation = self._situation(conversation)
        situation.has = lambda need: self._has(need, conversation, event)
        return self.machine.refusal(event.kind, situation)

    def text_meant(self, conversation: Conversation, number: int | None) -> int | None:
        """The number of the unanswered text that a button refers to, if it is remembered.

        Buttons of version 0.1 name none: they mean the one text there ever was, if it is one.
        """
        if number is None and conversation.texts == 1:
            number = 1
        return number if number in conversation.unanswered else None

    def _has(self, need: Need, conversation: Conversation, event: Event) -> bool:
        if need == "open question":
            return self.open_question(conversation) is not None
        if need == "earlier question":
            return any(self.question(each) for each in conversation.trail)
        if need == "unanswered text":
            number = event.text if isinstance(event, PassedOn) else None
            return self.text_meant(conversation, number) is not None
        if need == "trial":
            return conversation.tries or conversation.can_undo_trial
        return self.verdict(conversation).pick is not None

    def _situation(self, conversation: Conversation, question: Question | None = None) -> Situation:
        @cache
        def sections() -> frozenset[str]:
            """The sections with questions left; worked out only if a condition needs it."""
            questions = self.knowledge.question
            return frozenset(questions[name].section for name in self.agenda(conversation))

        return Situation(
            state=conversation.state,
            suspended=conversation.suspended,
            section=question.section if question else None,
            asks=lambda section: section in sections(),
        )


def _key(answers: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(answers.items())


@lru_cache(maxsize=VERDICTS)
def _verdict(
    rules: CompiledRules, answers: frozenset[tuple[str, str]], figures: Figures | None
) -> Verdict:
    return advise(rules, dict(sorted(answers)), figures)


@lru_cache(maxsize=QUESTIONS)
def _relevance(
    rules: CompiledRules, answers: frozenset[tuple[str, str]], skipped: frozenset[str]
) -> Relevance:
    return relevance(rules, dict(answers), skipped)


@lru_cache(maxsize=QUESTIONS)
def _next_question(
    rules: CompiledRules, answers: frozenset[tuple[str, str]], skipped: frozenset[str]
) -> str | None:
    return next_question(rules, dict(sorted(answers)), sorted(skipped))
