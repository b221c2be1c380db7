"""docs/changing-the-knowledge.md, followed word for word in a copy of the project.

Most of a minute goes into making the model, so the copy has few of the examples, but in the long
form.
"""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.running import command, environment
from tests.documentation.places import DOCS
from tests.documentation.recipes import Command, Edit, copied, recipes, thinned

PAGE = (DOCS / "changing-the-knowledge.md").read_text(encoding="utf-8")

CHECK = ("advisor", "check")
"""What takes ten seconds, so that in the short form the last one looks at all that was changed."""


def ran(step: Command, project: Path, home: Path) -> str:
    """What a command prints when it is run in the copy."""
    settings = {"PYTHONPATH": str(project), "COLUMNS": "80"}
    program = command() if step.words[0] == "advisor" else [sys.executable]
    done = subprocess.run(
        [*program, *step.words[1:]],
        input=step.typed,
        text=True,
        capture_output=True,
        cwd=project,
        env=environment(home, **settings),
        check=False,
        timeout=480,
    )
    return done.stdout + done.stderr


@pytest.mark.timeout(900)  # it makes the model, on whatever machine
@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)])
def test_recipes_lead_where_the_page_says(tmp_path: Path, whole: bool) -> None:
    project, home = tmp_path / "project", tmp_path / "home"
    home.mkdir()
    copied(project)
    steps = [*recipes(PAGE)]
    if not whole:
        thinned(project)
        checks = [
            at for at, step in enumerate(steps) if isinstance(step, Command) and step.words == CHECK
        ]
        steps = [step for at, step in enumerate(steps) if at not in checks[:-1]]
    for step in steps:
        if isinstance(step, Edit):
            step.apply(project)
        else:
            out = ran(step, project, home)
            assert "Traceback" not in out
            assert step.prints(out), f"{shlex.join(step.words)} printed:\n{out}"


def test_a_block_without_an_instruction_is_refused() -> None:
    with pytest.raises(ValueError, match="no instruction"):
        list(recipes("Some words.\n\n```toml\na = 1\n```\n"))


def test_commands_are_read_with_what_is_typed_and_shown() -> None:
    page = '```console\n$ advisor ask "a b"\nyes\n$ advisor\n> hi\n…\nhello\n…\n```\n'
    assert list(recipes(page)) == [
        Command(("advisor", "ask", "a b"), "", "yes\n"),
        Command(("advisor",), "hi\n", "…\nhello\n…\n"),
    ]


@pytest.mark.parametrize(
    ("shown", "prints"),
    [
        ("Sound: … statements hold.", True),
        ("Sound: … statements", False),
        ("…\nfirst\n…\nlast\n…", True),
        ("last\n…\nfirst", False),
        ("irst", False),
    ],
)
def test_what_is_shown_is_looked_for_in_order(shown: str, prints: bool) -> None:
    out = "first\nSound: 3 statements hold.\nlast\n"
    assert Command(("advisor",), "", shown).prints(out) is prints


def test_an_instruction_that_does_not_fit_the_project_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a\na\n", encoding="utf-8")
    for edit in (
        Edit("there", "x", creates=True),
        Edit("gone", "x"),
        Edit("there", "x", anchor="a"),
        Edit("there", "x", anchor="b"),
    ):
        with pytest.raises(LookupError):
            edit.apply(tmp_path)
