"""advisor telegram: the bot."""

import click

from bot.bootstrap import open_advisor
from bot.errors import WrongUseError
from bot.settings import load_settings
from bot.telegram import run
from bot.telegram.app import NO_BOT
from storage.damage import lost_transactions, refuse_damaged, told_lost
from storage.instance_lock import InstanceLock


@click.command("telegram")
@click.option("--take-over", is_flag=True, help="Go on with the conversations of another bot.")
def telegram(take_over: bool) -> None:
    """Serve friends on Telegram, until it is stopped (Ctrl-C).

    Needs ADVISOR_TELEGRAM_TOKEN, the token that @BotFather gives you for a bot.
    """
    settings = load_settings()
    with InstanceLock.held(settings.database_path) as lock:
        path = settings.database_path
        lock.expect_conversations()
        refuse_damaged(path)
        if lost := lost_transactions(path):
            click.echo(told_lost(path, lost), err=True)
        with open_advisor(settings) as advisor:
            if settings.telegram_token is None:
                raise WrongUseError(NO_BOT)
            advisor.store.inbox.bind(take_over=take_over)
            lock.note_conversations()
            run(advisor, advisor.store, settings)
