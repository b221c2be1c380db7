"""The network of amounts is learned by gradients that are right, and tells what stands far off."""

from itertools import product

import numpy as np
import pytest

import tools.recurrent as module
from flows.nlu.recurrent import RecurrentNetworks, softmax
from tools.recurrent import Chosen, Example, learned

CLASSES = ("left", "right")
CHOSEN = Chosen(1, 56, 96, rounds=2, texts=64, fewest=5, left_out=0.3)
FILLING = tuple(f"word{number}" for number in range(6))


def text(first: str, last: str, length: int, class_: str) -> Example:
    """A text whose middle is told by its first word, or by its last."""
    middle = [("so",), *((FILLING[at % len(FILLING)], "~rd") for at in range(length)), ("here",)]
    return Example([(first,), *middle, (last,)], [len(middle)], [class_])


FORWARDS = [text(one, "end", n, one) for one, n in product(CLASSES, range(8))]
BACKWARDS = [
    Example([(w,) for w in ["so", "here", *FILLING[:n], one]], [1], [one])
    for one, n in product(CLASSES, range(6))
]


@pytest.mark.parametrize("examples", [FORWARDS * 4, BACKWARDS * 4], ids=["before", "behind"])
def test_a_word_far_off_is_learned_in_either_direction(examples: list[Example]) -> None:
    network = learned(examples, CLASSES, CHOSEN._replace(rounds=60))
    for example in examples:
        (chances,) = network.chances(example.words, example.places)
        assert CLASSES[int(chances.argmax())] == example.labels[0]


def test_learning_gives_the_same_each_time_but_for_another_seed() -> None:
    one, two, three = (learned(FORWARDS, CLASSES, CHOSEN, seed=seed) for seed in (0, 0, 1))
    assert all(np.array_equal(one.arrays()[name], two.arrays()[name]) for name in one.arrays())
    assert not np.array_equal(one.vectors, three.vectors)


def test_what_is_stored_reads_as_what_was_learned() -> None:
    network = learned(FORWARDS, CLASSES, CHOSEN)
    stored = {f"it.{name}": array for name, array in network.arrays().items()}
    again = RecurrentNetworks.of(stored, "it")
    for example in FORWARDS:
        one, two = (each.chances(example.words, example.places) for each in (network, again))
        assert np.array_equal(one, two)
        assert network.chances(example.words, example.places).sum() == pytest.approx(1, abs=1e-5)


def loss(learning: module._Learning, batch: module._Batch) -> float:
    """The mean of the negative logarithms of the right classes' chances."""
    weights = learning._weights
    vectors = weights["vectors"][batch.rows].sum(axis=2)
    both = np.stack([vectors, module._turned(vectors, batch)])
    seen = module._Units(weights, both).seen(batch)
    chances = softmax(seen @ weights["outputs"] + weights["output_bias"])
    return float(-np.log(chances[np.arange(len(chances)), batch.labels]).mean())


def test_gradients_are_slopes() -> None:
    whole = CHOSEN._replace(left_out=0.0, words_left_out=0.0)
    examples = [*FORWARDS[:3], *BACKWARDS[-3:]]
    counted = sorted({s for example in examples for word in example.words for s in word})
    rows = {symbol: at for at, symbol in enumerate(counted, 1)}
    learning = module._Learning(len(rows) + 1, len(CLASSES), whole)
    batch = module._batch([module._Read.of(example, rows, CLASSES) for example in examples])
    gradients = learning._gradients(batch)
    step, draw = 1e-2, np.random.default_rng(1)
    for name, weights in learning._weights.items():
        steepest = np.argsort(-np.abs(gradients[name]).reshape(-1))[:20]
        at = np.unravel_index(draw.choice(steepest), weights.shape)
        losses = []
        for by in (step, -2 * step):
            weights[at] += np.float32(by)
            losses.append(loss(learning, batch))
        weights[at] += np.float32(step)
        slope = (losses[0] - losses[1]) / (2 * step)
        assert gradients[name][at] == pytest.approx(slope, rel=0.05, abs=1e-4), name
