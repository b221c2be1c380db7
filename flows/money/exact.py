"""Decimal arithmetic with enough digits that a sum of any size is right to the cent."""

from collections.abc import Callable
from decimal import Context, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

EXACT = Context(prec=80)
"""80 digits: 1e18 a year growing tenfold for 40 years has 60 before the point."""


def exactly(function: Callable[P, T]) -> Callable[P, T]:
    """Run a function in the context EXACT, whatever the caller's context is."""

    @wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> T:
        with localcontext(EXACT):
            return function(*args, **kwargs)

    return inside
