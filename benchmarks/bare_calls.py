"""The least that a tap can cost: the calls that any bot makes for it, and nothing else.

Run as a process by ``benchmarks.taps``: ``python -m benchmarks.bare_calls API TOKEN [FILE]``. It
polls, and answers and edits what is tapped with texts and buttons made beforehand, over aiohttp as
this program does; no library for bots, no dialogue, no advice. With a file each update is written
there, and on the disk before anything is said.
"""

import asyncio
import json
import sqlite3
import sys
from typing import Any

import aiohttp

OPTIONS = 4
BEGIN = json.dumps({"inline_keyboard": [[{"text": "Begin", "callback_data": "0"}]]})


def keys(question: int) -> str:
    """The buttons of a question."""
    labels = (f"Option {number}" for number in range(OPTIONS))
    rows = [[{"text": label, "callback_data": str(question)}] for label in labels]
    return json.dumps({"inline_keyboard": rows})


KEYS = [keys(number) for number in range(100)]


class Bot:
    """Whoever polls, and answers taps."""

    def __init__(self, session: aiohttp.ClientSession, base: str, file: str) -> None:
        self._session, self._base = session, base
        self._stored = sqlite3.connect(file, isolation_level=None) if file else None
        if self._stored:
            self._stored.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                "CREATE TABLE IF NOT EXISTS updates (update_id INTEGER PRIMARY KEY, said TEXT)"
            )

    async def serve(self) -> None:
        """Poll until the process is killed."""
        offset, taken = 0, set[asyncio.Task[Any]]()
        while True:
            polled = await self._call("getUpdates", offset=offset, timeout=10)
            self._store(polled)
            for update in polled:
                offset = update["update_id"] + 1
                task = asyncio.create_task(self._take(update))
                taken.add(task)
                task.add_done_callback(taken.discard)

    def _store(self, updates: list[dict[str, Any]]) -> None:
        if self._stored and updates:
            rows = [(each["update_id"], json.dumps(each)) for each in updates]
            self._stored.execute("BEGIN")
            self._stored.executemany("INSERT INTO updates VALUES (?, ?)", rows)
            self._stored.execute("COMMIT")

    async def _take(self, update: dict[str, Any]) -> None:
        if "message" in update:
            chat = update["message"]["chat"]["id"]
            await self._call("sendMessage", chat_id=chat, text="Begin?", reply_markup=BEGIN)
            return
        tap = update["callback_query"]
        chat, message = tap["from"]["id"], tap["message"]["message_id"]
        question = int(tap["data"]) + 1
        shown = {"chat_id": chat, "text": f"Question {question}", "reply_markup": KEYS[question]}
        method = "sendMessage"
        if question > 1:
            method, shown["message_id"] = "editMessageText", message
        await asyncio.gather(
            self._call("answerCallbackQuery", callback_query_id=tap["id"]),
            self._call(method, **shown),
        )

    async def _call(self, method: str, **parameters: object) -> list[dict[str, Any]]:
        """The updates of a poll; what other calls return is not looked at."""
        async with self._session.post(f"{self._base}/{method}", json=parameters) as answer:
            result: list[dict[str, Any]] = json.loads(await answer.read())["result"]
            return result


async def main(api: str, token: str, file: str = "") -> None:
    """Serve until the process is killed."""
    async with aiohttp.ClientSession() as session:
        await Bot(session, f"{api}/bot{token}", file).serve()


if __name__ == "__main__":
    try:
        import uvloop
    except ImportError:
        asyncio.run(main(*sys.argv[1:]))
    else:
        uvloop.run(main(*sys.argv[1:]))
