"""Each question of a text gets its answer in turn, and the open one comes back once."""

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Asked, PassedOn, TextReceived
from flows.dialogue.step import Dialogue
from flows.nlu.faq.models import OutsideTopic
from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation
from tests.flows.dialogue.talk import KNOWLEDGE, RULES, TOPICS, Talk

FADE = AskedQuestion(words="will I get rusty?", kind="answer", topic="skill-fade")
CUT = AskedQuestion(words="how big is the cut?", kind="answer", topic="pay-cut")
OLD = AskedQuestion(words="am I too old?", kind="outside", topic="age")
NEAR = AskedQuestion(words="how high?", kind="did-you-mean", alternatives=("ceiling", "age"))
LAPTOP = AskedQuestion(words="which laptop?", kind="unknown")
YEARS = Fact(question="years", option="3-5", words="5 years")


def asks(*questions: AskedQuestion, facts: tuple[Fact, ...] = ()) -> TextReceived:
    text = " ".join(each.words for each in questions)
    interpretation = Interpretation(questions=questions, facts=facts)
    return TextReceived(text=text, interpretation=interpretation)


def test_three_questions_get_three_answers_in_their_order() -> None:
    talk = Talk().begins().does(asks(OLD, FADE, LAPTOP))
    assert talk.told == ["outside", "topic", "no_answer", "question"]
    assert talk.conversation.question == "years"


def test_facts_beside_them_are_noted_first() -> None:
    talk = Talk().begins().does(asks(FADE, OLD, facts=(YEARS,)))
    assert talk.told == ["understood", "topic", "outside", "question"]
    assert talk.conversation.question == "role"


def test_more_than_three_are_named_with_buttons_for_those_that_are_known() -> None:
    talk = Talk().begins().does(asks(OLD, FADE, LAPTOP, NEAR, CUT))
    assert talk.told == ["outside", "topic", "no_answer", "also_asked", "question"]
    named = talk.parts[3]
    assert named.values["questions"] == [NEAR.words, CUT.words]
    assert [choice.event.kind for row in named.choices for choice in row] == ["asked"]


def test_the_same_question_twice_is_answered_once() -> None:
    again = FADE.model_copy(update={"words": "do ML skills fade?"})
    assert Talk().begins().does(asks(FADE, again)).told == ["topic", "question"]


def test_a_question_among_several_is_named_where_it_has_no_answer() -> None:
    several, alone = Talk().begins().does(asks(FADE, LAPTOP)), Talk().begins().does(asks(LAPTOP))
    assert several.parts[1].values["words"] == LAPTOP.words
    assert alone.parts[0].values["words"] == ""


def test_each_goes_to_the_owner_by_itself() -> None:
    talk = Talk().begins().does(asks(OLD, LAPTOP))
    buttons = [choice.event for choice in talk.choices if isinstance(choice.event, PassedOn)]
    texts = [talk.conversation.unanswered[event.text or 0] for event in buttons]
    assert texts == [OLD.words, LAPTOP.words]


def test_an_outside_question_is_said_to_be_one_with_what_comes_near() -> None:
    reply = Talk().begins().does(asks(OLD)).parts[0]
    topic = reply.values["topic"]
    assert "age" in topic.line
    near = [choice.event for row in reply.choices for choice in row]
    assert [each.topic for each in near if isinstance(each, Asked)] == list(topic.topics)
    assert isinstance(near[-1], PassedOn)


def test_an_outside_topic_that_was_meant_can_still_be_passed_on() -> None:
    talk = Talk().begins().does(asks(NEAR))
    meant = [choice.event for choice in talk.choices if isinstance(choice.event, Asked)]
    talk.does(next(each for each in meant if each.topic == "age"))
    assert talk.told == ["outside", "question"]
    assert talk.presses("passed-on").parts[0].values["text"] == NEAR.words


def test_outside_topics_are_data() -> None:
    topic = OutsideTopic(id="moon", title="The moon", line="He says nothing of it.")
    dialogue = Dialogue(RULES, TOPICS, {"moon": topic})
    asked = asks(AskedQuestion(words="and the moon?", kind="outside", topic="moon"))
    assert dialogue.step(Conversation(), asked).replies[1].values["topic"] == topic


def test_an_outside_topic_of_another_version_has_honestly_no_answer() -> None:
    gone = AskedQuestion(words="and the moon?", kind="outside", topic="moon")
    assert Talk().begins().does(asks(gone)).told == ["no_answer", "question"]


def test_the_advice_itself_is_told_once() -> None:
    for_me = AskedQuestion(words="so, should I?", kind="answer", topic="is-it-for-me")
    answers = dict(KNOWLEDGE.author.answers)
    advised = Conversation(answers=answers, state="advice", advised=True, enough=True)
    talk = Talk(advised).does(asks(FADE, for_me, facts=(YEARS,)))
    assert talk.told.count("advice") == 1
    assert talk.told[:2] == ["understood", "topic"]
    assert Talk(advised).does(asks(for_me, FADE)).told == ["advice", "topic"]
