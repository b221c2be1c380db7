"""advisor telegram: the bot."""

from typing import get_args

import click

from bot.bootstrap import open_advisor
from bot.cli.stored import announce
from bot.errors import WrongUseError
from bot.settings import load_settings
from bot.telegram.app import NO_BOT, run
from bot.telegram.logs import LogFormat
from storage.damage import lost_transactions, refuse_damaged, told_lost
from storage.instance_lock import InstanceLock


@click.command("telegram")
@click.option("--take-over", is_flag=True, help="Go on with the conversations of another bot.")
@click.option("--webhook", is_flag=True, help="Have Telegram send updates instead of polling.")
@click.option(
    "--log-format",
    type=click.Choice(get_args(LogFormat)),
    default="text",
    help="How lines of the log are written.",
)
def telegram(take_over: bool, webhook: bool, log_format: LogFormat) -> None:
    """Serve friends on Telegram, until it is stopped (Ctrl-C).

    Needs ADVISOR_TELEGRAM_TOKEN, the token that @BotFather gives you for a bot, and --webhook
    ADVISOR_WEBHOOK, the address under which Telegram reaches this machine.
    """
    settings = load_settings()
    with InstanceLock.held(settings.database_path) as lock:
        path = settings.database_path
        lock.expect_conversations()
        refuse_damaged(path)
        if lost := lost_transactions(path):
            click.echo(told_lost(path, lost), err=True)
        with open_advisor(settings, announce=announce) as advisor:
            if settings.telegram_token is None:
                raise WrongUseError(NO_BOT)
            advisor.store.inbox.bind(take_over=take_over)
            lock.note_conversations()
            run(advisor, advisor.store, settings, webhook=webhook, log_format=log_format)
