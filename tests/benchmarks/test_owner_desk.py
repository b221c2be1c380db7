"""The benchmark of the desk copies what was walked to each size, whatever the bot writes then."""

from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import conversations, owner_desk
from bot.clock import now
from storage.store import Store

WALKED = 4


def test_each_size_has_so_many_conversations_beside_those_of_the_bot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: list[int] = []

    def measured(_api: object, folder: Path, _only: list[str]) -> None:
        with Store.open(folder / owner_desk.FILE, now) as store:
            counted.append(store.database.count("conversations"))
            store.users.get_or_create("telegram", "somebody new", "Somebody")

    def walked(store: Store, clock: conversations.Clock) -> None:
        conversations.walk(store, clock, friends=WALKED)

    monkeypatch.setattr(owner_desk, "WALKED", WALKED)
    monkeypatch.setattr(owner_desk, "multiply", partial(conversations.multiply, walked=WALKED))
    monkeypatch.setattr(owner_desk, "walk", walked)
    monkeypatch.setattr(owner_desk, "measure", measured)
    ran = CliRunner().invoke(owner_desk.main, ["--sizes", "8,20"], catch_exceptions=False)
    assert ran.exit_code == 0
    assert counted == [8, 20]
