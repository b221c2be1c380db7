"""The amounts of a message, each with the words that speak of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, groupby, islice, pairwise

from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.money import MONTHS, PAID, Money, amounts
from flows.nlu.entities.numbers import Part, parts
from flows.nlu.normalize import Token

_MOST = 24
"""Amounts of a message that are weighed; nobody states more of their pay."""
PARTS = ("base", "variable", "total", "stock")
"""What a part of the pay may be called."""
_LEAST_BY_YEAR = 10_000
"""What is less is no pay of a year where several salaries are paid in one."""
_TO = ("to", "->", "=>")
"""What stands between the ends of a move."""
_LEFT, _RIGHT, NEAR = 16, 8, 3
"""Tokens around an amount that may speak of it."""


class Sentence:
    """A sentence: its clauses, the token each begins with, and the cues in it."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.read: tuple[Token, ...] = tuple(t for clause in clauses for t in clause.tokens)
        self.starts = [0, *accumulate(len(clause.tokens) for clause in clauses)]

    @cached_property
    def cues(self) -> Cues:
        """What is said of pay in it; most sentences need not be looked through."""
        return Cues(self.read, "pay.txt")

    def divides(self, at: int) -> bool:
        """Whether the words for one amount end at a token, and those for the next begin."""
        return at in self.starts or bool(self.cues.begins(at, "divider"))

    @cached_property
    def bonuses(self) -> list[Part]:
        """The parts of the pay that are a bonus: "10% bonus"."""
        return [p for p in parts(self.read) if self._is_bonus(p)]

    def _is_bonus(self, part: Part) -> bool:
        added = part.first > 0 and self.read[part.first - 1].word == "+"
        inside = self.cues.has(part.first - 2, part.first, "part of it")
        if inside or self.cues.has(part.end, part.end + 2, "stock"):
            return False
        around = range(part.first - 2, part.end + NEAR)
        return added or self.cues.has(around.start, around.stop, "variable")


