"""``advisor restore``: puts a copy of the conversations back."""

from pathlib import Path

import click

from bot.clock import now
from bot.settings import load_settings
from storage.copies import restore as put_back


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the copy FILE in the place of the present conversations, while no bot runs.

    The copy is checked first, and the present file is kept beside it. Mind that whoever erased
    their conversation after the copy was taken is in it again.
    """
    database = load_settings().database_path
    aside = put_back(file, database, f"{now():%Y%m%dT%H%M%S}")
    click.echo(f"{database} is now what {file} was.")
    if aside:
        click.echo(f"The conversations before that are in {aside}: delete it once all is well.")
