"""Standard streams that take any text, whatever their encoding, and tell what they lose."""

import codecs
import io
import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn, TextIO

from bot.errors import UserError

LOOKALIKES: Mapping[str, str] = {
    **dict(zip("•·–—│“”’", "**--|'''", strict=True)),  # noqa: RUF001 - these are to be replaced
    "…": "...",
    "→": "->",
    "←": "<-",
    "₹": "INR ",
    "€": "EUR ",
    "£": "GBP ",
    "¥": "JPY ",
}
"""What stands for a character that the encoding of a stream does not have."""


PLAIN_ASCII = "plain-ascii"


class OutputError(UserError):
    """Standard output took no more."""


class _Output(io.TextIOWrapper):
    """Standard output that tells once what it could not write; what follows goes nowhere."""

    def write(self, text: str, /) -> int:
        """Write; raises OutputError, or BrokenPipeError where the reader has gone."""
        if text == "":  # so click asks what kind of stream this is, which a full disk may refuse
            return 0
        try:
            return super().write(text)
        except OSError as error:
            self._lose(error)

    def flush(self) -> None:
        """Write what was held back; raises the same."""
        try:
            super().flush()
        except OSError as error:
            self._lose(error)

    def _lose(self, error: OSError) -> NoReturn:
        _send_nowhere(self)
        if isinstance(error, BrokenPipeError):
            raise error
        raise OutputError(
            f"The output cannot be written ({error.strerror}): it is incomplete; make room for "
            "it, or send it elsewhere."
        ) from error


@contextmanager
def standard_streams() -> Iterator[None]:
    """Run a program on streams that take any text, and write what they hold back at its end.

    Raises SystemExit, its reason told, where the output is lost; without a word where its reader
    has gone.
    """
    _set_up()
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OutputError as error:  # out of --help, say, or out of the last flush
        print(f"Error: {error}", file=sys.stderr)  # noqa: T201 - click is not needed for a line
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(1)
    finally:
        try:
            sys.stderr.flush()
        except OSError:  # there is nowhere left to tell it; the exit code says that it failed
            _send_nowhere(sys.stderr)


def _send_nowhere(stream: TextIO) -> None:
    """Drop what a stream still holds: Python flushes it at its end, and would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _set_up() -> None:
    # A closed stream is opened to nowhere, lest another file (the database, say) gets its number,
    # and with it what is written there.
    codecs.register_error("lookalikes", lookalikes)
    codecs.register(_plain_ascii)
    sys.stdin = _opened(sys.stdin, os.O_RDONLY)
    sys.stdout = _opened(sys.stdout, os.O_WRONLY)
    sys.stderr = _opened(sys.stderr, os.O_WRONLY)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding=_encoding(sys.stderr), errors="lookalikes")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout = _Output(
            encoding=_encoding(sys.stdout),
            errors="lookalikes",
            line_buffering=sys.stdout.line_buffering,
            write_through=sys.stdout.write_through,
            buffer=sys.stdout.detach(),
        )


def _opened(stream: TextIO | None, flags: int) -> TextIO:
    if stream is not None:
        return stream
    null = os.open(os.devnull, flags)
    mode = "r" if flags == os.O_RDONLY else "w"
    return io.TextIOWrapper(io.FileIO(null, mode, closefd=False), encoding="utf-8")


def _encoding(stream: io.TextIOWrapper) -> str:
    ascii_only = codecs.lookup(stream.encoding).name == "ascii"
    return PLAIN_ASCII if ascii_only else stream.encoding


def _plain_ascii(name: str) -> codecs.CodecInfo | None:
    """ASCII by another name: click takes a stream of that name for a mistake, and writes UTF-8."""
    if name != PLAIN_ASCII.replace("-", "_"):
        return None
    found = codecs.lookup("ascii")
    return codecs.CodecInfo(
        found.encode,
        found.decode,
        found.streamreader,
        found.streamwriter,
        found.incrementalencoder,
        found.incrementaldecoder,
        name=PLAIN_ASCII,
    )


def lookalikes(error: UnicodeError) -> tuple[str, int]:
    """What stands for the characters that an encoding lacks; to be registered with ``codecs``."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_lookalike, error.object[error.start : error.end])), error.end


def _lookalike(character: str) -> str:
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return LOOKALIKES.get(character) or bare or "?"
