"""What networks are learned from: marks stay where they are, and answers teach what they mean."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from flows.nlu.examples import Marked, marked
from flows.nlu.slots.mentions import Mention, mentions
from tools import networks
from tools.networks import facts_of

EACH = 800
"""Every so-manieth message is tried."""


def test_names_are_put_for_others_and_stay_marked() -> None:
    pool, random = networks._pool(marked("facts")[::10]), Random(0)  # noqa: S311 - keeps no secret
    others = 0
    for each in marked("facts")[::EACH]:
        message = networks._message(each.text)
        varied = networks._varied(each, message, pool, random)
        named, anew = mentions(message), mentions(networks._message(varied.text))
        assert _times(anew, varied) == _times(named, each)
        for start, end, _ in varied.marks:
            assert varied.text[start:end].strip() == varied.text[start:end] != ""
        others += varied.text != each.text
    assert others


@pytest.mark.parametrize(
    ("reads", "text", "option", "labels"),
    [
        ("years", "about 8, I'm 34", "6-9", ["own", ""]),
        ("years", "34, married", "", [""]),
        ("years", "8 years as a data scientist", "6-9", ["own"]),
        ("horizon", "5 years", "4-10", ["ahead"]),
        ("degree", "halfway through my MSc", "none-or-bachelors", ["below"]),
        ("degree", "MSc after a BSc", "masters", ["own", ""]),
        ("place", "Pune, not Berlin", "india", ["own", ""]),
        ("place", "Pune or Mumbai", "india", []),
        ("role", "was an analyst, data engineer now", "data-engineer", ["", "own"]),
    ],
)
def test_an_answer_teaches_what_means_its_option(
    reads: str, text: str, option: str, labels: list[str]
) -> None:
    assert list(networks._of_answer(reads, text, option).labels) == labels


def test_networks_learned_from_something_else_are_not_taken(tmp_path: Path) -> None:
    amounts, facts = networks.networks()
    assert amounts.of(tmp_path / "none.npz") is None
    assert amounts.learned_from != facts.learned_from


@pytest.mark.parametrize(
    ("text", "marked_words", "fact", "facts"),
    [
        ("I am a PhD student", "PhD student", "own", ["title own", "degree below"]),
        ("I have a PhD", "PhD", "own", ["degree own"]),
        ("M.S. in data science", "M.S. in data science", "own", ["degree own", "title ?"]),
        ("my degree is a 2:1", "2:1", "own", ["degree own"]),
        ("second year PhD", "second year PhD", "below", ["time ?", "title ?", "degree below"]),
        (
            "Data scientist, my brother in Berlin has a PhD",
            "Data scientist",
            "own",
            ["title own", "place ", "degree "],
        ),
        (
            "Data scientist, my brother in Berlin has a PhD",
            "my",
            "own",
            ["title ", "place ", "degree "],
        ),
    ],
)
def test_a_mark_is_of_the_mention_that_it_fits(
    text: str, marked_words: str, fact: str, facts: list[str]
) -> None:
    start = text.index(marked_words)
    named = mentions(networks._message(text))
    found = facts_of(named, [(start, start + len(marked_words), fact)])
    assert [f"{m.kind} {each}" for m, each in zip(named, found, strict=True)] == facts


def _times(named: Sequence[Mention], of: Marked) -> list[str]:
    """What stretches of time are, but for those in other names: "third year undergrad"."""
    others = {at for each in named if each.kind != "time" for at in each.span}
    facts = zip(named, facts_of(named, of.marks), strict=True)
    return [fact for m, fact in facts if m.kind == "time" and others.isdisjoint(m.span)]
