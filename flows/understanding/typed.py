"""What a text typed at a question says: an option, a guess worth asking back, or no answer."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from flows.figures import band_of_cut
from flows.nlu.model import NOTHING, Model
from flows.understanding.bands import horizon_band, years_band
from flows.understanding.clauses import clauses
from flows.understanding.cleaning import clean
from flows.understanding.degrees import stated_degree
from flows.understanding.durations import stated_years
from flows.understanding.market import stated_market
from flows.understanding.money import amounts
from flows.understanding.pay import stated_pay
from flows.understanding.roles import current_role
from flows.understanding.shares import cut_band, exact_share, stated_cut
from flows.understanding.voices import about_kin, asks

Verdict = Literal["sure", "ask-back", "no-answer"]

_FEW = 3
"""Words of a text whose question mark may be mere doubt."""

SURE, LIKELY = 0.45, 0.05
"""The lead of a guess from which it is stored, and from which it is worth asking back."""

LONGEST = 400
"""Characters of a typed answer that are read; what answers one question stands at its head."""

_CORRECTION = re.compile(
    r"^.*\b(?:no,? wait|wait,? no|scratch that|correction|i mean(?:t)?|make that"
    r"|or rather|sorry|oops|wait)\b[\s,.:;-]*"
    r"(?:no\b[\s,]*)?(?:actually\b[\s,]*)?|^.*[\s,.;-]actually\b[\s,]+(?=\S)",
    re.IGNORECASE | re.DOTALL,
)
_RHETORIC = re.compile(
    r"\b(?:who cares|who needs|why not|what for|who doesn'?t|what title)\b", re.IGNORECASE
)
_LACKS = re.compile(r"\b(?:haven'?t got|don'?t have|do not have|not even got)\b", re.IGNORECASE)
_CANNOT = re.compile(
    r"\b(?:can'?t|cannot|can not|couldn'?t|won'?t|wouldn'?t|unable to|not able to|never) "
    r"(?:\w+ ){0,2}?"
    r"(?:afford|live with|take|accept|manage|handle|survive|stomach|do|absorb|bear)\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"\b(?:more|beyond|over|above|below|under|less|any|lower|even|bigger|further|single)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"^/\w+")


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """How a text answers a question.

    ``option`` is None when the text does not answer it or reaches into two options; ``confidence``
    runs from 0 to 1. ``verdict``: ``sure`` may be stored, ``ask-back`` should be confirmed with
    buttons, ``no-answer`` leaves the question open. ``share`` is the cut that was stated as a
    number, a fraction of today's pay.
    """

    option: str | None
    confidence: float
    verdict: Verdict
    share: Decimal | None = None


_SILENT = TypedAnswer(None, 0.0, "no-answer")


def option_for(question: str, text: str, learned: Model) -> TypedAnswer:
    """Return what a text typed at a question says; raises KeyError for an unknown question."""
    known = learned.options(question)
    plain = clean(text)[:LONGEST]
    if not re.search(r"\w\w|\d", plain) or _COMMAND.match(plain):
        return _SILENT
    if plain.endswith("?") and len(plain.split()) <= _FEW and not asks(plain.rstrip("? ")):
        # "3 years?" answers, and is not sure of it.
        answer = option_for(question, plain.rstrip("? "), learned)
        return replace(answer, verdict="ask-back") if answer.option else _SILENT
    named = plain.casefold().strip(" .!")
    if named in known:
        return _sure(named)
    corrected = _CORRECTION.sub("", plain)
    if corrected != plain and re.search(r"\w", corrected):
        answer = _read(question, corrected, learned)
        if answer.option:
            return answer
    return _read(question, plain, learned)


def _read(question: str, plain: str, learned: Model) -> TypedAnswer:
    if asks(plain) and not _RHETORIC.search(plain):
        return _SILENT
    parsed = _PARSERS[question](plain) if question in _PARSERS else None
    return parsed or _guessed(question, plain, learned)


def _sure(option: str) -> TypedAnswer:
    return TypedAnswer(option, 1.0, "sure")


def _guessed(question: str, plain: str, learned: Model) -> TypedAnswer:
    option, lead = learned.guess(question, plain)
    confidence = round(min(1.0, max(0.0, lead) / (2 * SURE)), 3)
    if option == NOTHING:
        return TypedAnswer(None, confidence, "no-answer")
    if lead < LIKELY:
        return TypedAnswer(None, confidence, "ask-back")
    return TypedAnswer(option, confidence, "sure" if lead >= SURE else "ask-back")


def _years(plain: str) -> TypedAnswer | None:
    stated = None if about_kin(plain) else stated_years(plain, bare=True)
    if stated and _LACKS.search(plain):
        return TypedAnswer(None, 0.5, "ask-back")
    return _banded(stated.band(years_band)) if stated else None


def _horizon(plain: str) -> TypedAnswer | None:
    stated = None if about_kin(plain) else stated_years(plain, bare=True)
    return _banded(stated.band(horizon_band)) if stated else None


def _cut(plain: str) -> TypedAnswer | None:
    pay = stated_pay(plain)
    if pay and pay.figures.cut is not None:
        return _sure(band_of_cut(pay.figures.cut))
    return _share(plain) or _unclear_amount(plain)


def _runway(plain: str) -> TypedAnswer | None:
    if _CANNOT.search(plain) and not _BEYOND.search(plain):
        # "I can't afford a 50 % cut" names what is too much, not what is bearable.
        return TypedAnswer(None, 0.5, "ask-back") if stated_cut(plain, bare=True) else None
    return _share(plain) or _unclear_amount(plain)


def _unclear_amount(plain: str) -> TypedAnswer | None:
    """An amount of money without the pay that it is a part of."""
    unclear = any(not money.plain for money in amounts(plain))
    return TypedAnswer(None, 0.5, "ask-back") if unclear else None


def _share(plain: str) -> TypedAnswer | None:
    stated = None if about_kin(plain) else stated_cut(plain, bare=True)
    if not stated:
        return None
    return replace(_banded(cut_band(stated)), share=exact_share(plain, bare=True))


def _banded(band: str | None) -> TypedAnswer:
    return _sure(band) if band else TypedAnswer(None, 0.5, "ask-back")


def _market(plain: str) -> TypedAnswer | None:
    if about_kin(plain):
        return None
    place = stated_market(plain)
    return _sure(place.market) if place else None


def _degree(plain: str) -> TypedAnswer | None:
    degree = None if about_kin(plain) else stated_degree(plain)
    return _sure(degree.degree) if degree else None


def _role(plain: str) -> TypedAnswer | None:
    role = current_role(list(clauses(plain)))
    return _sure(role.role) if role else None


_PARSERS = {
    "years": _years,
    "horizon": _horizon,
    "cut": _cut,
    "runway": _runway,
    "market": _market,
    "degree": _degree,
    "role": _role,
}
