"""One step of a conversation: an event in, the new conversation and the replies out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flows.dialogue import (
    advising,
    answering,
    asking,
    housekeeping,
    looking,
    pricing,
    saying,
    sharing,
    topics,
    trying,
)
from flows.dialogue import events as e
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import STOPPED, Conversation
from flows.dialogue.machine import DialogueMachine
from flows.dialogue.replies import Reply, Step
from flows.dialogue.summary import Summary, summarise
from flows.dialogue.typed import says_no, says_only_yes, typed_command, typed_option
from flows.rules import CompiledRules
from flows.topics.models import Topic

Handler = Callable[[DialogueContext, Conversation, Any], Step]

HANDLERS: Mapping[type[e.EventBase], Handler] = {
    e.Began: housekeeping.began,
    e.Continued: asking.continued,
    e.Chose: answering.chose,
    e.Changed: answering.changed,
    e.ChangeDeclined: answering.kept,
    e.Skipped: answering.skipped,
    e.WentBack: asking.went_back,
    e.AskedWhy: asking.asked_why,
    e.Reviewed: looking.reviewed,
    e.Edited: asking.edited,
    e.Enough: advising.told_enough,
    e.DetailsRequested: looking.looked,
    e.WhatIfRequested: trying.wondered,
    e.Tried: trying.tried,
    e.TrialEnded: trying.trial_ended,
    e.AskedMoney: pricing.asked_money,
    e.FigureSkipped: pricing.figure_skipped,
    e.Assumed: pricing.assumed,
    e.AskedIntersection: pricing.asked_intersection,
    e.Shared: sharing.shared,
    e.Restarted: housekeeping.restarted,
    e.Cancelled: housekeeping.cancelled,
    e.AskedHelp: housekeeping.asked_help,
    e.AskedPrivacy: housekeeping.asked_privacy,
    e.AskedForData: housekeeping.asked_for_data,
    e.Forgotten: housekeeping.forgotten,
    e.TextReceived: saying.said,
    e.Asked: topics.asked,
    e.AskedForTopics: topics.asked_for_topics,
    e.PassedOn: topics.passed_on,
    e.AttachmentReceived: housekeeping.sent,
    e.Decided: housekeeping.misfired,
    e.Misfired: housekeeping.misfired,
}
"""What is done about each event."""

ONCE = (
    e.Continued,
    e.Skipped,
    e.WentBack,
    e.Edited,
    e.Enough,
    e.Restarted,
    e.Cancelled,
    e.ChangeDeclined,
    e.TrialEnded,
    e.PassedOn,
)
"""Events whose button works once: a second tap, or a tap on an older message, does nothing."""


class Dialogue:
    """The conversation as a pure function; one instance serves all friends."""

    def __init__(self, rules: CompiledRules, topics: Mapping[str, Topic]) -> None:
        machine = DialogueMachine([section.id for section in rules.knowledge.sections])
        self._context = DialogueContext(rules, machine, topics)

    def step(self, conversation: Conversation, event: e.Event) -> Step:
        """Take an event. The same conversation and event always give the same step."""
        if event.conversation not in (None, conversation.number):
            return Step(conversation, (Reply("other_conversation", place="toast"),))
        if isinstance(event, ONCE) and event.revision not in (None, conversation.revision):
            return Step(conversation, (Reply("stale", place="toast"),))
        meant = _meant(self._context, conversation, event)
        if not isinstance(meant, e.TextReceived):
            conversation = conversation.moved(wanted="")
        return _offering(_stamped(HANDLERS[type(meant)](self._context, conversation, meant)))

    def summary(self, conversation: Conversation) -> Summary | None:
        """What the owner reads later; None while neither advised nor given up."""
        return summarise(self._context, conversation)


def _meant(context: DialogueContext, conversation: Conversation, event: e.Event) -> e.Event:
    """What a text means that stands for a button: a command's word, or a yes or no to an offer.

    An option of the open question that is worded alike goes first.
    """
    if not isinstance(event, e.TextReceived):
        return event
    question = context.open_question(conversation)
    if question and typed_option(question, event.text) and not conversation.wanted:
        return event
    if conversation.offered and says_only_yes(event.text):
        return conversation.offered
    if conversation.offered and says_no(event.text):
        return e.ChangeDeclined()
    command = typed_command(event.text)
    if conversation.wanted and (says_no(event.text) or isinstance(command, e.Skipped)):
        return e.FigureSkipped()
    stopped = conversation.place == STOPPED and says_only_yes(event.text)
    return e.Continued() if stopped else command or event


def _offering(step: Step) -> Step:
    """Remember what a typed yes to the replies would mean."""
    choices = (choice for reply in step.replies for row in reply.choices for choice in row)
    offered = next((choice.on_yes for choice in choices if choice.on_yes), None)
    return replace(step, conversation=step.conversation.moved(offered=offered))


def _stamped(step: Step) -> Step:
    """Mark every button with the conversation and the revision in which it is shown."""
    stamp = {"conversation": step.conversation.number, "revision": step.conversation.revision}
    return replace(step, replies=tuple(_stamp(reply, stamp) for reply in step.replies))


def _stamp(reply: Reply, stamp: dict[str, int]) -> Reply:
    choices = tuple(
        tuple(replace(choice, event=choice.event.model_copy(update=stamp)) for choice in row)
        for row in reply.choices
    )
    return replace(reply, choices=choices)
