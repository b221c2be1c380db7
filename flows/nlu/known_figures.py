"""Short texts about figures that are known: one put right, one taken away, a cut disputed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, product
from typing import NamedTuple

from flows.figures import Figures
from flows.knowledge.models import Question
from flows.nlu.cues import Cues
from flows.nlu.entities.money import LAKH, THOUSAND, TIMES, Money, amounts
from flows.nlu.entities.yearly import currency_of
from flows.nlu.interpretation import FIGURE_NAMES, FigureName, TextContext
from flows.nlu.names import named_below
from flows.nlu.normalize import clean, tokens
from flows.nlu.phrases import Found
from flows.nlu.slots import place
from flows.nlu.slots.pay import SCALES

_LONGEST = 100
"""Characters of a text that may be about nothing but figures."""
_LISTS = "known_figures.txt"
_BESIDE = (
    "beside",
    "both",
    "corrects",
    "denied",
    "instead of",
    "pay",
    "rather",
    "removes",
    *FIGURE_NAMES,
)
_AROUND = ("beside", "removes")
_SHARES = ("cut", "runway")
"""Kinds of questions at which "there is no cut" is an answer."""
_TIMES = ("years", "horizon")
"""Kinds of questions at which a bare number is a stretch of time."""
_DENIES = ("don't", "dont", "never", "not")
_PAYS: tuple[FigureName, ...] = ("now", "next")
_NEARER = 2
"""How many times nearer an amount is to the figure it puts right than to any other."""
_FAR = Decimal(4)
"""By more than this factor no figure is put right, unless its period is another."""
_APART = Decimal(10)
"""By more than this factor nothing is put right as a matter of course: another currency may be."""

Fields = dict[str, object]


class _Told(NamedTuple):
    """An amount with the figure that words name for it, and the one it is told instead of."""

    money: Money
    name: FigureName | None
    old: Money | None = None


def aimed_at_figures(
    text: str, context: TextContext, questions: Collection[Question], asked: str
) -> Fields | None:
    """What a text does with what is noted; None where it is about anything else.

    ``asked`` is how the open question is read.
    """
    name = removed(text, context, questions, asked)
    if name == "next" and context.requested_figure == "next":
        return {"command": "skip"}  # "there is no offer"
    if name:
        return {"removes": name}
    return matched(text, context) or put_right(text, context, asked)


def matched(text: str, context: TextContext) -> Fields | None:
    """The new pay as much as today's, where a text says that they match it; else None."""
    now = _amounts_known(context.figures).get("now")
    cues = Cues(tokens(clean(text)) if now and len(text) <= _LONGEST else (), _LISTS)
    if not cues.anywhere("matched") or not _is_all(cues, (), "matched", "beside", "corrects"):
        return None
    return {"figures": Figures(next=now), "corrects": True}


def put_right(text: str, context: TextContext, asked: str) -> Fields | None:
    """The figures that a text puts right; ``unplaced`` where it does not say which one.

    None where the text says anything else. What is told instead of a figure has its scale and its
    period, unless it says its own.
    """
    known = _amounts_known(context.figures)
    read = tokens(clean(text)) if known and len(text) <= _LONGEST else ()
    found = amounts(read, place.country_of(context.market or "")) if read else []
    cues = Cues(read, _LISTS)
    if not found or any(each.stretch for each in found) or not _is_all(cues, found, *_BESIDE):
        return None
    told = list(_told(cues, found))
    counted = not found[0].bare or (
        asked not in (*_TIMES, *_SHARES) and _is_like(told[0], context.figures)
    )
    named = told[0].name and counted and asked != "role"
    alone = asked not in _TIMES and _is_alone(cues, found, context)
    if not (named or alone or cues.anywhere("corrects") or told[0].old or len(told) > 1):
        return None
    if alone and len(known.keys() & set(_PAYS)) == 1:
        like = next(iter(known.values()))
        return {"unplaced": _worth(found[0], like, None), "corrects": True}
    stated, unplaced = _placed(told, known, context)
    if not stated and (unplaced is None or (found[0].bare and asked in (*_TIMES, *_SHARES))):
        return None
    currency = currency_of(found, read, place.country_of(context.market or ""))
    if any(not 1 / _APART < each / known.get(name, each) < _APART for name, each in stated.items()):
        return None
    figures = Figures.model_validate({**stated, "floor": None, "currency": currency})
    return {
        "figures": figures if stated.keys() - {"floor"} else None,
        "floor": stated.get("floor"),
        "unplaced": unplaced,
        "currency": currency,
        "corrects": True,
    }


