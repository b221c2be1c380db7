"""The price of the move in the conversation: figures in, the sums out, assumptions by a tap."""

from flows.dialogue.asking import put_again
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import AskedIntersection, AskedMoney, Assumed, Enough
from flows.dialogue.mind import Mind
from flows.dialogue.pictures import MoneyPicture
from flows.dialogue.replies import Choice, Choices, Reply, Step
from flows.figures import Figures
from flows.money.choices import CHOICES, choose, chosen
from flows.money.intersection import Intersection, intersection
from flows.money.intersection_text import Unreadable, read_skills
from flows.money.price import money_report
from flows.money.report import FiguresWanted

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


def asked_money(mind: Mind, conversation: Conversation, _: AskedMoney) -> Step:
    """Work out the price of the move, or ask for the figures it takes."""
    return put_again(mind, conversation, *money_replies(conversation))


def money_replies(conversation: Conversation) -> tuple[Reply, ...]:
    """The report and its picture, or the sentence that asks for figures."""
    answer = money_report(conversation.figures or Figures(), conversation.assumptions)
    if isinstance(answer, FiguresWanted):
        return (Reply("money/figures_wanted", {"wanted": answer}),)
    picture = Reply(
        "money/caption", {"report": answer, "side": answer.cash}, picture=MoneyPicture(answer)
    )
    return (picture, Reply("money/report", {"report": answer}, _assumption_choices()))


def _assumption_choices() -> Choices:
    buttons = [Choice(f"✎ {name}", Assumed(name=key)) for key, name in NAMES.items()]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return (*rows, (Choice("Back to the advice", Enough()),))


def assumed(mind: Mind, conversation: Conversation, event: Assumed) -> Step:
    """Offer the values of an assumption, or take one and work everything out anew."""
    offered = {choice.id for choice in CHOICES.get(event.name, ())}
    if event.name not in NAMES or (event.choice and event.choice not in offered):
        return put_again(mind, conversation, Reply("misfired"))
    if not event.choice:
        return Step(conversation, (_offer(conversation, event.name),))
    changed = choose(conversation.assumptions, event.name, event.choice)
    supposed = conversation.moved(assumptions=changed)
    return put_again(mind, supposed, *money_replies(supposed))


def _offer(conversation: Conversation, name: str) -> Reply:
    now = chosen(conversation.assumptions, name)
    rows = tuple(
        (Choice(_label(name, choice.id, choice.id == now), Assumed(name=name, choice=choice.id)),)
        for choice in CHOICES[name]
    )
    return Reply("money/assume", {"name": NAMES[name]}, rows)


def _label(name: str, choice_id: str, now: bool) -> str:
    value = UNITS.get(name, "{} % a year").format(choice_id.replace("-", "–"))
    return f"{value} (now)" if now else value


def asked_intersection(mind: Mind, conversation: Conversation, event: AskedIntersection) -> Step:
    """Say which share of people is at the top of several skills at once."""
    read = read_skills(event.text)
    if isinstance(read, Unreadable):
        reply = Reply("money/intersection_unreadable", {"problem": read})
    else:
        answer: Intersection = intersection(read)
        reply = Reply("money/intersection", {"answer": answer})
    return put_again(mind, conversation, reply)
