"""What an answer to a question could still do, as sentences for "why do you ask?"."""

from dataclasses import dataclass

from flows.dialogue.conversation import Conversation
from flows.dialogue.mind import Mind
from flows.knowledge.models import Question
from flows.rules.purpose import OptionEffect, purpose


@dataclass(frozen=True)
class OptionLine:
    """What one answer would do to some paths, by their names."""

    label: str
    puts_out: tuple[str, ...]
    brings_back: tuple[str, ...]


@dataclass(frozen=True)
class PurposeView:
    """What a question can still decide.

    ``options`` are the answers that settle the fate of a path; ``turns`` tells that some answer can
    still turn the pick, ``cautions`` that one decides how far the reasoning applies.
    """

    options: tuple[OptionLine, ...]
    turns: bool
    cautions: bool


def purpose_view(mind: Mind, conversation: Conversation, question: Question) -> PurposeView:
    """Compute what each answer to a question could still do."""
    found = purpose(mind.rules, conversation.answers, question.id, conversation.skipped)
    lines = (_line(mind, question, effect) for effect in found.options)
    return PurposeView(
        options=tuple(line for line in lines if line.puts_out or line.brings_back),
        turns=found.can_turn_pick,
        cautions=found.cautions,
    )


def _line(mind: Mind, question: Question, effect: OptionEffect) -> OptionLine:
    option = question.option(effect.option)
    return OptionLine(
        label=option.label if option else effect.option,
        puts_out=tuple(mind.knowledge.path[path].button for path in effect.puts_out),
        brings_back=tuple(mind.knowledge.path[path].button for path in effect.brings_back),
    )
