"""The price of the move in the conversation: figures in, the sums out, assumptions by a tap."""

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import AskedIntersection, AskedMoney, Assumed, FigureSkipped
from flows.dialogue.figuring import (
    begun_anew,
    report_of,
    usable,
    with_figures,
    with_requested_figure,
)
from flows.dialogue.money_replies import (
    NAMES,
    Problem,
    assumption_reply,
    caption_reply,
    figure_reply,
    intersection_reply,
    missing_figure,
    report_reply,
)
from flows.dialogue.policy import go_on, put_again
from flows.dialogue.presenter import understood
from flows.dialogue.replies import Reply, Step
from flows.money.assumptions import ASSUMPTION_CHOICES, choose, name_today
from flows.money.intersection import read_skills
from flows.money.report import FiguresWanted
from flows.nlu.interpretation import Interpretation, RequestedFigure


def asked_money(context: DialogueContext, conversation: Conversation, event: AskedMoney) -> Step:
    """Work out the price of the move, or ask for a figure that it takes."""
    if event.wants:
        return _ask(context, conversation, event.wants)
    told = (
        with_figures(conversation, event.interpretation) if event.interpretation else conversation
    )
    return price(context, conversation, told)


def figure_skipped(context: DialogueContext, conversation: Conversation, _: FigureSkipped) -> Step:
    """Do without the figure; the open question comes back."""
    return put_again(context, conversation, Reply("money/skipped"))


def take_figure(
    context: DialogueContext, conversation: Conversation, interpretation: Interpretation
) -> Step | None:
    """Take the figure that was asked for; None where the text tells more, or something else.

    What neither gives it nor asks or tells anything else is answered by asking once more.
    """
    pay = interpretation.pay
    both = pay and pay.now is not None and pay.next is not None
    if interpretation.amount is not None and not both:
        return price(context, conversation, with_requested_figure(conversation, interpretation))
    if interpretation.tells or interpretation.questions or interpretation.out_of_order:
        return None
    return _ask(context, conversation, conversation.requested_figure, again=True)


def price(
    context: DialogueContext,
    before: Conversation,
    conversation: Conversation,
    told: Reply | None = None,
) -> Step:
    """Tell the price and show its picture, or ask for the figure that is missing.

    Answers that follow from new figures are noted, and said where they are not what was known
    before; ``told`` says so already.
    """
    answer = report_of(conversation)
    if isinstance(answer, FiguresWanted):
        figure, usable_now = missing_figure(answer), usable(conversation, answer)
        problem: Problem = answer.reason
        if begun_anew(before, conversation) and not told:
            problem = "other-currency"
        step = _ask(context, usable_now, figure, problem=problem)
        return Step(step.conversation, (*((told,) if told else ()), *step.replies))
    after = conversation.moved(requested_figure="")
    new = {name for name, option in after.answers.items() if before.answers.get(name) != option}
    if new and not told:
        told = understood(context, before, (), after)
    replies = (*((told,) if told else ()), caption_reply(answer, answer.cash), report_reply(answer))
    if after.question not in new:
        return put_again(context, after, *replies)
    step = go_on(context, after)
    return Step(step.conversation, (*replies, *step.replies))


def _ask(
    context: DialogueContext,
    conversation: Conversation,
    figure: RequestedFigure,
    *,
    again: bool = False,
    problem: Problem | None = None,
) -> Step:
    """Ask for one figure, which can be skipped; nothing else is asked beside it."""
    currency = conversation.figures.currency if conversation.figures else None
    reply = figure_reply(figure, currency=currency, again=again, problem=problem)
    return Step(context.requesting_figure(conversation, figure), (reply,))


def assumed(context: DialogueContext, conversation: Conversation, event: Assumed) -> Step:
    """Offer the values of an assumption, or take one and work everything out anew."""
    name = name_today(event.name)
    offered = {choice.id for choice in ASSUMPTION_CHOICES.get(name, ())}
    if name not in NAMES or (event.choice and event.choice not in offered):
        return put_again(context, conversation, Reply("misfired"))
    if not event.choice:
        offer = assumption_reply(conversation.assumptions, name)
        return Step(conversation, (offer,))
    changed = choose(conversation.assumptions, event.name, event.choice)
    supposed = conversation.moved(assumptions=changed)
    return price(context, supposed, supposed)


def asked_intersection(
    context: DialogueContext, conversation: Conversation, event: AskedIntersection
) -> Step:
    """Say which share of people is at the top of several skills at once."""
    return put_again(context, conversation, intersection_reply(read_skills(event.text)))
