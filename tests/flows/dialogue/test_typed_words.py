"""What is typed in place of a tap: the words for a way on, and a yes or no to an offer."""

from decimal import Decimal

import pytest

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Asked, Enough, Forgotten, TextReceived
from flows.dialogue.step import COMMAND_EVENTS
from flows.figures import Figures
from flows.nlu.commands import COMMANDS, normalize, without_leading_yes
from flows.nlu.interpretation import Fact, Interpretation
from flows.nlu.interpreter import manners
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, WORDS, Talk, read

UNSURE = TextReceived(text="about 8", interpretation=Interpretation(option="6-9", sure=False))


@pytest.mark.parametrize("word", COMMANDS)
def test_a_word_does_what_its_button_does(word: str) -> None:
    typed, tapped = Talk().begins(), Talk().begins()
    assert typed.says(word.upper() + "!").told == tapped.does(COMMAND_EVENTS[COMMANDS[word]]).told
    assert typed.conversation == tapped.conversation


def test_no_word_hides_an_option() -> None:
    assert not [word for word in COMMANDS if WORDS.read(word).labels]


def test_a_word_is_not_mistaken_for_an_answer() -> None:
    misheard = TextReceived(
        text="start over", interpretation=Interpretation(option="10+", sure=True)
    )
    assert not Talk().begins().does(misheard).conversation.answers


def test_yes_takes_the_answer_asked_back() -> None:
    talk = Talk().begins().does(UNSURE)
    asked = talk.conversation.question
    assert talk.says("yes").conversation.answers == {asked: "6-9"}


def test_no_leaves_it_open() -> None:
    talk = Talk().begins().does(UNSURE)
    asked = talk.conversation.question
    assert talk.says("no").conversation.question == asked
    assert not talk.conversation.answers


def test_a_yes_comes_too_late_after_something_else() -> None:
    talk = Talk().begins().does(UNSURE).says("help").says("yes")
    assert not talk.conversation.answers


def test_yes_starts_over() -> None:
    talk = Talk().begins().taps_any().says("start over").says("yes")
    assert talk.conversation.number == 2
    assert not talk.conversation.answers


def test_a_typed_yes_never_erases() -> None:
    talk = Talk().begins().taps_any().does(Forgotten()).says("yes")
    assert talk.told == ["confirm_forget"]
    assert talk.conversation.answers


def test_yes_goes_on_after_stopping() -> None:
    talk = Talk().begins().says("stop").says("yes")
    assert "question" in talk.told


def test_the_offer_is_kept_with_the_conversation() -> None:
    stored = Talk().begins().does(UNSURE).conversation.model_dump_json()
    again = Conversation.model_validate_json(stored)
    assert DIALOGUE.step(again, read(TextReceived(text="yes"))).conversation.answers


@pytest.mark.parametrize("text", ["yes", "no", "ok"])
def test_a_yes_to_nothing_is_no_guess_at_an_answer(text: str) -> None:
    misheard = TextReceived(text=text, interpretation=Interpretation(option="0-2", sure=False))
    assert Talk().begins().does(misheard).told == ["not_understood", "question"]


def test_pay_alone_is_no_guess_at_an_answer() -> None:
    pay = Figures(now=Decimal(4200000), currency="INR")
    talk = (
        Talk()
        .begins()
        .does(TextReceived(text="42", interpretation=Interpretation(option="0-2", figures=pay)))
    )
    assert "ask_back" not in talk.told
    assert talk.conversation.figures == pay


def test_every_button_below_the_advice_can_be_typed() -> None:
    answers = dict(KNOWLEDGE.author.answers)
    talk = Talk(Conversation(answers=answers, state="advice", advised=True)).does(Enough())
    buttons = {normalize(choice.label): choice.event for choice in talk.choices}
    of_the_pick = normalize("All arguments for and against")
    assert {word for word in buttons if word not in COMMANDS} == {of_the_pick}
    for word in buttons.keys() - {of_the_pick}:
        assert COMMAND_EVENTS[COMMANDS[word]].kind == buttons[word].kind


@pytest.mark.parametrize("text", ["yes, erase everything", "delete everything"])
def test_erasing_in_words_asks_and_answers_nothing(text: str) -> None:
    talk = (
        Talk()
        .begins()
        .does(TextReceived(text=text, interpretation=Interpretation(option="10+", sure=True)))
    )
    assert talk.told == ["confirm_forget"]
    assert not talk.conversation.answers


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Hello sir", "greeting"),
        ("hey there", "greeting"),
        ("yo", "greeting"),
        ("ok thank you so much sir", "thanks"),
        ("cool, thanks!", "thanks"),
        ("thanks bye", "thanks"),
        ("ok", "thanks"),
        ("hmm", "thanks"),
        ("thanks to my degree", ""),
        ("hi, will I get rusty?", ""),
        ("", ""),
    ],
)
def test_courtesy_is_known_from_questions(text: str, meant: str) -> None:
    assert manners(text) == meant


def test_whoever_was_advised_and_asks_whether_to_do_it_gets_the_advice() -> None:
    answers = dict(KNOWLEDGE.author.answers)
    advised = Talk(Conversation(answers=answers, state="advice", advised=True))
    assert advised.does(Asked(topic="is-it-for-me")).told == ["advice"]
    assert Talk().begins().does(Asked(topic="is-it-for-me")).told == ["topic", "question"]


def test_an_ask_back_needs_words_beside_the_fact() -> None:
    fact = Fact(question="degree", option="none-or-bachelors", words="btech from nit")
    interpretation = Interpretation(facts=(fact,), option="0-2", sure=False)
    assert (
        "ask_back"
        not in Talk()
        .begins()
        .does(TextReceived(text="btech from nit", interpretation=interpretation))
        .told
    )


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ok so I'm a data scientist", "so I'm a data scientist"),
        ("Yes, 5 years", "5 years"),
        ("start: ML engineer", "ML engineer"),
        ("start up founder", "start up founder"),
        ("go developer", "go developer"),
        ("okra farmer", "okra farmer"),
        ("yes", "yes"),
        ("", ""),
    ],
)
def test_words_after_a_yes_are_read_by_themselves(text: str, rest: str) -> None:
    assert without_leading_yes(text) == rest


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("yes", True),
        ("ok let's go please", True),
        ("Start!", True),
        ("ok so I'm a data scientist", False),
        ("yes, but who reads this?", False),
        ("startup", False),
        ("no", False),
    ],
)
def test_an_invitation_is_taken_up_by_a_yes_alone(text: str, meant: bool) -> None:
    assert WORDS.read(text).begins is meant
