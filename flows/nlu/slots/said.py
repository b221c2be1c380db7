"""An amount in its sentence, and what the words around it say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.money import Money
from flows.nlu.entities.numbers import Part, parts
from flows.nlu.normalize import Token
from flows.nlu.phrases import Found, load_lists

_TODAYS = ("current", "existing", "present")
"""What may stand between "my" and an amount."""
_TO = ("to", "->", "=>")
"""What stands between the ends of a move."""
PARTS = ("base", "variable", "total", "stock")
"""What a part of the pay may be called."""
_PAY = ("can be pay", "next field")
"""What an amount may be said of and be pay."""
_EQUITY = Decimal("0.02")
"""Up to which a part that is added is one of the company: "95 LPA + 0.3%"."""
_SOME = ("a", "an", "another", "one", "some")
"""What whoever is first spoken of begins with: "a shop bids 46k"."""
_SAYS = ("bids", "names", "offers", "pays", "proposed", "proposes", "quoted", "says", "wrote")
"""What whoever pays does with an amount."""
_SUBJECT = 7
"""Words of a clause among which the verb behind its subject is looked for."""
NEAR = 3
"""Tokens around an amount among which it is called a part of the pay, and the like."""


class Sentence:
    """A sentence: its clauses, the token each begins with, and the cues in it."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.read: tuple[Token, ...] = tuple(t for clause in clauses for t in clause.tokens)
        self.starts = [0, *accumulate(len(clause.tokens) for clause in clauses)]

    @cached_property
    def plain(self) -> list[str]:
        """Its words, each figure in them as "#"."""
        return ["".join("#" if c.isdigit() else c for c in token.word) for token in self.read]

    @cached_property
    def cues(self) -> Cues:
        """What is said of pay in it; most sentences need not be looked through."""
        return Cues(self.read, "pay.txt")

    def divides(self, at: int) -> bool:
        """Whether the words for one amount end at a token, and those for the next begin."""
        inside = at and self.cues.begins(at - 1, "about") > at  # "more or less"
        return at in self._edges or (not inside and bool(self.cues.begins(at, "divider")))

    @cached_property
    def _edges(self) -> frozenset[int]:
        """Where clauses begin, with the name of a part before a dash: "fixed - 18 variable - 2"."""
        edges = set(self.starts)
        for clause, start in zip(self.clauses, self.starts, strict=False):
            named = [
                cue for cue in self.cues.within(start - NEAR, start, *PARTS) if cue.end == start
            ]
            if clause.opens == "-" and named:
                edges = (edges - {start}) | {named[0].first}
        return frozenset(edges)

    @cached_property
    def bonuses(self) -> list[Part]:
        """The parts of the pay that are a bonus: "10% bonus"."""
        return [p for p in parts(self.read) if self._is_bonus(p)]

    def _is_bonus(self, part: Part) -> bool:
        before = self.read[part.first - 1].word if part.first else ""
        added = before in ("+", "same") and part.low > _EQUITY
        inside = self.cues.has(part.first - 2, part.first, "part of it")
        if inside or self.cues.has(part.end, part.end + 2, "stock"):
            return False
        around = range(part.first - 2, part.end + NEAR)
        target = self.read[part.end : part.end + 1]
        added = added or any(token.word == "target" for token in target)
        return added or self.cues.has(around.start, around.stop, "variable")


