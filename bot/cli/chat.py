"""advisor chat: the conversation in this terminal."""

import getpass
import signal
import sys

import click

from bot.bootstrap import build_advisor
from bot.settings import load_settings
from bot.terminal.repl import Repl, typed_lines
from bot.terminal.screen import Screen, open_console


@click.command("chat")
def chat() -> None:
    """Talk to the advisor in this terminal; it goes on where you stopped.

    Type the number of a choice, or write in your own words. Works in a pipe too, a line at a time.
    """
    advisor = build_advisor(load_settings())
    if advisor.interpreter and sys.stdin.isatty():
        advisor.interpreter.start()
    screen = Screen(open_console())
    Repl(advisor, screen, _user()).run(typed_lines())
    if advisor.interpreter:
        # The friend has left; another Ctrl-C while the models are let go would only look broken.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        advisor.interpreter.close()


def _user() -> str:
    """The name of whoever uses this machine; a plain word where the machine does not know."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "friend"
