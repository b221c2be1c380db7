"""Looks for what is wrong with settings, database and connection, and says what to do about it."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

from pydantic import ValidationError

from bot.errors import WrongUseError
from bot.incoming import TELEGRAM
from bot.settings import ENV_FILE, PREFIX, Settings, said, unknown_settings
from storage.copies import is_outdated
from storage.damage import lost_transactions, problems_of, told_lost
from storage.errors import StorageError
from storage.instance_lock import InstanceLock, lock_file
from storage.store import Store

ROOM = 100_000_000
"""Bytes that should be free on the disk at least, and as many as the database has besides."""

CLOCK = timedelta(seconds=30)
"""How far this machine's clock may be from Telegram's."""

LATE = timedelta(minutes=10)
"""How old a message may be that waits to be sent to somebody who can be reached."""

WEEK = timedelta(days=7)

PATIENCE = 10.0
"""Seconds to wait for Telegram."""

OTHERS, EVERYBODY = 0o077, 0o007
"""The permissions of anybody but the owner of a file, and of those outside its group, too."""


@dataclass(frozen=True)
class Finding:
    """What was found; ``remedy`` is what to do about it, and "" where all is well."""

    what: str
    remedy: str = ""


def findings(now: datetime) -> Iterator[Finding]:
    """Look at everything, one after the other; nothing is changed by it."""
    try:
        settings = Settings()
    except ValidationError as error:
        for detail in error.errors():
            yield Finding(said(detail), "correct it where it is set")
        return
    except (OSError, UnicodeDecodeError):
        yield Finding(f"The settings in {ENV_FILE} cannot be read.", "make it a file of UTF-8 text")
        return
    yield Finding("The settings can be read.")
    if settings.invite:
        yield Finding("Friends come by invitation only: advisor invite prints the link.")
    yield from _settings()
    if settings.database is None:
        yield Finding("It is not known where the database is.", f"set {PREFIX}DATABASE")
    else:
        yield from _database(settings.database, settings.bot_id, now)
    yield from _telegram(settings, now)


def _settings() -> Iterator[Finding]:
    for sentence in unknown_settings():
        yield Finding(sentence, "correct its name, or remove it")
    file = Path(ENV_FILE)
    if file.is_file() and file.stat().st_mode & EVERYBODY:
        yield Finding(
            f"Others on this machine can read {ENV_FILE}, and what is set in it.",
            f"run chmod o= {ENV_FILE}",
        )


def _database(path: Path, bot_id: int, now: datetime) -> Iterator[Finding]:
    if not path.exists():
        yield Finding(f"There is no database {path} yet; the first conversation makes it.")
        return
    running = is_served(path)
    yield Finding(f"{'A' if running else 'No'} bot runs on this database just now.")
    yield from _permissions(path)
    yield from _room(path)
    problems = problems_of(path, thorough=False)
    if problems:
        yield Finding(
            f"The database {path} is damaged ({problems[0]}).",
            "stop the bot, and put a copy back with advisor restore FILE",
        )
        return
    lost = 0 if running else lost_transactions(path)
    if lost:
        yield Finding(told_lost(path, lost), "put a copy back if that is worth it")
    try:
        if is_outdated(path):
            yield Finding(f"The database {path} is sound; the next start brings it up to date.")
            return
        with Store.open(path, lambda: now) as store:
            yield Finding(f"The database {path} is sound, and of this version.")
            yield from _contents(store, bot_id)
    except StorageError as error:
        yield Finding(f"{error}.", "see there")


def is_served(path: Path) -> bool:
    """Whether a bot runs on this database."""
    if not lock_file(path).exists():
        return False
    try:
        with InstanceLock.held(path, patience=0):
            return False
    except StorageError:
        return True


def _permissions(path: Path) -> Iterator[Finding]:
    for each in (path, path.with_name(f"{path.name}-wal")):
        if each.exists() and each.stat().st_mode & OTHERS:
            yield Finding(
                f"Others on this machine can read {each}, and what friends confide.",
                f"run chmod 600 {each}",
            )
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.resolve().parent, os.W_OK):
        yield Finding(
            f"The database {path} or its folder may not be written.",
            "allow whoever runs the bot to write to both",
        )


def _room(path: Path) -> Iterator[Finding]:
    free, size = shutil.disk_usage(path.resolve().parent).free, path.stat().st_size
    if free < ROOM + size:
        yield Finding(
            f"Only {free / 1e6:.0f} MB are free on the disk of the database, which has "
            f"{size / 1e6:.0f} MB.",
            "make room: a copy needs as much as the database has",
        )
    else:
        yield Finding(f"{free / 1e9:.1f} GB are free on the disk of the database.")


def _contents(store: Store, bot_id: int) -> Iterator[Finding]:
    owner = store.inbox.bound_to()
    if owner and bot_id and owner != bot_id:
        yield Finding(
            f"The database belongs to the bot {owner}, and the token is that of {bot_id}.",
            f"set {PREFIX}TELEGRAM_TOKEN to the token of that bot, or {PREFIX}DATABASE to a file "
            "of its own",
        )
    letters = len(store.inbox.dead_letters())
    if letters:
        yield Finding(
            f"{letters} updates could not be worked off.",
            "if they are from today, look at the log of the bot; they are erased after 30 days",
        )
    if doubtful := store.outbox.in_doubt(WEEK):
        yield Finding(
            f"{doubtful} messages of the last week may have arrived twice, as the connection to "
            "Telegram broke while they were sent."
        )
    if store.outbox.is_waiting(TELEGRAM, longer_than=LATE):
        yield Finding(
            f"A message has waited for more than {LATE.seconds // 60} minutes to be sent.",
            "see whether the bot runs and what its log says",
        )


def _telegram(settings: Settings, now: datetime) -> Iterator[Finding]:
    if settings.telegram_token is None:
        yield Finding(f"There is no token ({PREFIX}TELEGRAM_TOKEN), so there is no bot to look at.")
        return
    api = settings.telegram_api
    try:
        status, date = asyncio.run(
            _asked(f"{api}/bot{settings.telegram_token.get_secret_value()}/getMe")
        )
    except WrongUseError as error:
        yield Finding(str(error), "see there")
        return
    except ConnectionError as error:
        yield Finding(
            f"{api} cannot be reached ({error}).", "see whether this machine may reach it"
        )
        return
    if status != HTTPStatus.OK:
        refused = status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
        yield Finding(
            f"{api} answers with {status}.",
            f"set {PREFIX}TELEGRAM_TOKEN to the one that @BotFather shows for your bot"
            if refused
            else "try again in a moment",
        )
        return
    yield Finding(f"{api} accepts the token.")
    yield from _clock(date, now)


async def _asked(url: str) -> tuple[int, str]:
    """The status and date of an answer, got in the way of the bot: by its proxies and its trust.

    Raises ConnectionError without one, WrongUseError for a proxy that cannot be used.
    """
    # This takes a quarter of a second to load, and a health check asks nothing of Telegram.
    from telegram.error import NetworkError  # noqa: PLC0415

    from bot.telegram.request import AiohttpRequest, Timeouts  # noqa: PLC0415

    patient = Timeouts(read=PATIENCE, write=PATIENCE, connect=PATIENCE)
    try:
        async with AiohttpRequest(1, patient) as request:
            answer = await request.answer(url, "GET")
    except NetworkError as error:
        raise ConnectionError(error.message) from None
    return answer.status, answer.headers.get("Date", "")


def _clock(date: str, now: datetime) -> Iterator[Finding]:
    try:
        theirs = parsedate_to_datetime(date).astimezone(UTC)
    except ValueError:
        return
    apart = abs(theirs - now)
    if apart > CLOCK:
        yield Finding(
            f"The clock of this machine is {apart.total_seconds():.0f} s from Telegram's.",
            "set it, and let it be kept (timedatectl set-ntp true)",
        )
    else:
        yield Finding("The clock of this machine is right.")
