"""Kept answers are added to what was trained, which is trained anew only for new phrasings."""

from flows.topics.learning import train_on_built_in
from flows.topics.models import Phrasing
from flows.topics.training import Trainer

KEPT = Phrasing(text="do I need to know Kubernetes?", topic="kept-1")
NEW = Phrasing(text="does glorpification wait for me?", topic="ceiling")
TEXTS = ("is kubernetes required", "how far up can I grow?", "does glorpification wait for them?")


def test_the_quick_way_gives_what_training_gives() -> None:
    trainer = Trainer()
    for lessons in ((), (KEPT,), (KEPT, NEW), (NEW,)):
        quick, whole = trainer(lessons), train_on_built_in(lessons)
        assert [quick.match(text) for text in TEXTS] == [whole.match(text) for text in TEXTS]


def test_only_a_new_phrasing_of_a_topic_is_trained_for() -> None:
    trained = []
    built_in = train_on_built_in()

    def train(extra):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        trained.append(tuple(extra))
        return built_in

    trainer = Trainer(train)
    for lessons in ((), (KEPT,), (), (KEPT, NEW), (NEW,)):
        trainer(lessons)
    assert trained == [(), (NEW,)]
