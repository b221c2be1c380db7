"""What is set from outside: ``ADVISOR_*`` variables, or lines of a file ``.env``."""

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from bot.errors import WrongUseError

PREFIX = "ADVISOR_"
ENV_FILE = ".env"
LONGEST_TIME = 40
ANSWERS_WITHIN = "a day or two"
"""How soon friends are told that the owner answers."""

QUESTIONS_A_DAY = 20
"""Questions that a friend may pass on in a day: more than one has, and what an owner can read."""

SHAPE_OF_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+", re.ASCII)


NO_DATABASE = (
    f"There is no home folder to store the conversations in: set {PREFIX}DATABASE to the path of "
    "a file, such as /data/advisor.db."
)


def _in_home(find: Callable[[str], Path]) -> Path | None:
    """A folder of the user's for this program; None for a user whose home is not known."""
    try:
        return find("career-advisor").expanduser()
    except RuntimeError:
        return None


def _default_database() -> Path | None:
    folder = _in_home(user_data_path)
    return folder and folder / "advisor.db"


def folder_of_old_models() -> Path | None:
    """Where versions that learned while they ran kept their models, unless told otherwise."""
    return _in_home(user_cache_path)


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise ValueError(str(error)) from None


def _base_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("not a base address")
    return value.rstrip("/")


def _in_words(value: str) -> str:
    words = " ".join(value.split())
    if not words.isprintable() or not any(map(str.isalnum, words)) or len(words) > LONGEST_TIME:
        raise ValueError("not a time in words")
    return words


def _https(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or parts.fragment:
        raise ValueError("not an https address")
    return value


def _host_and_port(value: str) -> str:
    parts = urlsplit(f"//{value}")
    if not parts.hostname or not parts.port or parts.path:  # an impossible port raises ValueError
        raise ValueError("not a host and a port")
    return value


def _token(value: SecretStr) -> SecretStr:
    if not SHAPE_OF_TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("not a token")
    return value


class Settings(BaseSettings):
    """The settings; each description says what a setting accepts.

    ``telegram_api`` has no slash at its end. ``database`` is where the conversations are stored;
    its ``~`` is expanded, and its folder need not exist yet; None where neither a setting nor a
    home folder says where that is.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    database: Annotated[Path, AfterValidator(_expanded)] | None = Field(
        default_factory=_default_database,
        description="the path of a file, such as /data/advisor.db or ~/advisor.db",
    )
    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        default=None,
        description="a token as @BotFather gives it: digits, a colon, then letters and digits",
    )
    telegram_api: Annotated[str, AfterValidator(_base_address)] = Field(
        default="https://api.telegram.org",
        description="the base address of a Bot API server, such as http://127.0.0.1:8081",
    )
    telegram_patience: Annotated[float, Field(gt=0, allow_inf_nan=False)] = Field(
        default=90,
        description="the seconds after which a silent Telegram ends the bot, such as 90",
    )
    answers_within: Annotated[str, AfterValidator(_in_words)] = Field(
        default=ANSWERS_WITHIN,
        description=f"how soon you usually answer, in up to {LONGEST_TIME} letters, such as a week",
    )
    questions_a_day: Annotated[int, Field(gt=0, le=1000)] = Field(
        default=QUESTIONS_A_DAY,
        description="how many questions a friend may pass on to you a day, from 1 to 1000",
    )
    invite: bool = Field(
        default=False,
        description="yes where friends need your invitation link, no where anybody may come",
    )
    webhook: Annotated[str, AfterValidator(_https)] | None = Field(
        default=None,
        description="a public address that begins with https://, such as https://example.org/bot",
    )
    webhook_listen: Annotated[str, AfterValidator(_host_and_port)] = Field(
        default="127.0.0.1:8443",
        description="a host and a port to listen on, such as 127.0.0.1:8443",
    )
    webhook_certificate: Annotated[Path, AfterValidator(_expanded)] | None = Field(
        default=None,
        description="the path of a certificate in PEM, such as /etc/advisor/cert.pem",
    )
    webhook_key: Annotated[Path, AfterValidator(_expanded)] | None = Field(
        default=None,
        description="the path of the certificate's key in PEM, such as /etc/advisor/key.pem",
    )
    status_port: Annotated[int, Field(gt=0, lt=65536)] | None = Field(
        default=None,
        description="a port between 1 and 65535, such as 8080",
    )
    owner: Annotated[int, Field(gt=0)] | None = Field(
        default=None,
        description="your numeric Telegram id, such as 123456789",
    )

    @property
    def database_path(self) -> Path:
        """Where the conversations are stored; raises WrongUseError where nothing tells it."""
        if self.database is None:
            raise WrongUseError(NO_DATABASE)
        return self.database

    @property
    def bot_id(self) -> int:
        """The numeric Telegram id of the bot, which its token begins with; 0 without a token."""
        token = self.telegram_token.get_secret_value() if self.telegram_token else "0"
        return min(int(token.partition(":")[0]), 2**63 - 1)  # as large as a database takes


def load_settings() -> Settings:
    """Read the settings; raises WrongUseError that names every bad value and what is accepted.

    What looks like a setting and is none is pointed out on standard error.
    """
    try:
        settings = Settings()
        for sentence in unknown_settings():
            print(sentence, file=sys.stderr)  # noqa: T201 - no command-line library is needed for it
        return settings
    except ValidationError as error:
        raise WrongUseError("\n".join(said(each) for each in error.errors())) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise WrongUseError(f"The settings in .env cannot be read: {reason}.") from None


def unknown_settings(environ: Mapping[str, str] = os.environ) -> list[str]:
    """A sentence on each name, of a variable or in ``.env``, that looks like a setting's."""
    known = [variable(field) for field in Settings.model_fields]
    names = {name.upper() for name in (*environ, *DotEnvSettingsSource(Settings).env_vars)}
    return [
        f"There is no setting {name}: it is ignored. " + _meant(name, known)
        for name in sorted(names)
        if name.startswith(PREFIX) and name not in known
    ]


def _meant(name: str, known: Sequence[str]) -> str:
    likely = get_close_matches(name, known, n=1)
    return f"Did you mean {likely[0]}?" if likely else f"The settings are {', '.join(known)}."


def said(detail: ErrorDetails) -> str:
    """Tell what is wrong with one setting; a token is never repeated."""
    field = str(detail["loc"][0])
    accepted = Settings.model_fields[field].description
    found = "is not usable" if field == "telegram_token" else f"is {str(detail['input'])!r:.80}"
    if field == "database":
        found += ", where ~ stands for no home folder that is known"
    return f"{variable(field)} {found}; it takes {accepted}."


def variable(field: str) -> str:
    """The name of the environment variable of a setting."""
    return f"{PREFIX}{field}".upper()
