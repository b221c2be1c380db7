"""Hypothesis strategies for friends: any answers to any of the questions, or none."""

from hypothesis import strategies as st

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
