"""Scores are probabilities in the order of the margins, and the thresholds make three bands."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.faq.calibration import load_calibration, sigmoid, topic_evidence

MARGINS = st.lists(st.floats(-5, 5), min_size=3, max_size=40).map(np.array)


def test_asking_back_begins_below_answering() -> None:
    calibration = load_calibration()
    assert 0 < calibration.ask < calibration.answer < 1


@given(margins=MARGINS)
def test_scores_are_probabilities_in_the_order_of_the_margins(margins: np.ndarray) -> None:
    scores = load_calibration().topic.scores(topic_evidence(margins))
    assert len(scores) == len(margins) - 1
    assert ((scores >= 0) & (scores <= 1)).all()
    by_margin = scores[np.argsort(margins[1:], kind="stable")]
    assert (np.diff(by_margin) >= -1e-9).all()


def test_a_stronger_off_topic_lowers_every_score() -> None:
    weights = load_calibration().topic
    quiet, loud = (topic_evidence(np.array([off, 0.5, -0.2])) for off in (-1.0, 1.0))
    assert (weights.scores(loud) < weights.scores(quiet)).all()


def test_evidence_is_margin_and_lead_over_the_best_other_and_over_off_topic() -> None:
    evidence = topic_evidence(np.array([-1.0, 2.0, 1.0, 0.0]))
    assert evidence.tolist() == [[2, 1, 3], [1, -1, 2], [0, -2, 1]]


def test_a_kept_question_scores_higher_the_more_alike_it_is() -> None:
    kept = load_calibration().kept
    assert kept.score(0.0, 0.2) < kept.score(0.3, 0.2) < kept.score(1.0, 0.2)


@given(value=st.floats(allow_nan=False))
def test_the_logistic_function_never_overflows(value: float) -> None:
    assert 0 <= sigmoid(np.array([value]))[0] <= 1
