"""The price of the move in the conversation: figures in, the sums out, assumptions by a tap."""

from dataclasses import replace
from decimal import Decimal

from flows.dialogue.advice_reply import advice_update_reply
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import FIGURES, Conversation, ShownPrice
from flows.dialogue.events import (
    AskedIntersection,
    AskedMoney,
    Assumed,
    ChartRequested,
    FigureSkipped,
)
from flows.dialogue.figuring import (
    begun_anew,
    report_of,
    usable,
    with_figures,
    with_requested_figure,
    with_stated,
)
from flows.dialogue.money_replies import (
    NAMES,
    TO_QUESTION,
    Preface,
    ValueProblem,
    assumption_reply,
    assumptions_reply,
    caption_reply,
    dropped_reply,
    figure_reply,
    former_figures,
    intersection_reply,
    missing_figure,
    report_reply,
    skipped_reply,
    wanted_reply,
)
from flows.dialogue.policy import ahead, go_on, put_again
from flows.dialogue.presenter import understood, ways_on
from flows.dialogue.replies import INTERVIEW, TO_ADVICE, Choice, Reply, Step
from flows.figures import Figures
from flows.money.assumptions import (
    AMOUNTS,
    ASSUMPTION_CHOICES,
    Assumptions,
    OutOfRangeError,
    assume,
    assume_amount,
    assume_growths,
    choose,
    expected,
    name_today,
)
from flows.money.intersection import read_skills
from flows.money.report import FiguresWanted, MoneyReport
from flows.nlu.interpretation import Interpretation, RequestedFigure


def asked_money(context: DialogueContext, conversation: Conversation, event: AskedMoney) -> Step:
    """Work out the price of the move, or ask for a figure that it takes."""
    if event.sets and event.amount is not None:
        told = with_stated(conversation, {event.sets: event.amount})
        return price(context, conversation, told)
    if event.wants:
        return _ask(context, conversation, event.wants)
    if event.back:
        return _in_place(context, conversation, event)
    said = event.interpretation or Interpretation()
    told = with_figures(conversation, said)
    try:
        assumptions = _reckoning_with(conversation.assumptions, said)
    except OutOfRangeError as error:
        asked = told.moved(assumption="on-top" if said.years is None else "horizon")
        return _ask_value(asked, "out-of-range", str(error))
    return price(context, conversation, told.moved(assumptions=assumptions))


def _reckoning_with(assumptions: Assumptions, said: Interpretation) -> Assumptions:
    """The assumptions with the growth of either pay, and the years, that the sums are asked for."""
    if said.assumed or said.assumed_old is not None:
        old = said.assumed_old
        old = assumptions.staying * 100 if old is None else old
        assumptions = assume_growths(assumptions, old, said.assumed)
    years = () if said.years is None else (Decimal(said.years),)
    return assume(assumptions, "horizon", years) if years else assumptions


def figure_skipped(context: DialogueContext, conversation: Conversation, _: FigureSkipped) -> Step:
    """Do without the figure; the open question comes back, or the ways on, in its place."""
    step = put_again(context, conversation, skipped_reply())
    return replace(step, replies=tuple(replace(each, place="interview") for each in step.replies))


def with_figure_closed(context: DialogueContext, before: Conversation, step: Step) -> Step:
    """Let something take the place of a figure that is asked for no more.

    That is the open question, if there is one; else its buttons are taken.
    """
    places = {reply.place for reply in step.replies}
    asked = before.state == FIGURES and step.conversation.state != FIGURES
    if not asked or places & {*INTERVIEW, "interview-over"}:
        return step
    if context.open_question(step.conversation):
        return replace(
            step, replies=(*step.replies, *put_again(context, step.conversation).replies)
        )
    return replace(step, replies=(skipped_reply("interview-over"), *step.replies))


def chart_requested(
    context: DialogueContext, conversation: Conversation, _: ChartRequested
) -> Step:
    """Show the price as a picture, or ask for a figure that it takes."""
    answer = report_of(conversation)
    if isinstance(answer, FiguresWanted):
        return _ask_missing(context, conversation, answer)
    return put_again(context, conversation, caption_reply(answer, answer.cash))


