"""Another bot to compare with: the same interview with aiogram_dialog, which keeps it in memory.

Run as a process by ``benchmarks.taps --aiogram PYTHON``, with a Python that has aiogram-dialog: it
needs other versions than this program, so it is no dependency of its developers.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.kbd import Button, Column
from aiogram_dialog.widgets.text import Const, Format

OPTIONS = 4


class Interview(StatesGroup):
    """The states."""

    welcome = State()
    question = State()


async def begin(_: CallbackQuery, __: Button, manager: DialogManager) -> None:
    """Put the first question, in a message of its own."""
    await manager.switch_to(Interview.question, show_mode=ShowMode.SEND)


async def tapped(_: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Note an answer; the next question takes the place of this one."""
    number = manager.dialog_data.get("number", 1)
    manager.dialog_data[f"question {number}"] = button.widget_id
    manager.dialog_data["number"] = number + 1


async def asked(dialog_manager: DialogManager, **_: object) -> dict[str, int]:
    """Tell which question it is."""
    return {"number": dialog_manager.dialog_data.get("number", 1)}


async def start(_: Message, dialog_manager: DialogManager) -> None:
    """Greet somebody."""
    await dialog_manager.start(Interview.welcome, mode=StartMode.RESET_STACK)


async def main(api: str, token: str) -> None:
    """Serve until the process is killed."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher = Dispatcher(storage=MemoryStorage())
    keys = [Button(Const(f"Option {n}"), id=f"option{n}", on_click=tapped) for n in range(OPTIONS)]
    dispatcher.include_router(
        Dialog(
            Window(
                Const("Shall we begin?"),
                Button(Const("Begin"), id="begin", on_click=begin),
                state=Interview.welcome,
            ),
            Window(
                Format("Question {number}"), Column(*keys), getter=asked, state=Interview.question
            ),
        )
    )
    setup_dialogs(dispatcher)
    dispatcher.message.register(start, CommandStart())
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
