"""What if: answers changed on trial, to see what moves; then kept or discarded."""

from dataclasses import dataclass, replace

from flows.affordability import Interval, cut_of, runway_of
from flows.dialogue.comparing import effect_of
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import BeforeTrial, Conversation
from flows.dialogue.events import EventBase, TrialEnded, Tried, WhatIfRequested
from flows.dialogue.figuring import begun_anew, on_trial, put_on_trial, with_figures
from flows.dialogue.policy import ahead, go_on, put_again
from flows.dialogue.replies import TO_ADVICE, Choice, Reply, Step
from flows.figures import Figures
from flows.knowledge.models import Option, Question
from flows.nlu.interpretation import Fact, Interpretation
from flows.rules.findings import percent


@dataclass(frozen=True)
class TriedAnswer:
    """A question answered otherwise on trial, and what was answered: labels, or exact shares."""

    name: str
    label: str
    was: str


def what_if_requested(
    context: DialogueContext, conversation: Conversation, event: WhatIfRequested
) -> Step:
    """Offer the questions to try another answer to, or the options of one of them."""
    question = context.question(event.question)
    trying = context.moved("try", conversation)
    if not question:
        reply = _questions_reply(context, conversation)
        return _as_page(context, trying, reply, on_page=_is_on_page(context, conversation, event))
    now = on_trial(conversation).answers.get(question.id)
    rows = [
        (Choice(option.label, Tried(question=question.id, option=option.id)),)
        for option in question.options
        if option.id != now
    ]
    option = question.option(now or "")
    values = {"question": question, "label": option.label if option else ""}
    again = (Choice("Another question", WhatIfRequested()),)
    reply = Reply("what_if_question", values, (*rows, again))
    return _as_page(context, trying, reply, on_page=_is_on_page(context, conversation, event))


def _is_on_page(
    context: DialogueContext, conversation: Conversation, event: EventBase | None
) -> bool:
    """Whether what is said to an event stands on a page, and not in the message of the interview.

    So it does without an open question, and for a button of a page from before it was put.
    """
    if not context.open_question(conversation):
        return True
    return event is not None and event.revision not in (None, conversation.revision)


def _as_page(
    context: DialogueContext, conversation: Conversation, reply: Reply, *, on_page: bool
) -> Step:
    """Tell something in the place of the page that was tapped, with the way back.

    In the interview that is its message.
    """
    if not on_page:
        return put_again(context, conversation, replace(reply, asks=True))
    back = ((TO_ADVICE,),) if conversation.advised else ()
    page = replace(reply, choices=(*reply.choices, *back), place="page")
    return Step(conversation, (page,))


def _questions_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    choices = [
        Choice(question.name, WhatIfRequested(question=question.id))
        for question in context.knowledge.questions
    ]
    rows = [tuple(choices[at : at + 2]) for at in range(0, len(choices), 2)]
    ends: tuple[tuple[Choice, ...], ...] = ()
    if conversation.tries:
        ends = ((Choice("Discard the trial", TrialEnded(keep=False)),),)
    return Reply("what_if", _trial(context, conversation), (*rows, *ends))


def tried(context: DialogueContext, conversation: Conversation, event: Tried) -> Step:
    """Show what the advice would be with the answers on trial, and what moves."""
    if not context.option(event.question, event.option):
        return put_again(context, conversation, Reply("misfired"))
    supposition = on_trial(conversation).answering(event.question, event.option)
    return _try(context, conversation, supposition, event)


