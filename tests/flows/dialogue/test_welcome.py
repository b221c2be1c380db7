"""Nobody is asked anything before the welcome, and no way back leads nowhere."""

from bot.message_checks.extreme_events import events
from bot.message_checks.extreme_replies import conversations
from flows.dialogue.conversation import FIGURES, Conversation
from flows.dialogue.events import TextReceived
from flows.nlu.interpretation import AskedQuestion, Interpretation
from tests.flows.dialogue.talk import CONTEXT, DIALOGUE, KNOWLEDGE, RULES, TOPICS, Talk

EVENTS = events(KNOWLEDGE, TOPICS)
UNKNOWN = AskedQuestion(words="will it rain?", kind="unknown")
ASKS = TextReceived(text="will it rain?", interpretation=Interpretation(questions=(UNKNOWN,)))


def test_whatever_a_newcomer_does_first_no_question_comes_before_the_welcome() -> None:
    asked = 0
    for event in EVENTS:
        talk = Talk().does(event)
        if talk.conversation.question or talk.conversation.state == FIGURES:
            asked += 1
            assert talk.told[0] == "welcome", event
    assert asked > 10


def test_a_way_back_to_the_question_stands_only_where_a_question_is_open() -> None:
    for start in conversations(RULES):
        for event in EVENTS[::3]:
            step = DIALOGUE.step(start, event)
            labels = {
                choice.label
                for reply in step.replies
                for part in reply.parts
                for row in part.choices
                for choice in row
            }
            if any("Back to the question" in label for label in labels):
                assert CONTEXT.open_question(step.conversation)


def test_yes_passes_the_question_on() -> None:
    talk = Talk(Conversation(revision=1)).does(ASKS)
    asking = talk.conversation
    assert talk.says("yes").told == ["passed_on"]
    step = DIALOGUE.step(asking, talk.events[-1])
    assert step.for_owner
    assert step.for_owner.text == "will it rain?"


def test_no_leaves_the_question_with_the_friend() -> None:
    talk = Talk(Conversation(revision=1)).does(ASKS)
    assert talk.says("no").told == ["kept"]
