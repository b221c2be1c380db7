"""Killed at random instants, while calls of the Bot API fail, the bot loses nothing of anybody."""

import math
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.clock import now
from storage.store import Store
from tests.botapi import BotApiServer
from tests.botapi.world import Call
from tests.scenes.aftermath import assert_nothing_is_lost, unseen, wait_until_done
from tests.scenes.crowd import Crowd
from tests.scenes.process import Running

RATE = 0.1
"""The share of calls that fail."""

UNKNOWN = "nobody knows why"

NOTED_WITHIN = 10.0
"""Seconds after its answer within which it is noted that a message was sent, whatever else the
machine does; mostly that takes a few hundredths.
"""

PATIENCE = 300.0
"""Seconds that the bot may take to start, and to end: a busy machine once took forty."""

NEW = {"sendMessage", "sendPhoto", "sendDocument"}
IN_TURN = NEW | {"editMessageText", "editMessageReplyMarkup"}
"""Calls that are made one after the other in each chat: none before the one before is noted."""


@dataclass
class Torture:
    """What the bot has to endure, and what is seen of it afterwards."""

    kills: int
    friends: int
    seed: int
    moments: list[float] = field(default_factory=list)

    def run(self, folder: Path) -> str:
        """Kill the bot again and again, and look at what is left; a line of figures."""
        with BotApiServer() as api:
            crowd = Crowd(api, self.seed, self.friends)
            with Running(api, folder, ADVISOR_OWNER=str(crowd.owner.id)) as bot:
                crowd.meet()
                api.at_random(RATE, self.seed)
                for _ in range(self.kills):
                    self._until_killed(bot, crowd)
                api.heal()
                bot.listening(PATIENCE)
                wait_until_done(bot)
                assert bot.stop() == 0
                with Store.open(bot.database, now, bot_id=bot.bot_id) as store:
                    return self._look_at(api, crowd, store, bot)

    def _until_killed(self, bot: Running, crowd: Crowd) -> None:
        # Some are killed while they still start, which takes a second or so.
        chance = crowd.chance
        if chance.random() < 0.2:
            bot.start()
        else:
            bot.listening(PATIENCE)
        end = time.monotonic() + chance.uniform(0, 2)
        while time.monotonic() < end:
            crowd.acts()
            time.sleep(min(chance.expovariate(15), 0.5))
        bot.kill(PATIENCE)
        # Until then calls ended: one that did so just before its end was not noted any more.
        self.moments.append(time.monotonic())

    def _look_at(self, api: BotApiServer, crowd: Crowd, store: Store, bot: Running) -> str:
        assert "Traceback" not in bot.printed()
        assert_nothing_is_lost(api, crowd, store)
        rows = store.database.rows("SELECT message_id FROM outbox WHERE channel = 'telegram'")
        lost = unseen(crowd, store)
        assert [f"{row}" for row in lost] == []
        extra = _extra(api, {row["message_id"] for row in rows})
        why = [self._why_twice(api, call) for call in extra]
        unknown = [call for call, reason in zip(extra, why, strict=True) if reason == UNKNOWN]
        assert [(call, self._until_kill(call)) for call in unknown] == []
        noted = [self._until_kill(call) for call in extra if call.answered]
        return (
            f"{len(self.moments)} kills, {len(api.updates.pushed)} updates, {len(rows)} replies, "
            f"{len(api.calls)} calls, {len(extra)} arrived again: {dict(Counter(why))}, "
            f"killed at most {max(noted, default=0):.2f} s after the answer"
        )

    def _why_twice(self, api: BotApiServer, call: Call) -> str:
        """Why the message of a call arrived, and was sent again."""
        if not call.answered:
            return "its answer was lost"
        in_time = self._until_kill(call) <= NOTED_WITHIN
        last = in_time and not self._went_on(api, call)
        return "killed before it was noted" if last else UNKNOWN

    def _went_on(self, api: BotApiServer, call: Call) -> bool:
        """Whether the same process made another call in the chat: then it had noted this one."""
        assert call.ended is not None
        killed = call.ended + self._until_kill(call)
        return any(
            call.ended <= each.started < killed
            and each.method in IN_TURN
            and each.params["chat_id"] == call.params["chat_id"]
            for each in api.calls
        )

    def _until_kill(self, call: Call) -> float:
        """The seconds from the end of a call to the next kill."""
        after = [moment - (call.ended or 0) for moment in self.moments]
        return min((each for each in after if each >= 0), default=math.inf)


def _extra(api: BotApiServer, noted: set[int]) -> list[Call]:
    """The calls whose messages stand in a chat though they are not those that were noted."""
    return [
        call
        for call in api.calls
        if call.took_effect and call.method in NEW and call.result["message_id"] not in noted
    ]


def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    Torture(kills=10, friends=8, seed=1).run(tmp_path)


@pytest.mark.long
@pytest.mark.timeout(3 * 3600)
def test_a_thousand_kills_lose_nothing(tmp_path: Path) -> None:
    print(Torture(kills=1000, friends=20, seed=2).run(tmp_path))  # noqa: T201 - its figures