def _is_alone(cues: Cues, found: Sequence[Money], context: TextContext) -> bool:
    """Whether a text is one amount and nothing else, though no figure was asked for: "95k"."""
    waits = context.requested_figure or found[0].bare
    return len(found) == 1 and not waits and _is_all(cues, found)


def _is_like(told: _Told, figures: Figures | None) -> bool:
    """Whether a number alone is as large as a figure is in its scale: "they'd pay 90"."""
    known = _amounts_known(figures)
    like = known.get(told.name or "now", next(iter(known.values())))
    in_rupees = figures is not None and figures.currency == "INR"
    worths = [told.money.number * scale for scale in (1, LAKH if in_rupees else THOUSAND)]
    return any(1 / _FAR <= worth / like <= _FAR for worth in worths)


def removed(text: str, context: TextContext, questions: Collection[Question], asked: str) -> str:
    """The figure or the question that a text takes back; "" where it takes back nothing known.

    "pay" is whatever is paid, "both" all of it, "disputed" the cut that figures tell and the text
    denies.
    """
    figures = context.figures or Figures()
    read = tokens(clean(text)) if len(text) <= _LONGEST else ()
    cues = Cues(read, _LISTS)
    if (context.figures or context.requested_figure == "next") and cues.anywhere("no offer"):
        return "next" if _is_all(cues, (), "no offer", "beside", "corrects", "now") else ""
    cut = figures.cut if None not in (figures.now, figures.next) else None
    disputes = "disputes" if cut and cut > 0 else "disputes raise"
    if cut is not None and asked not in _SHARES and cues.anywhere(disputes):
        return "disputed" if _is_all(cues, (), disputes, "beside", "corrects") else ""
    if not cues.anywhere("removes") or any(token.word in _DENIES for token in read):
        return ""
    told = amounts(read, place.country_of(context.market or ""))
    names = [_equal(each, _amounts_known(figures))[0] for each in told]
    if (names or cues.anywhere("both", "pay", *FIGURE_NAMES)) and _is_all(cues, told, *_BESIDE):
        named = {cue.name for cue in cues.within(0, len(read), *FIGURE_NAMES)}
        named = {name or "" for name in names} or named
        if named == {"now", "next"} or (not named and cues.anywhere("both")):
            return "both"
        return "pay" if not named else named.pop() if len(named) == 1 else ""
    said = {at for cue in cues.found for at in range(cue.first, cue.end) if cue.name in _AROUND}
    rest = [at for at, token in enumerate(read) if at not in said and token.word[0].isalnum()]
    begins = min(cue.first for cue in cues.found if cue.name == "removes")
    question = named_below(tuple(read[at].word for at in rest), questions)
    return question.id if question and begins < rest[0] else ""


def _amounts_known(figures: Figures | None) -> dict[FigureName, Decimal]:
    known = {name: getattr(figures, name, None) for name in FIGURE_NAMES}
    return {name: amount for name, amount in known.items() if amount}


def _is_all(cues: Cues, found: Sequence[Money], *names: str) -> bool:
    """Whether nothing stands beside amounts and phrases of these lists but marks."""
    spans: list[Money | Found] = [*found, *(cue for cue in cues.found if cue.name in names)]
    covered = {at for each in spans for at in range(each.first, each.end)}
    return all(at in covered or not token.word[0].isalnum() for at, token in enumerate(cues.read))


