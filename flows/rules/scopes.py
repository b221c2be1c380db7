"""Which questions rules depend on, and how their scopes are merged into few that stay small."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import combinations
from math import prod
from typing import Any

from flows.rules.bits import Bits
from flows.rules.rule import CompiledRule

Scope = frozenset[str]

LARGEST = 4096
"""Cells of a factor at most: scopes are merged up to here, for fewer tables to add."""


def scope_of(bits: Bits, rule: CompiledRule[Any]) -> Scope:
    """The questions on which it depends whether a rule fires."""
    union = reduce(lambda mask, each: mask | each.excludes, rule.unless, rule.when.excludes)
    return questions_of(bits, union)


def questions_of(bits: Bits, mask: int) -> Scope:
    """The questions of which a mask has any bit."""
    return frozenset(question for question in bits.variables if mask & bits.of(question))


def merged(bits: Bits, scopes: Iterable[Scope]) -> list[Scope]:
    """Merge scopes, the cheapest pair first, while the tables stay small."""
    found = _maximal(scopes)
    while pairs := list(_pairs(bits, found)):
        _, _, one, other = min(pairs)
        found = _maximal([*found, found[one] | found[other]])
    return found


def _pairs(bits: Bits, scopes: Sequence[Scope]) -> Iterator[tuple[int, int, int, int]]:
    """Every pair that may be merged, with what it costs: cells gained, then cells in all."""
    sizes = [_size(bits, scope) for scope in scopes]
    for one, other in combinations(range(len(scopes)), 2):
        size = _size(bits, scopes[one] | scopes[other])
        if size <= LARGEST:
            yield size - sizes[one] - sizes[other], size, one, other


def _size(bits: Bits, scope: Scope) -> int:
    return prod(bits.width(question) for question in scope)


def _maximal(scopes: Iterable[Scope]) -> list[Scope]:
    """Those that are part of no other, in a fixed order."""
    distinct = sorted(set(scopes), key=sorted)
    return [scope for scope in distinct if not any(scope < other for other in distinct)]


def home(merged: Sequence[Scope], scope: Scope) -> int:
    """The place of the first of the merged scopes that holds a scope."""
    return next(place for place, each in enumerate(merged) if scope <= each)


def in_order(bits: Bits, scope: Scope) -> tuple[str, ...]:
    """The questions of a scope in the order of the interview."""
    return tuple(question for question in bits.variables if question in scope)


def union_of(bits: Bits, rules: Iterable[CompiledRule[Any]]) -> Scope:
    """The questions on which any of some rules depends."""
    return frozenset[str]().union(*(scope_of(bits, rule) for rule in rules))
