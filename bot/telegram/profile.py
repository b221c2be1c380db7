"""What Telegram shows of the bot outside of the conversation: its menu and its descriptions."""

import logging
from dataclasses import dataclass

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.commands import COMMANDS

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Profile:
    """What stands in the empty chat (up to 512 characters), and on the bot's page (up to 120)."""

    description: str
    short_description: str


async def introduce(bot: Bot, profile: Profile, owner: int | None) -> None:
    """Set menu and descriptions; the bot's name is its owner's affair and stays as it is.

    The owner's chat gets a menu of its own. A refusal is logged: the conversation works without.
    """
    menu = [BotCommand(name, command.description) for name, command in COMMANDS.items()]
    try:
        await bot.set_my_commands(menu)
        await bot.set_my_description(profile.description)
        await bot.set_my_short_description(profile.short_description)
        if owner is not None:
            await bot.set_my_commands(menu, scope=BotCommandScopeChat(owner))
    except TelegramError as error:
        _LOG.warning("The menu of commands could not be set: %s", type(error).__name__)
