"""What is typed in place of a tap: the words for a way on, and a yes or no to an offer."""

from collections import defaultdict
from collections.abc import Iterator
from typing import get_args

import pytest

from bot.message_checks.extreme_events import events
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    Asked,
    AskedWhy,
    DetailsRequested,
    Enough,
    Event,
    Forgotten,
    TextReceived,
)
from flows.dialogue.replies import Choice
from flows.dialogue.step import COMMAND_EVENTS, OF_QUESTION
from flows.knowledge.models import Question
from flows.nlu.commands import by_words, commands
from flows.nlu.interpretation import CommandName, Interpretation
from flows.nlu.normalize import compared, normalize
from flows.nlu.phrases import load_lists, spelt_out
from flows.nlu.replies import manners, without_leading_yes
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, TOPICS, WORDS, Talk, read

UNSURE = TextReceived(text="about 8", interpretation=Interpretation(option="6-9", sure=False))


ONE_OF_EACH = {command: word for word, command in commands().items()}


def test_no_word_means_two_commands() -> None:
    lists = load_lists("commands.txt")
    meant = defaultdict[str, set[str]](set)
    for name in get_args(CommandName):
        for word in lists.get(name, ()):
            for spelt in spelt_out(word, lists):
                meant[normalize(spelt)].add(name)
    assert {word: names for word, names in meant.items() if len(names) > 1} == {}
    assert dict(meant).keys() == commands().keys()
    assert {compared(word): command for word, command in commands().items()} == by_words()
    assert all(by_words()[compared(word)] == command for word, command in commands().items())


def event_of(command: CommandName, conversation: Conversation) -> Event:
    """What a command means where a conversation stands."""
    is_open = conversation.question is not None and conversation.lasting_state != "stopped"
    if is_open and not conversation.advised and command in OF_QUESTION:
        return OF_QUESTION[command]
    repeats_advice = command == "repeat" and conversation.advised and not is_open
    return Enough() if repeats_advice else COMMAND_EVENTS[command]


@pytest.mark.parametrize("word", ONE_OF_EACH.values())
def test_a_word_does_what_its_button_does(word: str) -> None:
    typed, tapped = Talk().begins(), Talk().begins()
    event = event_of(commands()[word], typed.conversation)
    assert typed.says(word.upper() + "!").told == tapped.does(event).told
    assert typed.conversation == tapped.conversation


def everywhere() -> Iterator[Conversation]:
    """A conversation in each state."""
    asked = Talk().begins().taps_any()
    answers = dict(KNOWLEDGE.author.answers)
    yield Conversation()
    yield asked.conversation
    yield Conversation(state="review", answers=answers, revision=20)
    for state in ("advice", "follow-up"):
        yield Conversation(state=state, answers=answers, advised=True, enough=True, revision=20)
    for word in ("what if", "the price in figures", "restart", "stop"):
        yield Talk(asked.conversation).says(word).conversation
    yield Talk(asked.conversation).does(UNSURE).conversation


STATES = {"welcome", "experience", "review", "advice", "follow-up"}
STATES |= {"what-if", "figures", "confirming", "stopped"}


OF_FIGURE = {("figures", command) for command in ("skip", "back", "why")}
"""What is meant of the figure that is asked for, and not of the question before it."""


def test_every_command_works_in_every_state() -> None:
    seen = set[str]()
    for conversation in everywhere():
        seen.add(conversation.state)
        for command, word in ONE_OF_EACH.items():
            talk = Talk(conversation).says(word)
            if (conversation.state, command) not in OF_FIGURE:
                tapped = Talk(conversation).does(event_of(command, conversation))
                assert (talk.told, talk.conversation) == (tapped.told, tapped.conversation)
            assert talk.choices
            assert talk.told.count("question") <= (talk.conversation.question is not None)
    assert seen == STATES