@dataclass(frozen=True, eq=False)
class Said:
    """An amount in its sentence, with the tokens from ``left`` to ``right`` that speak of it.

    ``words`` are the amount as it was written. ``leans`` is above 0 for today's pay, below 0 for
    the offer's; ``taken`` where it is told what would be if the offer was taken or turned down.
    ``added`` are amounts paid beside it, ``factor`` what a bonus in percent makes of
    it, ``total`` what it is the cash of, ``stock`` what of it is no cash.
    """

    money: Money
    sentence: Sentence
    clause: Clause
    start: int
    left: int
    right: int
    words: str
    leans: int = 0
    taken: bool = False
    added: tuple[Money, ...] = ()
    factor: Decimal = Decimal(1)
    total: Money | None = None
    stock: Money | None = None

    @property
    def paid(self) -> list[Money]:
        """Every amount that it is made of or a part of."""
        return [m for m in (self.money, *self.added, self.total, self.stock) if m]

    def before(self, *names: str) -> bool:
        """Whether a phrase of these lists stands left of it."""
        return self.sentence.cues.has(self.left, self.money.first, *names)

    def has(self, *names: str) -> bool:
        """Whether a phrase of these lists stands right or left of it."""
        return self.before(*names) or self.sentence.cues.has(self.money.end, self.right, *names)

    def has_between(self, edge: int, *names: str) -> bool:
        """Whether a phrase of these lists stands behind a token, the last of the amount before."""
        return self.sentence.cues.has(edge, self.right, *names)

    def is_called(self, *names: str) -> bool:
        """Whether a phrase of these lists stands close by, with no "and" or "plus" between."""
        cues, first, end = self.sentence.cues, self.money.first, self.money.end
        apart = self.is_floor or ("no pay" in names and self.clause.opens not in ("-", "("))
        left = max(self.start if apart else self.left, first - 2 * NEAR)
        right = min(self.right, end + NEAR)
        if "no pay" in names:  # "offer of a series B startup: 160k"
            colons = [at for at in range(left, first) if self.sentence.read[at].word == ":"]
            left = next((at for at in colons[-1:] if not cues.ends(at, *names)), left)
        left = max([left, *(cue.end for cue in cues.within(left, first, "part joined"))])
        right = min([right, *(cue.first for cue in cues.within(end, right, "part joined"))])
        inside = cues.has(first, end, *names)  # "4,200 net a month"
        return inside or cues.has(left, first, *names) or cues.has(end, right, *names)

    @property
    def is_offered(self) -> bool:
        """Whether somebody pays or would pay it: in its clause, or before that in the sentence."""
        at = self.start
        if not self.clause.has("me-subject", "now", "person", "people", "third"):
            at = 0  # "he will take me in his team, but at 52 LPA"
        cues, first = self.sentence.cues, self.money.first
        # An advert has openings, and offers the friend nothing.
        names = ("offers",) if self.clause.whom == "people" else ("offers", "to come")
        told = cues.within(at, first, *names)[-1:]
        # "They lowballed me at 68k when I'm on 80k": what is told between turns to today's pay.
        offered = any(not cues.has(cue.end, first, "now") for cue in told)
        return offered or cues.has(self.money.end, self.right, *names) or self.is_agreed

    @property
    def is_agreed(self) -> bool:
        """Whether it is what was agreed on in the end, behind other offers."""
        return self.before("agreed") or self.is_raised("to", "offer raised")

    @property
    def begins(self) -> int:
        """The token it begins at, with the words that say it is not exact: "around 80k"."""
        at = self.money.first
        while self.sentence.cues.ends(at, "about"):
            at -= 1
        return at

    def in_clause(self, *names: str) -> bool:
        """Whether a phrase of these lists stands in its clause."""
        end = self.start + len(self.clause.tokens)
        return self.sentence.cues.has(self.start, end, *names)

    @property
    def is_floor(self) -> bool:
        """Whether it is said to be the least that would do."""
        start, first = max(self.left, self.start), self.money.first
        if first and self.sentence.cues.begins(self.start, "floor first") == first:
            return True
        return self.sentence.cues.has(start, first, "floor") and not self.before("next")

    @property
    def is_of_something(self) -> bool:
        """Whether it is said of something that is no pay: "the fees are 20k"."""
        cues, at = self.sentence.cues, self.begins
        left = max(self.left, self.start)
        if (
            not cues.ends(at, "is")
            or at - 1 <= left
            or not self.sentence.read[at - 2].word.isalpha()
        ):
            return False
        return not any(left <= cue.first < at - 1 for cue in cues.found if cue.name == "can be pay")

    @property
    def is_bound(self) -> bool:
        """Whether it is an end of what is paid, and no figure: "a bonus of up to 20k"."""
        return self.money.stretch or self.sentence.cues.ends_near(self.money.first, 1, "bound")

    def is_raised(self, end: str, name: str = "raised") -> bool:
        """Whether it is an end of a raise that was given: "got a raise to 112k from 98k"."""
        at = self.money.first
        told = self.in_clause(name) and self.clause.when != "hypothetical"
        return told and at > 0 and self.sentence.read[at - 1].word == end

    @property
    def is_wished(self) -> bool:
        """Whether it is only wished for."""
        return self.clause.act == "wants" or self.in_clause("wish")

    @property
    def is_a_raise(self) -> bool:
        """Whether it is what a raise that was given came to: "I got 5k more this year"."""
        return (
            self.before("given")
            and self.sentence.cues.begins(self.money.end, "difference more") > 0
        )

    @property
    def moves(self) -> int:
        """-1 or 1 for an amount by which pay is less or more, else 0."""
        cues, first, end = self.sentence.cues, self.money.first, self.money.end
        beside = self.sentence.read[first - 1].word if first else ""
        if self.is_a_raise or (beside in _TO and not cues.ends(first, "by less", "by more")):
            return 0  # "100k to 80k pay cut"
        less = cues.begins(end, "difference less") > cues.begins(end, "next")  # no "down to"
        if less or cues.ends(self.begins, "by less"):
            return -1
        more = cues.begins(end, "difference more") or cues.ends(self.begins, "by more")
        return int(bool(more))


def said_in(clauses: Sequence[Clause], country: str | None) -> tuple[list[Sentence], list[Said]]:
    """The sentences of some clauses, and every amount in them that may be money."""
    sentences = [Sentence(list(own)) for _, own in groupby(clauses, lambda c: c.sentence)]
    said = (each for sentence in sentences for each in _of_sentence(sentence, country))
    return sentences, list(_stretched(_corrected(list(islice(said, _MOST)))))


def _of_sentence(sentence: Sentence, country: str | None) -> Iterator[Said]:
    """Give each amount of a sentence the words that speak of it: those up to the next divider."""
    every = (
        (replace(money, first=money.first + start, end=money.end + start), clause, start)
        for clause, start in zip(sentence.clauses, sentence.starts, strict=False)
        for money in amounts(clause.tokens, country)
    )
    found = list(islice(every, _MOST))
    ends = (*(money.first for money, *_ in found[1:]), len(sentence.read))
    edge = 0
    for (money, clause, start), end in zip(found, ends, strict=False):
        if edge:
            left = next((at for at in range(edge, money.first + 1) if sentence.divides(at)), edge)
        else:
            left = min(_first_left(sentence, clause), money.first)
        right = next((at for at in range(money.end, end) if sentence.divides(at)), end)
        right = min(_with_condition(sentence, right), end)
        words = _words(sentence, clause, money)
        said = Said(money, sentence, clause, start, max(left, money.first - _LEFT), right, words)
        near = replace(said, left=min(max(said.left, start), money.first))
        leans, wider = _leans(near, edge), _leans(said, edge)
        if not leans and wider != -1:  # "python dev, 550 a day" is no offer
            leans = wider
        taken = said.has_between(edge, "staying", "taking")
        yield replace(said, leans=leans, taken=taken)
        edge = _edge(sentence, money, edge)


