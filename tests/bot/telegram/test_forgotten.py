"""After /forget not a byte of what a friend said is left, in the running bot's files or its log."""

import sys
from pathlib import Path

from storage.copies import back_up
from tests.botapi import BotApiServer
from tests.scenes.process import Running

NAME = "Quokkafriend"
WORDS = ("numbatword", "wallabyword", "bilbyword", "cassowaryword", "quollword", "dunnartword")

TALKATIVE = """
import logging
logging.basicConfig(level=logging.DEBUG)
from flows.dialogue.step import Dialogue
import bot.telegram.sender as sender
step, calls_for = Dialogue.step, sender.calls_for
def breaks(self, conversation, event):
    logging.getLogger("flows").debug("A step.")
    if "quollword" in str(getattr(event, "text", "")):
        raise ValueError(event.text)
    return step(self, conversation, event)
def refuses(message, *more):
    if "dunnartword" in message.text:
        raise ValueError(message.text)
    return calls_for(message, *more)
Dialogue.step, sender.calls_for = breaks, refuses
from bot.cli import main
main(prog_name="advisor")
"""
"""A bot whose every line is logged, and in which some words break the reply, or its sending."""


class Talkative(Running):
    """The bot with all that any part of it logs, at the lowest level."""

    def words(self) -> list[str]:
        return [sys.executable, "-c", TALKATIVE, "telegram"]


def left_in(bot: Running) -> dict[str, list[str]]:
    """The words that are found in each of the files of the bot, whatever their case."""
    files = [*bot.database.parent.glob("advisor.db*"), bot.log]
    found = {}
    for file in files:
        content = file.read_bytes().lower()
        if words := [each for each in (NAME, *WORDS) if each.lower().encode() in content]:
            found[file.name] = words
    return found


def test_not_a_byte_of_what_a_friend_said_is_left(tmp_path: Path) -> None:
    with BotApiServer() as api, Talkative(api, tmp_path, ADVISOR_OWNER="4242") as bot:
        bot.listening()
        anna = api.user(NAME)
        anna.starts()
        anna.waits_for_message()
        typed, caption, broken, group, breaking, unsendable = WORDS
        anna.says(f"I like the {typed}")
        anna.waits_for_message()
        size = {"file_id": "photo-1", "file_unique_id": "photo-1", "width": 9, "height": 9}
        anna.sends({"photo": [size], "caption": caption})
        anna.waits_for_message()
        chat = {"id": anna.id, "type": "private"}
        sender = {"id": anna.id, "is_bot": False, "first_name": NAME}
        said = {"message_id": 9, "chat": chat, "from": sender, "text": broken}
        api.waits_until_confirmed(api.inject({"message": said}))
        said = said | {"chat": {"id": -5, "type": "group"}, "text": group}
        api.waits_until_confirmed(api.inject({"message": said}))
        anna.says(f"will {breaking} break it?")
        api.wait_idle()
        anna.says(f"should I buy a {unsendable} laptop?")
        api.wait_idle()
        anna.taps(anna.bot_posts[-1], "Pass it on to the owner")
        api.world.wait(lambda: "is given up" in bot.printed(), 20, bot.printed)
        anna.says("/mydata")
        api.wait_idle()
        stored = left_in(bot)
        assert stored["advisor.db-wal"] == [NAME, typed, caption, broken, breaking, unsendable]
        assert bot.log.name not in stored
        assert "DEBUG:flows:A step." in bot.printed()
        anna.says("/forget")
        api.wait_idle()
        asked = anna.bot_posts[-1]
        anna.taps(asked, asked.labels[0])
        api.world.wait(lambda: not left_in(bot), 30, lambda: str(left_in(bot)))
        back_up(bot.database, bot.database.with_name("advisor.db.copy"))
        assert left_in(bot) == {}
        assert bot.stop() == 0
        assert left_in(bot) == {}
