"""Years of work: numbers, and what they count."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from flows.nlu.clauses import Clause
from flows.nlu.edges import spans
from flows.nlu.entities.durations import LIFE, Duration, Durations, durations
from flows.nlu.entities.places import places
from flows.nlu.normalize import compared, tokens
from flows.nlu.phrases import load_lists
from flows.nlu.slots.reading import Message, Reading
from flows.nlu.slots.role import mentions
from flows.nlu.slots.stretches import (
    Said,
    bare_reply,
    corrected,
    durations_now,
    is_of_a_task,
    reading_of,
    tells_time,
)
from flows.nlu.slots.totals import in_all, year_of_work

_YEARS = ((3, "0-2"), (6, "3-5"), (10, "6-9"))
_SINCE = ("since", "experience-since")
_SHORT, _FEW = 3, 12
"""Tokens of a clause about studies alone, and of one in which a "since" tells all of one's work."""

_HEAD = 100
"""Characters of a reply that may be nothing but words for a beginner."""


def band_of_years(years: Decimal) -> str:
    """The option of so many years of work; years round down, so 2.5 is ``0-2``."""
    return next((band for end, band in _YEARS if years < end), "10+")


def stated(message: Message) -> Reading | None:
    """The years of work that running text states; parts of them are added up and asked about."""
    return _told(message) or _in_passing(message) if tells_time(message) else None


def _told(message: Message) -> Reading | None:
    found = list(_stated(message))
    found = [said for said in found if said.high] or found  # "three years, my first job"
    goes_on = any(said.words.lower().startswith("then ") for said in found)
    totals = [said for said in found if said.total and not goes_on] or found
    if not found:
        return _began(message)
    if whole := _whole(found, message):
        return whole
    if all(said.past for said in totals):
        return _summed(totals, message)
    parts = (goes_on or not totals[0].total) and any(said.part for said in found)
    readings = [reading_of([said], said.words, band_of_years) for said in totals]
    if len({reading.option for reading in readings}) == 1 and not parts:
        passing = message.is_story and not any(said.total or said.first for said in totals)
        return readings[0]._replace(sure=readings[0].sure and not passing)
    if len(totals) < len(found):
        return None
    return _summed(totals, message)


def _whole(found: Sequence[Said], message: Message) -> Reading | None:
    """What is called the total, where all such agree and no part is longer than that."""
    called = list(in_all(message))
    bands = {band_of_years(each) for said in called for each in (said.low, said.high)}
    if len(bands) != 1 or max(each.low for each in found) > max(each.high for each in called):
        return None
    over = any(said.past for said in called)
    return reading_of(called, called[0].words, band_of_years)._replace(sure=not over)


def _summed(parts: Sequence[Said], message: Message) -> Reading:
    """Parts of one's work together, which may overlap or be of another work: to be asked back."""
    low, high = sum(said.low for said in parts), sum(said.high for said in parts)
    whole = Said(Decimal(low), Decimal(high), total=True, words=parts[0].words)
    return reading_of([whole], message.plain, band_of_years)._replace(sure=False)


def _began(message: Message) -> Reading | None:
    """The years since the friend began, where nothing else tells: "joined in 2021"."""
    year: Said | None = None
    line = -1
    for clause in message.clauses:
        read = durations(clause.text)
        if line != clause.sentence:
            line, year = clause.sentence, None
        if clause.whom != "me" or clause.act == "asks" or clause.is_of_something:
            continue
        began = (_from(cue.end, read, message) for cue in read.cues.found if cue.name == "began in")
        since = next(filter(None, began), None)
        told = (_from(at, read, message) for at, t in enumerate(read.tokens) if _is_year(t.word))
        year = year or next(filter(None, told), None)  # "done with it in 2018, |working ever since"
        if since := since or (year if read.has("worked since") else None):
            return reading_of([since], clause.text, band_of_years)._replace(sure=False)
    return None


def _in_passing(message: Message) -> Reading | None:
    """The longest time that a friend tells of, where nothing is said to be that of work."""
    found = [
        (each.high, each, clause.text)
        for clause in message.telling
        if clause.act == "states" and clause.when in ("now", "past")
        for read in [durations(clause.text)]
        if not (read.has("denied", "plan", "ahead", "not-reply") or clause.is_of_something)
        and not _is_of_life(clause, read)
        for each in read.found
        if each.unit == "year" and each.low >= 1 and each.high <= LIFE
        if not (
            read.right_before(each, "in", "times", "negated")
            or read.right_behind(each, "of-age", "of-pay", "a plan")
        )
    ]
    if not found:
        return None
    _, longest, words = max(found, key=lambda each: each[0])
    return reading_of([longest], words, band_of_years)._replace(sure=False)


