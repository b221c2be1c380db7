"""Amounts, growths and horizons of every size for property tests."""

from decimal import Decimal

from hypothesis import strategies as st

from flows.money.assumptions import Assumptions

CENT = Decimal("0.01")


def amounts(least: str = "0", most: str = "1e15") -> st.SearchStrategy[Decimal]:
    """Yearly amounts to the cent."""
    return st.decimals(Decimal(least), Decimal(most), places=2)


def growths(least: str = "-0.9", most: str = "3") -> st.SearchStrategy[Decimal]:
    """Fractions per year."""
    return st.decimals(Decimal(least), Decimal(most), places=3)


def discounts() -> st.SearchStrategy[Decimal]:
    """Fractions per year, from 0 to 50%."""
    return st.decimals(Decimal(0), Decimal("0.5"), places=3)


def horizons() -> st.SearchStrategy[int]:
    """Years looked at."""
    return st.integers(1, 40)


@st.composite
def assumptions(draw: st.DrawFn) -> Assumptions:
    """Any assumptions that may be made."""
    low, mid, high = sorted(draw(st.tuples(growths("-1"), growths("-1"), growths("-1"))))
    staying = draw(growths("-1"))
    return Assumptions(
        staying=staying,
        extra_low=low - staying,
        extra_mid=mid - staying,
        extra_high=high - staying,
        discount=draw(discounts()),
        horizon=draw(horizons()),
        job_year=draw(horizons()),
        job_multiple=draw(st.decimals(0, 100, places=1)),
        next_total=draw(st.none() | amounts()),
    )
