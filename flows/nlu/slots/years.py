"""Years of work, and the years planned for: numbers, and what they count."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from weakref import WeakKeyDictionary

from flows.nlu.clauses import Clause
from flows.nlu.edges import spans
from flows.nlu.entities.durations import LIFE, Duration, Durations, durations
from flows.nlu.entities.money import amounts
from flows.nlu.entities.places import places
from flows.nlu.normalize import compared, tokens
from flows.nlu.phrases import load_lists
from flows.nlu.slots.reading import Message, Reading
from flows.nlu.slots.role import mentions

_YEARS = ((3, "0-2"), (6, "3-5"), (10, "6-9"))
_SHORT, _LONG, _LONGEST = 3, 4, 10
_SINCE = ("since", "experience-since")
_LEADS = ("bare-before", "stands at", "about", "under", "over")
"""What a bare number that answers may stand right behind."""
_FEW = 12
"""Tokens of a reply in which a bare number may answer."""

_HEAD = 100
"""Characters of a reply that may be nothing but words for a beginner."""

Band = Callable[[Decimal], str | None]


def band_of_years(years: Decimal) -> str:
    """The option of so many years of work; years round down, so 2.5 is ``0-2``."""
    return next((band for end, band in _YEARS if years < end), "10+")


def band_of_horizon(years: Decimal) -> str | None:
    """The option of a chapter of so many years, or None between three and four."""
    if years <= _SHORT:
        return "1-3"
    if years < _LONG:
        return None
    return "4-10" if years <= _LONGEST else "over-10"


class _Said(NamedTuple):
    """Years of work that a clause states, whether as all that there are, and its words.

    ``part``: others are to be added; ``past``: these are over; ``first``: they are told at once.
    """

    low: Decimal
    high: Decimal
    total: bool
    words: str
    part: bool = False
    past: bool = False
    first: bool = False


_READ: WeakKeyDictionary[Message, dict[str, Durations]] = WeakKeyDictionary()


def _durations(message: Message, text: str) -> Durations:
    """The stretches of time in a part of a message, read once for all who ask."""
    read = _READ.setdefault(message, {})
    if text not in read:
        read[text] = durations(text)
    return read[text]


def stated(message: Message) -> Reading | None:
    """The years of work that running text states; parts of them are added up and asked about."""
    return _told(message) or _in_passing(message)


def _told(message: Message) -> Reading | None:
    found = list(_stated(message))
    found = [said for said in found if said.high] or found  # "three years, my first job"
    goes_on = any(said.words.lower().startswith("then ") for said in found)
    totals = [said for said in found if said.total and not goes_on] or found
    if not found:
        return _began(message)
    if all(said.past for said in totals):
        return _summed(totals, message)
    parts = (goes_on or not totals[0].total) and any(said.part for said in found)
    readings = [_reading([said], said.words, band_of_years) for said in totals]
    if len({reading.option for reading in readings}) == 1 and not parts:
        passing = message.is_story and not any(said.total or said.first for said in totals)
        return readings[0]._replace(sure=readings[0].sure and not passing)
    if len(totals) < len(found):
        return None
    return _summed(totals, message)


def _summed(parts: Sequence[_Said], message: Message) -> Reading:
    """Parts of one's work together, which may overlap or be of another work: to be asked back."""
    low, high = sum(said.low for said in parts), sum(said.high for said in parts)
    whole = _Said(Decimal(low), Decimal(high), total=True, words=parts[0].words)
    return _reading([whole], message.plain, band_of_years)._replace(sure=False)


def _began(message: Message) -> Reading | None:
    """The years since the friend began, where nothing else tells: "joined in 2021"."""
    for clause in message.clauses:
        read = _durations(message, clause.text)
        for cue in read.cues.found:
            if cue.name == "began in" and clause.whom == "me" and clause.act != "asks":
                since = _from(cue.end, read, message)
                if since:
                    return _reading([since], clause.text, band_of_years)._replace(sure=False)
    return None


