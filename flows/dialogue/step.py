"""One step of a conversation: an event in, the new conversation and the replies out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from flows.dialogue import events as e
from flows.dialogue.advice_reply import why_of
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import CONFIRMING, FIGURES, STOPPED, WHAT_IF, Conversation
from flows.dialogue.handlers import (
    advice,
    faq,
    free_text,
    interview,
    pricing,
    session,
    taking_back,
    what_if,
)
from flows.dialogue.machine import DialogueMachine
from flows.dialogue.policy import put_again
from flows.dialogue.replies import Choice, Reply, Step
from flows.dialogue.summary import Summary, summarise
from flows.knowledge.models import Question
from flows.nlu.buttons import is_worded
from flows.nlu.circumstances import Circumstance, built_in_circumstances
from flows.nlu.commands import commanded
from flows.nlu.faq.load import built_in_outside
from flows.nlu.faq.models import OutsideTopic, Topic
from flows.nlu.interpretation import CommandName, Interpretation, TextContext
from flows.nlu.normalize import normalize
from flows.rules import CompiledRules

Handler = Callable[[DialogueContext, Conversation, Any], Step]

HANDLERS: Mapping[type[e.EventBase], Handler] = {
    e.Began: session.began,
    e.Continued: interview.continued,
    e.Chose: interview.chose,
    e.Changed: interview.changed,
    e.ChangeDeclined: interview.change_declined,
    e.DoubtSettled: interview.doubt_settled,
    e.DoubtsConfirmed: free_text.doubts_confirmed,
    e.Skipped: interview.skipped,
    e.TookBack: taking_back.took_back,
    e.WentBack: interview.went_back,
    e.AskedWhy: interview.asked_why,
    e.Reviewed: interview.reviewed,
    e.Edited: interview.edited,
    e.Enough: advice.enough,
    e.DetailsRequested: advice.details_requested,
    e.WhatIfRequested: what_if.what_if_requested,
    e.Tried: what_if.tried,
    e.TrialEnded: what_if.trial_ended,
    e.AskedMoney: pricing.asked_money,
    e.FigureSkipped: pricing.figure_skipped,
    e.ChartRequested: pricing.chart_requested,
    e.Assumed: pricing.assumed,
    e.AskedIntersection: pricing.asked_intersection,
    e.Shared: advice.shared,
    e.Restarted: session.restarted,
    e.Cancelled: session.cancelled,
    e.AskedHelp: session.asked_help,
    e.AskedHowLong: session.asked_how_long,
    e.AskedPrivacy: session.asked_privacy,
    e.AskedForData: session.asked_for_data,
    e.Forgotten: session.forgotten,
    e.TextReceived: free_text.text_received,
    e.Asked: faq.asked,
    e.AskedForTopics: faq.asked_for_topics,
    e.PassedOn: faq.passed_on,
    e.AttachmentReceived: session.attachment_received,
    e.ForwardReceived: session.forward_received,
    e.Commanded: session.asked_help,
    e.Decided: session.asked_help,
    e.Misfired: session.misfired,
}
"""What is done about each event."""

COMMAND_EVENTS: Mapping[CommandName, e.Event] = {
    "back": e.WentBack(),
    "skip": e.Skipped(),
    "why": e.AskedWhy(),
    "answers": e.Reviewed(),
    "advice": e.Enough(),
    "paths": e.DetailsRequested(at="paths"),
    "claims": e.DetailsRequested(at="claims"),
    "changes": e.DetailsRequested(at="changes"),
    "author": e.DetailsRequested(at="author"),
    "short": e.DetailsRequested(at="short"),
    "how-sure": e.DetailsRequested(at="sure"),
    "plainly": e.DetailsRequested(at="short"),
    "more": e.DetailsRequested(at="more"),
    "money": e.AskedMoney(),
    "assumptions": e.Assumed(),
    "chart": e.ChartRequested(),
    "share": e.Shared(),
    "restart": e.Restarted(),
    "stop": e.Cancelled(),
    "continue": e.Continued(),
    "repeat": e.Continued(),
    "topics": e.AskedForTopics(),
    "what-if": e.WhatIfRequested(),
    "discard": e.TrialEnded(keep=False),
    "help": e.AskedHelp(),
    "how-long": e.AskedHowLong(),
    "privacy": e.AskedPrivacy(),
    "data": e.AskedForData(),
    "forget": e.Forgotten(),
}
"""What a command means that was typed in words; to erase still takes a tap."""

OF_QUESTION: Mapping[CommandName, e.Event] = {
    "short": e.Reviewed(),
    "plainly": e.AskedWhy(),
    "more": e.AskedWhy(),
}
"""What is meant of the open question instead, as long as nothing was advised."""

ONCE = (
    e.Continued,
    e.Skipped,
    e.WentBack,
    e.Enough,
    e.Restarted,
    e.Cancelled,
    e.ChangeDeclined,
)
"""Events whose button works once: a second tap, or a tap on an older message, does nothing."""


WAITING = ("state", "suspended", "requested_figure", "assumption", "offered", "buttons")
"""What of a conversation tells what is awaited: a figure, a yes, the label of a button."""


class Dialogue:
    """The conversation as a pure function; one instance serves all friends.

    Outside topics and circumstances are those that come with the program, unless given.
    """

    def __init__(
        self,
        rules: CompiledRules,
        topics: Mapping[str, Topic],
        outside: Mapping[str, OutsideTopic] | None = None,
        circumstances: Mapping[str, Circumstance] | None = None,
    ) -> None:
        self._context = DialogueContext(
            rules,
            DialogueMachine([section.id for section in rules.knowledge.sections]),
            topics,
            built_in_outside() if outside is None else outside,
            built_in_circumstances() if circumstances is None else circumstances,
        )

    def step(self, conversation: Conversation, event: e.Event) -> Step:
        """Take an event. The same conversation and event always give the same step."""
        if event.conversation not in (None, conversation.number):
            return Step(conversation, (Reply("other_conversation", place="toast"),))
        if isinstance(event, ONCE) and event.revision not in (None, conversation.revision):
            return Step(conversation, (Reply("stale", place="toast"),))
        meant = _meant(self._context, conversation, event)
        refusal = self._context.refusal(conversation, meant)
        if refusal and refusal.is_note:
            return Step(conversation, (refusal,))
        going_on = self._context.resumed(conversation)
        if not isinstance(meant, e.TextReceived):
            going_on = going_on.moved(requested_figure="", assumption="")
        if refusal:
            taken = put_again(self._context, going_on, refusal)
        else:
            taken = HANDLERS[type(meant)](self._context, going_on, meant)
        if all(reply.is_note for reply in taken.replies):
            # A passing note takes nothing from the message that waits for a figure or a yes.
            waiting = {name: getattr(conversation, name) for name in WAITING}
            return Step(taken.conversation.moved(**waiting), taken.replies, taken.for_owner)
        if session.asks_something(taken.conversation):
            taken = session.welcoming(self._context, conversation, taken)
        taken = pricing.with_price_anew(conversation, taken)
        taken = pricing.with_advice_anew(self._context, conversation, taken)
        taken = pricing.with_figure_closed(self._context, conversation, taken)
        answered = _with_buttons(self._context, self._with_revision(conversation, taken))
        return self._awaiting_yes(_stamped(answered))

    def _with_revision(self, before: Conversation, step: Step) -> Step:
        """Say first where the advice given before would be another today."""
        after = step.conversation
        revised = self._context.revision_of_advice(before)
        if not revised or (after.number, after.advised) != (before.number, before.advised):
            return step
        told = after.told if after.told != before.told else self._context.told_now(before)
        return replace(step, conversation=after.moved(told=told), replies=(revised, *step.replies))

    def _awaiting_yes(self, step: Step) -> Step:
        """Remember what a typed yes to the replies would mean."""
        parts = (part for reply in step.replies for part in reply.parts)
        choices = (choice for part in parts for choice in _choices(part))
        offered = next((choice.on_yes for choice in choices if choice.on_yes), None)
        if offered is None:
            return step
        conversation = self._context.moved("ask_back", step.conversation, offered=offered)
        return replace(step, conversation=conversation)

    def text_context(self, conversation: Conversation) -> TextContext:
        """What a text would be said to now: it is interpreted before the step that takes it."""
        return self._context.text_context(conversation)

    def summary(self, conversation: Conversation) -> Summary | None:
        """What the owner reads later; None while neither advised nor given up."""
        return summarise(self._context, conversation)


def _meant(context: DialogueContext, conversation: Conversation, event: e.Event) -> e.Event:
    """What a text means that stands for a button: a command's word, or a yes or no to an offer.

    An option of the open question that is worded alike goes first.
    """
    if not isinstance(event, e.TextReceived):
        return _here(context, conversation, event)
    words, question = event.interpretation, context.open_question(conversation)
    if tapped := conversation.buttons.get(words.button):
        return _typed(tapped, event, conversation)
    asked_for = conversation.state == FIGURES
    if asked_for and words.command == "why":
        return event  # of that figure
    meant = _left(conversation, words)
    if not (meant or asked_for):
        meant = _confirmed(conversation, words, question)
        if question and question.id in words.labels and not meant:
            return event
        meant = meant or _replied(conversation, words)
    if words.edits and not meant:
        meant = e.Edited(question=words.edits)
    if words.claim and not meant:
        meant = e.DetailsRequested(at="claim", claim=words.claim)
    if question and not conversation.advised and not meant:
        meant = OF_QUESTION.get(words.command)
    if words.command == "repeat" and conversation.advised and not question and not meant:
        meant = e.Enough()
    return _here(context, conversation, meant or _commanded(words) or event)


def _commanded(words: Interpretation) -> e.Event | None:
    """What the command of a text means; the sums are asked for with what it assumes."""
    if words.command == "money":
        return e.AskedMoney(interpretation=words)
    return COMMAND_EVENTS.get(words.command)


def _left(conversation: Conversation, words: Interpretation) -> e.Event | None:
    """What leaves a figure that is asked for, or ends a trial whose buttons are in sight."""
    if conversation.state == FIGURES:
        declines = words.reply == "no" or words.command in ("skip", "back")
        return e.FigureSkipped() if declines else None
    ends = (each for each in conversation.buttons.values() if isinstance(each, e.TrialEnded))
    return {"yes" if each.keep else "no": each for each in ends}.get(words.reply)


def _replied(conversation: Conversation, words: Interpretation) -> e.Event | None:
    """What a yes or no means to what was offered, or where it stopped."""
    if conversation.state == CONFIRMING and words.reply:
        return conversation.offered if words.reply == "yes" else e.ChangeDeclined()
    stopped = conversation.lasting_state == STOPPED
    return e.Continued() if stopped and words.reply == "yes" else None


def _confirmed(
    conversation: Conversation, words: Interpretation, question: Question | None
) -> e.Event | None:
    """What a yes confirms that was asked back of the open question, also where Yes answers that."""
    offered = conversation.offered if conversation.state == CONFIRMING else None
    if not question or words.reply != "yes" or not isinstance(offered, e.DoubtsConfirmed):
        return None
    return offered if any(each.question == question.id for each in offered.facts) else None


def _typed(tapped: e.Event, event: e.TextReceived, conversation: Conversation) -> e.Event:
    """What a button means whose words were typed: no popup opens over text, and it has a limit."""
    if tapped == e.DoubtSettled() and conversation.state == CONFIRMING:
        return e.ChangeDeclined()
    passes_on = isinstance(tapped, e.PassedOn)
    return tapped.model_copy(update={"limit": event.limit}) if passes_on else tapped


def _here(context: DialogueContext, conversation: Conversation, event: e.Event) -> e.Event:
    """What was typed, as it is meant where it is said.

    Why: of the question, or of the advice where none is open. Back, from a trial: out of it, also
    where it was just kept. In short: what was picked, or the advice itself where nothing is. The
    chart: of the price, or of the advice where no pay is known.
    """
    if event == e.AskedWhy() and conversation.advised and not context.open_question(conversation):
        return why_of(context.verdict(conversation))
    undoes = conversation.can_undo_trial and not context.open_question(conversation)
    if event == e.WentBack() and (conversation.state == WHAT_IF or undoes):
        return e.TrialEnded(keep=False)
    if event == e.ChartRequested() and conversation.figures is None and conversation.advised:
        return e.Shared()
    if event == COMMAND_EVENTS["short"] and not context.verdict(conversation).pick:
        return e.Enough()
    return event


def _with_buttons(context: DialogueContext, step: Step) -> Step:
    """Remember what the buttons mean, for somebody who types a label.

    The options of the open question need not be remembered, nor labels that are commands, unless
    words could mean another button beside them. To erase takes a tap: its label does what a yes
    does.
    """
    conversation = step.conversation
    question = context.open_question(conversation)
    choices = [c for reply in step.replies for part in reply.parts for c in _choices(part)]
    by_words = any(is_worded(_read_label(choice.label)[0]) for choice in choices)
    meant: dict[str, e.Event] = {}
    for choice in choices:
        (label, named), dangerous = _read_label(choice.label), choice.emphasis == "danger"
        event = (choice.on_yes or choice.event) if dangerous else choice.event
        of_question = isinstance(event, e.Chose) and question and event.question == question.id
        command = COMMAND_EVENTS.get(named)
        is_command = command and command.kind == event.kind and not (dangerous or by_words)
        if label and not (of_question or is_command):
            meant.setdefault(label, event)
    return replace(step, conversation=conversation.moved(buttons=meant))


@lru_cache(maxsize=1024)
def _read_label(label: str) -> tuple[str, CommandName]:
    """A button's label as it is compared, and the command that it means; few ever stand there."""
    return normalize(label), commanded(label)


def _choices(reply: Reply) -> Iterator[Choice]:
    return (choice for row in reply.choices for choice in row)


def _stamped(step: Step) -> Step:
    """Mark every button with the conversation and the revision in which it is shown."""
    stamp = {"conversation": step.conversation.number, "revision": step.conversation.revision}
    return replace(step, replies=tuple(_stamp(reply, stamp) for reply in step.replies))


def _stamp(reply: Reply, stamp: dict[str, int]) -> Reply:
    choices = tuple(
        tuple(replace(choice, event=choice.event.model_copy(update=stamp)) for choice in row)
        for row in reply.choices
    )
    above = tuple(_stamp(each, stamp) for each in reply.above)
    return replace(reply, choices=choices, above=above)
