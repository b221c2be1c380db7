"""The messages about the price of the move: the report, its picture, what is still to be asked."""

from typing import Literal

from flows.dialogue.events import AskedMoney, Assumed, Enough, FigureSkipped
from flows.dialogue.replies import Choice, Choices, MoneyPicture, Reply
from flows.money.assumptions import ASSUMPTION_CHOICES, Assumptions, chosen
from flows.money.intersection import Skills, Unreadable, intersection
from flows.money.report import FiguresWanted, MoneyReport, PayComparison, WantedReason
from flows.nlu.interpretation import RequestedFigure

NAMES = {
    "growth": "Growth of both pays",
    "on-top": "Extra growth if you move",
    "discount": "Discount",
    "horizon": "Years counted",
    "job-year": "Year of the better job",
    "job-multiple": "Pay of the better job",
}
"""What the assumptions are called on their buttons."""

UNITS = {
    "on-top": "{} % a year on top",
    "horizon": "{} years",
    "job-year": "year {}",
    "job-multiple": "{} times today's",
}


Problem = WantedReason | Literal["other-currency"]
"""Why there is no report; ``other-currency`` where pay in another one took the place of it."""

Preface = Literal["", "unread", "too-large", "nothing", "other-currency"]
"""What is said before a figure is asked for."""

_PREFACES: dict[Problem | None, Preface] = {
    "too-large": "too-large",
    "nothing": "nothing",
    "other-currency": "other-currency",
}


def report_reply(report: MoneyReport) -> Reply:
    """The report, with a button for each assumption."""
    return Reply("money/report", {"report": report}, _assumption_buttons(report))


def caption_reply(report: MoneyReport, pay: PayComparison) -> Reply:
    """What the picture of one kind of pay shows, in words."""
    picture = MoneyPicture(report)
    return Reply("money/caption", {"report": report, "pay": pay}, picture=picture)


def missing_figure(wanted: FiguresWanted) -> RequestedFigure:
    return "next" if wanted.reason == "no-next" else "now"


def figure_reply(
    figure: RequestedFigure,
    *,
    currency: str | None = None,
    again: bool = False,
    problem: Problem | None = None,
) -> Reply:
    """Ask for one figure, which can be skipped.

    ``problem`` is why there is no report, ``again`` tells that the last text held no amount.
    """
    preface: Preface = "unread" if again else _PREFACES.get(problem, "")
    values = {"figure": figure, "currency": currency, "preface": preface}
    return Reply("money/figure_wanted", values, ((Choice("Skip", FigureSkipped()),),))


def assumption_reply(assumptions: Assumptions, name: str) -> Reply:
    now = chosen(assumptions, name)
    rows = tuple(
        (Choice(_label(name, choice.id, choice.id == now), Assumed(name=name, choice=choice.id)),)
        for choice in ASSUMPTION_CHOICES[name]
    )
    return Reply("money/assume", {"name": NAMES[name]}, rows)


def intersection_reply(read: Skills | Unreadable) -> Reply:
    """The share of people at the top of several skills, or what could not be read."""
    if isinstance(read, Unreadable):
        return Reply("money/intersection_unreadable", {"problem": read})
    return Reply("money/intersection", {"answer": intersection(read)})


def _assumption_buttons(report: MoneyReport) -> Choices:
    buttons = [Choice(f"✎ {name}", Assumed(name=key)) for key, name in NAMES.items()]
    buttons.append(Choice("✎ Total pay turned down", AskedMoney(wants="offer-total")))
    if report.total:
        buttons.append(Choice("✎ Total pay if you move", AskedMoney(wants="next-total")))
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return (*rows, (Choice("Back to the advice", Enough()),))


def _label(name: str, choice_id: str, now: bool) -> str:
    value = UNITS.get(name, "{} % a year").format(choice_id.replace("-", "–"))
    return f"{value} (now)" if now else value
