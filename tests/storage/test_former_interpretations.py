"""What texts meant to the version before is converted as its dialogue decided about them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import EVENT, AskedMoney, TextReceived
from flows.dialogue.step import Dialogue
from flows.figures import Figures
from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation
from storage.migrations.former_interpretations import (
    event_converted,
    interpretation_converted,
    message_converted,
    snapshot_converted,
)
from tests.flows.dialogue.talk import RULES, TOPICS

YEARS = {"question": "years", "option": "3-5", "words": "5 years"}
ROLE = {"question": "role", "option": "analyst", "words": "analyst"}
PAY = {"now": "40", "currency": "INR"}
WHOLE, ASKED = "5 years. will I get rusty?", "will I get rusty?"
FADE = {"asks": "answer", "topics": ["skill-fade", "payback"]}
NEAR = {"asks": "did-you-mean", "topics": ["skill-fade", "payback"]}


def converted(**former: Any) -> Interpretation:
    return Interpretation.model_validate(interpretation_converted(former, WHOLE))


def test_an_event_of_the_version_before_becomes_one_of_today() -> None:
    event = {
        "kind": "text-received",
        "text": WHOLE,
        "interpretation": {
            "command": "", "reply": "", "begins": False, "labels": {}, "sure": False,
            "facts": [YEARS], "says_more": True, "asks": "answer", "topics": ["skill-fade"],
            "asking": ASKED, "apart": ["years"], "kept": [], "manners": "", "deaf": False,
        },
    }  # fmt: skip
    assert EVENT.validate_python(event_converted(event)) == TextReceived(
        text=WHOLE,
        interpretation=Interpretation(
            facts=(Fact.model_validate(YEARS),),
            questions=(AskedQuestion(words=ASKED, kind="answer", topic="skill-fade"),),
        ),
    )


def test_what_is_of_today_stays_as_it_is() -> None:
    event = TextReceived(text="a", interpretation=Interpretation(circumstances=("visa",)))
    stored = EVENT.dump_python(event, mode="json")
    assert event_converted(stored) == stored
    assert event_converted({"kind": "enough"}) == {"kind": "enough"}


@pytest.mark.parametrize(
    ("former", "facts", "kinds", "words"),
    [
        ({"facts": [YEARS], "asking": ASKED, "apart": ["years"], **FADE}, 1, ["answer"], ASKED),
        ({"facts": [YEARS], "asking": ASKED, **FADE}, 0, ["answer"], WHOLE),
        ({"facts": [YEARS, ROLE], "asking": ASKED, **NEAR}, 2, ["did-you-mean"], ASKED),
        ({"facts": [YEARS, ROLE], **FADE}, 2, [], ""),
        ({"facts": [YEARS], "asks": "unknown"}, 1, [], ""),
        ({"asks": "unknown", "asking": ASKED}, 0, ["unknown"], WHOLE),
        ({"asks": "unknown", "figures": PAY}, 0, [], ""),
        ({"option": "some", "sure": True, **NEAR}, 0, [], ""),
        ({"option": "some", "sure": True, **FADE}, 0, ["answer"], WHOLE),
        ({"amount": "40", "facts": [YEARS, ROLE], **FADE}, 0, [], ""),
        ({}, 0, [], ""),
    ],
)
def test_facts_and_questions_are_those_that_counted(
    former: dict[str, Any], facts: int, kinds: list[str], words: str
) -> None:
    found = converted(**former)
    assert len(found.facts) == facts
    assert [each.kind for each in found.questions] == kinds
    assert all(each.words == words for each in found.questions)


@pytest.mark.parametrize(
    ("former", "option"),
    [
        ({"option": "some", "sure": True}, "some"),
        ({"option": "some", "sure": True, "facts": [YEARS]}, "some"),
        ({"option": "some", "sure": False, "facts": [YEARS]}, "some"),
        ({"option": "some", "sure": False, "says_more": False}, None),
        ({"option": "some", "sure": False, "reply": "yes"}, None),
        ({"option": "some", "sure": False, "figures": PAY}, None),
        ({"option": "some", "sure": False, "facts": [YEARS, ROLE]}, None),
        ({"option": "some", "sure": True, **FADE}, None),
    ],
)
def test_the_answer_to_the_open_question_is_the_one_that_counted(
    former: dict[str, Any], option: str | None
) -> None:
    assert converted(**former).option == option


def test_a_share_in_figures_and_a_failure_have_other_names() -> None:
    found = converted(runway="0.3", facts=[YEARS], deaf=True)
    assert found.figures == Figures.model_validate({"runway": "0.3"})
    assert found.out_of_order


def test_of_pay_behind_a_command_only_the_figures_counted() -> None:
    event = {"kind": "asked-money", "text": "40", "interpretation": {"figures": PAY, **FADE}}
    assert EVENT.validate_python(event_converted(event)) == AskedMoney(
        text="40", interpretation=Interpretation(figures=Figures.model_validate(PAY))
    )


def test_buttons_and_what_a_yes_means_are_converted_too() -> None:
    event = {"kind": "asked-money", "text": "40", "interpretation": {"figures": PAY, "deaf": True}}
    message = {"text": "a", "place": "new", "buttons": [[{"label": "b", "event": event}]]}
    assert message_converted(message)["buttons"][0][0]["event"] == event_converted(event)
    assert snapshot_converted({"offered": event})["offered"] == event_converted(event)
    assert snapshot_converted({"offered": None}) == {"offered": None}


FORMER = st.fixed_dictionaries(
    {},
    optional={
        "option": st.sampled_from(["3-5", "analyst", "some", "nonsense"]),
        "sure": st.booleans(),
        "facts": st.lists(st.sampled_from([YEARS, ROLE])),
        "figures": st.sampled_from([PAY, None]),
        "asks": st.sampled_from(["nothing", "answer", "did-you-mean", "unknown"]),
        "topics": st.lists(st.sampled_from(["skill-fade", "gone"]), max_size=3),
        "asking": st.sampled_from(["", ASKED]),
        "apart": st.lists(st.sampled_from(["years", "role"])),
        "runway": st.sampled_from(["0.3", None]),
        "says_more": st.booleans(),
        "deaf": st.booleans(),
    },
)


@given(st.lists(FORMER, max_size=4))
def test_whatever_was_stored_can_be_replayed(readings: list[dict[str, Any]]) -> None:
    dialogue, conversation = Dialogue(RULES, TOPICS), Conversation()
    for former in readings:
        event = {"kind": "text-received", "text": WHOLE, "interpretation": former}
        step = dialogue.step(conversation, EVENT.validate_python(event_converted(event)))
        assert step.replies
        conversation = step.conversation
