"""A button means what it says: second taps, old messages, earlier conversations."""

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    Began,
    Chose,
    Continued,
    DetailsRequested,
    Edited,
    Enough,
    Forgotten,
    Restarted,
    Reviewed,
)
from flows.dialogue.replies import TO_ADVICE
from tests.flows.dialogue.talk import KNOWLEDGE, Talk


def test_every_button_names_its_conversation_and_revision() -> None:
    talk = Talk().begins().taps_any().does(Reviewed())
    for choice in talk.choices:
        assert choice.event.conversation == talk.conversation.number
        assert choice.event.revision == talk.conversation.revision


def test_second_tap_on_an_answer_changes_nothing() -> None:
    talk = Talk().begins()
    tap = talk.choices[0].event
    once = talk.does(tap).conversation
    assert talk.does(tap).conversation == once
    assert [reply.place for reply in talk.parts] == ["toast"]


def test_second_tap_on_the_ways_around_changes_nothing() -> None:
    for kind in ("skipped", "went-back", "enough"):
        talk = Talk().begins().taps_any()
        tap = talk.button(kind).event
        once = talk.does(tap).conversation
        assert talk.does(tap).conversation == once


def test_tap_on_an_old_message_offers_the_change_and_says_what_follows() -> None:
    talk = Talk().begins()
    old = talk.choices[0].event
    talk.taps_any(1).taps_any()
    before = talk.conversation
    talk.does(old)
    waiting = {"state": before.state, "suspended": "", "offered": None, "buttons": before.buttons}
    assert (talk.told, talk.conversation.moved(**waiting)) == (["offer_change"], before)
    assert {"before", "after", "moves"} <= set(talk.parts[0].values)


def test_offered_change_is_made_and_the_open_question_stays() -> None:
    talk = Talk().begins()
    old = talk.choices[0].event
    assert isinstance(old, Chose)
    talk.taps_any(1).taps_any().does(old).presses("changed")
    assert talk.conversation.answers[old.question] == old.option
    assert talk.told == ["noted_line", "question"]


def test_offered_change_can_be_declined() -> None:
    talk = Talk().begins()
    old = talk.choices[0].event
    talk.taps_any(1).does(old).presses("change-declined")
    assert isinstance(old, Chose)
    assert list(talk.conversation.answers) == [old.question]
    assert talk.conversation.answers[old.question] != old.option
    assert talk.told == ["kept", "question"]


def test_change_after_the_advice_says_in_a_line_what_moved() -> None:
    talk = Talk(Conversation(answers=dict(KNOWLEDGE.author.answers))).does(Enough())
    talk.does(Chose(question="joy", option="insight")).presses("changed")
    assert talk.told == ["advice_update"]
    assert talk.parts[-1].values["update"]


def test_buttons_of_an_earlier_conversation_do_nothing() -> None:
    talk = Talk().begins().taps_any()
    old = talk.choices[0].event
    talk.does(Restarted(confirmed=True))
    fresh = talk.conversation
    assert talk.does(old).conversation == fresh
    assert [reply.place for reply in talk.parts] == ["toast"]


def test_starting_over_asks_first_where_answers_would_be_left() -> None:
    talk = Talk().begins().taps_any().does(Restarted())
    assert talk.told == ["confirm_restart"]
    assert talk.conversation.answers
    talk.presses("restarted")
    assert (talk.conversation.number, talk.conversation.answers) == (2, {})
    assert talk.told[-1] == "question"


def test_erasing_asks_first() -> None:
    talk = Talk().begins().taps_any().does(Forgotten())
    assert talk.told == ["confirm_forget"]
    assert talk.presses("forgotten").told == ["forgotten"]


def test_each_button_of_an_old_list_of_answers_still_puts_its_question_and_only_once() -> None:
    talk = Talk(Conversation(answers=dict(KNOWLEDGE.author.answers))).does(Enough())
    edits = [each.event for each in talk.does(Reviewed()).choices if isinstance(each.event, Edited)]
    for edit in edits:
        once = talk.does(edit).conversation
        assert once.question == edit.question
        assert talk.does(edit).conversation == once
        assert [reply.place for reply in talk.replies] == ["toast"]
    assert len(edits) > 10


def test_details_can_be_looked_at_before_there_is_any_advice() -> None:
    talk = Talk().does(Began())
    for looked in (
        DetailsRequested(at="paths"),
        DetailsRequested(at="path", path="platform"),
        DetailsRequested(at="claims"),
    ):
        talk.does(looked)
        assert talk.choices


def test_details_of_the_advice_lead_back_to_it() -> None:
    talk = Talk(Conversation(answers=dict(KNOWLEDGE.author.answers))).does(Enough())
    talk.presses("details-requested")
    assert talk.conversation.state == "follow-up"
    back = [choice.event for choice in talk.choices if choice.label == TO_ADVICE.label]
    assert talk.does(back[0]).told == ["advice"]


def test_going_on_from_the_welcome_needs_no_hello() -> None:
    assert Talk().does(Began()).does(Continued()).told == ["question"]