def _leans(said: Said, edge: int) -> int:
    """How far words say that an amount is today's (above 0), or the offer's (below 0)."""
    cues, first = said.sentence.cues, said.money.first
    given = said.is_raised("to") or cues.ends(first, "now before", "same")
    now = said.has("now") or given or said.has_between(edge, "staying")
    after = said.has("next") or said.is_offered or said.has_between(edge, "taking")
    maybe = said.has("now maybe") - said.has("next maybe") - said.has("next field")
    return 2 * (now - after) + maybe


def _words(sentence: Sentence, clause: Clause, money: Money) -> str:
    """An amount as it was written."""
    one, last = sentence.read[money.first], sentence.read[money.end - 1]
    return clause.text[one.start - clause.start : last.end - clause.start]


def _edge(sentence: Sentence, money: Money, edge: int) -> int:
    """Where the words for the next amount may begin: behind the name of this one's part.

    "24 fixed 4 variable" names them behind, "fixed 24 variable 4" before.
    """
    cues = sentence.cues
    near = range(max(edge, money.first - NEAR) + 1, money.first + 1)
    if money.end in sentence.starts or any(cues.ends(at, *PARTS) for at in near):
        return money.end
    return max(money.end, cues.begins(money.end, *PARTS))


def _corrected(said: list[Said]) -> list[Said]:
    """Put right what is taken back at once: "80k, sorry, 85k" is 85k where 80k stands.

    And take up how often it is paid a year: "3.600 a month, 14 salaries".
    """
    kept: list[Said] = []
    for each in said:
        last = kept[-1] if kept else None
        if last and _takes_back(_between(last, each)):
            one, two = last.money, each.money
            said_of_one = replace(two, scale=two.scale or one.scale, times=two.times or one.times)
            money = replace(said_of_one, first=one.first, end=one.end)
            kept[-1] = replace(last, money=money, words=each.words)
        elif last and _is_by_month(last.money) and _says_how_often(each):
            kept[-1] = replace(last, money=replace(last.money, times=int(each.money.number)))
        else:
            kept.append(each)
    return kept


def _is_by_month(money: Money) -> bool:
    """Whether an amount is said to be that of a month, or can be no other."""
    return money.times == MONTHS or (money.times is None and money.whole < _LEAST_BY_YEAR)


def _says_how_often(said: Said) -> bool:
    """Whether a number counts the salaries of a year."""
    money = said.money
    often = money.number in PAID and not (money.scale or money.signed)
    return often and bool(said.sentence.cues.begins(money.first + 1, "salaries"))


def _stretched(said: Sequence[Said]) -> Iterator[Said]:
    """Take "a bonus from 5k to 8k", or "the band is 120 to 140", for what states no figure."""
    ends: Said | None = None
    for one, two in pairwise((*said, None)):
        if one is None or one is ends:
            continue
        ends = two if two and _is_stretch(one, two) else None
        yield replace(one, money=replace(one.money, stretch=True)) if ends else one


def _is_stretch(one: Said, two: Said) -> bool:
    between = "".join(token.word for token in _between(one, two))
    part = one.is_called("variable") and not one.is_called("base")
    told = one.before("range") or one.sentence.cues.ends(one.money.first, "offers")
    rises = one.money.whole < two.money.whole and told
    return (part or rises) and between in ("to", "-", "and") and one.sentence is two.sentence


def _between(one: Said, two: Said) -> tuple[Token, ...]:
    """The words between two amounts, of one sentence or of two in a row."""
    if one.sentence is two.sentence:
        return one.sentence.read[one.money.end : two.money.first]
    if one.clause.sentence + 1 != two.clause.sentence:
        return ()
    return one.sentence.read[one.money.end :] + two.sentence.read[: two.money.first]


def _takes_back(between: tuple[Token, ...]) -> bool:
    """Whether words say that what stands before them is wrong, and nothing else."""
    if not 0 < len(between) <= _LEFT:
        return False
    cues = Cues(between, "corrections.txt")
    at, taken = 0, False
    while at < len(between):
        back = cues.begins(at, "taken back")
        taken = taken or bool(back)
        end = back or cues.begins(at, "beside")
        if not end:
            return False
        at = end
    return taken


def _first_left(sentence: Sentence, clause: Clause) -> int:
    """Where the words for the first amount begin: clauses before it that speak of the same."""
    at = sentence.clauses.index(clause)
    while at and sentence.clauses[at - 1].whom == clause.whom and sentence.clauses[at - 1].tells:
        at -= 1
    return sentence.starts[at]


def _with_condition(sentence: Sentence, right: int) -> int:
    """Take up "if I switch" behind an amount."""
    if right in sentence.starts[:-1]:
        at = sentence.starts.index(right)
        aside = sentence.clauses[at]
        plain = not any(token.word[0].isdigit() for token in aside.tokens)
        if aside.opens == "(" and len(aside.tokens) <= NEAR and plain:  # "62k (now)"
            return sentence.starts[at + 1]
        if aside.when == "hypothetical":
            return min(sentence.starts[at + 1], right + _RIGHT)
    return right