def replied(message: Message) -> Reading | None:
    """The years of work that a reply to the question states."""
    own = [durations(clause.text) for clause in message.replying if clause.whom == "me"]
    fresh = any(read.has("fresh") and not read.has("denied") for read in own)
    fresh = fresh or not _fresh_replies().isdisjoint(spans(message.plain[:_HEAD]))
    bare = bare_reply(message, band_of_years, _replies_years, adds=True) if fresh else None
    if reading := corrected(message, band_of_years) or bare or _told(message):
        return reading
    if fresh:
        return Reading("0-2", message.plain)
    if since := next(filter(None, (_since(read, message) for read in own)), None):
        return reading_of([since], message.plain, band_of_years)
    return bare_reply(message, band_of_years, _replies_years, adds=True)


@cache
def _fresh_replies() -> frozenset[tuple[str, ...]]:
    """Replies that tell less than three years only where years of work are asked for."""
    return frozenset(map(compared, load_lists("durations.txt")["fresh reply"]))


def _stated(message: Message) -> Iterator[Said]:
    began = studies = -1
    alone = len(message.tokens) <= _FEW // 2
    for clause in message.telling:
        planned = clause.when == "planned"
        read = durations_now(clause) if planned else durations(clause.text)
        past = clause.when == "past" or read.cues.begins(0, "earlier") > 0
        if read.has("denied") or (past and not read.has("earlier")) or clause.is_of_something:
            continue
        if _is_of_life(clause, read):
            continue
        if read.has("fresh") and not any(_is_year(token.word) for token in read.tokens):
            yield Said(Decimal(0), Decimal(0), total=False, words=clause.text)
        short = len(clause.tokens) <= _SHORT
        other = read.has("plan") or _is_other_time(read)
        if other or (studies == clause.sentence and short):
            continue
        studies = clause.sentence if read.has("studies") else studies
        since = _since(read, message) if clause.act != "denies" else None
        if since and _is_of_work(clause, read) and len(clause.tokens) <= _FEW:
            later = _is_later(message, clause)
            yield since._replace(total=False, part=True) if later else since
        then = clause.tokens[0].word == "then"
        if under_way := year_of_work(clause, read, alone=alone):
            yield under_way._replace(past=past)
            continue
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
            yield Said(Decimal(low), Decimal(high), career, clause.text, part, over, first)


def _is_of_life(clause: Clause, read: Durations) -> bool:
    """Whether a clause tells of what is no work: "married for ten years", "no raise for 3"."""
    return read.has("life") and not (read.has("career") or mentions(clause))


def _is_later(message: Message, clause: Clause) -> bool:
    """Whether other work was told of before: "COBOL, then Java, then, since 2021, Python"."""
    line = [each for each in message.line(clause) if each.start <= clause.start]
    return any(token.word == "then" for each in line for token in each.tokens)


def _is_other_time(read: Durations) -> bool:
    """Whether what is counted is no work; "3 years after my master" is."""
    if not read.has("not-work"):
        return False
    work = read.cues.within(0, len(read.tokens), "after-study", "under")
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
    parted = [cue.first for cue in read.cues.found if cue.name == "of which" and cue.first]
    for each in read.found:
        if begun and parted and each.first > parted[0]:
            continue  # "14 years, of which the last five as a lead"
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
        and not read.right_behind(each, "a plan")
        and not read.right_before(each, "part", "times", "negated")
        and not (read.right_before(each, "in") and not read.has("career"))
        and not (each.unit == "month" and (read.has("of-pay") or read.right_behind(each, "bank")))
        and not is_of_a_task(each, read)
    )


def _since(read: Durations, message: Message) -> Said | None:
    """Count from a calendar year: "since 2019"."""
    if read.has("denied"):
        return None
    starts = (at + 1 for at, token in enumerate(read.tokens) if token.word in ("since", "from"))
    return next(filter(None, (_from(at, read, message) for at in starts)), None)


def _from(at: int, read: Durations, message: Message) -> Said | None:
    """Count from the calendar year named next, of which nobody knows the month."""
    following = (int(t.word) for t in read.tokens[at : at + 2] if _is_year(t.word))
    year = next(following, message.today.year + 1)
    if year > message.today.year:
        return None
    most = message.today.year - year + Decimal(message.today.month) / 12
    return Said(max(Decimal(0), most - 1), most, total=True, words=message.plain)


def _is_year(word: str) -> bool:
    return len(word) == len("2019") and word.isdigit() and word[:2] in ("19", "20")


def _replies_years(clause: Clause, read: Durations) -> bool:
    return clause.whom == "me" and not read.has("not-reply", "denied", "ahead")
