"""Errors whose text is meant for people: one clear sentence, shown without a traceback."""


class UserError(Exception):
    """Something failed; the text says what, with the value, and what to do about it."""

    exit_code = 1


class WrongUseError(UserError):
    """What was asked for cannot be done as it was asked: a setting, an argument, an answer."""

    exit_code = 2


def for_people() -> tuple[type[Exception], ...]:
    """The classes of errors that are shown to people as they are.

    A function, because the rooms that define them are imported only once there is an error.
    """
    from flows.knowledge.problems import KnowledgeError  # noqa: PLC0415 - see above
    from storage.errors import StorageError  # noqa: PLC0415 - likewise

    return (UserError, KnowledgeError, StorageError)


def exit_code_of(error: Exception) -> int:
    """The exit code that goes with an error: 2 for wrong use, 1 for any other failure."""
    return error.exit_code if isinstance(error, UserError) else UserError.exit_code
