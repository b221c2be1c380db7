"""The command line: ``advisor`` and its commands, each in a module of its own."""

from bot.cli.group import COMMANDS, main

__all__ = ["COMMANDS", "main"]