def _in_passing(message: Message) -> Reading | None:
    """The longest time that a friend tells of, where nothing is said to be that of work."""
    found = [
        (each.high, each, clause.text)
        for clause in message.telling
        if clause.act == "states" and clause.when in ("now", "past")
        for read in [_durations(message, clause.text)]
        if not (read.has("denied", "plan", "ahead", "not-reply") or clause.is_of_something)
        for each in read.found
        if each.unit == "year" and each.low >= 1 and each.high <= LIFE
        if not (
            read.right_before(each, "in", "times") or read.right_behind(each, "of-age", "of-pay")
        )
    ]
    if not found:
        return None
    _, longest, words = max(found, key=lambda each: each[0])
    return _reading([longest], words, band_of_years)._replace(sure=False)


def replied(message: Message) -> Reading | None:
    """The years of work that a reply to the question states."""
    own = [_durations(message, clause.text) for clause in message.replying if clause.whom == "me"]
    fresh = any(read.has("fresh") and not read.has("denied") for read in own)
    fresh = fresh or not _fresh_replies().isdisjoint(spans(message.plain[:_HEAD]))
    bare = _bare(message, band_of_years, counts=_replies_years) if fresh else None
    if reading := _corrected(message, band_of_years) or bare or _told(message):
        return reading
    if fresh:
        return Reading("0-2", message.plain)
    if since := next(filter(None, (_since(read, message) for read in own)), None):
        return _reading([since], message.plain, band_of_years)
    return _bare(message, band_of_years, counts=_replies_years)


@cache
def _fresh_replies() -> frozenset[tuple[str, ...]]:
    """Replies that tell less than three years only where years of work are asked for."""
    return frozenset(map(compared, load_lists("durations.txt")["fresh reply"]))


def horizon_stated(message: Message) -> Reading | None:
    """The chapter planned for that running text states."""
    for clause in message.telling:
        read = _durations(message, clause.text)
        if read.has("denied") or clause.is_of_something:
            continue
        if read.has("so-far"):  # "an analyst since forever"
            continue
        if read.has("for-good"):  # "loans until forever" is no plan of one's own
            return Reading("over-10", clause.text, sure=bool(clause.own_subjects))
        wished = clause.when == "planned" and not read.has("not-work")
        units = [each for each in read.found if each.unit]
        meant = [each for each in units if read.right_before(each, "for")]
        if units and read.has("plan"):
            return _reading(units, clause.text, band_of_horizon)
        if meant and wished:  # "I'd like to build something for four years"
            return _reading(meant, clause.text, band_of_horizon)._replace(sure=False)
    return None


def horizon_replied(message: Message) -> Reading | None:
    """The chapter planned for that a reply to the question states."""
    own = [(clause, _durations(message, clause.text)) for clause in message.replying]
    good = ("for-good", "for-good reply")
    if any(read.has(*good) and not _plans_of_another(clause, read) for clause, read in own):
        return Reading("over-10", message.plain)
    past = _tells_more(message) or any(read.has("career", *_SINCE) for _, read in own)
    past = past or any(places(message.plain, tokens(message.plain)))
    if past and not any(read.has("ahead") and read.found for _, read in own):
        return None  # "7 yrs DS in Bangalore, 42 LPA"
    return _corrected(message, band_of_horizon) or _bare(
        message, band_of_horizon, counts=_replies_horizon
    )


def _stated(message: Message) -> Iterator[_Said]:
    began = studies = -1
    for clause in message.telling:
        read = _durations(message, clause.now_part if clause.when == "planned" else clause.text)
        past = clause.when == "past" or read.cues.begins(0, "earlier") > 0
        if read.has("denied") or (past and not read.has("earlier")) or clause.is_of_something:
            continue
        if read.has("fresh"):
            yield _Said(Decimal(0), Decimal(0), total=False, words=clause.text)
        short = len(clause.tokens) <= _SHORT
        other = read.has("plan") or _is_other_time(read)
        if other or (studies == clause.sentence and short):
            continue
        studies = clause.sentence if read.has("studies") else studies
        since = _since(read, message) if clause.act != "denies" else None
        if since and _is_of_work(clause, read) and len(clause.tokens) <= _FEW:
            yield since
        then = clause.tokens[0].word == "then"
        units = list(_units(read, further=then, begun=began == clause.sentence))
        if units:
            began = clause.sentence
            career = read.has("career") and not past
            whole = max if career else sum
            low, high = whole(each.low for each in units), whole(each.high for each in units)
            low = min(each.low for each in units) if career else low
            bare = any(not each.unit for each in units) and not read.has("label")
            over = past and len(units) == 1
            part = then or past or bare
            first = clause.sentence == 0
            yield _Said(Decimal(low), Decimal(high), career, clause.text, part, over, first)


