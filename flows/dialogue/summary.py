"""The summary of a conversation that its owner reads later."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from flows.dialogue.advice_record import in_short
from flows.dialogue.advice_view import AdviceView
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import STOPPED, Conversation

HEARD = "Heard, and not reasoned with"
NOTHING = "nothing singled out"


class Summary(BaseModel):
    """What became of a conversation.

    ``market`` and ``role`` are option ids, ``pick`` and ``runner_up`` path ids, all None where
    unknown. ``pick`` is what was advised; where it is put off, the runner-up is what speaks loudest
    of the rest, and ``confidence`` is that of it.
    ``answered`` counts the answers given of the ``asked`` questions there are. ``text`` is
    the whole in plain text, a line for each answer and finding.
    """

    model_config = ConfigDict(frozen=True)

    outcome: Literal["advised", "given up"]
    market: str | None
    role: str | None
    pick: str | None
    runner_up: str | None
    confidence: str
    answered: int
    asked: int
    answers: dict[str, str]
    text: str


def summarise(context: DialogueContext, conversation: Conversation) -> Summary | None:
    """Sum a conversation up once advice was given or the friend stopped; None before."""
    if not conversation.advised and conversation.lasting_state != STOPPED:
        return None
    verdict = context.verdict(conversation)
    record = in_short(verdict)
    return Summary(
        outcome="advised" if conversation.advised else "given up",
        market=conversation.answers.get("market"),
        role=conversation.answers.get("role"),
        pick=record.advised,
        runner_up=record.second,
        confidence=record.confidence,
        answered=len(conversation.answers),
        asked=len(context.knowledge.questions),
        answers=conversation.answers,
        text="\n".join(_lines(context, conversation, AdviceView(context.knowledge, verdict))),
    )


def _lines(context: DialogueContext, conversation: Conversation, view: AdviceView) -> list[str]:
    answers = [
        f"{question.name}: {option.label}"
        for question in context.knowledge.questions
        if (option := question.option(conversation.answers.get(question.id, "")))
    ]
    heard = ", ".join(context.told(conversation.circumstances))
    close = " (a close call)" if view.verdict.headline == "close-call" else ""
    put_off = view.put_off()
    reasons = put_off.reasons if put_off else view.reasons()
    return [
        f"Advice: {view.headline() or NOTHING}{close}",
        f"Confidence: {view.verdict.confidence}",
        *(f"Not now: {line.says} ({line.claims})" for line in view.main_reasons() if put_off),
        *(f"For it: {line.says} ({line.claims})" for line in reasons),
        *(f"All the same: {line.says} ({line.claims})" for line in view.dissent()),
        *(f"Not now: {put_off.name}: {put_off.sentence.says}" for put_off in view.not_now()),
        *(
            f"Out: {path.name}: {path.sentence.says} ({path.sentence.claims})"
            for path in view.out()
        ),
        "",
        *answers,
        *([f"{HEARD}: {heard}"] if heard else []),
    ]
