"""What may be logged: no token, no address that contains one, and nothing a friend said."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Final, Literal

from bot.errors import where

TOKEN: Final = re.compile(r"\d+:[\w-]{20,}", re.ASCII)
LogFormat = Literal["text", "json"]
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

LEVELS = {
    "httpx": logging.WARNING,  # writes every address at INFO, and the address holds the token
    "httpcore": logging.WARNING,  # likewise at DEBUG
    "transitions": logging.WARNING,  # writes each change of state at INFO
    "telegram": logging.WARNING,  # writes whole updates at DEBUG
    # Errors of the line are told in a sentence of ours, and not in words that came over it.
    "telegram.ext": logging.CRITICAL,
}


class Redaction(logging.Filter):
    """Takes tokens out of a record, and the texts of errors: they may repeat a friend's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without those."""
        message = record.getMessage()
        if record.name == "asyncio":  # below its first line it repeats the error of a task
            message = message.partition("\n")[0]
        record.msg, record.args = redact(message), None
        error = record.exc_info[1] if record.exc_info else None
        if error:
            record.exc_text = redact(_traced(error))
        return True


def _traced(error: BaseException) -> str:
    """Where an error and those that it came of were raised; nothing of what they say."""
    chain = [error]
    while (before := chain[-1].__cause__ or chain[-1].__context__) and before not in chain:
        chain.append(before)
    return "\nafter ".join(map(where, chain))


def redact(text: str) -> str:
    """Replace what looks like a token."""
    return TOKEN.sub("<token>", text)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: ``time``, ``level``, ``logger``, ``message``, perhaps ``trace``."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": at, "level": record.levelname, "logger": record.name}
        line["message"] = record.getMessage()
        if record.exc_text:  # as Redaction left it
            line["trace"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def set_up_logging(how: LogFormat = "text") -> None:
    """Log to standard error, and redact whatever any handler writes."""
    logging.basicConfig(level=logging.INFO, format=FORMAT)
    for name, level in LEVELS.items():
        logging.getLogger(name).setLevel(level)
    for handler in logging.getLogger().handlers:
        handler.addFilter(Redaction())
        if how == "json":
            handler.setFormatter(JsonFormatter())
