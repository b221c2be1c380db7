"""Figures set the band of the cut, exactly at the edges."""

from decimal import Decimal

import pytest

from flows.figures import Figures, band_of_cut


@pytest.mark.parametrize(
    ("now", "next_", "band"),
    [
        (100, 120, "none"),
        (100, 100, "none"),
        (100, 99, "under-25"),
        (100, 75, "25-50"),
        (100, 50, "50-75"),
        (4, 1, "50-75"),
        (10000, 2499, "over-75"),
        (100, 0, "over-75"),
    ],
)
def test_band_follows_from_two_figures(now: int, next_: int, band: str) -> None:
    cut = Figures(now=Decimal(now), next=Decimal(next_)).cut
    assert cut is not None
    assert band_of_cut(cut) == band


def test_no_cut_without_both_figures_or_with_no_pay_today() -> None:
    assert Figures(now=Decimal(5)).cut is None
    assert Figures(now=Decimal(0), next=Decimal(5)).cut is None
