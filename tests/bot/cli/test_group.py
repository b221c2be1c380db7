"""The command itself: what it lists, how it starts, and how it shows errors."""

import subprocess
import sys
import tomllib
from collections.abc import Collection
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

import bot.cli
from bot.cli import COMMANDS, main
from bot.cli.group import Commands
from bot.errors import UserError, WrongUseError
from flows.knowledge import KnowledgeError, Problem
from storage.errors import StorageError
from tests.bot.running import ROOT


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(name: str) -> None:
    ran = CliRunner().invoke(main, [name, "--help"])
    assert ran.exit_code == 0
    assert f" {name} " in ran.output


def test_every_command_there_is_is_listed() -> None:
    modules = [import_module(f"bot.cli.{each.name}") for each in iter_modules(bot.cli.__path__)]
    written = {name for module in modules for name in _commands_written_in(module)}
    assert written == set(COMMANDS)


def _commands_written_in(module: ModuleType) -> set[str | None]:
    commands = [each for each in vars(module).values() if isinstance(each, click.Command)]
    groups = [each for each in commands if isinstance(each, click.Group)]
    inner = [command for group in groups for command in group.commands.values()]
    return {
        command.name
        for command in commands
        if command is not main
        and command not in inner
        and getattr(command.callback, "__module__", "") == module.__name__
    }


def test_help_lists_the_commands_with_what_they_do() -> None:
    shown = " ".join(CliRunner().invoke(main, ["--help"]).output.split())
    assert all(f"{name} {does}" in shown for name, does in COMMANDS.items())


def loaded(commands: Collection[str], modules: Collection[str]) -> set[str]:
    """Which of the modules are loaded by a process that loads these commands."""
    code = (
        "import bot.cli, sys; from importlib import import_module;"
        f"[*map(import_module, {[f'bot.cli.{name}' for name in commands]})];"
        f"print(*{set(modules)} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE)
    return set(ran.stdout.decode().split())


def test_help_starts_without_the_rest_of_the_program() -> None:
    code = (
        "import sys; from bot.cli import main; main(['--help'], standalone_mode=False);"
        "heavy = {'pydantic', 'rich', 'telegram', 'sqlite_utils', 'sklearn', 'matplotlib'};"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_only_the_bot_loads_clients_of_telegram() -> None:
    others = COMMANDS.keys() - {"telegram"}
    clients = {"telegram", "httpx", "aiohttp", "matplotlib", "starlette", "uvicorn"}
    assert not loaded(others, clients)


def test_the_bot_loads_nothing_that_a_start_can_do_without() -> None:
    servers = {"aiohttp.web", "starlette", "uvicorn"}
    unused = {"rich.console", "pygments", "matplotlib", "sqlite_utils", "httpcore", *servers}
    assert loaded(["telegram"], {"telegram", *unused}) == {"telegram"}


def test_no_start_looks_through_all_installed_packages() -> None:
    code = (
        "import importlib.metadata as packages; packages.distributions = None;"
        "from bot.cli import main; main(['telegram', '--help'], standalone_mode=False);"
        "from bot.clock import now; from storage.store import Store; Store.open(None, now).close()"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_version_is_the_one_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] in CliRunner().invoke(main, ["--version"]).output


def test_unknown_command_is_wrong_use() -> None:
    ran = CliRunner().invoke(main, ["advice"])
    assert ran.exit_code == 2
    assert "advice" in ran.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UserError("It did not work."), 1),
        (WrongUseError("It cannot work."), 2),
        (StorageError("The database is away."), 1),
        (KnowledgeError([Problem("paths.toml", "path", "is missing")]), 1),
    ],
)
def test_error_for_people_is_one_sentence(error: Exception, code: int) -> None:
    ran = CliRunner().invoke(_raising(error))
    assert (ran.exit_code, ran.stdout, ran.stderr) == (code, "", f"Error: {error}\n")


def test_a_mistake_in_the_program_is_not_hidden() -> None:
    assert isinstance(
        CliRunner().invoke(_raising(ZeroDivisionError())).exception, ZeroDivisionError
    )


def _raising(error: Exception) -> click.Command:
    @click.group(cls=Commands, invoke_without_command=True)
    def failing() -> None:
        raise error

    return failing
