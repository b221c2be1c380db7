"""What the owner adds is known at once, and a broken model is not the same as no answer."""

import errno
import logging

import pytest

from bot.advisor import Advisor
from bot.errors import PassingFaultError
from bot.incoming import Incoming
from bot.interpreter import Interpreter
from flows.dialogue.events import Asked, Began, Chose, Continued, PassedOn, TextReceived
from flows.nlu.faq.matcher import TopicMatcher
from flows.nlu.interpreter import ModelInterpreter
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
