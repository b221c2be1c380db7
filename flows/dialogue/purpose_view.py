"""What an answer to a question could still do, as sentences for "why do you ask?"."""

from dataclasses import dataclass

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
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


def purpose_view(
    context: DialogueContext, conversation: Conversation, question: Question
) -> PurposeView:
    """Compute what each answer to a question could still do."""
    found = purpose(context.rules, conversation.answers, question.id, conversation.skipped)
    lines = (_line(context, question, effect) for effect in found.options)
    return PurposeView(
        options=tuple(line for line in lines if line.puts_out or line.brings_back),
        turns=found.can_turn_pick,
        cautions=found.cautions,
    )


def _line(context: DialogueContext, question: Question, effect: OptionEffect) -> OptionLine:
    option = question.option(effect.option)
    return OptionLine(
        label=option.label if option else effect.option,
        puts_out=tuple(context.knowledge.path[path].button for path in effect.puts_out),
        brings_back=tuple(context.knowledge.path[path].button for path in effect.brings_back),
    )
