"""python-telegram-bot itself works against the server."""

import asyncio
import io
from collections.abc import Callable
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.botapi import BotApiServer, faults
from tests.botapi.test_limits import picture

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y", style="primary")]])


async def ask(update: Update, context: Context) -> None:
    assert update.effective_message
    given = " ".join(context.args or [])
    await update.effective_message.reply_html(f"<b>Well?</b> {given}", reply_markup=KEYS)


async def take(update: Update, _: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Noted")
    await update.callback_query.edit_message_text("You said yes.")


async def echo(update: Update, _: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(update.effective_message.text or "?", do_quote=True)


def application(api: BotApiServer) -> App:
    app = ApplicationBuilder().token(api.token).base_url(api.url).build()
    app.add_handler(CommandHandler("start", ask))
    app.add_handler(CallbackQueryHandler(take))
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    return app


def while_polling(api: BotApiServer, talk: Callable[[], None]) -> list[BaseException]:
    """Have the talk with the application; the errors that its handlers met."""
    errors: list[BaseException] = []

    async def note(_: object, context: Context) -> None:
        assert context.error
        errors.append(context.error)

    async def main() -> None:
        app = application(api)
        app.add_error_handler(note)
        async with app:
            await app.start()
            assert app.updater
            await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
            await asyncio.to_thread(talk)
            await app.updater.stop()
            await app.stop()

    asyncio.run(main())
    return errors


def test_a_conversation(api: BotApiServer) -> None:
    anna, ben = api.user("Anna"), api.user("Ben")

    def talk() -> None:
        anna.starts("hello")
        post = anna.waits_for_message("Well? hello")
        tap = anna.taps(post, "Yes")
        assert anna.waits_for_edit(post).labels == []
        assert anna.waits_for_answer(tap).text == "Noted"
        ben.says("👍 <echo>")
        assert ben.waits_for_message().text == "👍 <echo>"
        api.wait_idle(settle=0.1)

    assert while_polling(api, talk) == []
    assert api.updates.pending == []


def test_a_double_tap_meets_telegrams_refusal(api: BotApiServer) -> None:
    anna = api.user("Anna")

    def talk() -> None:
        anna.starts()
        anna.taps(anna.waits_for_message(), "Yes", times=2)
        api.wait_idle(settle=0.1)

    (error,) = while_polling(api, talk)
    assert isinstance(error, BadRequest)
    assert "not modified" in str(error)


def test_an_update_is_confirmed_before_its_handler_is_done(api: BotApiServer) -> None:
    anna = api.user("Anna")

    def talk() -> None:
        with api.hold("sendMessage") as held:
            anna.says("x")
            held.waits()
            api.waits_until_confirmed(anna.last_update)
            assert anna.bot_posts == []

    assert while_polling(api, talk) == []
    assert len(anna.bot_posts) == 1


def calling(api: BotApiServer, use: Callable[[App], Any]) -> Any:
    async def main() -> Any:
        async with application(api) as app:
            return await use(app)

    return asyncio.run(main())


def test_photos_documents_and_the_profile(api: BotApiServer) -> None:
    anna = api.user("Anna")
    anna.starts()

    async def use(app: App) -> None:
        await app.bot.send_photo(anna.id, picture(), caption="<i>c</i>", parse_mode="HTML")
        await app.bot.send_document(anna.id, io.BytesIO(b"all"), filename="all.json")
        await app.bot.set_my_commands([("help", "Help")])
        await app.bot.set_my_description("Warm words")
        await app.bot.send_chat_action(anna.id, "typing")
        await app.bot.send_message_draft(anna.id, 1, "Well")
        assert [command.command for command in await app.bot.get_my_commands()] == ["help"]

    calling(api, use)
    photo, document = anna.bot_posts
    assert (photo.text, photo.file) == ("c", picture())
    assert (document.file, document.raw["document"]["file_name"]) == (b"all", "all.json")
    assert (api.menu(), api.words("Description")) == ({"help": "Help"}, "Warm words")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.too_many(2), RetryAfter),
        (faults.conflict(), Conflict),
        (faults.bad_gateway(), NetworkError),
        (faults.cut(effect=True), NetworkError),
        (faults.refused(403, "Forbidden: bot was blocked by the user"), Forbidden),
    ],
)
def test_faults_become_its_errors(
    api: BotApiServer, monkeypatch: pytest.MonkeyPatch, fault: faults.Fault, error: type[Exception]
) -> None:
    anna = api.user("Anna")
    anna.starts()
    api.fail("sendMessage", fault)
    # Without it, each RetryAfter warns that the type of its attribute is about to change.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with pytest.raises(error):
        calling(api, lambda app: app.bot.send_message(anna.id, "x"))
