"""Kept answers are added to what was trained, which is trained anew only for new phrasings."""

from collections.abc import Iterable

from flows.topics.learning import Trainer
from flows.topics.load import load_phrasings
from flows.topics.matcher import TopicMatcher
from flows.topics.models import OffTopic, Phrasing

FEW = load_phrasings()[::40]
KEPT = Phrasing(text="do I need to know Kubernetes?", topic="kept-1")
NEW = Phrasing(text="does glorpification wait for me?", topic="ceiling")
TEXTS = ("is kubernetes required", "how far up can I grow?", "does glorpification wait for them?")


def train(extra: Iterable[Phrasing]) -> TopicMatcher:
    return TopicMatcher.train([*FEW, *extra], [OffTopic(text="good morning")])


def test_the_quick_way_gives_what_training_gives() -> None:
    trainer = Trainer(train)
    for lessons in ((), (KEPT,), (KEPT, NEW), (NEW,)):
        quick, whole = trainer(lessons), train(lessons)
        assert [quick.match(text) for text in TEXTS] == [whole.match(text) for text in TEXTS]


def test_only_a_new_phrasing_of_a_topic_is_trained_for() -> None:
    trained: list[tuple[Phrasing, ...]] = []

    def note(extra: Iterable[Phrasing]) -> TopicMatcher:
        trained.append(tuple(extra))
        return train(extra)

    trainer = Trainer(note)
    for lessons in ((), (KEPT,), (), (KEPT, NEW), (NEW,)):
        trainer(lessons)
    assert trained == [(), (NEW,)]