def _told(cues: Cues, found: list[Money]) -> Iterator[_Told]:
    """The amounts that count, each with what it is told instead of."""
    ends = [0, *(each.end for each in found), len(cues.read)]
    starts = [*(each.first for each in found), len(cues.read)]
    leads = bool(cues.within(0, starts[0], *FIGURE_NAMES))
    gone = dict(_replaced(cues, found))
    for at, money in enumerate(found):
        if money in gone.values():
            continue
        first, end = (ends[at], starts[at]) if leads else (ends[at + 1], starts[at + 1])
        named = cues.within(first, end, *FIGURE_NAMES)
        near = named or (cues.within(0, len(cues.read), *FIGURE_NAMES) if len(found) == 1 else [])
        name = next((each for each in FIGURE_NAMES if near and near[-1].name == each), None)
        yield _Told(money, name, gone.get(money))


def _replaced(cues: Cues, found: list[Money]) -> Iterator[tuple[Money, Money]]:
    """Amounts with those they are told instead of: "12, not 14", "14? no, 12", "not 14 but 12"."""
    for one, two in pairwise(found):
        if cues.has(one.end, two.first, "instead of"):
            yield one, two
        elif cues.has(one.end, two.first, "rather") or cues.has(0, one.first, "denied"):
            yield two, one


def _placed(
    told: list[_Told], known: Mapping[FigureName, Decimal], context: TextContext
) -> tuple[dict[FigureName, Decimal], Decimal | None]:
    """The figures by name; or an amount that may be any of those known."""
    stated: dict[FigureName, Decimal] = {}
    for each in told:
        name, unit = _equal(each.old, known) if each.old else (None, None)
        name = name or each.name
        if name is None and len(told) == 1 and not each.old and not each.money.bare:
            name = _meant(each.money, known, context)
        like = known.get(name) if name else next(iter(known.values()))
        worth = _worth(each.money, like or next(iter(known.values())), unit)
        if name is None:
            unplaced = len(told) == 1 and (each.old or not each.money.bare)
            return {}, worth if unplaced else None
        stated[name] = worth
    return (stated, None) if len(stated) == len(told) else ({}, None)


def _equal(
    old: Money, known: Mapping[FigureName, Decimal]
) -> tuple[FigureName | None, tuple[Decimal, Decimal] | None]:
    """The one figure that an amount is, and the scale and the period that make it so."""
    found = {
        name: unit
        for name, amount in known.items()
        for unit in reversed(_units(old))
        if old.number * unit[0] * unit[1] == amount
    }
    return next(iter(found.items())) if len(found) == 1 else (None, None)


def _units(money: Money) -> list[tuple[Decimal, Decimal]]:
    """The scales and periods that an amount may have, the likeliest first."""
    scales = (money.scale,) if money.scale else SCALES
    periods = (money.times,) if money.times else sorted(TIMES.values())
    return [(scale, Decimal(times)) for times, scale in product(periods, scales)]


def _worth(money: Money, like: Decimal, unit: tuple[Decimal, Decimal] | None) -> Decimal:
    """An amount by the year, in the unit of the figure that it is told instead of, or like one."""
    if unit:
        scale = money.scale or (unit[0] if money.bare else Decimal(1))
        return money.number * scale * Decimal(money.times or unit[1])
    worths = [money.number * scale * times for scale, times in _units(money)]
    return next((each for each in worths if 1 / _FAR <= each / like <= _FAR), worths[0])


def _meant(
    money: Money, known: Mapping[FigureName, Decimal], context: TextContext
) -> FigureName | None:
    """The figure that was told last, or else the one that an amount is much the nearest to."""
    last = [name for name in context.last_figures if name in known]
    candidates = last or [*known]
    if len(candidates) == 1:
        return candidates[0]
    apart = {
        name: abs((_worth(money, known[name], None) / known[name]).ln()) for name in candidates
    }
    nearest, second, *_ = sorted(apart, key=lambda name: apart[name])
    return nearest if apart[nearest] * _NEARER <= apart[second] else None
