"""Every answer renders, in Telegram's HTML, short enough to be read on a telephone."""

import re
from html.parser import HTMLParser

import pytest

from bot.rendering import Renderer
from flows.dialogue.replies import Reply
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.faq.models import Topic

LONGEST = 1500
MOST_PARAGRAPHS = 7  # the heading, and at most six

TOPICS = list(built_in_topics())

OVERSTATED = (
    *(r"no single reason", r"one winner", r"once there is money", r"found wanting"),
    *(r"than most (people )?can", r"\bseldom\b", r"\brarer?\b", r"learning (is )?quicker"),
    *(r"unhappy", r"\bone day\b", r"\bwill think\b"),
)
"""What was once said in the author's name: the essay does not say it, or less strongly."""


ASSUMED = {
    "years": r"\b(his|he has|with) \d+ years",
    "engineering": r"\bhe (ships?|shipped|owned|owns)\b",
    "learning": r"\bhe learns? (as fast|faster)",
    "mentors": r"\bhe (has|had) (nobody|engineers|people) (to|who)",
    "degree": r"missing degree|\bhe (has|had|holds|held|lacks|lacked) [\w' ]*(degree|master|PhD)",
    "market": r"\bhe (lives|works|worked|is|was) in (India|Singapore|Europe|the US)",
    "employer": r"\bhe (aims?|aimed) at (startups|big companies)",
    "runway": r"\bhe (could|can) (live|spare|afford)",
}
"""How each answer would be told as the author's that is only assumed of him."""


class Tags(HTMLParser):
    """Collects tags, and fails on one that is not closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def answer(topic: str) -> str:
    return Renderer().render(Reply(f"topics/{topic}")).text


@pytest.mark.parametrize("topic", TOPICS)
def test_an_answer_is_short(topic: str) -> None:
    text = answer(topic)
    assert 200 <= len(text) <= LONGEST
    assert 3 <= len(text.split("\n\n")) <= MOST_PARAGRAPHS


@pytest.mark.parametrize("topic", built_in_topics().values(), ids=TOPICS)
def test_what_is_read_before_the_fold_announces_nothing_that_is_folded(topic: Topic) -> None:
    shown, _, rest = Renderer().render(Reply("topic", {"topic": topic})).text.partition("<blockq")
    heading, *lines = shown.strip().split("\n")
    assert heading
    assert any(lines), "the heading alone is no answer"
    if rest:
        last = lines[-1]
        whole = last in answer(topic.id).split("\n")
        assert not last.endswith(":")
        assert whole or len(re.findall(r"[.!?](?:\s|$)", last)) > 1, last


@pytest.mark.parametrize("topic", TOPICS)
def test_an_answer_is_sound_html_of_telegram(topic: str) -> None:
    tags = Tags()
    tags.feed(answer(topic))
    tags.close()
    assert tags.open == []
    assert tags.seen <= {"b", "i"}


@pytest.mark.parametrize("topic", TOPICS)
def test_an_answer_names_no_claim_by_its_number(topic: str) -> None:
    assert re.search(r"\bC\d+\b", answer(topic)) is None


@pytest.mark.parametrize(
    "topic", [topic.id for topic in built_in_topics().values() if "C12" in topic.claims]
)
def test_an_answer_resting_on_the_least_certain_claim_says_so(topic: str) -> None:
    assert re.search(r"\bleast\b", answer(topic))


@pytest.mark.parametrize("topic", TOPICS)
def test_an_answer_says_no_more_than_the_essay(topic: str) -> None:
    said = [words for words in OVERSTATED if re.search(words, answer(topic), re.IGNORECASE)]
    assert said == []


def test_no_two_answers_share_a_sentence() -> None:
    sentences = [
        sentence
        for topic in TOPICS
        for sentence in re.split(r"(?<=[.!?])\s+", answer(topic))
        if len(sentence.split()) >= 5
    ]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("question", built_in().author.assumed)
def test_no_answer_tells_as_a_fact_what_is_assumed_of_the_author(question: str) -> None:
    told = re.compile(ASSUMED[question], re.IGNORECASE)
    assert not [topic for topic in TOPICS if told.search(answer(topic))]
