"""Parts of today's pay in a text: whether each is lost, kept or gained, or no part of pay."""

from decimal import Decimal

from flows.nlu.cues import Cues
from flows.nlu.entities.money import amounts
from flows.nlu.entities.numbers import Part, has_number, numbers, parts

Cut = tuple[Decimal, Decimal]
"""From which fraction of today's pay to which is lost; negative for a raise."""

_HALF = Decimal("0.5")
_MOST = 8
"""Parts of one text that are weighed."""
_BEHIND, _BEFORE = 6, 12
"""Tokens around a part that say whether it is lost or kept."""
_DETERMINERS, _REACH = ("a", "an", "my", "our", "the"), 4
"""What leads to the name of a thing, and the tokens among which pay is that thing."""
_WORKING_AT = ("at", "for", "on", "working")
"""Words between an amount and how much one works for it."""


def lost_of(cues: Cues, *, bare: bool) -> Cut | None:
    """The cut that words state, as a fraction of today's pay (negative: a raise)."""
    if (times := _times(cues, bare=bare)) is not None:
        return times, times
    found = [_signed(cues, part) for part in _parts(cues, bare=bare)[:_MOST]]
    if cues.anywhere("half less"):
        found.append((_HALF, _HALF))
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None


def _parts(cues: Cues, *, bare: bool) -> list[Part]:
    """The parts of today's pay; a bare number is one where nothing else is said beside it."""
    found = parts(cues.read)
    if found or not bare:
        return [part for part in found if not _is_other(cues, part)]
    found = parts(cues.read, bare=True)
    known = {at for each in found for at in range(each.first, each.end)}
    known |= {at for cue in cues.found for at in range(cue.first, cue.end)}
    beside = any(t.word.isalnum() for at, t in enumerate(cues.read) if at not in known)
    return [] if beside else found


def _is_other(cues: Cues, part: Part) -> bool:
    """Whether a part is one of something else than pay: the top 5%, 80% remote."""
    if _is_denied(cues, part) or _is_working_time(cues, part):
        return True
    stops = [at for at, token in enumerate(cues.read) if token.word in ",.;!?"]
    end = min([part.end + _BEHIND, len(cues.read), *(at for at in stops if at >= part.end)])
    if any(cues.begins(at, "no share") for at in range(part.first - 1, end)):
        return True
    if _is_of_something(cues, part.end):
        return True
    start = max((at + 1 for at in stops if at < part.first), default=0)
    return bool(cues.begins(part.end, "of today")) and _goes_elsewhere(cues, part, start, end)


def _goes_elsewhere(cues: Cues, part: Part, start: int, end: int) -> bool:
    """Whether a part of today's pay is no pay: "I save 40% of my salary"."""
    if cues.has(start, part.first, "loses", "gains"):
        return False
    goes = any(cues.begins(at, "goes elsewhere") for at in range(start, end))
    if not goes and cues.has(start, part.first, "keeps"):
        return False
    got = start == part.first or any(cues.begins(at, "gets") for at in range(start, part.end))
    return goes or not got


def _is_of_something(cues: Cues, end: int) -> bool:
    """Whether what ends there is a part of no pay: "20% less commute", "half of the team"."""
    read, less = cues.read, cues.begins(end, "times less")
    at = less or end + [token.word for token in read[end : end + 1]].count("of")
    named = [token.word for token in read[at : at + _REACH]]
    if not named or not named[0].isalpha() or has_number(read[at : at + _REACH]):
        return False
    if any(cues.begins(each, "pay") for each in range(at, at + _REACH)):
        return False
    return not cues.begins(at, "behind less") if less else named[0] in _DETERMINERS


def _is_working_time(cues: Cues, part: Part) -> bool:
    """Whether it is how much one works: "a 60% position", "I work 80%", "52k for 80%"."""
    if cues.begins(part.end, "working time") or cues.ends(part.first, "working"):
        return True
    read = cues.read
    paid = amounts(read[: part.first])
    between = read[paid[-1].end : part.end] if paid and not paid[-1].bare else ()
    ends = part.end == len(read) or not read[part.end].word[0].isalnum()
    return ends and 0 < len(between) <= _BEHIND and between[0].word in _WORKING_AT


def _is_denied(cues: Cues, part: Part) -> bool:
    """Whether it is said not to be a part: "not 20% but 40%", "it isn't a 30% cut"."""
    before = [token.word for token in cues.read[: part.first] if token.word not in ("a", "an")]
    return before[-1:] in (["not"], ["isn't"], ["wasn't"])


def _times(cues: Cues, *, bare: bool) -> Decimal | None:
    """The cut in "three times less", "they pay 2x" and "ML pays 3x more"."""
    paid = {at for m in amounts(cues.read) if not m.bare for at in range(m.first, m.end)}
    for number in numbers(cues.read):
        end = cues.begins(number.end, "times")
        less = cues.begins(end, "times less")
        other = _is_of_something(cues, end)  # "10x less stress"
        quicker = end and not less and end < len(cues.read) and cues.begins(end, "no share")
        if not end or number.value <= 1 or number.first in paid or other or quicker:
            continue
        if less:
            return 1 - 1 / number.value
        before = {cue.name for cue in cues.found if cue.end <= number.first}
        pays = "they pay more" in before and "other offer" not in before
        return (1 - number.value if pays else 1 - 1 / number.value) if bare else None
    return None


def _signed(cues: Cues, part: Part) -> Cut:
    """Turn a part into a cut: what is kept, lost or gained is said around it."""
    low, high, first, end = part
    last = min(len(cues.read), end + _BEHIND)
    last = next((n.first for n in numbers(cues.read[:last]) if n.first >= end), last)
    start = max(at + 1 for at in range(-1, first) if at < 0 or cues.read[at].word in ".;!?")
    said = cues.within(max(start, first - _BEFORE), first, "loses", "keeps", "gains")
    before = said[-1].name if said else ""
    sign = before or "loses"
    if cues.begins(end, "cents"):
        sign = "keeps"
    elif cues.has(end, last, "loses"):
        sign = "loses"
    elif cues.has(end, min(last, end + 2), "gains") or (first and cues.read[first - 1].word == "+"):
        sign = "gains"
    elif cues.has(end, last, "remains") or (cues.begins(end, "of today") and before != "loses"):
        sign = "keeps"
    return {"loses": (low, high), "keeps": (1 - high, 1 - low), "gains": (-high, -low)}[sign]
