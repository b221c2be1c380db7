"""Compares the cut that a move brings with the largest cut one could live with.

Either is an exact fraction of today's cash where figures tell it, and the interval of its band
where they do not.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from flows.figures import BANDS, OPEN_ENDED, TIGHT, Figures, band_of_cut

Comparison = Literal["within", "tight", "beyond", "unknown"]
"""The cut can be lived with; so narrowly; it cannot; or the two overlap and nobody can tell."""


class Interval(NamedTuple):
    """A range of fractions of today's cash; an open end is not part of it."""

    low: Decimal
    high: Decimal
    open_low: bool = False
    open_high: bool = False

    @property
    def exact(self) -> bool:
        return self.low == self.high


def cut_of(answers: Mapping[str, str], figures: Figures | None) -> Interval | None:
    """The cut by figures, or by the band answered; None where neither tells it."""
    return _interval(answers.get("cut"), figures.cut if figures else None)


def runway_of(answers: Mapping[str, str], figures: Figures | None) -> Interval | None:
    """The largest cut one could live with; a least pay counts where today's pay is known."""
    return _interval(answers.get("runway"), figures.largest_cut if figures else None)


def _interval(band: str | None, share: Decimal | None) -> Interval | None:
    """What is exact where it agrees with the answer, which may have been given after it."""
    if band is None:
        return None
    if share is not None and band_of_cut(share) == band:
        share = max(share, Decimal(0))
        return Interval(share, share)
    low, high = BANDS[band]
    return Interval(
        low, high, open_low=band in ("under-25", "over-75"), open_high=band in OPEN_ENDED
    )


def compare(cut: Interval, runway: Interval) -> Comparison:
    """Tell whether the whole cut is at or below the limit, or above it; or that it is unknown."""
    if cut.high <= runway.low:
        tight = cut.high > 0 and runway.high - cut.low < TIGHT
        return "tight" if tight else "within"
    touching = cut.low == runway.high and (cut.open_low or runway.open_high)
    return "beyond" if cut.low > runway.high or touching else "unknown"


def largest_band_within(runway: Interval) -> str:
    """The largest band of a cut that can be lived with wherever in it the cut is."""
    return [band for band, (_, high) in BANDS.items() if high <= runway.low][-1]


def smallest_band_covering(cut: Interval) -> str | None:
    """The smallest band of the limit that a cut is within wherever in it the limit is."""
    return next((band for band, (low, _) in BANDS.items() if low >= cut.high), None)


def is_short(figures: Figures | None) -> bool:
    """Whether a move that costs no pay still pays less than the least one could live on."""
    if figures is None or figures.next is None or figures.floor is None:
        return False
    return figures.cut is not None and figures.cut <= 0 and figures.next < figures.floor


def with_limit(answers: Mapping[str, str], figures: Figures | None) -> dict[str, str]:
    """The answers with the derived answer ``limit``, where figures tell more than the bands do."""
    found = _compared(answers, figures)
    told = found not in (None, "unknown", _compared(answers, None))
    return {**answers, "limit": str(found)} if told else dict(answers)


def _compared(answers: Mapping[str, str], figures: Figures | None) -> Comparison | None:
    cut, runway = cut_of(answers, figures), runway_of(answers, figures)
    return None if cut is None or runway is None else compare(cut, runway)


def with_bands(answers: Mapping[str, str], figures: Figures | None) -> dict[str, str]:
    """The answers with the bands of cut and runway that figures tell: a figure outranks a band."""
    if figures is None:
        return dict(answers)
    shares = {"cut": figures.cut, "runway": figures.largest_cut}
    bands = {name: band_of_cut(share) for name, share in shares.items() if share is not None}
    return {**answers, **bands}
