"""What if: answers changed on trial, to see what moves; then kept or discarded."""

from collections.abc import Mapping

from flows.dialogue.comparing import effect_of
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import TrialEnded, Tried, WhatIfRequested
from flows.dialogue.figuring import with_figures
from flows.dialogue.policy import ahead, go_on, put_again
from flows.dialogue.replies import Choice, Reply, Step
from flows.nlu.interpretation import Interpretation


def what_if_requested(
    context: DialogueContext, conversation: Conversation, event: WhatIfRequested
) -> Step:
    """Offer the questions to try another answer to, or the options of one of them."""
    question = context.question(event.question)
    if not question:
        step = put_again(context, conversation, _questions_reply(context, conversation))
        return Step(context.moved("try", step.conversation), step.replies)
    now = {**conversation.answers, **conversation.trial}.get(question.id)
    rows = [
        (Choice(option.label, Tried(question=question.id, option=option.id)),)
        for option in question.options
        if option.id != now
    ]
    option = question.option(now or "")
    values = {"question": question, "label": option.label if option else ""}
    again = (Choice("Another question", WhatIfRequested()),)
    reply = Reply("what_if_question", values, (*rows, again))
    return Step(context.moved("try", conversation), (reply,))


def _questions_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    choices = [
        Choice(question.name, WhatIfRequested(question=question.id))
        for question in context.knowledge.questions
    ]
    rows = [tuple(choices[at : at + 2]) for at in range(0, len(choices), 2)]
    ends: tuple[tuple[Choice, ...], ...] = ()
    if conversation.trial:
        ends = ((Choice("Discard the trial", TrialEnded(keep=False)),),)
    return Reply("what_if", {"trial": _trial(context, conversation)}, (*rows, *ends))


def tried(context: DialogueContext, conversation: Conversation, event: Tried) -> Step:
    """Show what the advice would be with the answers on trial, and what moves."""
    if not context.option(event.question, event.option):
        return put_again(context, conversation, Reply("misfired"))
    return _try(context, conversation, {event.question: event.option})


def supposed(context: DialogueContext, conversation: Conversation, reading: Interpretation) -> Step:
    """Try what a text supposes: its facts, and the answers that would follow from its figures."""
    facts = context.known((*reading.facts, *reading.ask_back))
    told = with_figures(conversation, reading)
    follows = {
        name: option
        for name, option in told.answers.items()
        if conversation.answers.get(name) != option
    }
    supposition = follows | {fact.question: fact.option for fact in facts}
    if not supposition:
        choices = ((Choice("Try another answer", WhatIfRequested()),),)
        return put_again(context, conversation, Reply("what_if_unclear", {}, choices))
    return _try(context, conversation, supposition)


def _try(
    context: DialogueContext, conversation: Conversation, supposition: Mapping[str, str]
) -> Step:
    """Put answers on trial, beside those that are."""
    trial = {**conversation.trial, **supposition}
    trial = {name: o for name, o in trial.items() if conversation.answers.get(name) != o}
    trying = context.moved("try", conversation, trial=trial)
    with_trial = conversation.answering_all(trial)
    values = {
        "trial": _trial(context, trying),
        "close_call": context.verdict(with_trial).headline == "close-call",
        **effect_of(context, conversation, with_trial),
    }
    ends = (Choice("Keep it", TrialEnded(keep=True)), Choice("Discard it", TrialEnded(keep=False)))
    rows = ((Choice("Change another answer too", WhatIfRequested()),), ends)
    return Step(trying, (Reply("tried", values, rows),))


def trial_ended(context: DialogueContext, conversation: Conversation, event: TrialEnded) -> Step:
    """Note the answers on trial, or forget them."""
    over = conversation.moved(trial={}, revision=conversation.revision + 1)
    if not event.keep:
        return put_again(context, over, Reply("trial_discarded"))
    over = over.answering_all(conversation.trial)
    if context.open_question(over) and over.question not in conversation.trial:
        return put_again(context, over, Reply("trial_kept"))
    return ahead((Reply("trial_kept"),), go_on(context, over))


def _trial(context: DialogueContext, conversation: Conversation) -> list[dict[str, str]]:
    lines = []
    for name, option_id in conversation.trial.items():
        question = context.knowledge.question[name]
        option, now = (
            question.option(each) for each in (option_id, conversation.answers.get(name, ""))
        )
        label, was = (each.label if each else "" for each in (option, now))
        lines.append({"name": question.name, "label": label, "was": was})
    return lines
