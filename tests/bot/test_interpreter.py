"""What the owner adds is known at once, and a broken model is not the same as no answer."""

import errno
import logging
import threading
from collections.abc import Iterable
from typing import cast

import pytest

from bot.advisor import Advisor
from bot.errors import PassingFaultError
from bot.incoming import Incoming
from bot.interpreter import Interpreter
from flows.dialogue.events import Asked, Began, Chose, Continued, PassedOn, TextReceived
from flows.nlu.faq import matcher as matcher_module
from flows.nlu.faq.matcher import TopicMatcher
from flows.nlu.faq.models import Phrasing
from flows.nlu.interpretation import KeptAnswer
from flows.nlu.interpreter import ModelInterpreter
from storage.faq import Faq, FaqSnapshot
from storage.store import Store
from tests.bot.company import IN_OTHER_WORDS, RENDERER, UNKNOWN, Company
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, TOPICS
from tests.storage.helpers import Clock


class Broken(ModelInterpreter):
    """Its model cannot be read."""

    @property
    def matcher(self) -> TopicMatcher:
        raise ValueError("quokkaberry")


def replies(advisor: Advisor, *events: Began | Continued | TextReceived | PassedOn) -> str:
    said = [advisor.handle(Incoming("telegram", "1", "Ann", event)) for event in events]
    return "\n".join(each.message.text for each in said[-1])


def test_a_broken_model_is_told_calmly_and_logged_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = Store.open(None, Clock())
    interpreter = Interpreter(Broken(KNOWLEDGE), store.faq, TOPICS)
    advisor = Advisor(DIALOGUE, store, RENDERER, interpreter)
    with caplog.at_level(logging.DEBUG):
        interpreter.load()
        said = replies(advisor, Began(), TextReceived(text="how far up can I grow, quokkaberry?"))
    assert "buttons" in said
    assert "no answer" not in said
    assert caplog.records
    assert "quokkaberry" not in caplog.text
    assert interpreter.match("why leave?") is None
    assert interpreter.alike("why leave?", ["why?"]) == [False]
    advisor.handle(Incoming("telegram", "1", "Ann", PassedOn()))
    assert store.owner_questions.waiting() == []
    chose = Chose(question="years", option="10+")
    assert advisor.handle(Incoming("telegram", "1", "Ann", chose))
    store.close()


class OutOfDescriptors(ModelInterpreter):
    """Its model cannot be opened for now."""

    short = True

    @property
    def matcher(self) -> TopicMatcher:
        if self.short:
            raise OSError(errno.EMFILE, "Too many open files")
        return super().matcher


def test_a_text_waits_while_the_machine_is_short_of_something() -> None:
    models = OutOfDescriptors(KNOWLEDGE)
    with Store.open(None, Clock()) as store:
        advisor = Advisor(DIALOGUE, store, RENDERER, Interpreter(models, store.faq, TOPICS))
        advisor.handle(Incoming("telegram", "1", "Ann", Began()))
        asked = Incoming("telegram", "1", "Ann", TextReceived(text="how far up can I grow?"))
        with pytest.raises(PassingFaultError, match="too many open files"):
            advisor.handle(asked)
        models.short = False
        assert advisor.handle(asked)
        history = [event for event in store.conversations.history(1) if event.kind != "began"]
    assert [event.interpretation.out_of_order for event in history] == [False]  # type: ignore[union-attr] # it is a text


def test_what_the_owner_keeps_answers_the_very_next_message() -> None:
    store = Store.open(None, Clock())
    interpreter = Interpreter(ModelInterpreter(KNOWLEDGE), store.faq, TOPICS)
    advisor = Advisor(DIALOGUE, store, RENDERER, interpreter)
    replies(advisor, Began())
    assert "Later." not in replies(advisor, TextReceived(text=IN_OTHER_WORDS))
    kept = store.faq.add(UNKNOWN, "Later.")
    assert "Later." in replies(advisor, TextReceived(text=IN_OTHER_WORDS))
    store.faq.retire(kept)
    assert "Later." not in replies(advisor, TextReceived(text=IN_OTHER_WORDS))
    store.close()


def test_an_accepted_wording_finds_its_topic_from_the_next_message_on() -> None:
    store = Store.open(None, Clock())
    interpreter = Interpreter(ModelInterpreter(KNOWLEDGE), store.faq, TOPICS)
    wording = "does the cappuccino machine come along"
    before = interpreter.match(wording)
    store.faq.add_wording(wording, "pay-cut")
    after = interpreter.match(f"{wording}??")
    assert before
    assert before.topic != "pay-cut"
    assert after
    assert (after.kind, after.topic) == ("answer", "pay-cut")
    store.close()


