"""The last good matcher answers while another is trained, and when training fails."""

import subprocess
import sys
import threading
from collections.abc import Iterable

import pytest

from flows.topics.learning import Learner
from flows.topics.load import load_phrasings
from flows.topics.matcher import TopicMatcher
from flows.topics.models import OffTopic, Phrasing

FEW = load_phrasings()[::40]
TAUGHT = Phrasing(text="where do you buy your coffee", topic="kept-1")


class Trainer:
    """Trains on a few phrasings; can be told to fail, and to wait in the middle."""

    def __init__(self) -> None:
        self.trained = 0
        self.broken = False
        self.started = threading.Event()
        self.may_end = threading.Event()
        self.may_end.set()

    def __call__(self, extra: Iterable[Phrasing]) -> TopicMatcher:
        self.started.set()
        assert self.may_end.wait(timeout=30)
        if self.broken:
            raise MemoryError("no room")
        self.trained += 1
        return TopicMatcher.train([*FEW, *extra], [OffTopic(text="good morning")])


@pytest.fixture
def trainer() -> Trainer:
    return Trainer()


def test_nothing_is_trained_before_it_is_needed(trainer: Trainer) -> None:
    learner = Learner(trainer)
    assert trainer.trained == 0
    assert not learner.ready
    learner.matcher()
    assert learner.ready


def test_a_matcher_is_trained_once_and_used_again(trainer: Trainer) -> None:
    learner = Learner(trainer)
    assert learner.matcher() is learner.matcher()
    assert trainer.trained == 1


def test_what_was_taught_is_found(trainer: Trainer) -> None:
    learner = Learner(trainer)
    learner.learn([TAUGHT])
    assert learner.matcher().match(TAUGHT.text).topic == TAUGHT.topic


def test_a_failed_training_keeps_the_old_matcher_and_tells_why(trainer: Trainer) -> None:
    learner = Learner(trainer)
    old = learner.matcher()
    trainer.broken = True
    with pytest.raises(MemoryError):
        learner.learn([TAUGHT])
    assert learner.matcher() is old


def test_a_first_training_that_fails_is_an_error_and_not_an_unknown_question(
    trainer: Trainer,
) -> None:
    trainer.broken = True
    with pytest.raises(MemoryError):
        Learner(trainer).matcher()


def test_the_old_matcher_answers_while_a_new_one_is_trained(trainer: Trainer) -> None:
    learner = Learner(trainer)
    old = learner.matcher()
    trainer.may_end.clear()
    trainer.started.clear()
    thread = threading.Thread(target=learner.learn, args=([TAUGHT],))
    thread.start()
    assert trainer.started.wait(timeout=30)
    assert learner.matcher() is old
    trainer.may_end.set()
    thread.join(timeout=30)
    assert learner.matcher() is not old


def test_two_threads_asking_first_train_once(trainer: Trainer) -> None:
    learner = Learner(trainer)
    threads = [threading.Thread(target=learner.matcher) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert trainer.trained == 1


def test_start_up_does_not_load_the_machine_learning_library() -> None:
    program = "import sys, flows.topics.learning; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
