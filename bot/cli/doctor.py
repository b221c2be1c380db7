"""``advisor doctor``: what is wrong, and what to do about it."""

import click

from bot.clock import now
from bot.doctor import findings, is_served
from bot.settings import load_settings


@click.command("doctor")
@click.option("--running", is_flag=True, help="Only tell by the exit code whether a bot runs.")
def doctor(running: bool) -> None:
    """Look for what is wrong with settings, database and connection; says what to do about each.

    Ends with 1 where something is to be done. It may look while the bot runs.
    """
    if running:
        click.get_current_context().exit(0 if is_served(load_settings().database_path) else 1)
    wrong = 0
    for finding in findings(now()):
        if finding.remedy:
            wrong += 1
            click.echo(f"!!  {finding.what}\n    To do: {finding.remedy}.")
        else:
            click.echo(f"ok  {finding.what}")
    click.get_current_context().exit(1 if wrong else 0)