def test_a_wording_of_a_topic_that_is_gone_is_left_out() -> None:
    store = Store.open(None, Clock())
    interpreter = Interpreter(ModelInterpreter(KNOWLEDGE), store.faq, TOPICS)
    store.faq.add_wording("does the cappuccino machine come along", "gone")
    match = interpreter.match("does the cappuccino machine come along")
    assert match
    assert match.topic != "gone"
    store.close()


WAITS = 0.3
"""Seconds that a thread waits for another, which may never come so far."""

NEWER = KeptAnswer(id="kept-1", question=UNKNOWN, answer="Later.")


def test_two_threads_that_take_in_what_is_new_end_with_the_newest() -> None:
    first_has_read, second_has_kept = threading.Event(), threading.Event()

    class Growing(Faq):
        """The first thread reads it just before the owner adds an answer."""

        def __init__(self) -> None:
            pass

        def version(self) -> int:
            return 2 if first_has_read.is_set() else 1

        def snapshot(self) -> FaqSnapshot:
            return FaqSnapshot(2, (NEWER,), ()) if self.version() > 1 else FaqSnapshot(1, (), ())

    class Interrupted(ModelInterpreter):
        """The second thread overtakes the first, and is overtaken itself once it has kept."""

        def keep(self, answers: Iterable[KeptAnswer], wordings: Iterable[Phrasing] = ()) -> None:
            if threading.current_thread() is first:
                first_has_read.set()
                second_has_kept.wait(WAITS)
                super().keep(answers, wordings)
            else:
                super().keep(answers, wordings)
                second_has_kept.set()
                first.join(WAITS)

    interpreter = Interpreter(Interrupted(KNOWLEDGE), Growing(), TOPICS)
    first = threading.Thread(target=lambda: interpreter.kept(NEWER.id))
    first.start()
    assert first_has_read.wait(5)
    interpreter.kept(NEWER.id)
    first.join()
    assert interpreter.kept(NEWER.id) == NEWER


def test_two_threads_that_look_for_topics_end_with_the_newest_wordings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first_builds, first_is_to_end = threading.Event(), threading.Event()
    former, newest = (Phrasing(text=text, topic="pay-cut") for text in ("former", "newest"))

    class Matcher:
        def __init__(self, known: tuple[Phrasing, ...] = ()) -> None:
            self.known = known

        def with_neighbours(self, wordings: tuple[Phrasing, ...]) -> "Matcher":
            if threading.current_thread() is first:
                first_builds.set()
                assert first_is_to_end.wait(5)
            return Matcher(wordings)

    class Interrupted(ModelInterpreter):
        """As soon as the second thread has noted its matcher, the first one notes its own."""

        def __setattr__(self, name: str, value: object) -> None:
            super().__setattr__(name, value)
            if name == "_matcher" and first_builds.is_set() and not first_is_to_end.is_set():
                first_is_to_end.set()
                first.join(5)

    monkeypatch.setattr(matcher_module, "built_in_matcher", Matcher)
    models = Interrupted(KNOWLEDGE)
    models.keep((), [former])
    first = threading.Thread(target=lambda: models.matcher)
    first.start()
    assert first_builds.wait(5)
    models.keep((), [newest])
    for _ in range(2):
        assert cast("Matcher", models.matcher).known == (newest,)


def test_what_was_heard_is_stored_so_that_a_replay_is_exact() -> None:
    company = Company()
    question = company.asks("1")
    company.owner_service.answer(question.id, "Later.")
    kept = company.owner_service.keep(question.id)
    for event in (Began(), Continued(), TextReceived(text=IN_OTHER_WORDS), Asked(topic=kept)):
        company.does("2", event)
    friend = company.store.users.find("telegram", "2")
    assert friend
    before = company.store.conversations.latest(friend.id)
    company.owner_service.retire(kept)
    replayed, said = company.store.conversations.beginning(friend.id), []
    for happened in company.store.conversations.history(friend.id):
        step = DIALOGUE.step(replayed, happened)
        replayed = step.conversation
        parts = [part for reply in step.replies for part in reply.parts]
        said += [str(part.values.get("answer")) for part in parts]
    assert replayed == before
    assert said.count("Later.") == 2
    company.close()
