"""Matters of judgement: what has no number, read by listed phrases and by a careful classifier."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from flows.nlu.clauses import Clause, is_conditional
from flows.nlu.normalize import tokens
from flows.nlu.phrases import Found
from flows.nlu.slots.matters import (
    NEAR,
    PERSONS,
    Heard,
    Matter,
    clauses_heard,
    gates,
    matter_of,
    overlap,
)
from flows.nlu.slots.reading import STATED, Message, Reading, contrasts, once

LIKELY, SURE, TOLD, DOUBTED = 0.05, 0.45, 0.1, 0.2
"""The lead of a guess that is worth asking back in a short reply, that is noted there, that is
asked back of a clause in running text, and that doubts what listed words say there."""

FEW, UNNAMED, _SHORT = 4, 8, 18
"""Words of a reply that may be mere doubt, that need not name its matter, and of one that can be
about nothing else."""

_REACH = 3
"""Clauses that they go back."""

_SAID = 5
"""Words of a clause that says what listed words find in it, and nothing else."""

MOST, _FEWEST_WORDS = 24, 3
"""Clauses of a text that are guessed at, as each guess takes its time, and the words of each."""

_DENIED = 3
"""Tokens that a denial reaches."""


class _Cue(NamedTuple):
    """Words listed for an option; ``kind`` says what else they need, if anything."""

    option: str
    kind: str
    found: Found


def stated(question: str, message: Message) -> Reading | None:
    """What running text states of the friend: by its words, or by a guess to be asked back."""
    reading = _outright(matter_of(question), message)
    if not reading:
        return _guessed(question, message)
    return _uncontrasted(question, _unopposed(question, reading, message), message)


def replied(question: str, message: Message) -> Reading | None:
    """What a text typed at a question says of it.

    It is sure where it is short and about nothing else, or where a clause says it outright.
    """
    matter, heard = matter_of(question), clauses_heard(message)
    corrected = _corrected(message, heard)
    if corrected and (reading := replied(question, corrected)):
        return reading
    count = sum(token.word[0].isalnum() for each in heard for token in each.clause.tokens)
    asks = all(each.asks for each in heard)
    if not count or (asks and count >= FEW):
        return None
    if reading := _outright(matter, message):
        reading = reading._replace(sure=reading.sure and not corrected)
        reading = _uncontrasted(question, reading, message)
        return reading if count <= _SHORT else _unopposed(question, reading, message)
    if count > _SHORT:
        return _guessed(question, message)
    short = _short(question, message, matter, heard, count)
    return short._replace(sure=False) if short and asks else short


def names_other(question: str, message: Message) -> bool:
    """Whether a text names what is no matter of the question: tired "as the baby was up"."""
    never = matter_of(question).never
    return any(each.has(never) for each in clauses_heard(message))


def beside(question: str, reading: Reading, message: Message) -> Reading:
    """A reading of what was answered just before: what one enjoys "too" comes beside that."""
    if not any(each.has("adding") for each in clauses_heard(message)):
        return reading
    both = (o for o, parts in matter_of(question).together.items() if reading.option in parts)
    return reading._replace(option=next(both, ""), sure=False)


def says(question: str, option: str, message: Message) -> bool:
    """Whether listed words of a text say an option, so that it is no mere guess."""
    matter = matter_of(question)
    heard = clauses_heard(message)
    cues = (cue for each in heard for cue in _cues(matter, each, None, implied=True))
    return any(cue.option == option for cue in cues)


def _corrected(message: Message, heard: Sequence[Heard]) -> Message | None:
    """What follows the last words that take something back."""
    ends = [
        each.clause.tokens[found.end - 1].end
        for each in heard
        for found in each.by_name.get("correction", ())
    ]
    rest = message.plain[max(ends) :].strip(" ,.:;-") if ends else ""
    return replace(message, text=rest) if rest else None


def _outright(matter: Matter, message: Message) -> Reading | None:
    """What the words of the clauses say, if they say one thing."""
    if matter.cues.keys().isdisjoint(_headings(message)):
        return None
    heard = clauses_heard(message)
    behind = [*(each.clause for each in heard[1:]), None]
    said = [
        (option, each.clause.text)
        for at, each in enumerate(heard)
        if each.found  # the others say nothing
        for option in _options(matter, heard, at)
        if option in matter.supposed
        or not (matter.supposed and is_conditional(each.clause, behind[at]))
    ]
    options = {option for option, _ in said}
    for option, parts in matter.together.items():
        if options - {option} == parts:
            options = {option}
    options = options & matter.supposed or options  # "I would, but only if ..."
    if len(options) != 1:
        return None
    taken_back = any(_is_taken_back(heard, words) for _, words in said)
    return Reading(options.pop(), said[0][1], sure=not taken_back)


def _is_taken_back(heard: Sequence[Heard], words: str) -> bool:
    """Whether the clause behind says that it is so no more: "I love it, |but not like before"."""
    at = next(at for at, each in enumerate(heard) if each.clause.text == words)
    return any(
        found.first <= 1
        for each in heard[at + 1 : at + 2]
        if each.clause.sentence == heard[at].clause.sentence
        for found in each.by_name.get("taken back", ())
    )


@once
def _headings(message: Message) -> frozenset[str]:
    """The headings of all words in the clauses: most texts have none of most matters."""
    return frozenset(name for each in clauses_heard(message) for name in each.by_name)


def _options(matter: Matter, heard: Sequence[Heard], at: int) -> set[str]:
    """The options that a clause says of the friend, by its firmest words."""
    each, clause = heard[at], heard[at].clause
    silent = matter.cues.keys().isdisjoint(each.by_name)
    if (silent and not each.refers_back) or each.has(matter.never) or clause.act == "asks":
        return set()
    around = [h for h in heard[max(0, at - 1) : at + 2] if h.clause.sentence == clause.sentence]
    supposed = clause.when == "hypothetical"
    about = supposed and any(h.has(matter.gate) for h in around)
    cues = list(_cues(matter, each, heard[at - 1] if at else None, implied=about))
    if not cues and each.names(matter.gate) and each.refers_back:
        cues = _meant(matter, heard[max(0, at - _REACH) : at])
    if supposed:
        beside = [h.clause for h in around]
        told = any(c.whom == "me" for c in beside) and all(c.act != "asks" for c in beside)
        cues = [cue for cue in cues if told and cue.option in matter.supposed]
    elif matter.is_anothers(each) or not matter.is_timely(each):
        cues = [cue for cue in cues if cue.kind == "refusing"]
    return {cue.option for cue in cues if not cue.kind} or {cue.option for cue in cues}


def _cues(
    matter: Matter, each: Heard, before: Heard | None, *, implied: bool = False
) -> Iterator[_Cue]:
    """What a clause says and does not deny; of overlapping words the first and longest.

    ``implied``: what it is about need not be said.
    """
    gates = each.by_name.get(matter.gate, [])
    lesser, end = _lesser(each), 0
    for found in sorted(each.found, key=lambda found: (found.first, -found.end)):
        if found.name not in matter.cues or not end <= found.first < lesser:
            continue
        option, kind = matter.cues[found.name]
        near = [g for g in gates if max(g.first - found.end, found.first - g.end) <= NEAR]
        if kind == "refusing":
            behind = before is not None and before.has(matter.gate)
            fits = behind and len(each.clause.tokens) <= FEW + 1
        else:
            left_open = before is not None and not gates and _leaves_open(matter, before)
            fits = not kind or implied or bool(near) or left_open
        if fits:
            end = found.end
            if not _denied(each.clause, found, near if kind else []):
                yield _Cue(option, kind, found)


def _meant(matter: Matter, before: Sequence[Heard]) -> list[_Cue]:
    """The words that a "he" or "that" goes back to, where they are not judged themselves."""
    for each in reversed(before):
        cues = list(_cues(matter, each, None, implied=True))
        if cues or each.has(matter.gate):
            return [] if each.has(matter.gate) or each.has(matter.never) else cues
    return []


def _lesser(each: Heard) -> int:
    """Where that begins which something else is preferred to."""
    every = each.by_name.get("lesser than all", ())
    compared = each.by_name.get("lesser", ())
    ends = [one.end for one in compared if not any(overlap(one, other) for other in every)]
    return min(ends, default=len(each.clause.tokens))


def _leaves_open(matter: Matter, before: Heard) -> bool:
    """Whether a clause only names the matter, so that the next may judge it."""
    asks = before.clause.act == "asks" and before.clause.has("wh", "question")
    judged = asks or not matter.cues.keys().isdisjoint(before.by_name)
    judged = judged or before.refers_back
    return before.has(matter.gate) and not judged and not before.has(matter.never)


def _denied(clause: Clause, cue: Found, gates: Sequence[Found]) -> bool:
    """Whether a denial of its own stands just before a cue, or before what it is about."""
    spans = (cue, *gates)
    denials = [d for d in clause.spans("negation") if not any(overlap(d, span) for span in spans)]
    return any(0 <= span.first - d.end < _DENIED for d in denials for span in spans)


def _unopposed(question: str, reading: Reading, message: Message) -> Reading:
    """A reading by listed words, to be asked back where the clause rather states something else.

    The words that a clause has are seldom all that it says: "I don't hate research".
    """
    if sum(token.word[0].isalnum() for token in tokens(reading.words)) <= _SAID:
        return reading
    guess = message.guess(STATED, reading.words)
    opposed = guess.lead >= DOUBTED and guess.option != f"{question} {reading.option}"
    return reading._replace(sure=reading.sure and not opposed)


def _uncontrasted(question: str, reading: Reading, message: Message) -> Reading:
    """A reading, asked back where a "but" goes on: "I'd love to do a PhD, |but I have kids"."""
    at = next(at for at, clause in enumerate(message.clauses) if clause.text == reading.words)
    behind = message.clauses[at + 1 : at + 2]
    if not behind or not contrasts(behind[0]):
        return reading
    line = [c.text for c in message.line(behind[0]) if c.start >= behind[0].start]
    guess = message.guess(question, " ".join(line))
    opposed = guess.lead >= LIKELY and guess.option != reading.option
    return reading._replace(sure=reading.sure and not opposed)


def _guessed(question: str, message: Message) -> Reading | None:
    """What a clause of running text most likely states of the friend, to be asked back."""
    return _stated_likely(message).get(question)


@once
def _stated_likely(message: Message) -> dict[str, Reading]:
    """What the clauses of a message most likely state, by question: the likeliest of each."""
    told = [each for each in clauses_heard(message) if _is_now(each)][:MOST]
    guesses = [(message.guess(STATED, each.clause.text), each) for each in told]
    likely = {}
    for (stated, lead), each in sorted(guesses, key=lambda guess: guess[0].lead):
        question, _, option = stated.partition(" ")
        if option and lead >= TOLD and (may_state(each) or matter_of(question).anothers):
            likely[question] = Reading(option, each.clause.text, sure=False, lead=lead)
    return likely


def may_state(each: Heard, *, own: bool = False) -> bool:
    """Whether a clause may state something of the friend, as it is now; ``own``: says "I"."""
    clause = each.clause
    told = _is_now(each) and clause.tells and not each.reported
    mine = clause.has("me-object") or clause.tokens[0].word == "my"  # "my fun is in the maths"
    another = clause.is_of_another or (clause.is_of_something and not mine)
    return told and not another and (bool(clause.own_subjects) or not own)


def _is_now(each: Heard) -> bool:
    """Whether a clause says how something is, be it of the friend or of others."""
    clause = each.clause
    few = sum(token.word[0].isalnum() for token in clause.tokens) < _FEWEST_WORDS
    gone = clause.when in ("past", "hypothetical")
    return not (few or gone or clause.quoted or clause.act == "asks")


def _short(
    question: str, message: Message, matter: Matter, heard: Sequence[Heard], count: int
) -> Reading | None:
    """What a short reply most likely means; sure where nothing in it speaks against that."""
    named = any(
        (each.has(matter.reply) or matter.spans(each)) and not each.has(matter.never)
        for each in heard
    )
    other = any(_speaks_of_other(matter, each) for each in heard)
    if (other and not named) or all(_is_strangers(matter, each) for each in heard):
        return None
    now = [each for each in heard if matter.past or not each.clause.is_past]
    cues = {cue.option for each in now for cue in _cues(matter, each, None, implied=True)}
    only = next(iter(cues)) if len(cues) == 1 else ""
    option, lead = message.guess(question, message.plain)
    if not option or lead < (SURE if only not in ("", option) else LIKELY):
        likely = only and (named or count <= UNNAMED)
        return Reading(only, message.plain, sure=False) if likely else None
    listed = {
        matter.cues[found.name][0] for h in heard for found in h.found if found.name in matter.cues
    }
    besides = {q for each in heard for gate, q in gates().items() if each.names(gate)}
    sure = (
        (lead >= SURE or option == only)
        and not other
        and (named or (count <= UNNAMED and besides <= {question}))
        and (option in cues or option not in listed)
        and (option in matter.supposed or all(h.clause.when != "hypothetical" for h in heard))
        and not any(_is_strangers(matter, each, strictly=True) for each in heard)
        and not any(each.asks and matter.spans(each) for each in heard)
        and all(matter.is_timely(each) for each in (now if option == only else heard))
    )
    return Reading(option, message.plain, sure=sure)


def _is_strangers(matter: Matter, each: Heard, *, strictly: bool = False) -> bool:
    """Whether a clause of a reply is about somebody else; ``strictly``: or about all and sundry."""
    if each.clause.quoted or each.clause.is_of_another:
        return True
    if matter.supposed and each.clause.when == "hypothetical":
        return False
    if matter.anothers and not each.reported:
        return False
    spoken_of = each.clause.has(*PERSONS) or (strictly and each.clause.has("people"))
    return spoken_of and matter.is_anothers(each)


def _speaks_of_other(matter: Matter, each: Heard) -> bool:
    """Whether a clause has words of other things, outside of those of the matter."""
    own = matter.spans(each)
    others = each.by_name.get("elsewhere", ())
    return each.has(matter.never) or any(
        not any(overlap(one, other) for one in own) for other in others
    )