def _is_other_time(read: Durations) -> bool:
    """Whether what is counted is no work; "3 years after my master" is."""
    work = read.cues.within(0, len(read.tokens), "after-study")
    # "3 years of it after 4 as an actuary", but "left after 2 years"
    further = [two.first for one, two in pairwise(read.found)]
    return any(
        cue.name == "not-work"
        and not any(each.first <= cue.first and cue.end <= each.end for each in work)
        and not (read.tokens[cue.first].word == "after" and cue.end in further)
        for cue in read.cues.found
    )


def _is_of_work(clause: Clause, read: Durations) -> bool:
    """Whether a "since" tells of work, and not where one has lived: "Kyiv -> Krakow since 2022"."""
    if read.has("experience-since") or mentions(clause):
        return True
    return read.has("since") and not any(places(clause.text, tokens(clause.text)))


def _units(read: Durations, *, further: bool, begun: bool) -> Iterator[Duration]:
    """The stretches of work in a clause: a bare number goes on with one before it."""
    jobs = [each for each in read.found if not each.unit and _is_as(each, read)]
    begun = begun or len(jobs) > 1  # "3 as analyst + 4 as data scientist"
    for each in read.found:
        joint = read.right_before(each, "joint") and read.right_behind(each, "job of several")
        goes_on = read.right_before(each, "goes on") or read.right_behind(each, "further")
        label = read.right_before(each, "label")
        # "two years in QA, three in DS"
        next_job = begun and not each.first and read.right_behind(each, "job of several")
        job = next_job or (len(jobs) > 1 and each in jobs)
        if not each.unit and (further or label or job or (begun and (goes_on or joint))):
            yield each
        elif _counts(each, read):
            begun = True
            yield each


def _is_as(each: Duration, read: Durations) -> bool:
    return [token.word for token in read.tokens[each.end : each.end + 1]] == ["as"]


def _counts(each: Duration, read: Durations) -> bool:
    """Whether a stretch may be one of work: no age, no part of another, no "for a year"."""
    plain = read.tokens[each.first].word != "a" or each.first == 0
    into = read.right_behind(each, "into")  # "6 months into my first job"
    return (
        bool(each.unit)
        and (plain or read.has("career", *_SINCE))
        and each.high <= LIFE
        and not read.right_behind(each, "of-age", "of-pay", "part", within=1 if into else 2)
        and not read.right_before(each, "part", "times")
        and not (read.right_before(each, "in") and not read.has("career"))
        and not (each.unit == "month" and (read.has("of-pay") or read.right_behind(each, "bank")))
        and not _is_of_a_task(each, read)
    )


def _is_of_a_task(each: Duration, read: Durations) -> bool:
    """Whether something took a stretch: "6 months to get a password"."""
    behind = [token.word for token in read.tokens[each.end : each.end + 2]]
    return behind[:1] == ["to"] and behind[-1].isalpha() and behind[-1] not in ("to", "date")


def _reading(found: Sequence[Duration | _Said], words: str, band: Band) -> Reading:
    low, high = min(each.low for each in found), max(each.high for each in found)
    first, last = band(low), band(high)
    if first == last and first:
        return Reading(first, words)
    return Reading("", words, sure=False)


def _since(read: Durations, message: Message) -> _Said | None:
    """Count from a calendar year: "since 2019"."""
    if read.has("denied"):
        return None
    starts = (at + 1 for at, token in enumerate(read.tokens) if token.word in ("since", "from"))
    return next(filter(None, (_from(at, read, message) for at in starts)), None)


