"""The kinds of answers, and how each is read.

A question says in ``reads`` of which kind its answers are; "buttons" are read by their labels only.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flows.nlu.slots import degree, horizon, judgement, pay, place, role, share, years
from flows.nlu.slots.matters import clauses_heard
from flows.nlu.slots.mentions import STUDENT
from flows.nlu.slots.pay import Pay
from flows.nlu.slots.reading import Message, Reading, once

Reader = Callable[[str, Message], Reading | None]


class Kind(NamedTuple):
    """How one kind of answer is read, for the id of a question and a message.

    ``stated`` reads running text, ``replied`` a text typed at the open question. Where a reply of
    this kind is short, it says nothing of a question of the ``rival`` kind. Unless it is read
    ``by_question``, running text tells only of the first question of its kind. ``of_people``: in
    a short reply about others it is not noted, but asked back.
    """

    stated: Reader
    replied: Reader
    rival: str = ""
    by_question: bool = False
    of_people: bool = False


def _of_message(read: Callable[[Message], Reading | None]) -> Reader:
    """A reader for a kind that is the same whatever the question."""
    return lambda _, message: read(message)


@once
def pay_of(message: Message) -> Pay | None:
    """The pay that a message states."""
    return pay.stated(message, place.country(message) or place.country_of(message.market))


def _role(question: str, message: Message) -> Reading | None:
    """Today's role by a title, or to be asked back by what one says one does all day.

    Of a degree the classifier knows no more than that students have some, so it guesses no student.
    """
    if reading := role.stated(message):
        return reading
    own = [h.clause.text for h in clauses_heard(message) if judgement.may_state(h, own=True)]
    guesses = [(message.guess(question, text), text) for text in own[: judgement.MOST]]
    likely = [(g.lead, g.option, text) for g, text in guesses if g.option not in ("", STUDENT)]
    lead, option, text = max(likely, default=(0.0, "", ""))
    return Reading(option, text, sure=False, lead=lead) if lead >= judgement.SURE else None


def _of_pay(read: Callable[[Message, Pay | None], Reading | None]) -> Reader:
    """A reader for a share of today's pay, which the amounts stated may give."""
    return lambda _, message: read(message, pay_of(message))


KINDS: Mapping[str, Kind] = {
    "years": Kind(_of_message(years.stated), _of_message(years.replied), "horizon", of_people=True),
    "horizon": Kind(
        _of_message(horizon.stated), _of_message(horizon.replied), "years", of_people=True
    ),
    "degree": Kind(_of_message(degree.stated), _of_message(degree.replied), of_people=True),
    "role": Kind(_role, role.replied, of_people=True),
    "place": Kind(_of_message(place.stated), _of_message(place.replied)),
    "cut": Kind(_of_pay(share.cut_stated), _of_pay(share.cut_replied), "runway"),
    "runway": Kind(_of_pay(share.runway_stated), _of_pay(share.runway_replied), "cut"),
    "judgement": Kind(judgement.stated, judgement.replied, by_question=True),
}
"""Every kind that can stand in ``reads``, but for "buttons"."""
