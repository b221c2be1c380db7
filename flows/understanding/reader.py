"""Reads what friends type: an answer at a question, or the facts that a message states."""

import re
from decimal import Decimal
from typing import Literal

from flows.nlu.model import Model
from flows.understanding.facts import Facts, facts
from flows.understanding.pay import lone_amount
from flows.understanding.typed import TypedAnswer, option_for

_SAME_KIND = {"horizon": "years", "runway": "cut"}
_SAID = {
    "years": re.compile(r"\b(?:exp\w*|worked|working|yoe|career so far|been)\b", re.IGNORECASE),
    "cut": re.compile(
        r"\b(?:move|offer\w*|new|pays|paying|switch\w*|would be|role|job)\b", re.IGNORECASE
    ),
}
"""The words without which a number at the one question says nothing of the other."""

_COUNTRIES = {"india": "IN", "singapore": "SG", "us": "US"}
"""The country whose currency a bare amount is in, by market; Europe has several."""


class Reader:
    """Understands free text with classifiers that were learned before; safe to share."""

    def __init__(self, classifiers: Model) -> None:
        self._classifiers = classifiers

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of all questions that can be answered in free text."""
        return self._classifiers.questions

    def option_for(self, question: str, text: str) -> TypedAnswer:
        """Return what a text typed at a question says; raises KeyError for an unknown question."""
        return option_for(question, text, self._classifiers)

    def amount(
        self,
        text: str,
        role: Literal["now", "next", ""],
        market: str | None,
        beside: Decimal | None,
    ) -> tuple[Decimal, str | None] | None:
        """Return the amount that answers "what does it pay?", a year, with its currency, or None.

        ``role`` is the pay that was asked for, ``market`` the answer to the question of that name,
        and ``beside`` a yearly amount that is known already.
        """
        return lone_amount(text, role, _COUNTRIES.get(market or ""), beside)

    def facts(self, text: str, question: str | None = None) -> Facts:
        """Return what a message clearly states of the friend's situation.

        At an open ``question`` a bare number answers that, and nothing else of its kind.
        """
        stated = facts(text, self._classifiers.guess)
        other = _SAME_KIND.get(question or "")
        if other and not _SAID[other].search(text):
            stated.answers.pop(other, None)
            stated.phrases.pop(other, None)
        return stated
