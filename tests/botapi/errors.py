"""What the server refuses, and what a test must hear about."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


class RefusalError(Exception):
    """An answer with ``ok: false``, such as a well-behaved bot may get any day.

    ``code`` is the HTTP status and ``error_code``; ``description`` is worded as Telegram words it.
    """

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class BreachError(RefusalError):
    """A request that breaks the rules of the Bot API: refused, and a violation as well.

    ``said`` is what Telegram would answer; ``meant`` tells the developer what is wrong.
    """

    def __init__(self, meant: str, said: str | None = None) -> None:
        super().__init__(400, f"Bad Request: {said or meant}")
        self.meant = meant


@dataclass(frozen=True)
class Violation:
    """A request, or an answer of the server's own, that the Bot API does not allow."""

    method: str
    problem: str
    params: Json

    def __str__(self) -> str:
        return f"{self.method}: {self.problem}  {self.params!r}"


def bad_request(text: str) -> RefusalError:
    """A refusal for reasons of state: no violation."""
    return RefusalError(400, f"Bad Request: {text}")


def forbidden(text: str) -> RefusalError:
    """The chat is out of the bot's reach."""
    return RefusalError(403, f"Forbidden: {text}")
