"""The command ``advisor``: finds its commands when they are called, and shows errors."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

import click

from bot.cli.streams import standard_streams
from bot.errors import exit_code_of, for_people
from bot.garbage import made_to_stay

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Talk": {
        "chat": "Talk to the advisor in this terminal (what a bare `advisor` does).",
        "ask": "Answer a question in your own words.",
        "advise": "Advise on answers given as JSON.",
        "money": "Work out what a move costs, from figures.",
    },
    "Serve": {
        "telegram": "Serve friends on Telegram.",
        "backup": "Copy all conversations to a file.",
        "restore": "Put such a copy back.",
        "doctor": "Look for what is wrong with settings, database and connection.",
    },
    "Owner": {
        "desk": "Open your pages in a browser: read, find, answer, and see how it goes.",
        "invite": "Print the link that lets friends in.",
        "inbox": "Answer what friends passed on, and keep answers for everyone.",
        "review": "Read the stored conversations.",
        "impact": "Tell whom the present knowledge would advise otherwise.",
        "advice": "Show one advice as it was sent, beside what is said today.",
    },
    "Developer": {
        "check": "Prove the knowledge over all combinations of answers.",
        "next": "Tell the next question worth asking, from answers given as JSON.",
        "understand": "Read the facts and answers in free text.",
        "measure": "Measure how well free text is understood, on files of cases.",
    },
}
"""Every command in the order of the help, by whom it is for: its name (also of its module here) and
what it does.
"""

COMMANDS = {name: does for group in GROUPS.values() for name, does in group.items()}

DEFAULT = "chat"

STARTING = "Starting ..."


class Commands(click.Group):
    """Imports the module of a command only when that command is run, so that each starts fast."""

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Run as a program of its own; tests that call ``main`` keep the streams they have."""
        with standard_streams():
            return super().__call__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """Import the command of this name, or None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        with _told_to_wait():
            found = vars(_module_of(cmd_name)).values()
        return next(c for c in found if isinstance(c, click.Command) and c.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        """List the commands from the table, without importing them."""
        width = max(map(len, COMMANDS))
        for name, group in GROUPS.items():
            with formatter.section(name):
                formatter.write_dl([(each.ljust(width), does) for each, does in group.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; the one place where an error meant for people is shown."""
        try:
            return super().invoke(ctx)
        # The classes are looked up only once something was raised.
        except for_people() as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(exit_code_of(error))


def _module_of(command: str) -> ModuleType:
    """Import the module of a command, with all that it needs."""
    name = f"bot.cli.{command}"
    if name in sys.modules:
        return sys.modules[name]
    # It would look through all installed packages for plugins of its own; there are none for it.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # The arrays of a text are small: more threads take half as much processor time again to read
    # it, and no less time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with made_to_stay():
        return import_module(name)


@contextmanager
def _told_to_wait() -> Iterator[None]:
    """Show at a terminal that something happens, and take it away when it has.

    The first start after an installation takes some seconds.
    """
    shown = sys.stderr.isatty()
    click.echo(f"{STARTING}\r", err=True, nl=False) if shown else None
    try:
        yield
    finally:
        click.echo(f"{' ' * len(STARTING)}\r", err=True, nl=False) if shown else None


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="career-advisor-bot", prog_name="advisor")
@click.pass_context
def main(ctx: click.Context) -> None:
    """An advisor for friends in data science who wonder about software engineering.

    Without a command it starts the conversation in this terminal.
    """
    if ctx.invoked_subcommand is None and (default := main.get_command(ctx, DEFAULT)):
        ctx.invoke(default)
