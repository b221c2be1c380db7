"""How friends are written to: short sentences, one style of percent, no numbers of claims.

It is looked for in whatever can be told anywhere, folds and pages included.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain

import pytest

from bot.incoming import Channel
from bot.message_checks.extreme_events import events
from bot.message_checks.extreme_replies import conversations, told_elsewhere
from bot.rendering import Renderer
from flows.dialogue.events import Asked, DetailsRequested
from flows.dialogue.replies import Reply
from flows.nlu.circumstances import built_in_circumstances
from flows.nlu.faq.load import built_in_outside, built_in_topics
from storage.records import Message
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, RULES

LONGEST = 25
"""Words of a sentence."""

DETAILS = {"changes", "claim", "claims", "path", "paths"}
"""Pages of lists, which nobody has to read."""

CLAIMS = {"claim", "claims"}
"""The pages that name claims by their numbers."""

OWNER = "owner/"
"""What the owner reads is not looked at."""


@cache
def parts() -> tuple[Reply, ...]:
    """Everything a friend can be told, each once: in every place, with little to say and most."""
    asked = [Asked(topic=topic) for topic in built_in_outside()]
    everything = [*events(KNOWLEDGE, built_in_topics()), *asked]
    looking = [event for event in everything if isinstance(event, DetailsRequested)]
    found = dict[str, Reply]()
    for number, start in enumerate(conversations(RULES)):
        for event in everything if number % 3 == 0 else looking:
            for reply in DIALOGUE.step(start, event).replies:
                for part in (replace(each, above=()) for each in reply.parts):
                    found.setdefault(f"{part.template} {part.values!r} {part.choices!r}", part)
    elsewhere = (each for each in told_elsewhere() if not each.template.startswith(OWNER))
    return (*found.values(), *elsewhere)


@cache
def told(channel: Channel = "telegram") -> tuple[tuple[Reply, Message], ...]:
    """Everything that can be told, and the message it becomes."""
    renderer = Renderer(channel=channel)
    return tuple((part, renderer.render(part)) for part in parts())


FOLD = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)


def sentences(text: str, ends: str = ".!?…:;") -> Iterator[str]:
    """The sentences of a message as they are read; what stands behind a colon is one, too."""
    lines = re.sub(r"</?blockquote[^>]*>", "\n", text).split("\n")
    for line in lines:
        plain = html.unescape(re.sub(r"<[^>]+>", "", line))
        yield from re.split(rf"(?<=[{ends}])[\"”)]*\s+", plain)


def words(sentence: str) -> int:
    return sum(any(c.isalnum() for c in word) for word in sentence.split())


@pytest.mark.parametrize("channel", ["telegram", "terminal"])
def test_no_sentence_is_long(channel: Channel) -> None:
    long = {
        (part.template, sentence)
        for part, message in told(channel)
        for sentence in sentences(message.text)
        if words(sentence) > LONGEST
    }
    assert long == set()


def known(value: object) -> Iterator[str]:
    """Every text within what the advisor knows."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(known, value.values()))
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(map(known, value))


def test_no_sentence_of_what_the_advisor_knows_is_long() -> None:
    """Whoever it is said to, and on whichever page."""
    others = (built_in_topics(), built_in_outside(), built_in_circumstances())
    knows = [KNOWLEDGE, *chain.from_iterable(each.values() for each in others)]
    texts = [*known([each.model_dump() for each in knows])]
    assert [s for t in texts for s in sentences(t, ".!?…") if words(s) > LONGEST] == []
    assert sum(words(text) > 5 for text in texts) > 200


def test_no_sentence_that_must_be_read_is_long_even_with_what_stands_behind_a_colon() -> None:
    long = {
        (part.template, sentence)
        for part, message in told()
        if part.template not in DETAILS
        for sentence in sentences(FOLD.sub("\n", message.text), ".!?…")
        if words(sentence) > LONGEST
    }
    assert long == set()


def test_a_sentence_never_runs_into_the_one_before() -> None:
    texts = ((part.template, message.text) for part, message in told())
    run_on = {
        (name, found[0])
        for name, text in texts
        for found in re.finditer(r"\w*[a-z][.!?:;][”)]?[A-Z“]\w*", re.sub(r"<[^>]+>", "", text))
    }
    assert run_on == set()


def test_percent_is_written_in_one_way_and_claims_have_numbers_on_their_page_alone() -> None:
    for part, message in told():
        labels = (button.label for row in message.buttons for button in row)
        for text in chain([message.text], labels):
            assert not re.search(r"\d\s%", text), (part.template, text)
            assert part.template in CLAIMS or not re.search(r"\bC\d+\b", text), text


def test_a_heading_stands_apart_from_what_is_said_before() -> None:
    """But for the list of answers, whose sections are as short as can be."""
    close = {
        (part.template, heading)
        for part, message in told()
        if part.template != "review"
        for before, heading in re.findall(
            r"^(.*)\n(?=<b>([^<\n]+)</b>\n)", message.text, flags=re.MULTILINE
        )
        if re.sub(r"<[^>]+>", "", before).strip()
    }
    assert close == set()


def test_every_point_of_a_list_begins_a_line() -> None:
    run_on = {part.template for part, message in told() if re.search(r"[^\n>]•", message.text)}
    assert run_on == set()


def test_everything_that_can_be_told_is_looked_at() -> None:
    assert len({part.template for part in parts()}) > 60
    assert len(parts()) > 1000
