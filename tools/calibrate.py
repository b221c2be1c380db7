"""Fits the weights and thresholds of the topic matcher: ``python -m tools.calibrate [--write]``.

Everything is judged on examples that the model of the fold has not seen. It takes a minute.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from flows.nlu.examples import CONFUSABLE, NEAR, offtopic
from flows.nlu.faq.calibration import CALIBRATION, topic_evidence
from flows.nlu.faq.load import built_in_topics
from flows.nlu.faq.models import KEPT, Phrasing
from flows.nlu.faq.neighbours import Neighbours
from flows.nlu.features import row_of
from flows.nlu.model import NOTHING, TOPICS, LinearModel
from flows.nlu.normalize import words
from tools.train import PENALTIES, STRONGEST, Labelled, Training, labelled

KEPT_QUESTIONS = Path(__file__).parent / "data" / "kept.jsonl"
FOLDS = 6
SHOWN = 3
ACCEPTED = 80
"""Wordings that an owner is taken to have accepted."""

MOST_FALSE_ANSWERS = 0.045
"""Share of held-out off-topic messages, confusable ones apart, that may get a confident answer.

The list is harder than life: half of it are near misses. Of messages written without this matcher
in mind, about half as many are answered (`advisor measure` on tests/cases/offtopic.jsonl).
"""
LEAST_REACHED = 0.92
"""Share of held-out questions whose topic is to be among those answered or offered."""

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


class Candidates(NamedTuple):
    """What could be answered to messages: the logistic evidence for it, and the truth."""

    evidence: Floats
    right: Truths

    def fit(self) -> LogisticRegression:
        """Learn how likely a candidate is right."""
        return LogisticRegression(C=10).fit(self.evidence, self.right)


@dataclass(frozen=True)
class Fold:
    """What was learned without some examples, and these: pairs of a text and its topic."""

    training: Training
    model: LinearModel
    unseen: Labelled

    def evidence(self, text: str) -> Floats:
        """The evidence for each topic, in the order of the model's classes without off-topic."""
        row = row_of(self.training.features, text)
        return topic_evidence(self.model.margins(row))


def folds(rows: Labelled) -> Iterator[Fold]:
    """Learn from most of the examples, and hold the others out."""
    labels = np.array([label for _, label in rows])
    for known, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(labels, labels):
        learned = [rows[place] for place in known]
        training = Training([text for text, _ in learned])
        model = training.fit(learned, PENALTIES[TOPICS], STRONGEST[TOPICS])
        yield Fold(training, model, [rows[place] for place in unseen])


class Beside:
    """Compares messages with wordings, beside the best topic that the author answers."""

    def __init__(self, fold: Fold, scoring: LogisticRegression) -> None:
        self._fold, self._scoring = fold, scoring
        self._topics = fold.model.classes[1:]

    def scores(self, text: str) -> dict[str, float]:
        """How likely each topic is meant, those apart that the author says nothing of."""
        chances = self._scoring.predict_proba(self._fold.evidence(text))[:, 1].tolist()
        every = zip(self._topics, chances, strict=True)
        return {topic: chance for topic, chance in every if topic in built_in_topics()}

    def nearest(self, wordings: Sequence[Phrasing], messages: Labelled) -> Candidates:
        """The nearest wording of each message, as a candidate."""
        neighbours = Neighbours(self._fold.training.features, wordings)
        evidence, right = [], []
        for text, label in messages:
            likeness = neighbours.likeness(text)
            nearest = max(likeness, key=lambda topic: likeness[topic])
            others = [score for topic, score in self.scores(text).items() if topic != nearest]
            evidence.append([likeness[nearest], max(others)])
            right.append(nearest == label)
        return Candidates(np.array(evidence), np.array(right))


def near_kept(beside: Beside, unseen: Labelled) -> Candidates:
    """Other words for kept questions, and questions about topics, beside kept questions."""
    questions = [json.loads(line) for line in KEPT_QUESTIONS.read_text().splitlines()]
    named = [(f"{KEPT}{number}", each) for number, each in enumerate(questions)]
    wordings = [Phrasing(text=each["question"], topic=name) for name, each in named]
    again = [(text, name) for name, each in named for text in each["again"]]
    asked = [each for each in unseen if each[1] in built_in_topics()]
    return beside.nearest(wordings, [*again, *asked])


def near_accepted(beside: Beside, unseen: Labelled, chance: random.Random) -> Candidates:
    """Accepted wordings as they are and changed a little, and other messages, beside them.

    An owner is asked to accept what the matcher was not sure of.
    """
    asked = [each for each in unseen if each[1] in built_in_topics()]
    unsure = [each for each in asked if beside.scores(each[0])[each[1]] < 1 / 2]
    accepted = chance.sample(unsure, ACCEPTED)
    again = [(changed(text, chance), topic) for text, topic in accepted]
    wordings = [Phrasing(text=text, topic=topic) for text, topic in accepted]
    found = beside.nearest(wordings, again)
    others = beside.nearest(wordings, [each for each in unseen if each not in accepted])
    wrong = Candidates(others.evidence[~others.right], others.right[~others.right])
    return joined([found, wrong])


def changed(text: str, chance: random.Random) -> str:
    """A text with one word left out, mistyped or added, as somebody else would write it."""
    words = text.split()
    at = chance.randrange(len(words))
    word = words[at]
    middle = len(word) // 2
    mistyped = word[:middle] + word[middle + 1 : middle + 2] + word[middle] + word[middle + 2 :]
    left_out = [] if len(words) > 2 else ["hey", word]  # noqa: PLR2004 - or nothing would be left
    there = chance.choice([left_out, [mistyped], [word, "pls"], ["really", word]])
    return " ".join([*words[:at], *there, *words[at + 1 :]])


