"""The benchmark of taps says which bot it is that does not serve, and what that did."""

from pathlib import Path

import click
import pytest

from benchmarks.taps import naming, taps_first
from tests.botapi import BotApiServer
from tests.scenes.process import Running


def test_a_message_without_buttons_is_told_with_its_bot(tmp_path: Path) -> None:
    with BotApiServer() as api:
        bot = Running(api, tmp_path)
        bot.log.write_text("the log")
        anna = api.user("Anna")
        anna.says("no buttons here")
        with pytest.raises(click.ClickException) as raised, naming("CH pickled", bot):
            taps_first(anna, anna.posts[-1])
    told = raised.value.message
    assert told.startswith("CH pickled: the message ")
    assert "no buttons here" in told
    assert told.endswith("the log")
