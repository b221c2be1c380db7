"""The knowledge files are whole, and a mistake in them is reported with place and remedy."""

import re
from pathlib import Path

import pytest

from flows.knowledge import KnowledgeError, built_in, load
from tests.flows.rules.reading import DOMAINS
from tests.knowledge_files import copied_to, spoil


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_to(tmp_path)


def test_all_that_the_advisor_knows_is_there() -> None:
    knowledge = built_in()
    assert [claim.id for claim in knowledge.claims] == [f"C{n}" for n in range(1, 25)]
    assert (len(knowledge.paths), len(knowledge.questions), len(knowledge.sections)) == (8, 19, 5)


def test_questions_can_be_read_aloud_in_a_terminal() -> None:
    asked = [text for each in built_in().questions for text in (each.ask, each.why)]
    assert [text for text in asked if re.search(r"\btap", text, re.IGNORECASE)] == []


def test_questions_have_the_fixed_options() -> None:
    questions = built_in().question
    for question, options in DOMAINS.items():
        assert tuple(option.id for option in questions[question].options) == options


def test_only_the_least_sure_claims_count_for_half() -> None:
    halved = {claim.id for claim in built_in().claims if claim.weight == "half"}
    assert halved == {"C12", "C13"}


def test_a_copy_of_the_files_loads_the_same(folder: Path) -> None:
    assert load(folder) == built_in()


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "remedy"),
    [
        ("rules/costs.toml", '"C23"', '"C99"', "cost.talk", "accepted: C1"),
        ("rules/arguments.toml", '"lead-engineering"', '"lead"', "ambition", "best-at-one"),
        ("rules/arguments.toml", "{ ambition", "{ ambitoin", "when", "accepted: years"),
        ("rules/eliminations.toml", "{cut}", "{joy}", "says", "accepted: cut"),
        ("paths.toml", 'path = "platform"', 'path = "plumbing"', "present", "platform"),
        ("questions.toml", 'section = "degree"', 'section = "school"', "degree", "experience"),
        ("questions.toml", 'label = "0–2 years"', 'label = "3–5 years"', "years", "use it once"),
        ("author.toml", 'joy = "building"', 'joy = "sleep"', "joy", "modelling"),
        ("claims.toml", 'weight = "half"', 'weight = "some"', "C12", "'full' or 'half'"),
        ("paths.toml", "leaves_modelling", "leaves_modeling", "platform", "leaves_modeling"),
        ("claims.toml", "[[claim]]", "[[claims]]", "claims", "this file has: claim"),
        ("rules/gates.toml", "[[gate]]", "[[gate]", "file", "not valid TOML"),
    ],
)
def test_mistake_is_reported_with_file_place_and_remedy(
    folder: Path, file: str, old: str, new: str, place: str, remedy: str
) -> None:
    spoil(folder / file, old, new)
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    said = [str(problem) for problem in caught.value.problems]
    assert any(file in line and place in line and remedy in line for line in said), said


def test_all_mistakes_are_reported_at_once(folder: Path) -> None:
    spoil(folder / "rules/costs.toml", '"C23"', '"C99"')
    spoil(folder / "rules/arguments.toml", '"lead-engineering"', '"lead"')
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert {problem.file for problem in caught.value.problems} == {
        "rules/costs.toml",
        "rules/arguments.toml",
    }


def test_missing_file_is_named(folder: Path) -> None:
    (folder / "author.toml").unlink()
    with pytest.raises(KnowledgeError, match=r"author\.toml: file: is missing"):
        load(folder)