def supposed(context: DialogueContext, conversation: Conversation, reading: Interpretation) -> Step:
    """Try what a text supposes: its facts and figures, and the answers that follow from these.

    Amounts that lead to no cut and no limit, as today's pay is unknown, cannot be tried.
    """
    reading = _fitted(context, conversation, reading)
    facts = context.known((*reading.facts, *reading.ask_back))
    before = on_trial(_without_rivals(conversation, reading))
    after = with_figures(before, reading).answering_all({f.question: f.option for f in facts})
    amounts = reading.pay is not None or reading.floor is not None
    other = begun_anew(before, after) if after.figures and after.figures.now is None else ""
    unusable = amounts and after.figures != before.figures and _bearing(after) == _bearing(before)
    unusable = unusable and not _is_reckoned(reading, after.figures or Figures())
    fits = reading.fits and {"cut", "runway"} <= after.answers.keys()
    if other or not (facts or fits or _shares(reading) or (amounts and not unusable)):
        choices = ((Choice("Try another answer", WhatIfRequested()),),)
        values = {"currency": other}
        return put_again(context, conversation, Reply("what_if_unclear", values, choices))
    return _try(context, conversation, after)


def _fitted(
    context: DialogueContext, conversation: Conversation, reading: Interpretation
) -> Interpretation:
    """The sum, the share or the band that makes cut and limit fit, where that is supposed."""
    kind = {"pay": "pay", "limit": "runway"}.get(reading.fits)
    put_off = context.verdict(on_trial(conversation)).not_now if kind else ()
    steps = (step for each in put_off for step in each.conditions if step.kind == kind)
    if (step := next(steps, None)) is None:
        return reading
    if step.amount is not None and kind == "runway":
        return reading.model_copy(update={"floor": step.amount})
    if step.amount is not None:
        figures = Figures(next=step.amount, currency=step.currency)
        return reading.model_copy(update={"figures": figures})
    if step.share is not None:
        name = "runway" if kind == "runway" else "cut_share"
        return reading.model_copy(update={"figures": Figures.model_validate({name: step.share})})
    answers = on_trial(conversation).answers
    option = step.change.option if step.change else answers["cut"]
    fact = Fact(question="runway" if kind == "runway" else "cut", option=option)
    return reading.model_copy(update={"facts": (fact,)})


def _without_rivals(conversation: Conversation, reading: Interpretation) -> Conversation:
    """The conversation without the bands on trial that what is supposed now takes the place of."""
    figures = reading.figures or Figures()
    rivals = {
        "cut": (figures.now, figures.next, figures.cut_share),
        "runway": (figures.runway, reading.floor),
    }
    gone = {name for name, said in rivals.items() if any(each is not None for each in said)}
    left = {name: option for name, option in conversation.trial.items() if name not in gone}
    return conversation.moved(trial=left)


def _shares(reading: Interpretation) -> bool:
    figures = reading.figures or Figures()
    return figures.runway is not None or figures.cut_share is not None


def _is_reckoned(reading: Interpretation, figures: Figures) -> bool:
    """Whether an amount is supposed beside today's pay: the advice is known, if it stays."""
    beside_today = figures.next if reading.pay else figures.floor
    return figures.now is not None and beside_today is not None


def _bearing(conversation: Conversation) -> tuple[object, ...]:
    """What of a conversation the advice can rest on."""
    answers, figures = conversation.answers, conversation.figures
    return answers, cut_of(answers, figures), runway_of(answers, figures)


def _try(
    context: DialogueContext,
    conversation: Conversation,
    supposition: Conversation,
    event: Tried | None = None,
) -> Step:
    """Put on trial what a supposed conversation has otherwise; ``event`` is the tap, if it was."""
    trying = put_on_trial(context.moved("try", conversation), supposition)
    with_trial = on_trial(trying)
    values = {
        **_trial(context, trying),
        "close_call": context.verdict(with_trial).headline == "close-call",
        **effect_of(context, conversation, with_trial),
    }
    ends = (Choice("Keep it", TrialEnded(keep=True)), Choice("Discard it", TrialEnded(keep=False)))
    rows = ((Choice("Change another answer too", WhatIfRequested()),), ends)
    on_page = _is_on_page(context, conversation, event)
    return _as_page(context, trying, Reply("tried", values, rows), on_page=on_page)


