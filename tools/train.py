"""Makes the model that is shipped, from the examples: ``python -m tools.train``.

It takes a minute, or some ten on two cores where marked messages have changed, and gives the
same model for the same examples and libraries.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any
from zipfile import ZIP_LZMA, ZipFile

import click
import numpy as np
from numpy.lib.format import write_array
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped] # ships no type information
from sklearn.svm import LinearSVC

from flows.knowledge import built_in
from flows.nlu.buttons import words_for_buttons
from flows.nlu.commands import by_words, commanded
from flows.nlu.examples import (
    GUESSED,
    Lists,
    answers,
    offtopic,
    phrasings,
    stated,
)
from flows.nlu.features import Features, Row, Terms, row_of, terms_of
from flows.nlu.model import (
    BUTTONS,
    COMMANDS,
    FILE,
    NOTHING,
    TOPICS,
    LinearModel,
    Model,
)
from flows.nlu.normalize import compared, normalize
from flows.nlu.phrases import load_lists
from flows.nlu.recurrent import RecurrentNetworks
from flows.nlu.slots.reading import STATED
from tools import networks

Labelled = Sequence[tuple[str, str]]
Arrays = Mapping[str, NDArray[Any]]

PENALTIES = {TOPICS: 1.0, COMMANDS: 1.0, BUTTONS: 1.0, STATED: 1.0}
PENALTY = 2.0
"""How dearly a misplaced text is paid for (the machine's C), chosen by cross-validation."""

STRONGEST = {TOPICS: 50_000, COMMANDS: 12_000, BUTTONS: 12_000, STATED: 15_000}
STRONGEST_OF_QUESTION = 8_000
"""Features, those with the largest weights, that a classifier keeps."""

BESIDE, WORDS_BESIDE = 60, 4
"""How many answers to other questions, of so many words at least, show what is no answer."""

WORDS_STATED, EACH_BESIDE = 3, 3
"""How many words an answer has that may stand in running text; which of other texts teach none."""

MOST_OF_BUTTON, EACH_OTHER = 250, 4
"""How many words for a button teach it, and which of all other texts teach what means none."""

WEIGHT_OF_COMMAND = 3.0
"""How much dearer a misplaced command is than a misplaced text that is none."""

LEARNED_FROM = "learned_from"
"""The name under which the file of the model has the digest of what it was learned from."""

_STEPS = 127


def labelled() -> Mapping[str, Labelled]:
    """All that is learned: texts with their class, of topics and of answers that are guessed.

    Examples of other answers teach what is no answer to these.
    """
    asked = {**phrasings("topics"), **phrasings("outside")}
    rows = [(text, name) for name, texts in asked.items() for text in texts]
    rows += [(text, NOTHING) for texts in offtopic().values() for text in texts]
    book = answers()
    return (
        {TOPICS: rows}
        | {
            question.id: [*networks.options_of(book[question.id]), *_beside(question.id, book)]
            for question in built_in().questions
            if question.reads in GUESSED
        }
        | {STATED: _stated(book, rows)}
    )


def _stated(book: Mapping[str, Lists], asked: Labelled) -> Labelled:
    """What clauses of running text state on matters of judgement, and such as state nothing.

    Answers that may stand in such a text teach it, too; what is no answer to one question may be
    one to another, and teaches nothing here.
    """
    rows: dict[str, str] = {}
    nothing = [text for text, _ in asked[::EACH_BESIDE]]
    for question in built_in().questions:
        answered, clauses = (
            networks.options_of(book[question.id]),
            networks.options_of(stated().get(question.id, {})),
        )
        nothing += [text for text, option in clauses if not option]
        if question.reads != "judgement":
            nothing += [text for text, _ in answered[::EACH_BESIDE]]
            continue
        clauses = [*clauses, *(row for row in answered if len(row[0].split()) >= WORDS_STATED)]
        for text, option in clauses:
            if option:
                rows.setdefault(text, f"{question.id} {option}")
    return [*(dict.fromkeys(nothing, NOTHING) | rows).items()]


def labelled_commands(given: Mapping[str, Labelled]) -> Labelled:
    """Words for buttons with the command they mean, beside all other texts, which mean none.

    All are spelt out as commands are compared.
    """
    others = {text for rows in given.values() for text, _ in rows if not commanded(text)}
    spelt = {" ".join(compared(text)) for text in others} - {" ".join(each) for each in by_words()}
    listed = [(" ".join(words), name) for words, name in by_words().items()]
    return [*listed, *((text, NOTHING) for text in sorted(spelt))]


def labelled_buttons(given: Mapping[str, Labelled]) -> Mapping[str, Sequence[str]]:
    """Words for each button by its label, and below "" some of all other texts.

    A label that is a command's is worded as that is, too; a question by all of its names.
    """
    words = {
        label: {" ".join(each) for each in said} for label, said in words_for_buttons().items()
    }
    for label, said in words.items():
        if command := commanded(label):
            said |= {" ".join(each) for each, name in by_words().items() if name == command}
    for question in built_in().questions:
        names = (*load_lists("names.txt").get(question.id, ()), question.name)
        words[normalize(question.name)] = {" ".join(compared(each)) for each in names}
    others = {" ".join(compared(text)) for rows in given.values() for text, _ in rows}
    others |= {" ".join(each) for each in by_words()}
    words[NOTHING] = {*sorted(others)[::EACH_OTHER]} - set().union(*words.values())
    return {
        label: sorted(said)[:: max(1, len(said) // MOST_OF_BUTTON) if label else 1]
        for label, said in sorted(words.items())
    }


def digest(given: Mapping[str, Labelled]) -> str:
    """Tells what is learned from other examples, and from these otherwise: the SHA-256 of it all.

    Words for commands and buttons are a part, as they are listed.
    """
    buttons = sorted((label, sorted(said)) for label, said in words_for_buttons().items())
    listed = (
        sorted(by_words().items()),
        buttons,
        load_lists("names.txt"),
        [each.learned_from for each in networks.networks()],
    )
    numbers = PENALTIES, PENALTY, STRONGEST, STRONGEST_OF_QUESTION, WEIGHT_OF_COMMAND
    chosen = BESIDE, WORDS_BESIDE, WORDS_STATED, EACH_BESIDE, MOST_OF_BUTTON, EACH_OTHER
    everything = repr((given, listed, numbers, chosen))
    return sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()


def _beside(question: str, book: Mapping[str, Lists]) -> Labelled:
    """Answers to other questions, which are none to this one.

    Short ones are left out: a "both" or "not at all" may answer several.
    """
    others = [
        text
        for other, lists in book.items()
        for text, option in networks.options_of(lists)
        if other != question and option != NOTHING and len(text.split()) >= WORDS_BESIDE
    ]
    return [(text, NOTHING) for text in others[:: max(1, len(others) // BESIDE)]]


class Training:
    """Texts as features, from which any number of classifiers can be learned.

    What is learned from other texts beside them, is learned by the terms that these have.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        every = sorted(set(texts))
        self.arrays = _terms_known([terms_of(text) for text in every])
        hashes = np.cumsum(self.arrays["steps"], dtype=np.uint32)
        self.features = Features.of(hashes, self.arrays["texts_with"], len(every))
        self._rows = {text: row_of(self.features, text) for text in every}

    def fit(
        self, rows: Labelled, penalty: float, strongest: int, weight: float = 1.0
    ) -> LinearModel:
        """A linear support vector machine, one class against all others.

        ``weight`` is how much dearer a misplaced text of a class is than one of none.
        """
        weights_of = {label: weight if label else 1.0 for _, label in rows}
        machine = LinearSVC(C=penalty, random_state=0, class_weight=weights_of)
        machine.fit(self._matrix([text for text, _ in rows]), [label for _, label in rows])
        classes = tuple(map(str, machine.classes_))
        return _strongest(classes, machine.coef_, machine.intercept_, strongest)

    def fit_each(
        self, texts: Mapping[str, Sequence[str]], penalty: float, strongest: int, weight: float
    ) -> LinearModel:
        """As many machines as there are classes, each for itself, as texts may be of several."""
        every = sorted({text for said in texts.values() for text in said})
        matrix, classes = self._matrix(every), tuple(label for label in texts if label)
        weights, bias = [], []
        for label in classes:
            own = set(texts[label])
            machine = LinearSVC(C=penalty, random_state=0, class_weight={True: weight, False: 1.0})
            machine.fit(matrix, [text in own for text in every])
            weights.append(machine.coef_[0])
            bias.append(machine.intercept_[0])
        return _strongest(classes, np.array(weights), np.array(bias), strongest)

    def row(self, text: str) -> Row:
        """The features of a text."""
        if text not in self._rows:
            self._rows[text] = row_of(self.features, text)
        return self._rows[text]

    def _matrix(self, texts: Sequence[str]) -> csr_matrix:
        rows = [self.row(text) for text in texts]
        ends = [0, *accumulate(len(row.columns) for row in rows)]
        values = np.concatenate([row.values for row in rows])
        columns = np.concatenate([row.columns for row in rows])
        return csr_matrix((values, columns, ends), shape=(len(rows), len(self.features.hashes)))


def _strongest(
    classes: tuple[str, ...], coefficients: NDArray[Any], bias: NDArray[Any], strongest: int
) -> LinearModel:
    """The model of so many features, those whose weights are largest."""
    weights = coefficients.T.copy()
    order = np.argsort(-np.linalg.norm(weights, axis=1), kind="stable")
    kept = np.sort(order[:strongest]).astype(np.int32)
    weights = weights[kept]
    scale = np.abs(weights).max(axis=0) / _STEPS
    return LinearModel(
        classes,
        kept,
        np.round(weights / scale).astype(np.int8),
        scale.astype(np.float32),
        bias.astype(np.float32),
    )


def _terms_known(texts: Sequence[Terms]) -> Arrays:
    """The terms of all texts: their hashes, as steps from one to the next."""
    every = np.concatenate([terms.hashes for terms in texts])
    hashes, texts_with = np.unique(every, return_counts=True)
    return {
        "steps": np.diff(hashes, prepend=np.uint32(0)).astype(np.uint32),
        "texts_with": texts_with.astype(np.uint16),
        "texts": np.array(len(texts)),
    }


def texts_of(given: Mapping[str, Labelled]) -> list[str]:
    """The texts whose terms are known; those of commands and buttons are learned by these."""
    return [text for rows in given.values() for text, _ in rows]


def train(given: Mapping[str, Labelled], known: Path | None = None) -> tuple[Model, Arrays]:
    """Learn everything; returns the model, and the arrays that it is read from.

    The networks, which take minutes, are those of the file ``known`` where they were learned from
    the same messages.
    """
    training = Training(texts_of(given))
    models = {
        name: training.fit(
            rows, PENALTIES.get(name, PENALTY), STRONGEST.get(name, STRONGEST_OF_QUESTION)
        )
        for name, rows in given.items()
    }
    models[COMMANDS] = training.fit(
        labelled_commands(given), PENALTIES[COMMANDS], STRONGEST[COMMANDS], WEIGHT_OF_COMMAND
    )
    models[BUTTONS] = training.fit_each(
        labelled_buttons(given), PENALTIES[BUTTONS], STRONGEST[BUTTONS], WEIGHT_OF_COMMAND
    )
    arrays = dict(training.arrays) | {LEARNED_FROM: np.array(digest(given))}
    for name, model in models.items():
        arrays[f"{name}.classes"] = np.array(model.classes, dtype=np.str_)
        arrays[f"{name}.steps"] = np.diff(model.kept, prepend=np.int32(0))
        arrays[f"{name}.weights"] = model.weights
        arrays[f"{name}.scale"] = model.scale
        arrays[f"{name}.bias"] = model.bias
    found: dict[str, RecurrentNetworks] = {}
    for each in networks.networks():
        arrays[each.kind + networks.LEARNED_FROM] = np.array(each.learned_from)
        found[each.kind] = (each.of(known) if known else None) or each.learned()
        arrays |= {f"{each.kind}.{name}": a for name, a in found[each.kind].arrays().items()}
    topics, commands, buttons = (models.pop(name) for name in (TOPICS, COMMANDS, BUTTONS))
    made = Model(training.features, topics, commands, buttons, **found, classifiers=models)
    return made, arrays


@click.command()
@click.option("--to", default=FILE, type=click.Path(path_type=Path), help="Another file.")
@click.option(
    "--anew", is_flag=True, help="Learn the networks, too, as after a change of what they read."
)
def main(to: Path, anew: bool) -> None:
    """Make the model and write it where the program reads it."""
    given = labelled()
    model, arrays = train(given, None if anew else FILE)
    with ZipFile(to, "w", ZIP_LZMA) as archive:  # numpy reads it, but writes only what is larger
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as file:
                write_array(file, array)
    shown = to.relative_to(Path.cwd()) if to.is_relative_to(Path.cwd()) else to
    counts = Counter({name: len(rows) for name, rows in given.items()})
    click.echo(
        f"{shown}: {to.stat().st_size / 1e6:.2f} MB, {len(model.features.hashes)} terms,"
        f" learned from {counts.total()} texts"
    )


if __name__ == "__main__":
    main()
