"""The front end for Telegram: translates updates into events, and replies into messages."""

from bot.telegram.app import run

__all__ = ["run"]
