"""Exact sums: decimals with enough digits to be right to the cent, plain numbers in JSON."""

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from functools import wraps
from typing import Annotated, ParamSpec, TypeVar

from pydantic import PlainSerializer

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


Money = Annotated[Decimal, PlainSerializer(lambda m: round(float(m), 2), when_used="json")]
"""An amount in the friend's currency; in JSON a number, to the cent."""

Share = Annotated[Decimal, PlainSerializer(lambda s: round(float(s), 6), when_used="json")]
"""A fraction, or a number of years; in JSON a number with six digits after the point."""
