"""What networks are learned from: marks stay where they are, and answers teach what they mean."""

from pathlib import Path
from random import Random

import pytest

from flows.nlu.examples import marked
from flows.nlu.slots.mentions import mentions
from tools import networks
from tools.networks import fact_of

EACH = 400
"""Every so-manieth message is tried."""


def test_names_are_put_for_others_and_stay_marked() -> None:
    pool, random = networks._pool(marked("facts")[::10]), Random(0)  # noqa: S311 - keeps no secret
    others = 0
    for each in marked("facts")[::EACH]:
        message = networks._message(each.text)
        varied = networks._varied(each, message, pool, random)
        named, anew = mentions(message), mentions(networks._message(varied.text))
        facts = [(m.kind, fact_of(m, each.marks)) for m in named if m.kind == "time"]
        assert [(m.kind, fact_of(m, varied.marks)) for m in anew if m.kind == "time"] == facts
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
