"""Nothing that is logged holds a token, or what an error repeats of a friend's words."""

import asyncio
import gc
import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.telegram.logs import LEVELS, JsonFormatter, Redaction, redact, set_up_logging

TOKEN = "7000000001:AAF-a_token_of_the_loopback_server_00"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redaction())
    logger = logging.getLogger("test of redaction")
    logger.propagate = False
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def test_a_token_in_a_message_or_its_arguments_is_redacted(written: io.StringIO) -> None:
    logging.getLogger("test of redaction").warning("https://a/bot%s/getMe and %d", TOKEN, 5)
    assert written.getvalue() == "https://a/bot<token>/getMe and 5\n"


def failing(words: str) -> None:
    try:
        raise KeyError(words)
    except KeyError as error:
        raise ValueError(f"bad {words}") from error


def test_of_an_error_its_place_is_told_and_not_its_text(written: io.StringIO) -> None:
    try:
        failing("numbatword")
    except ValueError:
        logging.getLogger("test of redaction").exception("failed")
    told = written.getvalue()
    assert "numbat" not in told
    assert re.search(r"ValueError at .+ > \S+:\d+ failing\nafter KeyError at \S+:\d+ failing", told)


def test_a_task_that_nobody_looks_after_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def fails() -> None:
        raise ValueError("numbatword")

    async def main() -> None:
        task = asyncio.ensure_future(fails())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task
        gc.collect()

    caplog.handler.addFilter(Redaction())
    asyncio.run(main())
    assert "never retrieved" in caplog.text
    assert "ValueError at" in caplog.text
    assert "numbat" not in caplog.text


def test_a_line_in_json_is_one_object_without_tokens(written: io.StringIO) -> None:
    logger = logging.getLogger("test of redaction")
    logger.handlers[0].setFormatter(JsonFormatter())
    try:
        raise ValueError(f"bad {TOKEN}")
    except ValueError:
        logger.exception('said "no"\nto %s', TOKEN)
    assert TOKEN not in written.getvalue()
    line = json.loads(written.getvalue())
    assert (line["level"], line["message"]) == ("ERROR", 'said "no"\nto <token>')
    assert line["trace"].startswith("ValueError at ")
    assert datetime.fromisoformat(line["time"]).tzinfo


def test_what_is_no_token_stays() -> None:
    assert redact("at 12:30 update 5: done") == "at 12:30 update 5: done"


def test_loggers_that_tell_too_much_are_quiet() -> None:
    before = {name: logging.getLogger(name).level for name in LEVELS}
    set_up_logging()
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("telegram.ext.Application").isEnabledFor(logging.DEBUG)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)
