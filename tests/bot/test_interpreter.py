"""Learning makes nobody wait, and a broken model is not the same as no answer."""

import logging
import threading
from collections.abc import Iterable

import pytest

from bot.advisor import Advisor
from bot.incoming import Incoming
from bot.interpreter import BACKOFF, Interpreter
from bot.models.apart import TrainingError
from flows.dialogue.events import Asked, Began, Chose, Continued, PassedOn, TextReceived
from flows.nlu.interpreter import ModelInterpreter
from flows.topics.learning import Learner
from flows.topics.matcher import TopicMatcher
from flows.topics.models import Phrasing
from storage.store import Store
from tests import learned
from tests.bot.company import IN_OTHER_WORDS, RENDERER, UNKNOWN, Company, train_once
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, TOPICS
from tests.storage.helpers import Clock


def replies(advisor: Advisor, *events: Began | Continued | TextReceived | PassedOn) -> str:
    said = [advisor.handle(Incoming("telegram", "1", "Ann", event)) for event in events]
    return "\n".join(each.message.text for each in said[-1])


def test_a_broken_model_is_told_calmly_and_logged_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_: Iterable[Phrasing]) -> TopicMatcher:
        raise RuntimeError("quokkaberry")

    store = Store.open(None, Clock())
    interpreter = Interpreter(
        ModelInterpreter(KNOWLEDGE, Learner(fail), learned.MODELS.reader), store.faq, TOPICS
    )
    advisor = Advisor(DIALOGUE, store, RENDERER, interpreter)
    with caplog.at_level(logging.DEBUG):
        said = replies(advisor, Began(), TextReceived(text="how far up can I grow, quokkaberry?"))
    assert "buttons" in said
    assert "no answer" not in said
    assert caplog.records
    assert "quokkaberry" not in caplog.text
    friend = store.users.find("telegram", "1")
    assert friend
    advisor.handle(Incoming("telegram", "1", "Ann", PassedOn()))
    assert store.owner_questions.waiting() == []
    chose = Chose(question="years", option="10+")
    assert advisor.handle(Incoming("telegram", "1", "Ann", chose))
    interpreter.close()
    store.close()


def test_a_training_that_failed_once_is_tried_again_after_a_while() -> None:
    time, tries = [0.0], []

    def train(_: Iterable[Phrasing]) -> TopicMatcher:
        tries.append(time[0])
        if len(tries) == 1:
            raise TrainingError("the machine was full")
        return learned.matcher()

    store = Store.open(None, Clock())
    listener = ModelInterpreter(KNOWLEDGE, Learner(train), learned.MODELS.reader)
    interpreter = Interpreter(listener, store.faq, TOPICS, clock=lambda: time[0])
    advisor = Advisor(DIALOGUE, store, RENDERER, interpreter)
    question = TextReceived(text="how far up can one grow in ML?")
    for moment, understood in ((0.0, False), (BACKOFF - 1, False), (BACKOFF + 1, True)):
        time[0] = moment
        assert ("Head of" in replies(advisor, Began(), question)) is understood
    assert tries == [0.0, BACKOFF + 1]
    interpreter.close()
    store.close()


def test_the_model_before_answers_while_a_new_one_is_trained() -> None:
    go, started = threading.Event(), threading.Event()

    def slow(phrasings: Iterable[Phrasing]) -> TopicMatcher:
        lessons = tuple(phrasings)
        if lessons:
            started.set()
            assert go.wait(20)
        return train_once(()).with_kept(lessons)

    store = Store.open(None, Clock())
    interpreter = Interpreter(
        ModelInterpreter(KNOWLEDGE, Learner(slow), learned.MODELS.reader), store.faq, TOPICS
    )
    advisor = Advisor(DIALOGUE, store, RENDERER, interpreter)
    replies(advisor, Began())
    question = "how far up can one grow in ML?"
    before = replies(advisor, TextReceived(text=question))
    store.faq.add(UNKNOWN, "Later.")
    assert replies(advisor, TextReceived(text=question)) == before
    assert started.wait(20)
    assert "Later." not in replies(advisor, TextReceived(text=IN_OTHER_WORDS))
    go.set()
    learning = interpreter.keep_up()
    assert learning
    learning.result()
    assert "Later." in replies(advisor, TextReceived(text=IN_OTHER_WORDS))
    interpreter.close()
    store.close()


def test_what_was_heard_is_stored_so_that_a_replay_is_exact() -> None:
    company = Company()
    question = company.asks("1")
    company.owner_service.answer(question.id, "Later.")
    kept = company.owner_service.keep(question.id)
    company.learns()
    for event in (Began(), Continued(), TextReceived(text=IN_OTHER_WORDS), Asked(topic=kept)):
        company.does("2", event)
    friend = company.store.users.find("telegram", "2")
    assert friend
    before = company.store.conversations.latest(friend.id)
    company.owner_service.retire(kept)
    company.learns()
    replayed, said = company.store.conversations.beginning(friend.id), []
    for happened in company.store.conversations.history(friend.id):
        step = DIALOGUE.step(replayed, happened)
        replayed = step.conversation
        said += [str(reply.values.get("answer")) for reply in step.replies]
    assert replayed == before
    assert said.count("Later.") == 2
    company.close()


def test_the_end_does_not_wait_for_a_training_that_does_not_end() -> None:
    over = threading.Event()

    def train(_: Iterable[Phrasing]) -> TopicMatcher:
        over.wait()
        return learned.matcher()

    store = Store.open(None, Clock())
    models = ModelInterpreter(KNOWLEDGE, Learner(train), learned.MODELS.reader)
    interpreter = Interpreter(models, store.faq, TOPICS)
    learning = interpreter.keep_up()
    assert learning
    interpreter.close(patience=0)
    assert interpreter.busy
    over.set()
    learning.result()
    assert not interpreter.busy
    store.close()
