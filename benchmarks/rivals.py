"""Other bots to compare with: an interview by taps as python-telegram-bot's own examples make it.

Run as a process by ``benchmarks.taps``: ``python -m benchmarks.rivals API TOKEN [FILE]``. With a
file everything is stored there at each update, as far as the library stores it.
"""

import os
import pickle
import sys
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    PicklePersistence,
    TypeHandler,
)

Context = ContextTypes.DEFAULT_TYPE
QUESTIONS, OPTIONS = 30, 4
NAME = "interview"


def fill(path: Path, friends: int) -> None:
    """Write a file as if so many had answered all questions."""
    answers = {f"question {number}": f"Option {number % OPTIONS}" for number in range(QUESTIONS)}
    stored = {
        "conversations": {NAME: {(each, each): QUESTIONS - 1 for each in range(friends)}},
        "user_data": {each: dict(answers) for each in range(friends)},
        "chat_data": {},
        "bot_data": {},
        "callback_data": None,
    }
    path.write_bytes(pickle.dumps(stored))


def _keys(question: int) -> InlineKeyboardMarkup:
    labels = [f"Option {number}" for number in range(OPTIONS)]
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"{question}:{label}")] for label in labels]
    )


async def _start(update: Update, _: Context) -> int:
    assert update.message  # noqa: S101 - a command has one
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Begin", callback_data="begin")]])
    await update.message.reply_html("Shall we begin?", reply_markup=keys)
    return 0


async def _begin(update: Update, _: Context) -> int:
    query = update.callback_query
    assert query  # noqa: S101 - a tap has one
    await query.answer()
    await query.from_user.send_message("Question 1", reply_markup=_keys(1))
    return 1


async def _tapped(update: Update, context: Context) -> int:
    query = update.callback_query
    assert query  # noqa: S101 - likewise
    assert query.data  # noqa: S101 - likewise
    assert context.user_data is not None  # noqa: S101 - a tap comes from somebody
    number, _, label = query.data.partition(":")
    context.user_data[f"question {number}"] = label
    question = int(number) + 1
    await query.answer()
    await query.edit_message_text(f"{label}. Question {question}", reply_markup=_keys(question))
    return question


async def _flush(_: Update, context: Context) -> None:
    await context.application.update_persistence()


def main(api: str, token: str, file: str = "") -> None:
    """Serve until the process is killed."""
    builder: Any = ApplicationBuilder().token(token).base_url(f"{api}/bot")
    if file:
        builder = builder.persistence(PicklePersistence(file, on_flush=False))
    app: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    tapped: list[Any] = [CallbackQueryHandler(_tapped)]
    app.add_handler(
        ConversationHandler(
            [CommandHandler("start", _start)],
            {0: [CallbackQueryHandler(_begin)]} | dict.fromkeys(range(1, QUESTIONS + 2), tapped),
            [],
            name=NAME,
            persistent=bool(file),
            per_message=False,
        )
    )
    if file:
        app.add_handler(TypeHandler(Update, _flush), group=1)
    app.run_polling(stop_signals=None)


if __name__ == "__main__":
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    main(*sys.argv[1:])
