"""An amount in its sentence, and what the words around it call it."""

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
from flows.nlu.phrases import load_lists

_TODAYS = ("current", "existing", "present")
"""What may stand between "my" and an amount."""
PARTS = ("base", "variable", "total", "stock")
"""What a part of the pay may be called."""
_ADDING = ("+", "plus", "same")
"""Words before a part of the pay that is added to it: "95k plus 10%"."""
_EQUITY = Decimal("0.02")
"""Up to which a part that is added is one of the company: "95 LPA + 0.3%"."""
_THINGS = ("infra", "junior", "platform", "software")
"""Words of the other field that may also be things or somebody: "software is 2k a year"."""
NEAR = 3
"""Tokens around an amount among which it is called a part of the pay, and the like."""


def differences(cues: Cues, first: int, end: int) -> tuple[int, int]:
    """Where words end that call what stands there how much less, and how much more; 0 for none."""
    less = cues.begins(end, "difference less") or (end if cues.ends(first, "by less") else 0)
    more = cues.begins(end, "difference more") or (end if cues.ends(first, "by more") else 0)
    return less, more


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

    @cached_property
    def edges(self) -> frozenset[int]:
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
        return [p for p in self._shares if self._is_bonus(p)]

    @cached_property
    def pensions(self) -> list[Part]:
        """The parts of the pay that are no cash of today: "8% pension"."""
        return [p for p in self._shares if self.cues.begins(p.end, "no cash")]

    @cached_property
    def _shares(self) -> list[Part]:
        return parts(self.read)

    def _is_bonus(self, part: Part) -> bool:
        before = self.read[part.first - 1].word if part.first else ""
        inside = self.cues.has(part.first - 2, part.first, "part of it")
        named = self.cues.within(part.end, part.end + NEAR, "variable")
        inside = inside or any(self.cues.begins(each.end, "counted in") for each in named)
        if inside or part in self.pensions or self.cues.has(part.end, self._up_to(part), "stock"):
            return False
        if named:
            return True
        behind = self.read[part.end : part.end + 1]
        target = any(token.word == "target" for token in behind)
        before_it = self.names_bonus(part.first - 2, part.first)
        return target or before_it or (before in _ADDING and part.low > _EQUITY)

    def names_bonus(self, first: int, end: int) -> bool:
        """Whether a bonus is named among these tokens, but not in "no bonus, 0.4%"."""
        named = self.cues.within(first, end, "variable")
        return any(not self.cues.ends_near(each.first, "none of it") for each in named)

    def _up_to(self, part: Part) -> int:
        """Where words right behind a part end that may call it something: with the clause."""
        near = range(part.end, part.end + 2)
        return next((at for at in near if at in self.starts), near.stop)


