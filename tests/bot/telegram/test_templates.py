"""The few texts that only Telegram needs."""

import pytest

from bot.rendering import TEMPLATES, Renderer
from flows.dialogue.replies import Reply
from tests.botapi.markup import parse

FILES = sorted(file.name for file in (TEMPLATES / "telegram").iterdir())
FRONT_END = TEMPLATES.parent / "bot" / "telegram"
SOURCE = "".join(
    file.read_text(encoding="utf-8")
    for file in (*FRONT_END.glob("*.py"), FRONT_END.parent / "advisor.py")
)


@pytest.mark.parametrize("file", FILES)
def test_each_is_used(file: str) -> None:
    name = file.split(".", maxsplit=1)[0]
    assert f'Reply("telegram/{name}"' in SOURCE or f'"{name}"' in SOURCE


@pytest.mark.parametrize(
    "name",
    [
        "export_waits",
        "group_hello",
        "group_unknown",
        "group_did_you_mean",
        "group_deaf",
    ],
)
def test_each_message_is_valid(name: str) -> None:
    assert parse(Renderer().render(Reply(f"telegram/{name}")).text)[0]


@pytest.mark.parametrize(("name", "most"), [("description", 512), ("short_description", 120)])
def test_the_profile_is_within_the_limits(name: str, most: int) -> None:
    assert 0 < len(Renderer().render(Reply(f"telegram/{name}", place="toast")).text) <= most
