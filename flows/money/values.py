"""Amounts and fractions: exact inside, plain numbers in JSON."""

from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer

Money = Annotated[Decimal, PlainSerializer(lambda m: round(float(m), 2), when_used="json")]
"""An amount in the friend's currency; in JSON a number, to the cent."""

Share = Annotated[Decimal, PlainSerializer(lambda s: round(float(s), 6), when_used="json")]
"""A fraction, or a number of years; in JSON a number with six digits after the point."""
