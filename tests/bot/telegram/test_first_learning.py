"""While the models are learned for the first time, only those who wrote words wait."""

import time
from pathlib import Path

from tests import learned
from tests.botapi import BotApiServer, User
from tests.scenes.process import Running

QUESTION = "how far up can one grow in ML?"
SOON = 8.0
"""Seconds in which everything happens that needs no model; learning takes longer than that."""


def hears(api: BotApiServer, user: User, words: str, timeout: float) -> None:
    def there() -> bool:
        return any(post.by_bot and words in post.text for post in user.posts)

    api.world.wait(there, timeout, lambda: f"no {words!r}")


def test_others_go_on_the_end_comes_soon_and_the_words_are_answered_next_time(
    tmp_path: Path,
) -> None:
    with BotApiServer() as api:
        ann, bo = api.user("Ann"), api.user("Bo")
        with Running(api, tmp_path, ADVISOR_MODELS=str(tmp_path / "models")) as bot:
            bot.listening()
            ann.says(QUESTION)
            time.sleep(1)
            bo.says("/start")
            hears(api, bo, "Hi Bo", SOON)
            begun = time.monotonic()
            assert bot.stop() == 0
            assert time.monotonic() - begun < SOON
            assert "Learning failed" not in bot.printed()
        assert not any(post.by_bot for post in ann.posts)
        with Running(api, tmp_path, ADVISOR_MODELS=str(learned.FOLDER)) as bot:
            bot.listening()
            hears(api, ann, "Head of", 20)
            assert bot.stop() == 0
        assert api.violations == []
