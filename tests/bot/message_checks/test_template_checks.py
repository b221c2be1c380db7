"""A mistake in any template is found, with its file and place."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.message_checks.template_checks import messages_render, topics_fit
from bot.rendering import TEMPLATES
from flows.checks.subject import Check, Subject
from flows.knowledge import built_in
from flows.knowledge.problems import Problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def found(check: Check, named: Iterable[str] = ()) -> set[Problem]:
    """The problems that a check finds, in the steps of these names (none: in all)."""
    chosen = [step for step in check(Subject(built_in())) if not named or step.proves in named]
    return {problem for step in chosen for problem in step.run()}


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def places(problems: set[Problem]) -> set[str]:
    return {problem.file for problem in problems}


UNREACHED = "\n{% if not true %}{{ mispelt }}{% endif %}"


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Templates with mistakes where messages reach them, and in each where none does."""
    folder = Path(shutil.copytree(TEMPLATES, tmp_path_factory.mktemp("spoilt") / "templates"))
    spoil(folder / "topic.html.j2", "topic.id", "topic.idd")
    spoil(folder / "_source.html.j2", "line.sure", "line.shure")
    spoil(folder / "owner/question.html.j2", "friend.name", "friend.nam")
    spoil(folder / "money/_sentences.html.j2", "pay.stay", "pay.sta")
    append(folder / "help.html.j2", "x" * 4096)
    append(folder / "stale.txt.j2", "x" * 200)
    for name in messages(folder):
        append(folder / name, UNREACHED)
    return folder


@pytest.fixture(scope="module")
def problems(spoilt: Path) -> set[Problem]:
    return found(messages_render(spoilt))


def messages(folder: Path) -> list[str]:
    """The templates of messages; those of the desk's pages are none."""
    files = [file.relative_to(folder) for file in folder.rglob("*.j2")]
    return [file.as_posix() for file in files if file.parts[0] != "web"]


def test_what_is_wrong_in_a_reached_place_is_found(problems: set[Problem]) -> None:
    reached = {each for each in problems if "'mispelt'" not in each.what}
    assert places(reached) == {
        "templates/topic.html.j2",
        "templates/_source.html.j2",
        "templates/owner/question.html.j2",
        "templates/money/_sentences.html.j2",
        "templates/help.html.j2",
        "templates/question.html.j2",  # help stands above it in one message
        "templates/stale.txt.j2",
    }
    by_file = {problem.file: problem for problem in reached}
    assert by_file["templates/owner/question.html.j2"].place == "line 1"
    assert "4096" in by_file["templates/help.html.j2"].what
    assert "200" in by_file["templates/stale.txt.j2"].what


def test_what_is_wrong_in_an_unreached_place_is_found(problems: set[Problem], spoilt: Path) -> None:
    unreached = {each for each in problems if "'mispelt'" in each.what}
    assert places(unreached) == {f"templates/{name}" for name in messages(spoilt)}
    lines = (spoilt / "help.html.j2").read_text(encoding="utf-8").splitlines()
    assert f"line {len(lines)}" in {each.place for each in unreached if "help" in each.file}


@pytest.mark.parametrize("broken", ["{% if %}", "{{ 1 | unheard_of }}", "{{"])
def test_what_is_no_template_is_found(folder: Path, broken: str) -> None:
    append(folder / "why.html.j2", broken)
    problems = found(messages_render(folder), ["templates can be read"])
    assert places(problems) == {"templates/why.html.j2"}


def test_an_answer_without_topic_and_a_topic_without_answer_are_found(folder: Path) -> None:
    (folder / "topics/ceiling.html.j2").rename(folder / "topics/sealing.html.j2")
    problems = found(topics_fit(folder))
    assert {problem.place for problem in problems} == {"sealing", "topic ceiling"}
