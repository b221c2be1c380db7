"""The model that is shipped is what the command makes of the examples, small and quick to load."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from flows.knowledge import built_in
from flows.nlu.examples import GUESSED, marked
from flows.nlu.faq.calibration import load_calibration
from flows.nlu.faq.load import built_in_outside, built_in_topics
from flows.nlu.faq.matcher import TopicMatcher, built_in_matcher
from flows.nlu.features import row_of, terms_of
from flows.nlu.guessing import answer_like
from flows.nlu.model import (
    BUTTONS,
    COMMANDS,
    FILE,
    TOPICS,
    LinearModel,
    Model,
    load_model,
)
from flows.nlu.recurrent import RecurrentNetworks
from flows.nlu.slots import mention_roles
from flows.nlu.slots.amount_roles import ROLES, read_of
from flows.nlu.slots.amounts import said_in
from flows.nlu.slots.mentions import CLASSES
from flows.nlu.slots.reading import Message
from tools import networks
from tools.recurrent import OF_AMOUNTS, OF_FACTS
from tools.train import LEARNED_FROM, Training, digest, labelled, texts_of, train

CASES = Path(__file__).parents[2] / "cases"
LARGEST = 3_000_000
ALIKE = 0.97
"""The share of amounts, and of facts, that networks learned elsewhere tell as the shipped do."""
ARRAYS = {f.name for f in fields(RecurrentNetworks)} - {"classes", "rows"}
STEP = 1
"""How far a weight may lie from the shipped one, in the steps that weights are kept in."""


@pytest.fixture(scope="module")
def made() -> Model:
    return train(labelled())[0]


def cases(*names: str) -> Iterator[dict[str, str]]:
    for name in names:
        lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        yield from map(json.loads, lines)


def both(made: Model) -> Iterator[tuple[str, LinearModel, LinearModel]]:
    shipped = load_model()
    assert made.classifiers.keys() == shipped.classifiers.keys()
    yield TOPICS, made.topics, shipped.topics
    yield COMMANDS, made.commands, shipped.commands
    yield BUTTONS, made.buttons, shipped.buttons
    for name, classifier in made.classifiers.items():
        yield name, classifier, shipped.classifiers[name]


# Run `python -m tools.train` where one of these fails: examples or features have changed.
def test_the_shipped_model_was_learned_from_these_examples() -> None:
    with np.load(FILE, allow_pickle=False) as stored:
        assert stored[LEARNED_FROM] == digest(labelled())


def test_the_shipped_model_knows_each_term_of_these_examples() -> None:
    texts = sorted(set(texts_of(labelled())))[::10]
    known = load_model().features.hashes
    terms = np.concatenate([terms_of(text).hashes for text in texts])
    assert len(terms) > 10 * len(texts)
    assert np.isin(terms, known).all()


@pytest.mark.long
def test_the_shipped_model_has_the_terms_of_these_examples() -> None:
    features = Training(texts_of(labelled())).features
    assert np.array_equal(features.hashes, load_model().features.hashes)
    assert np.array_equal(features.rarity, load_model().features.rarity)


def test_each_classifier_has_its_examples_in_the_digest() -> None:
    given = labelled()
    whole = digest(given)
    for name, rows in given.items():
        (text, label), *others = rows
        assert digest({**given, name: [(f"{text}?", label), *others]}) != whole, name


@pytest.mark.long  # learning takes minutes, and the digest tells when there is something to learn
@pytest.mark.timeout(1200)
def test_the_shipped_weights_are_those_that_are_learned(made: Model) -> None:
    for name, ours, shipped in both(made):
        assert ours.classes == shipped.classes, name
        apart = np.abs(ours.weights.astype(int) - shipped.weights.astype(int))
        # At the edge of the strongest features one may be kept here and another there.
        assert (apart > STEP).mean() < 1e-4, name
        assert ours.scale == pytest.approx(shipped.scale, rel=1e-3), name
        assert ours.bias == pytest.approx(shipped.bias, abs=1e-3), name


@pytest.mark.long
def test_both_find_the_same_topics(made: Model) -> None:
    matcher = TopicMatcher(made, built_in_outside(), load_calibration())
    for case in cases("faq", "faq_others", "offtopic", "offtopic_others", "openers_others"):
        ours, shipped = matcher.match(case["text"]), built_in_matcher().match(case["text"])
        assert (ours.kind, ours.topic) == (shipped.kind, shipped.topic), case["text"]


@pytest.mark.long
def test_both_read_the_same_answers(made: Model) -> None:
    for case in cases("slots", "slots_own", "slots_others"):
        if case["question"] not in made.questions:
            continue
        ours = made.guess(case["question"], case["text"])
        shipped = load_model().guess(case["question"], case["text"])
        assert ours.option == shipped.option, case["text"]
        assert ours.lead == pytest.approx(shipped.lead, abs=5e-3), case["text"]


@pytest.mark.long
def test_both_tell_alike_what_amounts_are(made: Model) -> None:
    """Other machines round sums in other ways, and a network learns on from them."""
    same = []
    for message in marked("amounts")[::20]:
        sentences, said = said_in(Message(message.text, answer_like, date.min).clauses, None)
        read, places = read_of(sentences, said)
        ours, shipped = (
            model.amounts.chances(read, [*places.values()]).argmax(axis=1)
            for model in (made, load_model())
        )
        same += [*(ours == shipped)]
    assert sum(same) / len(same) > ALIKE


@pytest.mark.long
def test_both_tell_alike_what_is_a_fact(made: Model) -> None:
    same = []
    for message in marked("facts")[::40]:
        read, places, _ = mention_roles.read_of(networks._message(message.text), message.heading)
        if places:
            ours, shipped = (
                model.facts.chances(read, places).argmax(axis=1) for model in (made, load_model())
            )
            same += [*(ours == shipped)]
    assert sum(same) / len(same) > ALIKE


def test_the_model_knows_every_topic_and_every_option() -> None:
    assert load_model().topics.classes == ("", *sorted([*built_in_topics(), *built_in_outside()]))
    guessed = {q.id: q for q in built_in().questions if q.reads in GUESSED}
    assert set(load_model().questions) == guessed.keys()
    for name, question in guessed.items():
        assert load_model().options(name) == {option.id for option in question.options}


def test_the_model_knows_every_role_of_an_amount_and_every_class_of_a_mention() -> None:
    assert load_model().amounts.classes == ROLES
    assert load_model().facts.classes == CLASSES


@pytest.mark.parametrize("kind", ["amounts", "facts"])
def test_what_several_networks_tell_is_averaged(kind: str) -> None:
    networks: RecurrentNetworks = getattr(load_model(), kind)
    read, places = [("offer",), (":",), ("data", "size=9"), ("place",)], [2, 3]
    alone = [
        replace(networks, **{n: getattr(networks, n)[at : at + 1] for n in ARRAYS})
        for at in range(len(networks.vectors))
    ]
    assert len(alone) == {"amounts": OF_AMOUNTS, "facts": OF_FACTS}[kind].networks
    mean = sum(each.chances(read, places) for each in alone) / len(alone)
    assert networks.chances(read, places) == pytest.approx(mean, abs=1e-5)


def test_the_model_is_small() -> None:
    assert FILE.stat().st_size <= LARGEST


def test_a_damaged_model_is_an_error_and_not_a_bad_guess(tmp_path: Path) -> None:
    damaged = tmp_path / "model.npz"
    damaged.write_bytes(FILE.read_bytes()[:5000])
    with pytest.raises((OSError, ValueError)):
        load_model(damaged)
    with pytest.raises(OSError, match="model"):
        load_model(tmp_path / "no-model.npz")


def test_understanding_loads_no_machine_learning_library() -> None:
    program = (
        "import sys; from flows.knowledge import built_in\n"
        "from flows.nlu.interpretation import TextContext\n"
        "from flows.nlu.interpreter import ModelInterpreter\n"
        "import bot.bootstrap, bot.cli, bot.telegram.app\n"
        "understood = ModelInterpreter(built_in()).interpret('why leave ML?', TextContext())\n"
        "assert understood.questions[0].topic == 'why-move' , understood\n"
        "sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_texts_are_read_with_what_was_loaded_before_them() -> None:
    program = (
        "import sys; from flows.knowledge import built_in\n"
        "from flows.nlu.interpretation import TextContext\n"
        "from flows.nlu.interpreter import ModelInterpreter\n"
        "interpreter = ModelInterpreter(built_in()); interpreter.load()\n"
        "opens = lambda event, what: event == 'open' and print(what[0], file=sys.__stdout__)\n"
        "sys.addaudithook(opens)\n"
        "for text in ('the second one', 'Ml eng in Oslo, 8 yrs, 900k, not 800k. Why?'):\n"
        "    interpreter.interpret(text, TextContext(buttons=('keep my answers', 'go on')))"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE)
    assert not ran.stdout


@pytest.mark.parametrize("text", ["", "👍", "\ud800", "x" * 4096])
def test_any_text_gets_margins(text: str) -> None:
    margins = load_model().topics.margins(row_of(load_model().features, text))
    assert np.isfinite(margins).all()
