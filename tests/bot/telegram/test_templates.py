"""The few texts that only Telegram needs."""

from pathlib import Path

import pytest

from bot.rendering import TEMPLATES, Renderer
from bot.telegram import run
from bot.telegram.parcels import Parcel
from flows.dialogue.replies import Reply
from tests.botapi.markup import parse

FILES = sorted(file.name for file in (TEMPLATES / "telegram").iterdir())
SOURCE = Path(run.__globals__["__file__"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES)
def test_each_is_used(file: str) -> None:
    assert f'Reply("telegram/{file.split(".", maxsplit=1)[0]}"' in SOURCE


@pytest.mark.parametrize("name", ["maybe_lost", "only_private"])
def test_each_message_is_valid_and_may_be_repeated(name: str) -> None:
    text = Renderer().render(Reply(f"telegram/{name}")).text
    assert parse(text)[0]
    assert Parcel(text).repeatable


@pytest.mark.parametrize(("name", "most"), [("description", 512), ("short_description", 120)])
def test_the_profile_is_within_the_limits(name: str, most: int) -> None:
    assert 0 < len(Renderer().render(Reply(f"telegram/{name}", place="toast")).text) <= most
