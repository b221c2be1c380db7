"""A bot in a process of its own can be killed at any instant."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.botapi import BotApiServer

PROGRAM = """
import asyncio, sys
from telegram.ext import ApplicationBuilder, MessageHandler, filters

async def echo(update, _):
    await update.message.reply_text("heard " + update.message.text)

app = ApplicationBuilder().token(sys.argv[2]).base_url(sys.argv[1]).build()
app.add_handler(MessageHandler(filters.TEXT, echo))
asyncio.set_event_loop(asyncio.new_event_loop())  # the library asks for one that is set
app.run_polling()
"""
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(api: BotApiServer) -> Iterator[Start]:
    """Starts the bot, and sees to it that none is left over."""
    running: list[subprocess.Popen[bytes]] = []

    def begin() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-W", "error", "-c", PROGRAM, api.url, api.token]
        running.append(subprocess.Popen(command))
        api.waits_for_poll()
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()


def test_killed_before_the_reply_and_before_the_acknowledgement(
    api: BotApiServer, start: Start
) -> None:
    anna = api.user("Anna")
    bot = start()
    with api.hold("getUpdates"), api.hold("sendMessage") as held:
        anna.says("x")
        held.waits()
        bot.kill()
        bot.wait()
        anna.waits_until(lambda: not api.world.busy)
    assert anna.bot_posts == []
    assert anna.last_update not in api.updates.confirmed
    start()
    assert anna.waits_for_message().text == "heard x"
    assert api.updates.delivered[anna.last_update] == 2