def take_figure(
    context: DialogueContext, conversation: Conversation, interpretation: Interpretation
) -> Step | None:
    """Take the figure that was asked for; None where the text tells more, or something else.

    What neither gives it nor asks or tells anything else is answered by asking once more, and so is
    why it is asked for.
    """
    if interpretation.command == "why":
        return _ask(context, conversation, conversation.requested_figure, "why")
    pay = interpretation.pay
    both = pay and pay.now is not None and pay.next is not None
    if interpretation.amount is not None and not both:
        return price(context, conversation, with_requested_figure(conversation, interpretation))
    if interpretation.tells or interpretation.questions or interpretation.out_of_order:
        return None
    return _ask(context, conversation, conversation.requested_figure, "unread")


def take_assumption(
    context: DialogueContext, conversation: Conversation, interpretation: Interpretation
) -> Step | None:
    """Take the value of the assumption that was asked for; None where the text is about others.

    A value that it cannot have is told to be none, and asked for once more.
    """
    name, said = conversation.assumption, interpretation
    if not said.assumed and said.amount is None and said.assumed_old is None:
        means_else = said.tells or said.questions or said.labels or said.reply or said.mood
        if means_else or said.manners or said.out_of_order:
            return None
        return _ask_value(conversation, "unread")
    figures = conversation.figures or Figures()
    if said.currency and figures.currency and said.currency != figures.currency:
        return _ask_value(conversation, "other-currency")
    try:
        changed = _assuming(conversation.assumptions, name, said, figures)
    except OutOfRangeError as error:
        return _ask_value(conversation, "out-of-range", str(error))
    supposed = conversation.moved(assumptions=changed, assumption="")
    return price(context, supposed, supposed)


def _assuming(
    assumptions: Assumptions, name: str, said: Interpretation, figures: Figures
) -> Assumptions:
    if said.assumed_old is not None:
        return assume_growths(assumptions, said.assumed_old, said.assumed)
    if said.amount is None:
        return assume(assumptions, name, said.assumed)
    if name not in AMOUNTS or figures.now is None:
        raise OutOfRangeError(expected(name))
    return assume_amount(assumptions, figures.now, said.amount)


def _ask_value(conversation: Conversation, problem: ValueProblem, sentence: str = "") -> Step:
    """Ask for the value of the assumption once more; it stays the one that is asked for."""
    name = conversation.assumption
    reply = assumption_reply(
        conversation.assumptions,
        name,
        problem=problem,
        expected=sentence or expected(name),
        currency=_currency(conversation),
    )
    return Step(conversation, (reply,))


def price(
    context: DialogueContext,
    before: Conversation,
    conversation: Conversation,
    told: Reply | None = None,
) -> Step:
    """Tell the price, or ask for the figure that is missing.

    Figures that are others than before, and answers that follow from them, are told back, unless
    ``told`` does so already.
    """
    answer = report_of(conversation)
    if isinstance(answer, FiguresWanted):
        former = "" if told else begun_anew(before, conversation)
        step = _ask_missing(context, conversation, answer, former)
        return ahead((told,) if told else (), step)
    after = _showing(conversation.moved(requested_figure=""))
    new = {name for name, option in after.answers.items() if before.answers.get(name) != option}
    if (new or after.figures != before.figures) and not told:
        told = understood(context, before, (), after)
    before_it = (told,) if told else ()
    if after.question in new:
        return ahead((*before_it, report_reply(answer)), go_on(context, after))
    return put_again(context, after, *before_it, _page_of(context, after, answer))


def _page_of(context: DialogueContext, conversation: Conversation, report: MoneyReport) -> Reply:
    """The price as a page of its own, with the way back; beside the open question, where one is."""
    if context.open_question(conversation):
        return report_reply(report)
    return report_reply(report, place="page-new", back=_way_back(context, conversation))


def _way_back(context: DialogueContext, conversation: Conversation) -> Choice:
    """The button that leads from the price to the open question, to the advice, or on."""
    if context.open_question(conversation):
        return TO_QUESTION
    return TO_ADVICE if conversation.advised else ways_on(conversation)[0][0]


def with_price_anew(before: Conversation, step: Step) -> Step:
    """Show the price anew where its figures are others since it was shown.

    Amounts that an answer contradicts are dropped, which is said.
    """
    after, shown = step.conversation, before.shown_price
    if after.number != before.number or before.figures == after.figures:
        return step
    reply, known = None, before.figures or Figures()
    templates = {part.template for each in step.replies for part in each.parts}
    answer = report_of(after)
    if isinstance(answer, FiguresWanted):
        gone = isinstance(report_of(before), MoneyReport)
        asked = not templates.isdisjoint(("money/figure_wanted", "taken_back"))
        reply = dropped_reply(known) if gone and not asked else None
        after = after.moved(shown_price=None)
    elif shown and after.shown_price == shown:
        told = "understood" in templates
        former = () if told else former_figures(known, after.figures or Figures())
        reply, after = report_reply(answer, former=former), _showing(after)
    return replace(step, conversation=after, replies=_ahead_of_last(step.replies, reply))


