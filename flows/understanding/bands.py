"""The bands that numbers of years fall in: options of the questions years and horizon."""

from decimal import Decimal


def years_band(years: Decimal) -> str:
    """Return the band of years of work; years round down, so 2.5 is ``0-2``."""
    if years < 3:
        return "0-2"
    if years < 6:
        return "3-5"
    return "6-9" if years < 10 else "10+"


def horizon_band(years: Decimal) -> str | None:
    """Return the band of a planned chapter in years, or None between three and four."""
    if years <= 3:
        return "1-3"
    if years < 4:
        return None
    return "4-10" if years <= 10 else "over-10"