def joined(parts: Sequence[Candidates]) -> Candidates:
    """Candidates of all folds."""
    evidence, right = zip(*parts, strict=True)
    return Candidates(np.concatenate(evidence), np.concatenate(right))


def report(every: Sequence[Fold]) -> str:
    """The calibration as TOML, with what it does to held-out messages as comments."""
    kinds = {text: name for name, texts in offtopic().items() for text in texts}
    evidence, right, kind = [], [], []
    for fold in every:
        topics = fold.model.classes[1:]
        within = np.array([name in built_in_topics() for name in topics])
        for text, label in fold.unseen:
            found = fold.evidence(text)
            order = np.argsort(-found[:, 0])
            best = [*order[within[order]][:SHOWN], *order[~within[order]][:SHOWN]]
            evidence.append(found[best])
            right.append([topics[place] == label for place in best])
            off = kinds.get(text, "ordinary") if label == NOTHING else ""
            kind.append(off or ("inside" if label in built_in_topics() else "outside"))
    stacked = Candidates(np.concatenate(evidence), np.concatenate(right))
    inner = np.arange(len(stacked.right)) % (2 * SHOWN) < SHOWN
    scoring = Candidates(stacked.evidence[inner], stacked.right[inner]).fit()
    declining = Candidates(stacked.evidence[~inner], stacked.right[~inner]).fit()
    chances = [model.predict_proba(stacked.evidence)[:, 1] for model in (scoring, declining)]
    scores = np.where(inner, *chances).reshape(-1, 2 * SHOWN)
    truth = np.array(right)
    ask_for, outside = (np.array([each == name for each in kind]) for name in ("inside", "outside"))
    off = ~ask_for & ~outside
    confusable = np.array([CONFUSABLE in each for each in kind])
    near = np.array([NEAR in each for each in kind])
    first, second = scores[:, 0], scores[:, SHOWN]
    right_first = truth[:, 0]
    among, named = np.asarray(truth[:, :SHOWN].any(axis=1)), truth[:, SHOWN]
    leads = first >= second
    answer = float(np.quantile((first * leads)[off & ~confusable], 1 - MOST_FALSE_ANSWERS))
    sums, elsewhere = scores[:, :SHOWN].sum(axis=1), scores[:, SHOWN:].sum(axis=1)
    ask = float(np.quantile(np.where(among, sums, 0)[ask_for], 1 - LEAST_REACHED))
    answered = leads & (first >= answer)
    declined = ~leads & ((second >= answer) | (elsewhere >= np.maximum(sums, ask)))
    asked = (sums >= ask) & ~answered & ~declined
    chance = random.Random(0)  # noqa: S311 - it picks examples
    besides = [(Beside(fold, scoring), fold.unseen) for fold in every]
    kept = joined([near_kept(beside, unseen) for beside, unseen in besides])
    wording = joined([near_accepted(beside, unseen, chance) for beside, unseen in besides])
    measured = {
        "hit@1": (right_first & leads)[ask_for].mean(),
        "hit@3": among[ask_for].mean(),
        "answered at once and right": (answered & right_first)[ask_for].mean(),
        "answered at once and wrong": (answered & ~right_first)[ask_for].mean(),
        "right within one tap": (answered & right_first | asked & among)[ask_for].mean(),
        "question about a topic, declined": declined[ask_for].mean(),
        "outside topic declined by its name": (declined & named)[outside].mean(),
        "outside topic declined by another": (declined & ~named)[outside].mean(),
        "outside topic answered": answered[outside].mean(),
        "outside topic asked back": asked[outside].mean(),
        "off-topic answered": answered[off & ~confusable].mean(),
        "off-topic answered, near misses": answered[near & ~confusable].mean(),
        "off-topic answered, confusable": answered[confusable].mean(),
        "off-topic asked back": asked[off].mean(),
        "off-topic declined": declined[off].mean(),
    }
    models = {"kept": (kept, kept.fit()), "wording": (wording, wording.fit())}
    for name, (candidates, model) in models.items():
        sure = model.predict_proba(candidates.evidence)[:, 1] >= answer
        measured[f"{name}: asked again and answered"] = sure[candidates.right].mean()
        measured[f"{name}: given to another question"] = sure[~candidates.right].mean()
    lines = [
        "# Written by `python -m tools.calibrate --write`; run it again when phrasings change.",
        f"# `answer`: {MOST_FALSE_ANSWERS:.1%} of held-out, ordinary off-topic messages get one.",
        f"# `ask`: {LEAST_REACHED:.0%} of held-out questions find their topic answered or offered.",
        f"answer = {answer:.3f}",
        f"ask = {ask:.3f}",
        *table("topic", ["margin", "lead", "over_offtopic"], scoring),
        *table("outside", ["margin", "lead", "over_offtopic"], declining),
        *(x for name, (_, m) in models.items() for x in table(name, ["likeness", "best_topic"], m)),
        f"\n# Held out, {FOLDS} folds:",
        *(f"# {name}: {share:.3f}" for name, share in measured.items()),
    ]
    return "\n".join(lines) + "\n"


def table(name: str, weights: list[str], model: LogisticRegression) -> list[str]:
    """The weights of a logistic model as a table of TOML."""
    values = dict(zip([*weights, "bias"], [*model.coef_[0], model.intercept_[0]], strict=True))
    return [f"\n[{name}]", *(f"{key} = {value:.4f}" for key, value in values.items())]


@click.command()
@click.option("--write", is_flag=True, help="Store the result beside the matcher.")
def main(write: bool) -> None:
    """Print the fitted weights and thresholds, and what they do to held-out messages."""
    rows = [each for each in labelled()[TOPICS] if words(each[0])]
    text = report([*folds(rows)])
    click.echo(text, nl=False)
    if write:
        CALIBRATION.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
