"""Hypothesis strategies for friends: any answers to any of the questions, or none, and figures."""

from decimal import Decimal

from hypothesis import strategies as st

from flows.figures import Figures
from flows.knowledge import built_in

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        question.id: st.sampled_from([option.id for option in question.options])
        for question in built_in().questions
    },
)
"""Partial answers: each question answered by one of its options, or left out."""

FULL_ANSWERS = st.fixed_dictionaries(
    {
        question.id: st.sampled_from([option.id for option in question.options])
        for question in built_in().questions
    }
)
"""Every question answered."""

AMOUNTS = st.sampled_from([Decimal(amount) for amount in (0, 3, 10, 15, 20, 30, 40, 45, 60, 80)])
SHARES = st.sampled_from(
    [Decimal(share) for share in ("0", "0.1", "0.25", "0.3", "0.5", "0.6", "0.75", "0.8", "1")]
)
PAY = {"now": st.none() | AMOUNTS, "next": st.none() | AMOUNTS}
FIGURES = (
    st.builds(Figures, **PAY)
    | st.builds(Figures, **PAY, runway=SHARES)
    | st.builds(Figures, **PAY, floor=AMOUNTS)
)
"""Pay and what can be lived with, often on the border of a band; any of it may be missing."""
