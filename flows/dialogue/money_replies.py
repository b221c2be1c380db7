"""The messages about the price of the move: the page in four lines, its parts, its picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from flows.dialogue.events import (
    AskedMoney,
    Assumed,
    ChartRequested,
    Continued,
    Event,
    FigureSkipped,
)
from flows.dialogue.replies import Choice, Choices, MoneyPicture, Place, Reply
from flows.figures import Figures
from flows.money.assumptions import ASSUMPTION_CHOICES, Assumptions, chosen
from flows.money.intersection import Skills, Unreadable, intersection
from flows.money.report import FiguresWanted, MoneyReport, PayComparison, WantedReason
from flows.nlu.interpretation import FigureName, RequestedFigure

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
    "on-top": "{}% a year on top",
    "horizon": "{} years",
    "job-year": "year {}",
    "job-multiple": "{} times today's",
}

EXAMPLES = {
    "growth": "7%",
    "on-top": "15%",
    "discount": "4%",
    "horizon": "12",
    "job-year": "5",
    "job-multiple": "2.5 or 3 crore",
}
"""How a value of one's own may be typed."""

Preface = Literal["", "why", "unread", "too-large", "nothing", "other-currency"]
"""What is said before a figure is asked for."""

ValueProblem = Literal["", "unread", "other-currency", "out-of-range"]
"""What is said before the value of an assumption is asked for once more."""

_PREFACES: dict[WantedReason, Preface] = {"too-large": "too-large", "nothing": "nothing"}


AmountName = Literal["now", "next", "offer_total", "floor"]


@dataclass(frozen=True)
class FormerFigure:
    """An amount of which another was told before; None where there is none any more."""

    name: AmountName
    now: Decimal | None
    was: Decimal


def former_figures(before: Figures, after: Figures) -> tuple[FormerFigure, ...]:
    """The amounts that are not what they were before."""
    names: tuple[AmountName, ...] = get_args(AmountName)
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(FormerFigure(name, now, was) for name, was, now in pairs if was not in (None, now))


def report_reply(
    report: MoneyReport,
    *,
    former: tuple[FormerFigure, ...] = (),
    place: Place = "new",
    back: Choice | None = None,
) -> Reply:
    """The price in four lines, with all figures folded below.

    ``former`` are amounts that are others than when it was shown last, and ``back`` is the way back
    from a page that nothing follows.
    """
    rows: Choices = (
        (Choice("Show the chart", ChartRequested()), Choice("Change an assumption", Assumed())),
    )
    values = {"report": report, "former": former}
    choices = (*rows, *(((back,),) if back else ()))
    return Reply("money/report", values, choices, place, lasts=True)


def dropped_reply(before: Figures) -> Reply:
    """Say that an answer contradicts the amounts known before, which are dropped."""
    return Reply("money/dropped", {"before": before})


AMOUNTS: dict[AmountName, str] = {
    "now": "Cash today",
    "next": "Cash on the new path",
    "offer_total": "Total pay turned down",
    "floor": "Cash you could live on",
}
"""What amounts are called on buttons."""

WANTED: dict[AmountName, RequestedFigure] = {
    "now": "now",
    "next": "next",
    "offer_total": "offer-total",
}
"""The amounts that are asked for, by what they are asked for as."""


def which_reply(
    figures: Figures,
    each: Iterable[tuple[FigureName, Event]],
    others: Choices = (),
    *,
    amount: Decimal | None = None,
) -> Reply:
    """Ask which figure is meant: to be taken back, or to be the ``amount``."""
    rows = tuple((Choice(AMOUNTS[name], event),) for name, event in each)
    values = {"amount": amount, "currency": figures.currency}
    return Reply("money/which", values, (*rows, *others), asks=True)


def caption_reply(report: MoneyReport, pay: PayComparison) -> Reply:
    """What the picture of one kind of pay shows, in words."""
    rows = ((Choice("The price in words", AskedMoney()),),)
    return Reply("money/caption", {"report": report, "pay": pay}, rows, "new", MoneyPicture(report))


def missing_figure(wanted: FiguresWanted) -> RequestedFigure:
    return "next" if wanted.reason == "no-next" else "now"


def figure_reply(
    figure: RequestedFigure, *, currency: str | None = None, preface: Preface = "", former: str = ""
) -> Reply:
    """Ask for one figure, which can be skipped.

    It stands where a question of the interview does, as nothing else is asked beside it.
    ``former`` is the currency of pay that ``currency`` took the place of.
    """
    values = {"figure": figure, "currency": currency, "preface": preface, "former": former}
    skip = ((Choice("Skip this figure", FigureSkipped()),),)
    return Reply("money/figure_wanted", values, skip, "interview")


def wanted_reply(wanted: FiguresWanted, *, currency: str | None = None, former: str = "") -> Reply:
    """Ask for the figure to begin with, and say why there is no report; else as figure_reply."""
    preface: Preface = "other-currency" if former else _PREFACES.get(wanted.reason, "")
    figure = missing_figure(wanted)
    return figure_reply(figure, currency=currency, preface=preface, former=former)


def assumptions_reply(assumptions: Assumptions, currency: str | None, *, total: bool) -> Reply:
    """All that is assumed, with a button for each; ``total`` where total pay is compared too."""
    buttons = [Choice(f"✎ {name}", Assumed(name=key)) for key, name in NAMES.items()]
    buttons.append(Choice("✎ Total pay turned down", AskedMoney(wants="offer-total")))
    if total:
        buttons.append(Choice("✎ Total pay if you move", AskedMoney(wants="next-total")))
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    values = {"assumed": assumptions, "currency": currency}
    return Reply("money/assumptions", values, (*rows, (_TO_PRICE,)), "page")


def assumption_reply(
    assumptions: Assumptions,
    name: str,
    *,
    problem: ValueProblem = "",
    expected: str = "",
    currency: str | None = None,
) -> Reply:
    """Offer values of an assumption. After a typed one that cannot be, say why, and what can be."""
    now = chosen(assumptions, name)
    rows = tuple(
        (Choice(_label(name, choice.id, choice.id == now), Assumed(name=name, choice=choice.id)),)
        for choice in ASSUMPTION_CHOICES[name]
    )
    values = {
        "name": NAMES[name],
        "example": EXAMPLES[name],
        "problem": problem,
        "expected": expected,
        "currency": currency,
    }
    place: Place = "page-new" if problem else "page"
    return Reply("money/assume", values, (*rows, (_TO_PRICE,)), place)


TO_QUESTION = Choice("Back to the question", Continued())
"""The way from the price to the open question."""


def skipped_reply(place: Place = "new") -> Reply:
    """Say that a figure that was asked for is left out."""
    return Reply("money/skipped", place=place)


def intersection_reply(read: Skills | Unreadable) -> Reply:
    """The share of people at the top of several skills, or what could not be read."""
    if isinstance(read, Unreadable):
        return Reply("money/intersection_unreadable", {"problem": read})
    return Reply("money/intersection", {"answer": intersection(read)})


_TO_PRICE = Choice("Back to the price", AskedMoney(back=True))


def _label(name: str, choice_id: str, now: bool) -> str:
    value = UNITS.get(name, "{}% a year").format(choice_id.replace("-", "–"))
    return f"{value} (now)" if now else value
