"""advisor telegram: the bot."""

import click

from bot.bootstrap import build_advisor
from bot.settings import load_settings
from bot.telegram import run


@click.command("telegram")
def telegram() -> None:
    """Serve friends on Telegram, until it is stopped (Ctrl-C).

    Needs ADVISOR_TELEGRAM_TOKEN, the token that @BotFather gives you for a bot.
    """
    settings = load_settings()
    advisor = build_advisor(settings)
    run(advisor, advisor.store, settings)
