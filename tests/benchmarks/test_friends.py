"""What friends have to read until they are advised: the aims of the way there."""

import pytest

from benchmarks.friends import Friend, Read, friends, play

FRIENDS = {friend.name: friend for friend in friends()}


def read(name: str) -> Read:
    found, _ = play(FRIENDS[name])
    return found


@pytest.mark.parametrize("friend", FRIENDS.values(), ids=lambda friend: friend.name)
def test_everybody_is_advised_and_no_question_stands_under_two_keyboards(friend: Friend) -> None:
    found = read(friend.name)
    assert found.advised
    assert found.copies == 0


def test_who_only_taps_gets_five_messages_at_most() -> None:
    found = read("taps only")
    assert found.messages <= 5
    assert found.words <= 400
    assert found.words - found.words_of_advice <= 100


def test_a_digression_after_each_answer_costs_one_message() -> None:
    assert read("digressing").messages <= 20


def test_who_writes_everything_is_advised_in_twelve_messages() -> None:
    assert read("all in own words").messages <= 12