@dataclass(frozen=True, eq=False)
class Said:
    """An amount in its sentence, with the tokens from ``left`` to ``right`` that speak of it.

    ``words`` are the amount as it was written. ``role`` is one of ``amount_roles.ROLES``, and
    ``chance`` how likely it is that one, as a fraction. ``added`` are amounts paid beside it,
    ``factor`` what a bonus in percent makes of it, ``bonus_months`` one in months' pay, ``total``
    what it is the cash of, ``stock`` what of it is no cash.
    """

    money: Money
    sentence: Sentence
    clause: Clause
    left: int
    right: int
    words: str
    role: str = ""
    chance: float = 0.0
    added: tuple[Money, ...] = ()
    factor: Decimal = Decimal(1)
    bonus_months: Decimal = Decimal(0)
    total: Money | None = None
    stock: Money | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Which amount it is, whatever else is found out about it: its sentence and token."""
        return id(self.sentence), self.money.first

    @property
    def is_beside(self) -> bool:
        """Whether it is a part that is paid beside what is told as the pay."""
        return self.role.endswith("+")

    @property
    def paid(self) -> list[Money]:
        """Every amount that it is made of or a part of."""
        return [m for m in (self.money, *self.added, self.total, self.stock) if m]

    def is_called(self, *names: str) -> bool:
        """Whether a phrase of these lists stands close by, with no "and" or "plus" between."""
        cues, first, end = self.sentence.cues, self.money.first, self.money.end
        left = max(self.left, first - 2 * NEAR)
        right = min(self.right, max(cues.begins(end, "part of it"), end) + NEAR)
        left = max([left, *(cue.end for cue in cues.within(left, first, "part joined"))])
        right = min([right, *(cue.first for cue in cues.within(end, right, "part joined"))])
        # "4,200 net a month", "2 yearly bonus"
        return cues.has(left, first, *names) or cues.has(first, max(end, right), *names)

    @property
    def is_matched(self) -> bool:
        """Whether an offer is as much as today's pay: "they match my 130k"."""
        at = self.whose
        return at > 1 and self.sentence.read[at - 1].word in load_lists("pay.txt")["match"]

    @cached_property
    def whose(self) -> int:
        """Where "my" stands before it, or it begins where it is earned; -1 where neither is so.

        "My 18 LPA" is the friend's, "my 20 LPA offer" is not.
        """
        at, read = self.money.first, self.sentence.read
        while at and read[at - 1].word in _TODAYS:
            at -= 1
        offered = self.sentence.cues.begins(self.money.end, "offers")
        mine = at and read[at - 1].word == "my" and not offered
        return at - 1 if mine else self.money.first if self.is_earned else -1

    @property
    def is_earned(self) -> bool:
        """Whether it is told as what the friend earns: "the 92k I'm on"."""
        at, cues = self.money.first, self.sentence.cues
        the = at > 0 and cues.read[at - 1].word == "the"
        return the and cues.begins(self.money.end, "i earn") > 0

    @property
    def is_of_field(self) -> bool:
        """Whether it is what work of the other field pays: "junior backend pays maybe 90k"."""
        at, read, listed = self.money.first, self.sentence.read, load_lists("pay.txt")
        start = max(each for each in self.sentence.starts if each <= at)
        while at > start and read[at - 1].word in (*listed["beside pays"], *listed["field pays"]):
            at -= 1
        fields = self.sentence.cues.within(start, at, "next field")
        head = next((f.first for f in fields if f.end == at), start)
        paid = any(token.word in listed["field pays"] for token in read[at : self.money.first])
        plain = all(token.word in listed["beside pays"] for token in read[start:head])
        told = self.clause.act != "asks" and self.clause.whom == "me" and not self.clause.names_me
        named = any(f.end == at for f in fields) and read[at - 1].word not in _THINGS
        return plain and paid and told and named

    @property
    def is_cost(self) -> bool:
        """Whether it is what the friend pays: "my mortgage is 640 euros", "I pay 2k a month"."""
        at, read, listed = self.money.first, self.sentence.read, load_lists("pay.txt")["costing"]
        while at > self.left and read[at - 1].word in listed:
            at -= 1
        cues = self.sentence.cues
        costs = self.left < at < self.money.first and cues.ends(at, "costs")
        return costs or cues.ends(at, "paying")

    @property
    def is_least(self) -> bool:
        """Whether no less would do: "300k, not a cent less"."""
        cues, end, read = self.sentence.cues, self.money.end, self.sentence.read
        end += [token.word for token in read[end : end + 1]] in ([","], ["-"])
        least = cues.begins(end, "no less")
        return bool(least) and [token.word for token in read[least : least + 1]] != ["than"]

    @property
    def is_bound(self) -> bool:
        """Whether it is an end of what is paid, and no figure: "a bonus of up to 20k"."""
        return self.money.stretch or self.sentence.cues.ends_near(self.money.first, "bound")

    @property
    def moves(self) -> int:
        """-1 or 1 for an amount by which pay is less or more, 0 where nothing tells which."""
        less, more = differences(self.sentence.cues, self.money.first, self.money.end)
        return -1 if less else int(bool(more))
