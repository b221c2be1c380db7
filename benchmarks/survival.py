"""How often a pick survives when some of the answers are a little off."""

from collections.abc import Mapping
from random import Random

import numpy as np

from flows.rules import CompiledRules
from flows.rules.picks import Places, picks_of

Answers = Mapping[str, str]

CERTAIN = ("years", "role", "degree", "market")
"""Questions whose answer nobody is mistaken about."""

NOISE = 0.12
"""The chance with which an answer is off."""

COPIES = 50
"""Noisy copies drawn of each person."""


class Noise:
    """Draws noisy copies of people and tells in how many the pick is the same."""

    def __init__(self, rules: CompiledRules, seed: int) -> None:
        self.rules = rules
        self.random = Random(seed)  # noqa: S311 - people to measure with, no secret
        self.options = {question: list(known) for question, known in rules.bits.option.items()}
        self.shaken = [question for question in self.options if question not in CERTAIN]
        order = list(self.options)
        self.strides = rules.rows.strides[[order.index(question) for question in self.shaken]]

    def survival(self, answers: Answers) -> float:
        """The share of noisy copies of somebody that have the same pick."""
        rows = self.rules.rows
        here = rows.at(self.rules.bits.state(answers))
        steps = np.array([self._steps(answers) for _ in range(COPIES)], dtype=np.intp)
        all_rows: Places = np.concatenate([here[np.newaxis], here + steps @ self.strides])
        picks = picks_of(rows.fields(all_rows))
        return float(np.mean(picks[1:] == picks[0]))

    def _steps(self, answers: Answers) -> list[int]:
        """For each question, how many options further the answer is."""
        random = self.random.random
        return [
            self._off(question, self.options[question].index(answers[question]))
            if random() < NOISE
            else 0
            for question in self.shaken
        ]

    def _off(self, question: str, place: int) -> int:
        last = len(self.options[question]) - 1
        if self.rules.knowledge.question[question].scale:
            return self.random.choice([step for step in (-1, 1) if 0 <= place + step <= last])
        return self.random.choice([other - place for other in range(last + 1) if other != place])
