"""Where events lead and which are legal where: the tables of the machine, walked at random."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.conversation import (
    CONFIRMING,
    FIGURES,
    INTERRUPTIONS,
    STOPPED,
    WHAT_IF,
    Conversation,
)
from flows.dialogue.events import (
    EVENT,
    AskedHelp,
    AskedMoney,
    Cancelled,
    Event,
    FigureSkipped,
    Restarted,
    TextReceived,
    WhatIfRequested,
)
from flows.dialogue.machine import REFUSALS, DialogueMachine, Situation, legal, table
from flows.dialogue.step import HANDLERS
from tests.examples import examples
from tests.flows.dialogue.talk import KNOWLEDGE, Talk

SECTIONS = [section.id for section in KNOWLEDGE.sections]
MACHINE = DialogueMachine(SECTIONS)
STATES = MACHINE.definition()["states"]
WORDS = ["yes", "no", "skip", "back", "help", "what if", "start over", "stop", "go on", "advice"]
TYPED = [TextReceived(text=word) for word in WORDS]
DEEDS: list[Event] = [*TYPED, AskedMoney(), AskedHelp(), WhatIfRequested(question="years")]


@given(st.data())
@examples(25, 60)
def test_an_interruption_is_told_by_its_state_and_by_nothing_else(data: st.DataObject) -> None:
    talk = Talk().begins()
    for _ in range(data.draw(st.integers(0, 25))):
        buttons = [choice.event for choice in talk.choices]
        talk.does(data.draw(st.sampled_from([*DEEDS, *buttons])))
        conversation = talk.conversation
        assert conversation.state in STATES
        assert (conversation.state == FIGURES) is bool(conversation.requested_figure)
        assert (conversation.state == CONFIRMING) is (conversation.offered is not None)
        assert (conversation.state in INTERRUPTIONS) is bool(conversation.suspended)
        assert conversation.suspended not in INTERRUPTIONS
        assert (conversation.question is not None) >= (conversation.lasting_state in SECTIONS)


@pytest.mark.parametrize("state", INTERRUPTIONS)
@pytest.mark.parametrize("suspended", [each for each in STATES if each not in INTERRUPTIONS])
def test_every_interruption_leads_back_to_what_it_interrupted(state: str, suspended: str) -> None:
    assert MACHINE.move("resume", Situation(state, suspended)) == suspended


def test_every_event_of_the_legal_table_has_a_handler_and_a_refusal() -> None:
    kinds = {event.model_fields["kind"].default for event in HANDLERS}
    assert {kind for kind, *_ in legal(SECTIONS)} == REFUSALS.keys()
    assert REFUSALS.keys() <= kinds


def test_every_state_can_be_reached_and_left() -> None:
    reached = {target for _, _, target, _ in table(SECTIONS)}
    left = {source for _, sources, _, _ in table(SECTIONS) for source in sources}
    assert reached == set(STATES) == left


@pytest.mark.parametrize("kind", REFUSALS)
def test_what_is_not_legal_is_refused_as_the_table_says(kind: str) -> None:
    talk = Talk(Conversation())
    needed = {"keep": False} if kind == "trial-ended" else {}
    talk.does(EVENT.validate_python({"kind": kind, **needed}))
    assert talk.told[0] == REFUSALS[kind].template


def test_a_second_tap_on_skipping_a_figure_does_nothing() -> None:
    talk = Talk().begins().does(AskedMoney()).does(FigureSkipped())
    before = talk.conversation
    assert talk.does(FigureSkipped()).told == ["stale"]
    assert talk.conversation == before


def test_a_yes_is_awaited_until_the_next_event() -> None:
    talk = Talk().begins().taps_any().does(Restarted())
    assert (talk.conversation.state, talk.conversation.suspended) == (CONFIRMING, "experience")
    assert talk.does(AskedHelp()).conversation.state == "experience"


def test_what_if_leads_back_to_where_it_began() -> None:
    talk = Talk().begins().does(Cancelled()).does(WhatIfRequested(question="years"))
    assert (talk.conversation.state, talk.conversation.suspended) == (WHAT_IF, STOPPED)
    assert talk.does(AskedHelp()).conversation.state == STOPPED


def test_a_passing_note_leaves_what_is_awaited() -> None:
    talk = Talk().begins()
    old = talk.choices[0].event
    talk.does(old).does(AskedMoney())
    waiting = talk.conversation
    assert talk.does(old).told == ["already"]
    assert talk.conversation == waiting
