"""The bands that numbers of years fall in: options of the questions years and horizon."""

from decimal import Decimal

_YEARS = ((3, "0-2"), (6, "3-5"), (10, "6-9"))
_SHORT, _LONG, _LONGEST = 3, 4, 10


def years_band(years: Decimal) -> str:
    """Return the band of years of work; years round down, so 2.5 is ``0-2``."""
    return next((band for end, band in _YEARS if years < end), "10+")


def horizon_band(years: Decimal) -> str | None:
    """Return the band of a planned chapter in years, or None between three and four."""
    if years <= _SHORT:
        return "1-3"
    if years < _LONG:
        return None
    return "4-10" if years <= _LONGEST else "over-10"