def trial_ended(context: DialogueContext, conversation: Conversation, event: TrialEnded) -> Step:
    """Note the answers and figures on trial, or forget them; or undo what was kept, if so typed.

    A second tap changes nothing.
    """
    if event.revision is not None and not conversation.tries:
        return Step(conversation, (Reply("stale", place="toast"),))
    on_page = _is_on_page(context, conversation, event)
    if not event.keep and not conversation.tries and conversation.before_trial:
        return _undone(context, conversation, conversation.before_trial, on_page=on_page)
    over = on_trial(conversation) if event.keep else conversation
    over = over.moved(trial={}, trial_figures=None, revision=conversation.revision + 1)
    if not event.keep:
        return _over(context, over, Reply("trial_discarded"), on_page=on_page)
    before = BeforeTrial(
        answers=conversation.answers,
        figures=conversation.figures,
        skipped=conversation.skipped,
        assumptions=conversation.assumptions,
        kept=over.answers,
    )
    over = over.moved(before_trial=before)
    kept = Reply("trial_kept", _trial(context, conversation))
    is_open = context.open_question(over) and over.question not in conversation.trial
    return _over(context, over, kept, None if is_open else go_on(context, over), on_page=on_page)


def _undone(
    context: DialogueContext, conversation: Conversation, before: BeforeTrial, *, on_page: bool
) -> Step:
    """Note again what was noted before a trial was kept."""
    known = before.model_dump(include={"answers", "skipped"})
    over = conversation.moved(
        **known,
        figures=before.figures,
        assumptions=before.assumptions,
        before_trial=None,
        revision=conversation.revision + 1,
    )
    undone = Reply("trial_undone", _differences(context, conversation, over))
    return _over(context, over, undone, go_on(context, over), on_page=on_page)


def _over(
    context: DialogueContext,
    over: Conversation,
    told: Reply,
    following: Step | None = None,
    *,
    on_page: bool,
) -> Step:
    """Tell what became of a trial, in the place of its page, and what follows.

    That is the open question once more, or the ways on, unless given. A question that is put below
    a page is a message of its own.
    """
    if on_page and context.open_question(following.conversation if following else over):
        step = following or put_again(context, over)
        return replace(step, replies=(replace(told, place="page"), *step.replies))
    step = ahead((told,), following) if following else put_again(context, over, told)
    if not on_page:
        return step
    first, *others = step.replies
    return replace(step, replies=(replace(first, place="page"), *others))


def _trial(context: DialogueContext, conversation: Conversation) -> dict[str, object]:
    """What is on trial, beside what was said: answers, and amounts of pay."""
    figures = conversation.trial_figures or Figures()
    told = _differences(context, conversation, on_trial(conversation))
    return {**told, "differs": conversation.tries, "figures": figures}


def _differences(
    context: DialogueContext, before: Conversation, after: Conversation
) -> dict[str, object]:
    """The answers that are others in the latter of two conversations, and its pay."""
    answers = [
        TriedAnswer(
            question.name, _told(question, after) or "not answered", _told(question, before)
        )
        for question in context.knowledge.questions
        if _answer(question, after) != _answer(question, before)
    ]
    was, now = before.figures or Figures(), after.figures or Figures()
    amounts = {name: getattr(now, name) for name in ("now", "next", "floor")}
    others = {name: each for name, each in amounts.items() if each != getattr(was, name)}
    return {
        "trial": answers,
        "figures": Figures.model_validate({**others, "currency": now.currency}),
        "was": was,
        "currency": now.currency,
    }


def _told(question: Question, conversation: Conversation) -> str:
    """An answer as it is told: the exact share where figures tell one, else its label."""
    option, share = _answer(question, conversation)
    if share and share.exact and share.low:
        return percent(share.low)
    return option.label if option else ""


def _answer(
    question: Question, conversation: Conversation
) -> tuple[Option | None, Interval | None]:
    """An answer, with the share or the interval that figures or its band tell."""
    answers, figures = conversation.answers, conversation.figures
    share = {"cut": cut_of, "runway": runway_of}.get(question.id)
    return question.option(answers.get(question.id, "")), share(answers, figures) if share else None
