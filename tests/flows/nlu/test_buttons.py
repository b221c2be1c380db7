"""What a text means by the buttons in sight, and by a yes or no to what was just offered."""

from collections.abc import Iterator

import pytest

from flows.nlu.buttons import button_named, is_worded, words_for_buttons
from flows.nlu.commands import WordReader
from flows.nlu.phrases import load_lists, spelt_out
from flows.nlu.replies import replied
from tests.flows.dialogue.talk import KNOWLEDGE
from tests.flows.dialogue.test_typed_lines import PLACES

LISTS = load_lists("replies.txt")
READER = WordReader(KNOWLEDGE)
OFFER = PLACES["offer"]
PASS_ON = "pass it on to the owner"


def _listed(name: str) -> Iterator[str]:
    return (spelt for words in LISTS[name] for spelt in spelt_out(words, LISTS))


@pytest.mark.parametrize("said", ["{}", "ok, {}", "{}, thanks", "oh {} please"])
@pytest.mark.parametrize(("name", "meant"), [("accepting", "yes"), ("declining", "no")])
def test_an_offer_is_taken_or_left_in_many_words(name: str, meant: str, said: str) -> None:
    texts = (said.format(words) for words in _listed(name))
    assert {text for text in texts if len(text) <= 100 and replied(text) != meant} == set()


@pytest.mark.parametrize("text", ["no, go ahead", "ok, what is that?", "thanks", "maybe 20 %"])
def test_what_is_no_clear_reply_is_none(text: str) -> None:
    assert replied(text) == ""


@pytest.mark.parametrize("text", ["don't ask him", "no, not that important", "no need to, thanks"])
def test_a_no_passes_nothing_on(text: str) -> None:
    read = READER.read(text, OFFER.buttons)
    assert (read.button, read.reply) == ("", "no")


@pytest.mark.parametrize("text", ["yes, ask him", "that would be great, let the owner know please"])
def test_a_yes_may_say_what_is_done(text: str) -> None:
    assert READER.read(text, OFFER.buttons).button == PASS_ON


def test_words_may_stand_for_all_labels_that_begin_alike() -> None:
    listed = words_for_buttons()
    (label,) = [each for each in PLACES["change"].buttons if each not in listed]
    assert is_worded(label)
    assert button_named("put that, please", {label}) == label
