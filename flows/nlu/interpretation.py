"""What a text was understood to mean when it was said.

It is stored with the event, so that replaying a conversation gives the same however much the
understanding has learned since.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from flows.figures import Amount, Figures

Asks = Literal["nothing", "answer", "did-you-mean", "unknown"]
Manners = Literal["", "greeting", "thanks"]
CommandName = Literal[
    "",
    "back",
    "skip",
    "why",
    "answers",
    "advice",
    "paths",
    "claims",
    "changes",
    "author",
    "money",
    "share",
    "restart",
    "stop",
    "continue",
    "topics",
    "what-if",
    "help",
    "privacy",
    "data",
    "forget",
]
"""What can be typed in place of a button or a command."""

RequestedFigure = Literal["", "now", "next", "offer-total", "next-total"]
"""A figure that can be asked for: cash today, cash on the new path, total of the offer that would
be turned down, total on the new path."""

Id = Annotated[str, Field(max_length=64)]


@dataclass(frozen=True)
class TextContext:
    """What a text is said to: the open question, or the figure that was just asked for.

    ``figures`` and ``market`` are what is known so far, for amounts that leave something out.
    """

    question: str | None = None
    requested_figure: RequestedFigure = ""
    figures: Figures | None = None
    market: str | None = None


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(_Frozen):
    """One answer a text gives, and the words it rests on."""

    question: Id
    option: Id
    words: Annotated[str, Field(max_length=4096)] = ""


class KeptAnswer(_Frozen):
    """An answer that the owner gave once and kept for everyone."""

    id: Id
    question: Annotated[str, Field(max_length=4096)]
    answer: Annotated[str, Field(max_length=4096)]


class Interpretation(_Frozen):
    """The meaning of a text.

    By its words alone: ``command`` is the button or command they stand for, ``reply`` a plain yes
    or no, ``begins`` whether an invitation to begin is taken up and nothing else said, ``labels``
    the options named outright, by question.

    ``option`` is its answer to the question that was open, ``sure`` whether that may be noted
    without asking back. ``facts`` are answers to any questions, ``figures`` the pay stated, and
    ``says_more`` whether there are words beyond those that the facts rest on.
    ``amount`` is the figure that was asked for just before, where a text gives it, in ``currency``
    if that was said, and ``runway`` the largest cut that could be lived with, as a fraction, where
    it was stated as a number.
    ``asks`` tells whether it asks something: ``answer`` with the ``topics`` meant, ``did-you-mean``
    with several that may be, or ``unknown``; ``nothing`` when it does not ask. ``kept`` holds the
    texts of those topics that are kept answers. ``asking`` are the words that ask, where a text
    looks like a question; ``apart`` names the questions whose facts stand in the words beside
    them. ``deaf`` tells that nothing could be understood because the understanding itself is out
    of order.
    """

    command: CommandName = ""
    reply: Literal["", "yes", "no"] = ""
    begins: bool = False
    labels: dict[Id, Id] = {}
    option: Id | None = None
    sure: bool = False
    facts: tuple[Fact, ...] = ()
    figures: Figures | None = None
    says_more: bool = True
    amount: Amount | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    runway: Annotated[Decimal, Field(ge=0, le=1)] | None = None
    asks: Asks = "nothing"
    topics: tuple[Id, ...] = ()
    asking: Annotated[str, Field(max_length=4096)] = ""
    apart: tuple[Id, ...] = ()
    kept: tuple[KeptAnswer, ...] = ()
    manners: Manners = ""
    deaf: bool = False