def _from(at: int, read: Durations, message: Message) -> _Said | None:
    """Count from the calendar year named next, of which nobody knows the month."""
    following = (int(t.word) for t in read.tokens[at : at + 2] if _is_year(t.word))
    year = next(following, message.today.year + 1)
    if year > message.today.year:
        return None
    most = message.today.year - year + Decimal(message.today.month) / 12
    return _Said(max(Decimal(0), most - 1), most, total=True, words=message.plain)


def _is_year(word: str) -> bool:
    return len(word) == len("2019") and word.isdigit() and word[:2] in ("19", "20")


def _corrected(message: Message, band: Band) -> Reading | None:
    """Read "10 yrs. wait no, 12": what comes last counts."""
    read = _durations(message, message.plain)
    ends = [cue.end for cue in read.cues.found if cue.name == "correction"]
    if not ends or message.clauses[-1] not in message.replying or len(read.tokens) > 2 * _FEW:
        return None
    behind = [each for each in read.found if each.first >= max(ends)]
    return _reading(behind, message.plain, band) if behind else None


def _bare(
    message: Message, band: Band, *, counts: Callable[[Clause, Durations], bool]
) -> Reading | None:
    """Read a short reply, in which a number without a unit counts years."""
    if sum(len(clause.tokens) for clause in message.clauses) > 2 * _FEW:
        return None
    read = [(clause, _durations(message, clause.text)) for clause in message.replying]
    kept = [each for clause, each in read if counts(clause, each) and clause.opens != "("]
    kept = [each for each in kept if each.has("career")] or kept  # "9 in all, 5 in data"
    found = [
        each
        for said in kept
        for each in said.found
        if each.high <= LIFE and not _is_of_a_task(each, said)
    ]
    units = [each for each in found if each.unit]
    if not units and _tells_more(message):
        return None  # "29, data scientist in Berlin"
    chosen = units or [each for said in kept for each in said.found if _is_bare(each, said)]
    if band is band_of_years and len(chosen) > 1 and message.plain.find(" then ") > 0:
        chosen = [
            chosen[0]._replace(
                high=chosen[0].high + chosen[1].high, low=chosen[0].low + chosen[1].low
            )
        ]
    said = [each for each in kept for one in each.found if each.right_behind(one, "job of several")]
    if band is band_of_years and not units and len(chosen) > 1 and len(said) == len(chosen):
        low, high = sum(each.low for each in chosen), sum(each.high for each in chosen)
        whole = _Said(Decimal(low), Decimal(high), total=True, words=message.plain)
        return _reading([whole], message.plain, band)._replace(sure=False)
    return _reading(chosen, message.plain, band) if chosen else None


def _tells_more(message: Message) -> bool:
    """Whether a reply tells of other matters too, which its numbers may belong to."""
    return any(
        mentions(clause) or any(not money.bare for money in amounts(clause.tokens))
        for clause in message.clauses
    )


def _is_bare(each: Duration, read: Durations) -> bool:
    """Whether a number stands for itself: "2 lakh" and "3 PhDs" count something else."""
    # "left school at 17" and "I'm at six"
    at = read.right_before(each, "at") and not read.right_before(each, "stands at")
    if each.unit or each.high > LIFE or at or read.right_behind(each, "part"):
        return False
    before = read.tokens[each.first - 1].word if each.first else ""
    if before[:1].isalpha() and not read.right_before(each, *_LEADS):
        return False  # "room 7", "a team of 8"
    behind = read.tokens[each.end : each.end + 2]
    if [token.word[0].isdigit() for token in behind] == [False, True] and behind[0].word == "of":
        return False  # "one of 8"
    return not behind or not behind[0].word[0].isalnum() or read.right_behind(each, "bare-after")


def _replies_years(clause: Clause, read: Durations) -> bool:
    return clause.whom == "me" and not read.has("not-reply", "denied", "ahead")


def _replies_horizon(clause: Clause, read: Durations) -> bool:
    return not read.has("not-reply", "so-far", "denied") and not _plans_of_another(clause, read)


def _plans_of_another(clause: Clause, read: Durations) -> bool:
    """Whether somebody else plans; "until my son leaves school" still says for how long."""
    return clause.whom != "me" and read.has("plan")