@dataclass(frozen=True, eq=False)
class Said:
    """An amount in its sentence, with the tokens from ``left`` to ``right`` that speak of it.

    ``words`` are the amount as it was written. ``leans`` is above 0 for today's pay, below 0 for
    the offer's; ``taken`` where it is told what would be if the offer was taken or turned down.
    ``role`` is one of ``amount_roles.ROLES``, and ``chance`` how likely it is that one, as a
    fraction. ``added`` are amounts paid beside it, ``factor`` what a bonus in percent makes of
    it, ``bonus_months`` one in months' pay, ``part_time`` whether it is said to be paid
    for a part of the week or the month, ``total`` what it is the cash of, ``stock`` what of
    it is no cash, ``follows`` whether it goes on with an offer of the sentence before.
    """

    money: Money
    sentence: Sentence
    clause: Clause
    start: int
    left: int
    right: int
    words: str
    leans: int = 0
    role: str = ""
    chance: float = 0.0
    taken: bool = False
    added: tuple[Money, ...] = ()
    factor: Decimal = Decimal(1)
    bonus_months: int = 0
    part_time: bool = False
    total: Money | None = None
    stock: Money | None = None
    follows: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Which amount it is, whatever else is found out about it: its sentence and token."""
        return id(self.sentence), self.money.first

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

    @property
    def is_to_come(self) -> bool:
        """Whether words speak of another job: anywhere, or "it would be" close behind it."""
        cues, end = self.sentence.cues, self.money.end
        near = cues.has(end, min(end + NEAR, self.right), "next near")
        return near or self.before("next near") or self.has("next")

    def has_between(self, edge: int, *names: str) -> bool:
        """Whether a phrase of these lists stands behind a token, the last of the amount before."""
        return self.sentence.cues.has(edge, self.right, *names)

    def is_called(self, *names: str) -> bool:
        """Whether a phrase of these lists stands close by, with no "and" or "plus" between."""
        cues, first, end = self.sentence.cues, self.money.first, self.money.end
        apart = self.is_floor or ("no pay" in names and self.clause.opens not in ("-", "("))
        left = max(self.left, self.start if apart else 0, self.begins - 2 * NEAR)
        if self.is_floor:  # "with the rent I can't go under 40k"
            left = max([left, *(c.first for c in cues.within(left, first, "floor"))])
        far = max(cues.begins(end, "part of it"), end) + NEAR  # "60 lakh of it is cash"
        right = end if self.is_floor else min(self.right, far)
        if "no pay" in names:  # "offer of a series B startup: 160k"
            colons = [at for at in range(left, first) if self.sentence.read[at].word == ":"]
            left = next((at for at in colons[-1:] if not cues.ends(at, *names)), left)
        left = max([left, *(cue.end for cue in cues.within(left, first, "part joined"))])
        right = min([right, *(cue.first for cue in cues.within(end, right, "part joined"))])
        # "4,200 net a month", "2 yearly bonus"
        return cues.has(left, first, *names) or cues.has(first, max(end, right), *names)

    @cached_property
    def is_offered(self) -> bool:
        """Whether somebody pays or would pay it: in its clause, or before that in the sentence."""
        at = self.start
        who = [f for f in self.clause.spans("people", "third") if not self._is_they(f)]
        if not (who or self.clause.has("me-subject", "now", "person")):
            at = 0  # "he will take me in his team, but at 52 LPA", "…, and they say that it's 52"
        cues, first = self.sentence.cues, self.money.first
        # An advert has openings, and offers the friend nothing.
        people = self.clause.whom == "people" and not self.clause.own_subjects
        names = ("offers",) if self.clause.whom == "people" else ("offers", "to come")
        told = [c for c in cues.within(at, first, *names) if not self._is_hour(c)][-1:]
        # "They lowballed me at 68k when I'm on 80k": what is told between turns to today's pay.
        offered = any(not cues.has(cue.end, first, "now") for cue in told)
        behind = cues.has(self.money.end, self.right, *names)
        # "Platform people get 4,500 they say"
        # "he says: 62k, you start as normal engineer"
        addressed = any(cues.begins(self.money.end + n, "addressed") for n in (0, 1))
        offered = offered or (behind and not people) or addressed
        return offered or self.is_agreed or self.follows or self._is_of_payer

    @property
    def _is_of_payer(self) -> bool:
        """Whether somebody new says what they pay: "an insurer says 55k", "a shop bids 46k"."""
        words = [token.word for token in self.clause.tokens[: self.begins - self.start]]
        if not words or words[0] not in _SOME or self.clause.own_subjects:
            return False
        named = self.clause.spans("person", "person-named", "people", "third")
        said = any(word in _SAYS for word in words[1 : _SUBJECT + 1])
        return said and not any(found.first < len(words) for found in named)

    def _is_hour(self, cue: Found) -> bool:
        """Whether "hr" is an hour, and no department."""
        read, at = self.sentence.read, cue.first
        return read[at].word == "hr" and at > 0 and read[at - 1].word in ("/", "an", "per")

    def _is_they(self, found: Found) -> bool:
        """Whether a subject is "they", who are those that were spoken of before."""
        word = self.clause.tokens[found.first].word.partition("'")[0]
        return found.end == found.first + 1 and word == "they"

    @property
    def is_mine(self) -> bool:
        """Whether it is told as the friend's: "my 18 LPA", but not "my 20 LPA offer"."""
        return self.whose >= 0

    @property
    def is_own(self) -> bool:
        """Whether words right before it say that the friend earns it: "my salary is", "I get"."""
        lists, at = load_lists("pay.txt"), self.begins
        words = [token.word for token in self.sentence.read[max(0, at - 2 * NEAR) : at]]
        if words[-1:] != ["is"]:
            return words[-2:-1] == ["i"] and words[-1] in lists["i earn"]
        named = words[:-1]
        while named and named[-1] in (*lists["{own}"], *lists["kind of pay"]):
            named.pop()
        return named[-1:] == ["my"] and len(named) < len(words) - 1

    @property
    def is_own_move(self) -> bool:
        """Whether it is an end of what the friend's pay would do: "they said my pay would be"."""
        read, at = self.sentence.read, self.begins
        told = self.sentence.cues.within(self.start, at, "own move")[-1:]
        return any(cue.end == at or read[at - 1].word in _TO for cue in told)

    @property
    def is_matched(self) -> bool:
        """Whether an offer is as much as today's pay: "they match my 130k"."""
        at = self.whose
        return at > 1 and self.sentence.read[at - 1].word in load_lists("pay.txt")["match"]

    @cached_property
    def whose(self) -> int:
        """Where "my" stands before it; -1 where it does not."""
        at, read = self.begins, self.sentence.read
        while at and read[at - 1].word in _TODAYS:
            at -= 1
        offered = self.sentence.cues.begins(self.money.end, "offers", "next")
        return at - 1 if at and read[at - 1].word == "my" and not offered else -1

    @property
    def is_agreed(self) -> bool:
        """Whether it is what was agreed on in the end, behind other offers."""
        behind = self.sentence.cues.begins(self.money.end, "agreed behind") > 0
        return behind or self.before("agreed") or self.is_raised("to", "offer raised")

    @property
    def is_promised(self) -> bool:
        """Whether it is what pay is to grow to: "80k, climbing to 95k", "95k after a year"."""
        cues = self.sentence.cues
        return cues.ends(self.begins, "grows") or cues.begins(self.money.end, "in time") > 0

    @cached_property
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

    @cached_property
    def is_floor(self) -> bool:
        """Whether it is said to be the least that would do."""
        start, first = max(self.left, self.start), self.money.first
        if self.sentence.cues.ends(first, "paid at least"):
            return False  # what somebody pays, and not what would do
        if first and self.sentence.cues.begins(self.start, "floor first") == first:
            return True
        cues = self.sentence.cues
        told = cues.within(self.left, first, "floor", "next", "next near", "offers")
        before = bool(told) and told[-1].name == "floor" and told[-1].first >= start
        before = before and self.sentence.read[first - 1].word != "from"
        # "half my salary of 92k would be enough" is less than that.
        whole = self.begins > 0 and self.sentence.read[self.begins - 1].word in ("of", "my")
        before = before and not (self.is_mine and self.is_parted)  # "could live on half of my 90k"
        behind = not (told or whole) and cues.begins(self.money.end, "floor behind") > 0
        return before or behind

    @property
    def is_parted(self) -> bool:
        """Whether a part of it is spoken of: "half of my 90k", "half my 90k"."""
        read, at = self.sentence.read, self.whose
        at -= at > 0 and read[at - 1].word == "of"
        return any(part.end == at for part in parts(read[:at]))

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
        return not any(left <= cue.first < at - 1 for cue in cues.found if cue.name in _PAY)

    @property
    def is_bound(self) -> bool:
        """Whether it is an end of what is paid, and no figure: "a bonus of up to 20k"."""
        return self.money.stretch or self.sentence.cues.ends_near(self.money.first, 1, "bound")

    def is_raised(self, end: str, name: str = "raised") -> bool:
        """Whether it is an end of a raise that was given: "got a raise to 112k from 98k"."""
        at = self.money.first
        told = self.in_clause(name)
        if not told and self.sentence.read[self.start].word == "from":
            # "They cut us all by a tenth, from 120k to 108k"
            told = self.sentence.cues.has(0, self.start, name)
        told = told and self.clause.when not in ("hypothetical", "planned")
        return told and at > 0 and self.sentence.read[at - 1].word == end

    @property
    def is_wished(self) -> bool:
        """Whether it is only wished for."""
        # "I said 85k", but not "I said I'm on 85k"
        named = self.sentence.cues.ends(self.begins, "named by me")
        return self.clause.act == "wants" or named or self.in_clause("wish")

    @property
    def is_a_raise(self) -> bool:
        """Whether it is what a raise that was given came to: "I got 5k more this year"."""
        return (
            self.before("given")
            and self.sentence.cues.begins(self.money.end, "difference more") > 0
        )

    @property
    def is_market(self) -> bool:
        """Whether it is told of what such work pays: "the band goes till 28", "I'm worth 90k"."""
        told = self.sentence.cues.within(self.left, self.money.first, "market", "offers", "to come")
        return bool(told) and told[-1].name == "market"

    @property
    def is_compared(self) -> bool:
        """Whether it is how far somebody else's pay is off: "46k less than him"."""
        cues, read = self.sentence.cues, self.sentence.read
        than = cues.begins(self.money.end, "difference less", "difference more")
        if not than or than >= len(read) - 1 or read[than].word != "than":
            return False
        people = self.clause.spans("person", "person-named", "people", "object")
        near = range(than + 1, than + 1 + NEAR)
        return any(found.first + self.start in near for found in people)

    @property
    def moves(self) -> int:
        """-1 or 1 for an amount by which pay is less or more, else 0."""
        cues, first, end = self.sentence.cues, self.money.first, self.money.end
        beside = self.sentence.read[first - 1].word if first else ""
        if self.is_a_raise or (beside in _TO and not cues.ends(first, "by less", "by more")):
            return 0  # "100k to 80k pay cut"
        if cues.begins(end, "about") > end + 1:
            return 0  # "45 an hour, more or less"
        less = cues.begins(end, "difference less") > cues.begins(end, "next")  # no "down to"
        if less or cues.ends(self.begins, "by less"):
            return -1
        more = cues.begins(end, "difference more") or cues.ends(self.begins, "by more")
        return int(bool(more))
