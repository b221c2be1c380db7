"""advisor telegram: the bot."""

import click

from bot.bootstrap import open_advisor
from bot.settings import load_settings
from bot.telegram import run


@click.command("telegram")
def telegram() -> None:
    """Serve friends on Telegram, until it is stopped (Ctrl-C).

    Needs ADVISOR_TELEGRAM_TOKEN, the token that @BotFather gives you for a bot.
    """
    settings = load_settings()
    with open_advisor(settings) as advisor:
        run(advisor, advisor.store, settings)
