"""``advisor backup``: copies the conversations to a file."""

from pathlib import Path

import click

from bot.settings import load_settings
from storage.copies import back_up


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy all conversations to the new file FILE, while a bot may go on writing.

    Only you can read the copy. What friends have erased before is not in it.
    """
    back_up(load_settings().database_path, file)
    click.echo(f"Copied to {file} ({file.stat().st_size / 1e6:.1f} MB).")