def with_advice_anew(context: DialogueContext, before: Conversation, step: Step) -> Step:
    """Say what became of the advice given, where figures turned it and nothing has said so."""
    after, told = step.conversation, before.told
    if not told or told.later is None or after.told != told or before.figures == after.figures:
        return step
    now = context.told_now(after)
    if (told.pick, told.later) == (now.pick, now.later):
        return step
    former = after.moved(answers=told.answers, figures=told.figures)
    update = context.giving(advice_update_reply(context, after, former, ""), "change", after)
    replies = _ahead_of_last(step.replies, update)
    return replace(step, conversation=after.moved(told=now), replies=replies)


def _ahead_of_last(replies: tuple[Reply, ...], reply: Reply | None) -> tuple[Reply, ...]:
    if reply is None:
        return replies
    *first, last = replies
    if last.place in INTERVIEW:
        return last.below((*first, reply))
    page = replace(reply, place="page-new")
    return (*first, page, last) if last.choices else (*replies, page)


def _showing(conversation: Conversation) -> Conversation:
    """The conversation with its price shown."""
    figures = conversation.figures or Figures()
    return conversation.moved(
        shown_price=ShownPrice(figures=figures, assumptions=conversation.assumptions)
    )


def _in_place(
    context: DialogueContext, conversation: Conversation, event: AskedMoney | Assumed
) -> Step:
    """Tell the price in place of the page whose button was tapped; nothing follows it.

    A button's label that was typed is answered below, like any other words.
    """
    if event.revision is None:
        return price(context, conversation, conversation)
    answer = report_of(conversation)
    if isinstance(answer, FiguresWanted):
        return _ask_missing(context, conversation, answer)
    page = report_reply(answer, place="page", back=_way_back(context, conversation))
    return Step(_showing(conversation), (page,))


def _ask(
    context: DialogueContext,
    conversation: Conversation,
    figure: RequestedFigure,
    preface: Preface = "",
) -> Step:
    """Ask for one figure, which can be skipped; nothing else is asked beside it."""
    reply = figure_reply(figure, currency=_currency(conversation), preface=preface)
    return Step(context.requesting_figure(conversation, figure), (reply,))


def _ask_missing(
    context: DialogueContext, conversation: Conversation, wanted: FiguresWanted, former: str = ""
) -> Step:
    """Say why there is no price, and ask for the figure to begin with.

    Amounts that cannot be meant are forgotten.
    """
    left = usable(conversation, wanted)
    reply = wanted_reply(wanted, currency=_currency(left), former=former)
    return Step(context.requesting_figure(left, missing_figure(wanted)), (reply,))


def _currency(conversation: Conversation) -> str | None:
    return conversation.figures.currency if conversation.figures else None


def assumed(context: DialogueContext, conversation: Conversation, event: Assumed) -> Step:
    """Show what is assumed, offer the values of an assumption, or take one.

    All of it takes the place of the message that was tapped.
    """
    name = name_today(event.name)
    offered = {choice.id for choice in ASSUMPTION_CHOICES.get(name, ())}
    if not name:
        figures = conversation.figures or Figures()
        total = figures.offer_total is not None
        page = assumptions_reply(conversation.assumptions, figures.currency, total=total)
        return Step(conversation, (page,))
    if name not in NAMES or (event.choice and event.choice not in offered):
        return put_again(context, conversation, Reply("misfired"))
    if not event.choice:
        offer = assumption_reply(conversation.assumptions, name)
        return Step(conversation.moved(assumption=name), (offer,))
    changed = choose(conversation.assumptions, event.name, event.choice)
    return _in_place(context, conversation.moved(assumptions=changed), event)


def asked_intersection(
    context: DialogueContext, conversation: Conversation, event: AskedIntersection
) -> Step:
    """Say which share of people is at the top of several skills at once."""
    return put_again(context, conversation, intersection_reply(read_skills(event.text)))
