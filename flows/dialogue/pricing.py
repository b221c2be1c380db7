"""The price of the move in the conversation: figures in, the sums out, assumptions by a tap."""

from flows.dialogue.asking import go_on, put_again
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    AskedIntersection,
    AskedMoney,
    Assumed,
    Enough,
    FigureSkipped,
    Wanted,
)
from flows.dialogue.figuring import report_of, usable, with_figures, with_wanted
from flows.dialogue.noting import understood
from flows.dialogue.pictures import MoneyPicture
from flows.dialogue.replies import Choice, Choices, Reply, Step
from flows.money.assumptions import ASSUMPTION_CHOICES, choose, chosen
from flows.money.intersection import Intersection, Unreadable, intersection, read_skills
from flows.money.report import FiguresWanted, MoneyReport
from flows.nlu.interpretation import Fact, Interpretation

NAMES = {
    "staying": "Growth if you stay",
    "range": "Growth if you move",
    "discount": "Discount",
    "horizon": "Years counted",
    "job-year": "Year of the better job",
    "job-multiple": "Pay of the better job",
}
"""What the assumptions are called on their buttons."""

UNITS = {"horizon": "{} years", "job-year": "year {}", "job-multiple": "{} times today's"}


def asked_money(context: DialogueContext, conversation: Conversation, event: AskedMoney) -> Step:
    """Work out the price of the move, or ask for a figure that it takes."""
    if event.wants:
        return _ask(conversation, event.wants)
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
    """Take the figure that was asked for; None where the text is about something else.

    What neither gives it nor asks or tells anything else is answered by asking once more.
    """
    both = (
        interpretation.figures
        and interpretation.figures.now is not None
        and interpretation.figures.next is not None
    )
    if both or (interpretation.amount is None and interpretation.figures):
        return price(context, conversation, with_figures(conversation, interpretation))
    if interpretation.amount is not None:
        return price(context, conversation, with_wanted(conversation, interpretation))
    if interpretation.asks == "nothing" and not interpretation.facts and not interpretation.deaf:
        return _ask(conversation, conversation.wanted, again=True)
    return None


def price(context: DialogueContext, before: Conversation, conversation: Conversation) -> Step:
    """Tell the price and show its picture, or ask for the figure that is missing.

    A cut that follows from new figures is noted, and said where it is not what was known before.
    """
    answer = report_of(conversation)
    if isinstance(answer, FiguresWanted):
        wanted: Wanted = "next" if answer.reason == "no-next" else "now"
        return _ask(usable(conversation, answer), wanted, problem=answer.reason)
    told = conversation.moved(wanted="")
    picture = Reply(
        "money/caption", {"report": answer, "side": answer.cash}, picture=MoneyPicture(answer)
    )
    report = Reply("money/report", {"report": answer}, _assumption_choices(answer))
    cut = told.answers.get("cut", "")
    if cut == before.answers.get("cut", ""):
        return put_again(context, told, picture, report)
    fact = understood(context, before, (Fact(question="cut", option=cut),), told)
    if told.question != "cut":
        return put_again(context, told, fact, picture, report)
    step = go_on(context, told)
    return Step(step.conversation, (fact, picture, report, *step.replies))


def _ask(
    conversation: Conversation, figure: Wanted, *, again: bool = False, problem: str = ""
) -> Step:
    """Ask for one figure, which can be skipped; nothing else is asked beside it."""
    currency = conversation.figures.currency if conversation.figures else None
    values = {"figure": figure, "currency": currency, "again": again, "problem": problem}
    skip = ((Choice("Skip", FigureSkipped()),),)
    reply = Reply("money/figure_wanted", values, skip)
    return Step(conversation.moved(wanted=figure), (reply,))


def _assumption_choices(report: MoneyReport) -> Choices:
    buttons = [Choice(f"✎ {name}", Assumed(name=key)) for key, name in NAMES.items()]
    buttons.append(Choice("✎ Total pay turned down", AskedMoney(wants="offer-total")))
    if report.total:
        buttons.append(Choice("✎ Total pay if you move", AskedMoney(wants="next-total")))
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return (*rows, (Choice("Back to the advice", Enough()),))


def assumed(context: DialogueContext, conversation: Conversation, event: Assumed) -> Step:
    """Offer the values of an assumption, or take one and work everything out anew."""
    offered = {choice.id for choice in ASSUMPTION_CHOICES.get(event.name, ())}
    if event.name not in NAMES or (event.choice and event.choice not in offered):
        return put_again(context, conversation, Reply("misfired"))
    if not event.choice:
        return Step(conversation, (_offer(conversation, event.name),))
    changed = choose(conversation.assumptions, event.name, event.choice)
    supposed = conversation.moved(assumptions=changed)
    return price(context, supposed, supposed)


def _offer(conversation: Conversation, name: str) -> Reply:
    now = chosen(conversation.assumptions, name)
    rows = tuple(
        (Choice(_label(name, choice.id, choice.id == now), Assumed(name=name, choice=choice.id)),)
        for choice in ASSUMPTION_CHOICES[name]
    )
    return Reply("money/assume", {"name": NAMES[name]}, rows)


def _label(name: str, choice_id: str, now: bool) -> str:
    value = UNITS.get(name, "{} % a year").format(choice_id.replace("-", "–"))
    return f"{value} (now)" if now else value


def asked_intersection(
    context: DialogueContext, conversation: Conversation, event: AskedIntersection
) -> Step:
    """Say which share of people is at the top of several skills at once."""
    read = read_skills(event.text)
    if isinstance(read, Unreadable):
        reply = Reply("money/intersection_unreadable", {"problem": read})
    else:
        answer: Intersection = intersection(read)
        reply = Reply("money/intersection", {"answer": answer})
    return put_again(context, conversation, reply)
