"""Whole dialogues, as data, between friends and the bot as a user starts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import now
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.rules import compile_rules
from storage.store import Store
from tests.botapi import BotApiServer
from tests.scenes.case import read
from tests.scenes.facts import FACTS
from tests.scenes.process import Running
from tests.scenes.stage import Stage

CASES = sorted((Path(__file__).parent / "conversations").glob("*.toml"))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One bot for all cases; a case that kills it leaves a new one behind."""
    folder = tmp_path_factory.mktemp("bot")
    with BotApiServer() as api, Running(api, folder) as bot:
        bot.listening()
        store = Store.open(bot.database, now, bot_id=bot.bot_id)
        yield Stage(api, bot, store, Dialogue(compile_rules(built_in()), built_in_topics()))
        store.close()
        assert bot.stop() == 0
        assert api.token not in bot.printed()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_conversation(case: Path, stage: Stage) -> None:
    stage.play(read(case), FACTS)
    assert stage.api.violations == []


def test_there_are_cases() -> None:
    assert len(CASES) > 10
