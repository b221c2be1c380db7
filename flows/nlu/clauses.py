"""A message cut into clauses: what each does, of whom it speaks, when, and whether it is so.

This comes first and once. What the slots read, they read from clauses: nothing that is asked,
supposed or said of somebody else is ever taken for the friend's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, takewhile
from typing import Literal, NamedTuple

from flows.nlu.asking import LEAD, asks, begins_with, first_word, is_sought
from flows.nlu.normalize import Token, tokens
from flows.nlu.phrases import Found, load_phrases
from flows.nlu.segmentation import cut_clauses, cut_sentences, listed, quotes

Act = Literal["states", "asks", "wants", "denies"]
Whom = Literal["me", "another", "people"]
When = Literal["now", "past", "planned", "hypothetical"]

MOST = 200
"""Clauses of a text; two thousand characters have more only where they say nothing."""

_NEAR = 5
"""Tokens between "is" and the person for whom it is so: "is a cut of 30% for her"."""

_FEW = 2
"""Tokens that may stand before a frame."""

_LONGEST_SUBJECT = 6
"""Tokens of a subject, its verb behind it."""


@dataclass(frozen=True, eq=False)
class Clause:
    """One clause with its place in the cleaned text, and what listed words say of it.

    ``cues`` count tokens from the clause's first. ``sentence`` numbers the sentences of the text,
    ``opens`` is the mark or word that it follows there. ``asks``: it asks by words of its own.
    ``former``: it begins by going back in time ("ten years ago …"), so that all of it is over.
    ``quoted``: it stands between quotation marks, or in a line that quotes.
    """

    text: str
    start: int
    tokens: tuple[Token, ...]
    cues: tuple[Found, ...]
    sentence: int
    opens: str = ""
    asks: bool = False
    former: bool = False
    quoted: bool = False
    act: Act = "states"
    whom: Whom = "me"
    when: When = "now"

    @property
    def end(self) -> int:
        """Where the clause ends in the text."""
        return self.start + len(self.text)

    @cached_property
    def words(self) -> str:
        """The clause as it is compared, its words with one space between them."""
        return " ".join(token.word for token in self.tokens)

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(found.name for found in self.cues)

    def has(self, *names: str) -> bool:
        """Whether a phrase of one of these lists stands in it."""
        return not self._named.isdisjoint(names)

    def spans(self, *names: str) -> list[Found]:
        """The phrases of these lists, in order."""
        if self._named.isdisjoint(names):
            return []
        return [found for found in self.cues if found.name in names]

    @cached_property
    def own_subjects(self) -> list[Found]:
        """Where the friend does something, but for knowing "somebody I know"."""
        persons = self.spans("person", "person-named")
        return [
            own
            for own in self.spans("me-subject")
            if not any(each.first <= own.first <= each.end for each in persons)
        ]

    @property
    def names_me(self) -> bool:
        """Whether the friend is named in it, in whatever place: "I", "my", "give me"."""
        return self.has("me-subject", "me")

    @cached_property
    def is_of_another(self) -> bool:
        """Whether it tells what somebody else has or gets, whatever stands at its head.

        "A 20% cut is fine for them", "they pay my wife 80k", "8 years is what he has".
        """
        if self.own_subjects or self.has("me-object"):
            return False
        people = self.spans("person", "person-named", "people", "third", "object")
        return self.has("helped") or any(self.is_for(each) for each in people)

    @cached_property
    def is_of_something(self) -> bool:
        """Whether its subject is a thing, or somebody who is no listed person.

        "The server was run by a botanist", "my head of ML got us nothing for eight months".
        """
        at = first_word(self)
        if self.tokens[at].word in listed("of what time"):  # "on Monday my board asked"
            behind = range(at + 2, min(at + _LONGEST_SUBJECT, len(self.tokens)))
            at = next((n for n in behind if self.tokens[n].word in listed("subject")), at)
        named = self.tokens[at].word in listed("subject")
        verbs = [found.first for found in self.spans("predicate") if found.first > at]
        if not named or not verbs or verbs[0] > at + _LONGEST_SUBJECT or self.own_subjects:
            return False
        words = (token.word for token in self.tokens[at : verbs[0]])
        return listed("own").isdisjoint(takewhile(lambda word: word not in listed("of"), words))

    def is_for(self, person: Found) -> bool:
        """Whether words before those that name somebody say that it is of them or for them."""
        word, at = self.tokens[person.first].word, person.first
        while at and self.tokens[at - 1].word in listed("naming"):
            at -= 1
        before = {found.name for found in self.cues if found.end == at}
        if "of whom" in before and (self.has("linking") or word in listed("owner")):
            return True
        following = self.tokens[person.end].word if person.end < len(self.tokens) else ""
        noun = following.isalpha() and following not in listed("behind object")
        if noun or (person.name == "third" and word != "her"):
            return False  # "her job" and "my friend's firm" are no persons
        near = any(at - _NEAR <= found.end <= at for found in self.spans("linking"))
        early = person.first < LEAD and self.has("linking")  # "for them 10% less is fine"
        return "done to" in before or ("for whom" in before and (near or early))

    def before(self, at: int, *names: str) -> bool:
        """Whether a phrase of these lists ends before this token."""
        return any(found.end <= at for found in self.spans(*names))

    def written(self, first: int, end: int) -> str:
        """The words of its tokens from ``first`` to ``end``, as they were written."""
        one, last = self.tokens[first], self.tokens[end - 1]
        return self.text[one.start - self.start : last.end - self.start]

    @property
    def tells(self) -> bool:
        """Whether it tells something of the friend, as it is today or is wished to be."""
        supposed = self.when == "hypothetical"
        return self.whom == "me" and self.act != "asks" and not supposed and not self.former

    @property
    def is_past(self) -> bool:
        """Whether it tells what is over."""
        return self.former or self.when == "past"

    @property
    def asks_of_anybody(self) -> bool:
        """Whether it asks, and names no "I" or "my": "should a software engineer go into ML?"."""
        return self.act == "asks" and not self.names_me


class _Sentence(NamedTuple):
    pieces: list[Clause]
    mark: str


def clauses(plain: str) -> list[Clause]:
    """The clauses of a cleaned text, in order, each with what it does."""
    return list(islice(_all_judged(plain), MOST))


def is_conditional(clause: Clause, following: Clause | None) -> bool:
    """Whether the clause behind it, in its sentence, is a condition: "I'd do one only if they pay".

    ``following`` is the next clause of the text, None behind the last.
    """
    if following is None or following.sentence != clause.sentence or following.has("aside-if"):
        return False
    return any(found.first == 0 for found in following.spans("suppose"))


def _sentences(plain: str) -> Iterator[_Sentence]:
    lists = load_phrases("clauses.txt")
    quoting = list(quotes(plain))
    number = 0
    for first, end, mark in cut_sentences(plain):
        read = tokens(plain[first:end])
        shifted = tuple(Token(t.word, t.written, t.start + first, t.end + first) for t in read)
        found = lists.find(shifted)
        cues = found[::-1]
        sentence = _Sentence([], mark)
        for one, last, opens in islice(cut_clauses(shifted, found, marked="?" in mark), MOST):
            piece = shifted[one:last]
            if not piece:
                continue
            start, stop = piece[0].start, piece[-1].end
            while cues and cues[-1].first < one:
                cues.pop()
            own = []
            while cues and cues[-1].first < last:
                cue = cues.pop()
                if cue.end <= last:
                    own.append(Found(cue.name, cue.first - one, cue.end - one))
            quoted = any(begin <= start < until for begin, until in quoting)
            clause = Clause(plain[start:stop], start, piece, tuple(own), number, opens)
            sentence.pieces.append(replace(clause, quoted=True) if quoted else clause)
        if sentence.pieces:
            yield sentence
            number += 1


def _all_judged(plain: str) -> Iterator[Clause]:
    """The clauses of all sentences, those within a frame as supposed until facts are told.

    "Let's pretend I had a PhD. Ten years in Pune." Without a frame only an "and" goes on with it.
    """
    framed = supposed = False
    for sentence in _sentences(plain):
        pieces = sentence.pieces
        goes_on = supposed and pieces[0].tokens[0].word in listed("goes on")
        framed = framed and not any(piece.has("factual") for piece in pieces)
        framed = framed or ("?" not in sentence.mark and _is_framed(pieces))
        judged = list(_judged(sentence, framed=framed or goes_on))
        supposed = judged[-1].when == "hypothetical"
        yield from judged


def _is_framed(pieces: Sequence[Clause]) -> bool:
    """Whether a sentence begins with a frame: "hypothetically …", "as a |thought experiment …"."""
    head = pieces[:2] if len(pieces[0].tokens) <= _FEW else pieces[:1]
    return any(found.first <= 1 for piece in head for found in piece.spans("framing"))


def _judged(sentence: _Sentence, *, framed: bool) -> Iterator[Clause]:
    """Say of each clause of a sentence what it does, of whom and when.

    ``framed``: all of it is supposed.
    """
    pieces = sentence.pieces
    advert = _is_advert(pieces)
    supposing = framed
    reporting = past = asking = asked = False
    whom: Whom = "me"
    outside: Whom = "me"
    judged: Clause | None = None
    marked = "?" in sentence.mark
    final = _last_outside(pieces)
    for number, piece in enumerate(pieces):
        own = bool(piece.own_subjects)
        by_words = asks(piece, relative=number > 0 and not marked, marked=marked)
        by_words = by_words and not _is_explained(pieces, number)
        last = marked and number == final
        turns = "but" in (piece.opens, piece.tokens[0].word)
        wonders = last and begins_with(piece, "third") and not piece.has("me", "me-subject")
        last = last and not wonders  # "he's happy??"
        goes_on = asking and not own and (number <= final or asked)
        asking = by_words or goes_on or (last and not (asked and own))
        asked = asked or by_words
        suppose = piece.has("suppose") and not piece.has("aside-if")
        suppose = suppose and not is_sought(piece, "seeking")  # "curious if it fades"
        if suppose or (number == 0 and begins_with(piece, "suppose-first")):
            supposing = True
        elif own and not framed and (turns or not begins_with(pieces[0], "suppose", 2)):
            # "If I had a masters I'd do research, but I don't": the rest is so again.
            supposing = supposing and piece.has("planned")
        outside = whom if piece.opens == "(" else outside
        # "Developer (that's what they say here), 60k" goes on with what stood before.
        told, whom = whom, _whom(piece, outside if piece.opens == ")" else whom)
        if piece.has("says") and whom != "me":
            reporting = True
        if reporting and whom == "me" and not (own and piece.has("now")):
            whom = "another"
        if advert and not own:
            whom = "people"
        if number == 0 and (_goes_back(piece) or _looks_back(piece)):
            past = True
        elif past and piece.has("now", "lasting"):
            past = False
        act = _act(piece, asks=asking)
        when = _when(piece, supposing=supposing, past=past)
        if judged and not own and piece.opens in ("and", "&"):
            act = judged.act if act == "states" and judged.act == "wants" else act
            when = judged.when if when == "now" else when
        judged = replace(piece, act=act, whom=whom, when=when, asks=by_words, former=past)
        yield judged
        whom = told if piece.quoted else whom  # what follows goes on with what stood before


def _is_explained(pieces: Sequence[Clause], number: int) -> bool:
    """Whether a "how" or "what" is what the clause before it leads to: "that's |how it was"."""
    return number > 0 and pieces[number - 1].tokens[-1].word in listed("explains")


def _last_outside(pieces: Sequence[Clause]) -> int:
    """The last clause of a sentence that does not end in brackets: "which of them |(I'm 40)|?"."""
    opened = [number for number, piece in enumerate(pieces) if piece.opens == "("]
    closed = any(piece.opens == ")" for piece in pieces[opened[-1] :]) if opened else True
    return len(pieces) - 1 if closed or opened[-1] == 0 else opened[-1] - 1


def _is_advert(pieces: Sequence[Clause]) -> bool:
    return any(piece.has("advert") for piece in pieces) and not any(
        piece.has("me-subject", "me", "there is") for piece in pieces
    )


def _goes_back(piece: Clause) -> bool:
    """Whether a clause begins by going back in time, and not to what has lasted since."""
    if piece.has("now", "lasting"):
        return False
    at = first_word(piece)
    year = piece.tokens[at + 1].word if at + 1 < len(piece.tokens) else ""
    if piece.tokens[at].word == "in" and len(year) == len("2015") and year.isdigit():
        return True
    return any(found.first <= at + LEAD for found in piece.spans("former"))


def _looks_back(piece: Clause) -> bool:
    """Whether what follows a colon is of the past: "I was you years ago: an analyst …"."""
    colon = next((at for at, token in enumerate(piece.tokens) if token.word == ":"), 0)
    return piece.before(colon, "past", "former") and not piece.has("now", "lasting")


def _whom(piece: Clause, before: Whom) -> Whom:
    """Of whom a clause speaks: its first subject, or that of the clause before it."""
    if piece.quoted or piece.tokens[0].word in ("who", "whose"):
        return "another"
    subjects: list[tuple[int, Whom]] = [(f.first, "me") for f in piece.own_subjects[:1]]
    subjects += [
        (found.first, "people")
        for found in piece.spans("people")[:1]
        if found.first <= LEAD and found.end < len(piece.tokens) and not _is_counted(piece, found)
    ]
    possessive = ("his", "her", "their")
    others = [
        found
        for found in piece.spans("third")[:1]
        if found.first <= (0 if piece.tokens[found.first].word in possessive else LEAD)
    ]
    exist = [f.end for f in piece.spans("there is")]
    persons = piece.spans("person", "person-named")[:1]
    others += [f for f in persons if any(end <= f.first <= end + LEAD for end in exist)]
    others += [f for f in persons if _is_subject(piece, f)]
    subjects += [(found.first, "another") for found in others]
    if subjects:
        return min(subjects)[1]
    if piece.is_of_another:
        return "another"
    if before != "me" and not piece.has("me", "now"):
        return before
    return "me"


def _is_counted(piece: Clause, found: Found) -> bool:
    return found.first > 0 and piece.tokens[found.first - 1].word[:1].isdigit()


def _is_subject(piece: Clause, found: Found) -> bool:
    """Whether a person named is the subject: at the head, behind no verb of the friend's.

    A title names somebody else only with an article or the like: "my manager", not "manager".
    """
    if found.first > LEAD + 1 or piece.before(found.first, "me-subject"):
        return False
    close = range(found.first - 2, found.first + 1)
    ends = [each.end for each in piece.spans("determiner") if each.end in close]
    told = [each for each in piece.spans("copula") if each.end <= found.first]
    # "my manager", and not "my title is manager".
    determined = any(not any(each.first >= end for each in told) for end in ends)
    return found.name == "person" or determined


def _act(piece: Clause, *, asks: bool) -> Act:
    if asks:
        return "asks"
    if piece.has("wants"):
        return "wants"
    return "denies" if piece.has("negation") else "states"


def _when(piece: Clause, *, supposing: bool, past: bool) -> When:
    if supposing:
        return "hypothetical"
    if past or (piece.has("past") and not piece.has("now")):
        return "past"
    return "planned" if piece.has("planned") else "now"
