"""Errors whose text is meant for people: one clear sentence, shown without a traceback."""

import errno
import traceback


class UserError(Exception):
    """Something failed; the text says what, with the value, and what to do about it."""

    exit_code = 1


class WrongUseError(UserError):
    """What was asked for cannot be done as it was asked: a setting, an argument, an answer."""

    exit_code = 2


class PassingFaultError(UserError):
    """The machine is short of something for now, so that the same may work a moment later."""


PASSING = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EDQUOT, errno.EAGAIN}
"""Errors of the system that say nothing about what was to be done."""


def passing_fault(error: BaseException | None) -> PassingFaultError | None:
    """The fault of the machine that an error comes from, if it is one of those that pass."""
    while error is not None:
        if isinstance(error, MemoryError) or (
            isinstance(error, OSError) and error.errno in PASSING
        ):
            what = "memory" if isinstance(error, MemoryError) else str(error.strerror).lower()
            return PassingFaultError(f"This machine is short of something ({what}).")
        error = error.__cause__ or error.__context__
    return None


MAY_PASS = (OSError, MemoryError, PassingFaultError)
"""What an error may be that comes from such a fault."""


def only_passing(error: Exception) -> PassingFaultError:
    """The passing fault that an error comes from; raises the error itself where it is none."""
    passing = passing_fault(error)
    if passing is None:
        raise error
    return passing


def for_people() -> tuple[type[Exception], ...]:
    """The classes of errors that are shown to people as they are.

    A function, because the rooms that define them are imported only once there is an error.
    """
    from flows.knowledge.problems import KnowledgeError  # noqa: PLC0415 - see above
    from storage.errors import StorageError  # noqa: PLC0415 - likewise

    return (UserError, KnowledgeError, StorageError)


def where(error: BaseException) -> str:
    """Where an error came from, for a log; not its text, which may repeat what a friend wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {places}"


def exit_code_of(error: Exception) -> int:
    """The exit code that goes with an error: 2 for wrong use, 1 for any other failure."""
    return error.exit_code if isinstance(error, UserError) else UserError.exit_code