def all_that_is_shown() -> Iterator[tuple[Conversation, Choice]]:
    """Every button below any message, with the conversation in which it is shown."""
    seen = set[str]()
    for start in everywhere():
        asked = start.moved(unanswered={1: "will it rain?"}, texts=1)
        for event in events(KNOWLEDGE, TOPICS):
            talk = Talk(asked).does(event)
            for choice in talk.choices:
                shown = repr((talk.told, choice.label, choice.event.kind))
                if shown not in seen and any(c.isalnum() for c in choice.label):
                    seen.add(shown)
                    yield talk.conversation, choice


def test_every_button_can_be_typed() -> None:
    """Whatever stands on a button does typed what a tap on it does; to erase alone takes a tap."""
    shown = 0
    for conversation, choice in all_that_is_shown():
        typed = Talk(conversation).says(choice.label)
        if isinstance(choice.event, Forgotten):
            assert typed.told == ["confirm_forget"]
            continue
        tapped = Talk(conversation).does(choice.event)
        settled = ("answers", "trial", "skipped", "question", "number", "assumptions", "advised")
        for name in settled:
            typed_one, tapped_one = (getattr(t.conversation, name) for t in (typed, tapped))
            assert typed_one == tapped_one, (choice, name)
        shown += 1
    assert shown > 1000


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("ok, platform engineering please", "platform engineering"),
        ("ML leadership", "ml leadership"),
    ],
)
def test_a_label_may_have_words_around_it(text: str, label: str) -> None:
    advised = Talk(Conversation(answers=dict(KNOWLEDGE.author.answers), advised=True))
    paths = advised.does(DetailsRequested(at="paths")).conversation
    assert label in paths.buttons
    assert Talk(paths).says(text).told == ["path"]


@pytest.mark.parametrize(
    ("text", "option"),
    [("the second one", 1), ("first", 0), ("Option 3, please", 2), ("the last of these", -1)],
)
def test_an_option_can_be_named_by_its_place(text: str, option: int) -> None:
    asked = Talk().begins().conversation
    options = KNOWLEDGE.question[asked.question or ""].options
    assert Talk(asked).says(text).conversation.answers == {asked.question: options[option].id}


@pytest.mark.parametrize("text", ["the tenth one", "option 9", "one", "2"])
def test_what_is_no_place_of_an_option_is_none(text: str) -> None:
    assert not Talk().begins().says(text).conversation.answers


@pytest.mark.parametrize("question", KNOWLEDGE.questions, ids=lambda question: question.id)
def test_a_question_can_be_taken_up_again_by_its_name(question: Question) -> None:
    answers = dict(KNOWLEDGE.author.answers)
    talk = Talk(Conversation(answers=answers, state="advice", advised=True, revision=20))
    assert talk.says(f"I want to change my {question.name}").conversation.question == question.id


def test_no_word_hides_an_option() -> None:
    assert not [word for word in commands() if WORDS.read(word).labels]


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


@pytest.mark.parametrize("text", ["yes", "yes, erase everything", "forget me"])
def test_typed_words_never_erase_and_are_told_so(text: str) -> None:
    talk = Talk().begins().taps_any().does(Forgotten())
    assert not talk.parts[0].values["again"]
    talk.says(text)
    assert talk.told == ["confirm_forget"]
    assert talk.parts[0].values["again"]
    assert talk.conversation.answers


def test_yes_goes_on_after_stopping() -> None:
    talk = Talk().begins().says("stop").says("yes")
    assert "question" in talk.told


def test_the_offer_is_kept_with_the_conversation() -> None:
    stored = Talk().begins().does(UNSURE).conversation.model_dump_json()
    again = Conversation.model_validate_json(stored)
    assert DIALOGUE.step(again, read(TextReceived(text="yes"))).conversation.answers


@pytest.mark.parametrize(
    ("text", "told"), [("yes", "nothing_asked"), ("ok", "nothing_asked"), ("no", "not_understood")]
)
def test_a_yes_to_nothing_is_no_answer(text: str, told: str) -> None:
    assert Talk().begins().says(text).told == [told, "question"]


