"""Each advice that a friend is told has its record, equal to what was told; a trial has none."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dialogue.advice_record import in_short
from flows.dialogue.events import (
    Began,
    Changed,
    Chose,
    Continued,
    Enough,
    Forgotten,
    Misfired,
    Tried,
    WhatIfRequested,
)
from flows.rules import advise
from storage.texts import plain
from tests.bot.acquaintance import Acquaintance
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, RULES, headlines

TELLING = {"advice": "advice", "advice_update": "change", "revised": "revision"}
"""The templates that tell what is advised, with the kind of their records."""


def talks(chance: random.Random) -> Acquaintance:
    """Somebody who taps buttons at random, often for the advice."""
    ann = Acquaintance(None)
    shown = ann.does(Began())
    ann.does(Continued())
    for _ in range(25):
        events = [button.event for each in shown for row in each.message.buttons for button in row]
        options = [each for each in events if not isinstance(each, Forgotten)]
        shown = ann.does(chance.choice([*options, Continued(), Enough()]))
    ann.does(Enough())
    return ann


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_there_is_one_record_for_each_advice_that_was_told(chance: random.Random) -> None:
    ann = talks(chance)
    store = ann.store
    conversation = store.conversations.beginning(ann.friend.id)
    told = []
    for event in store.conversations.history(ann.friend.id):
        step = DIALOGUE.step(conversation, event)
        conversation = step.conversation
        told += [
            (TELLING[part.template], conversation.answers, conversation.figures)
            for reply in step.replies
            for part in reply.parts
            # The page of the advice repeats it; that of a trial tells what keeping it changed.
            if part.template in TELLING and (part.template, part.place) != ("advice", "page")
        ]
    advices = [*store.advices.all()]
    records = [each.record for each in advices]
    assert [(each.kind, each.answers, each.figures) for each in records] == told
    for advice in advices:
        record, verdict = advice.record, advise(RULES, advice.record.answers, advice.record.figures)
        assert record.verdict == in_short(verdict)
        assert advice.knowledge == KNOWLEDGE.digest
        text = plain(store.advices.text(advice.id))
        rules = {rule.id: rule for rule in KNOWLEDGE.rules}
        assert set(record.findings) <= set(rules)
        if verdict.pick and record.kind != "revision":
            path = KNOWLEDGE.path[verdict.pick]
            told_so = any(headline in text for headline in headlines(path))
            assert told_so or verdict.headline == "not-now"
        if record.kind == "advice" and verdict.pick:
            assert record.findings
    store.close()


def test_what_is_tried_is_no_advice_until_it_is_kept() -> None:
    ann = Acquaintance(None)
    ann.does(Continued())
    while question := ann.conversation.question:
        ann.does(Chose(question=question, option=RULES.knowledge.author.answers[question]))
    for event in (
        WhatIfRequested(question="market"),
        Tried(question="market", option="us"),
        Misfired(),
    ):
        ann.does(event)
    assert ann.store.advices.count() == 1
    ann.does(Changed(question="market", option="us"))
    assert [each.record.kind for each in ann.store.advices.all()] == ["advice", "change"]
    ann.store.close()
