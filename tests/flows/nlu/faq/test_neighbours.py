"""Wordings that the owner chose find their answer or topic, and take no other questions."""

import json
import random
from pathlib import Path

import pytest

from flows.nlu.examples import phrasings
from flows.nlu.faq.load import built_in_topics
from flows.nlu.faq.matcher import TopicMatcher
from flows.nlu.faq.models import Phrasing
from flows.nlu.faq.neighbours import Neighbours
from flows.nlu.model import load_model

CASES = Path(__file__).parents[3] / "cases"
KEPT = [
    Phrasing(text="Do you do paid consulting for companies?", topic="kept-1"),
    Phrasing(text="Which text editor do you write your code in?", topic="kept-2"),
    Phrasing(text="Is the advice different for people with a disability?", topic="kept-3"),
]
SILENT = Phrasing(text="am I too old for this at 45?", topic="kept-4")
ACCEPTED = Phrasing(text="does the cappuccino machine come along", topic="pay-cut")


@pytest.fixture(scope="module")
def taught(matcher: TopicMatcher) -> TopicMatcher:
    return matcher.with_neighbours([*KEPT, SILENT, ACCEPTED])


@pytest.fixture(scope="module")
def wordings(matcher: TopicMatcher) -> list[Phrasing]:
    """Eighty wordings of topics, those first that the matcher fails, as an owner accepts them."""
    lines = (CASES / "faq_others.jsonl").read_text(encoding="utf-8").splitlines()
    given = [Phrasing(text=each["text"], topic=each["topic"]) for each in map(json.loads, lines)]
    return sorted(given, key=lambda each: matcher.match(each.text).topic == each.topic)[:80]


def changed(text: str, chance: random.Random) -> str:
    """The text without one of its words, or with one added."""
    words = text.split()
    at = chance.randrange(len(words))
    return " ".join([*words[:at], *chance.choice([[], ["really", words[at]]]), *words[at + 1 :]])


@pytest.mark.parametrize("kept", [*KEPT, SILENT], ids=lambda kept: str(kept.topic))
def test_the_question_itself_finds_its_kept_answer(taught: TopicMatcher, kept: Phrasing) -> None:
    assert taught.match(kept.text.upper()).topic == kept.topic
    assert taught.match(kept.text).kind == "answer"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("do u do paid consulting for a company", "kept-1"),
        ("which editor do you use to write code", "kept-2"),
        ("does the advice differ for disabled people", "kept-3"),
        ("am i too old at 45", "kept-4"),
    ],
)
def test_other_words_for_the_question_find_it(taught: TopicMatcher, text: str, kept: str) -> None:
    assert kept in [topic for topic, _ in taught.match(text).alternatives]


def test_kept_answers_take_no_questions_from_topics(
    taught: TopicMatcher, matcher: TopicMatcher
) -> None:
    sample = [text for texts in phrasings().values() for text in texts[::10]]
    taken = [
        text
        for text in sample
        if matcher.match(text).kind == "answer"
        and str(taught.match(text).topic).startswith("kept-")
    ]
    assert len(taken) <= len(sample) * 0.01


def test_what_the_owner_answered_is_outside_no_more(
    taught: TopicMatcher, matcher: TopicMatcher
) -> None:
    assert matcher.match(SILENT.text).kind == "outside"
    assert taught.match(SILENT.text).topic == SILENT.topic


def test_an_accepted_wording_moves_its_words_to_its_topic(
    taught: TopicMatcher, matcher: TopicMatcher
) -> None:
    assert matcher.rank(ACCEPTED.text)[0].topic != ACCEPTED.topic
    assert taught.rank(ACCEPTED.text)[0].topic == ACCEPTED.topic


def test_accepted_wordings_are_found_verbatim_and_changed_a_little(
    matcher: TopicMatcher, wordings: list[Phrasing]
) -> None:
    chance = random.Random(0)  # noqa: S311 - no secret
    accepted = matcher.with_neighbours(wordings)
    assert [each for each in wordings if accepted.match(each.text).topic != each.topic] == []
    again = [accepted.match(changed(each.text, chance)).topic == each.topic for each in wordings]
    assert sum(again) / len(again) >= 0.97


def test_accepted_wordings_take_hardly_any_message_without_an_answer(
    matcher: TopicMatcher, wordings: list[Phrasing]
) -> None:
    lines = (CASES / "offtopic_others.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    accepted = matcher.with_neighbours(wordings)
    before = sum(matcher.match(text).kind == "answer" for text in texts)
    assert sum(accepted.match(text).kind == "answer" for text in texts) <= before + 1


def test_neighbours_known_before_give_the_same(matcher: TopicMatcher) -> None:
    again = matcher.with_neighbours([KEPT[0]]).with_neighbours(KEPT)
    whole = matcher.with_neighbours(KEPT)
    for text in (*(kept.text for kept in KEPT), "why leave?"):
        assert again.rank(text) == whole.rank(text)


def test_wordings_that_are_gone_are_forgotten(matcher: TopicMatcher) -> None:
    assert matcher.with_neighbours(KEPT).with_neighbours([]).rank("why?") == matcher.rank("why?")


def test_likeness_is_one_with_itself_and_none_with_what_shares_nothing() -> None:
    texts = ["quokka berries", "quokka berries", "zzyzx"]
    topics = ["kept-1", "kept-2", "kept-3"]
    given = [Phrasing(text=t, topic=name) for t, name in zip(texts, topics, strict=True)]
    found = Neighbours(load_model().features, given).likeness("Quokka berries")
    assert found == {
        "kept-1": pytest.approx(1, abs=1e-5),
        "kept-2": pytest.approx(1, abs=1e-5),
        "kept-3": 0.0,
    }


def test_a_wording_without_a_word_is_like_nothing() -> None:
    wordless = Neighbours(load_model().features, [Phrasing(text="👍", topic="kept-1")])
    assert wordless.likeness("why leave?") == {}


def test_what_is_alike_is_told(matcher: TopicMatcher) -> None:
    others = ["which laptop do you buy for coding", "why leave ML?", "", "👍"]
    found = matcher.alike("which laptop should I buy for coding?", others)
    assert [matcher.is_like(each) for each in found] == [True, False, False, False]
    assert matcher.alike("", others) == [0.0] * 4


def test_every_wording_means_a_topic(wordings: list[Phrasing]) -> None:
    assert len(wordings) == 80
    assert {each.topic for each in wordings} <= built_in_topics().keys()