@pytest.mark.parametrize("text", ["q", " 97 ", "99)", "я"])
def test_a_key_that_no_choice_has_is_no_question_for_the_owner(text: str) -> None:
    answers = dict(KNOWLEDGE.author.answers)
    advised = Talk(Conversation(answers=answers, state="advice", advised=True)).does(Enough())
    for talk in (Talk().begins(), advised):
        said = talk.says(text)
        assert said.told[0] == "no_such_key"
        assert "passed-on" not in {choice.event.kind for choice in said.choices}


def test_every_button_below_the_advice_can_be_typed() -> None:
    answers = dict(KNOWLEDGE.author.answers)
    talk = Talk(Conversation(answers=answers, state="advice", advised=True)).does(Enough())
    buttons = {normalize(choice.label): choice.event for choice in talk.choices}
    assert buttons.keys() <= commands().keys()
    for word, event in buttons.items():
        typed, tapped = Talk(talk.conversation).says(word), Talk(talk.conversation).does(event)
        assert (typed.told, typed.conversation) == (tapped.told, tapped.conversation)


def test_why_is_asked_of_the_advice_where_no_question_is_open() -> None:
    answers = dict(KNOWLEDGE.author.answers)
    talk = Talk(Conversation(answers=answers, state="advice", advised=True)).does(Enough())
    arguments = talk.button("details-requested").event
    assert (
        Talk(talk.conversation).does(AskedWhy()).replies
        == Talk(talk.conversation).does(arguments).replies
    )
    assert Talk().does(AskedWhy()).told == ["nothing_open"]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("can you please skip this one now", "skip"),
        ("WHATS THE VERDICT", "advice"),
        ("sorry, wrong button... go back", "back"),
        ("no, go back!", "back"),
        ("chnage my anwsers", "answers"),
        ("skip, go back", ""),
        ("please", ""),
        ("why now?", ""),
        ("just tell me about your PhD", ""),
        ("why should I leave?", ""),
        ("money", ""),
    ],
)
def test_manners_and_a_wrong_letter_hide_no_command(text: str, command: str) -> None:
    assert WORDS.read(text).command == command


@pytest.mark.parametrize(
    ("text", "meant"), [("👍", "yes"), ("👍🏽👍🏽", "yes"), ("👎", "no"), ("👍👎", ""), ("🙂", "")]
)
def test_a_thumb_is_a_yes_or_a_no(text: str, meant: str) -> None:
    assert WORDS.read(text).reply == meant


def test_how_long_counts_what_is_left_also_once_there_was_enough() -> None:
    asked = Talk().begins().taps_any()
    progress = asked.parts[-1].values["progress"]
    left = progress.total - progress.done
    assert asked.says("how long will this take").parts[0].values == {"left": left}
    assert asked.does(Enough()).says("how many left?").parts[0].values == {"left": left}


def test_in_short_the_headline_is_told_once_there_was_advice() -> None:
    assert Talk().begins().says("tl;dr").told == ["review", "question"]
    answers = dict(KNOWLEDGE.author.answers)
    advised = Talk(Conversation(answers=answers, state="advice", advised=True))
    assert advised.says("tl;dr").told == ["short"]


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
        ("thanks bye", ""),
        ("ok", "heard"),
        ("hmm", "heard"),
        ("oh ok, interesting", "heard"),
        ("ok great", "thanks"),
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


@pytest.mark.parametrize(
    "text",
    [
        *("what are the risks?", "any downsides?", "what's the catch", "pros and cons"),
        *("what could go wrong", "what's the worst that can happen", "tell me the drawbacks"),
    ],
)
def test_who_asks_what_speaks_against_it_reads_the_reasons_and_costs(text: str) -> None:
    assert WORDS.read(text).command == "why"
