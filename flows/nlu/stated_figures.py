"""The figures that a text states, as the fields of an Interpretation."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from flows.figures import Figures
from flows.knowledge.models import Question
from flows.nlu.commands import is_same
from flows.nlu.interpretation import TextContext
from flows.nlu.slots import assumption, kinds, pay, place
from flows.nlu.slots.reading import Message, Reading

Fields = dict[str, object]

_SHARES = {"cut": "cut_share", "runway": "runway"}
"""The figure that an exact answer gives, by the kind of its question."""


def figured(
    stated: pay.Pay | None, questions: Iterable[Question], read: Mapping[str, Reading | None]
) -> Fields:
    """The pay stated; and cut and runway where they were read for sure as shares.

    A cut that the pay tells needs no share, nor does none.
    """
    told = stated or pay.Pay()
    now = told.now if told.now is not None else told.total_now
    found: dict[str, Decimal | None] = {"now": now, "next": told.next}
    for question in questions:
        reading = read.get(question.id) if question.reads in _SHARES else None
        if reading and reading.sure:
            found[_SHARES[question.reads]] = reading.exact
    same = found.get("cut_share") == 0
    if same and now is not None and told.next is None:  # "98k, the backend job pays the same"
        found["next"] = now
    elif same and now is None:  # "90k, same money as a developer"
        found["now"] = told.next
    if not found.get("cut_share") or None not in (now, told.next):
        found["cut_share"] = None
    known = any(each is not None for each in found.values())
    return {
        "figures": Figures(**found, currency=told.currency) if known else None,
        "floor": told.floor,
        "unread": told.unread,
        "two_currencies": told.mixed,
    }


def requested(message: Message, context: TextContext) -> Fields:
    """The figure that was asked for just before, and its currency, if the text gives it."""
    if not context.requested_figure:
        return {}
    known = context.figures or Figures()
    country = place.country_of(context.market or "")
    beside = known.now if known.now is not None else known.next
    amount = pay.replied(message, context.requested_figure, country, beside)
    if known.now is not None and context.requested_figure != "now" and is_same(message.plain):
        amount = known.now, None
    return {"amount": amount[0], "currency": amount[1]} if amount else {}


def other_pay(message: Message, context: TextContext) -> Fields | None:
    """An amount told where the cut is asked for: which pay it is, if it is not the one known.

    None where both are told, or the new pay is known, too.
    """
    known, stated = context.figures or Figures(), kinds.pay_of(message)
    if known.now is None or known.next is not None or context.requested_figure:
        return None
    if stated is None or stated.now in (None, known.now) or stated.next is not None:
        return None
    return {"unplaced": stated.now, "corrects": True}


def assumed(text: str, context: TextContext) -> Fields | None:
    """The value of an assumption that was asked for; None where the text says anything else."""
    if not context.assumption:
        return None
    value = assumption.replied(text, context.assumption, place.country_of(context.market or ""))
    return value._asdict() if value else None
