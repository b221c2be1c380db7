"""``advisor doctor``: what is wrong, and what to do about it."""

import click

from bot.bootstrap import now
from bot.doctor import findings


@click.command("doctor")
def doctor() -> None:
    """Look for what is wrong with settings, database and connection; says what to do about each.

    Ends with 1 where something is to be done. It may look while the bot runs.
    """
    wrong = 0
    for finding in findings(now()):
        if finding.remedy:
            wrong += 1
            click.echo(f"!!  {finding.what}\n    To do: {finding.remedy}.")
        else:
            click.echo(f"ok  {finding.what}")
    click.get_current_context().exit(1 if wrong else 0)
