"""What a friend says in figures: pay now, pay on the new path, and the cut that follows."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]
"""A sum of money per year, in whole units of its currency (6000000 for 60 LPA)."""


class Figures(BaseModel):
    """Pay as the friend stated it, every amount per year and in one currency.

    ``now`` is today's yearly cash and ``next`` the yearly cash on the new path;
    ``offer_total`` is the yearly total compensation of an offer that would be turned down;
    ``cut_share`` is the cut of the move where it was said as a fraction of today's cash;
    ``runway`` is the largest cut the friend could live with, as a fraction of today's cash, and
    ``floor`` the smallest yearly cash, which gives that fraction where today's is known.
    ``currency`` is an ISO 4217 code, or None when the friend gave bare numbers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    now: Amount | None = None
    next: Amount | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    offer_total: Amount | None = None
    cut_share: Annotated[Decimal, Field(ge=0, le=1)] | None = None
    runway: Annotated[Decimal, Field(ge=0, le=1)] | None = None
    floor: Amount | None = None

    @property
    def runway_to_floor(self) -> Decimal | None:
        """The share of today's cash above the floor; None where either is unknown or today's 0."""
        if self.now is None or self.floor is None or self.now == 0:
            return None
        return max(Decimal(0), (self.now - self.floor) / self.now)

    @property
    def largest_cut(self) -> Decimal | None:
        """The largest cut one could live with, as a fraction; a floor goes before a share."""
        to_floor = self.runway_to_floor
        return self.runway if to_floor is None else to_floor

    @property
    def cut(self) -> Decimal | None:
        """The share of today's cash that the move takes away, as a fraction.

        Negative when the new path pays more. Where a figure is missing or today's pay is 0, it is
        what was said as a share, or None.
        """
        if self.now is None or self.next is None or self.now == 0:
            return self.cut_share
        return (self.now - self.next) / self.now


BANDS = {
    "none": (Decimal(0), Decimal(0)),
    "under-25": (Decimal(0), Decimal("0.25")),
    "25-50": (Decimal("0.25"), Decimal("0.5")),
    "50-75": (Decimal("0.5"), Decimal("0.75")),
    "over-75": (Decimal("0.75"), Decimal(1)),
}
"""The bands of the largest cut that can be lived with: from which fraction to which."""

OPEN_ENDED = frozenset({"under-25", "25-50"})
"""Bands that do not reach their upper end; ``under-25`` and ``over-75`` do not reach the lower."""

TIGHT = Decimal("0.1")
"""A cut that leaves less than this share of today's pay to the limit is called tight."""


def band_of_cut(cut: Decimal) -> str:
    """Name the band of a cut given as a fraction: an option of the questions cut and runway.

    The bands: ``none`` at 0 or less, ``under-25`` below 25%, ``25-50`` below 50%, ``50-75`` up to
    and including 75%, ``over-75`` above.
    """
    if cut <= 0:
        return "none"
    if cut < Decimal("0.25"):
        return "under-25"
    if cut < Decimal("0.5"):
        return "25-50"
    return "50-75" if cut <= Decimal("0.75") else "over-75"
