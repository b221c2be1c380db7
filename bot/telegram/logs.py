"""What may be logged: no token, and no address that contains one."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Final, Literal

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
    """Takes tokens out of a record, its traceback included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without tokens."""
        record.msg, record.args = redact(record.getMessage()), None
        if record.exc_info:
            record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
        return True


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
