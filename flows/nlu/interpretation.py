"""What a text was understood to mean when it was said.

It is stored with the event, so that replaying a conversation gives the same however much the
understanding has learned since.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from flows.figures import Amount, Figures

QuestionKind = Literal["answer", "did-you-mean", "outside", "unknown"]
Fits = Literal["", "pay", "limit"]
"""By what a cut is supposed to fit: by less cut, or by a limit that bears all of it."""

Manners = Literal["", "greeting", "heard", "thanks"]
Mood = Literal["", "anger", "fear", "doubt", "thanks"]
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
    "short",
    "how-sure",
    "plainly",
    "more",
    "money",
    "assumptions",
    "chart",
    "share",
    "restart",
    "stop",
    "continue",
    "repeat",
    "topics",
    "what-if",
    "discard",
    "help",
    "how-long",
    "privacy",
    "data",
    "forget",
]
"""What can be typed in place of a button or a command."""

RequestedFigure = Literal["", "now", "next", "offer-total", "next-total"]
"""A figure that can be asked for: cash today, cash on the new path, total of the offer that would
be turned down, total on the new path."""

FigureName = Literal["now", "next", "floor"]
FIGURE_NAMES = get_args(FigureName)
"""Amounts that are put right, and taken away, by name."""

Id = Annotated[str, Field(max_length=64)]


@dataclass(frozen=True)
class TextContext:
    """What a text is said to: the open question, or what was just asked for.

    That is a figure, or the value of an ``assumption`` of the price.

    ``previous`` is the question that was answered last, which a correction may be about.
    ``buttons`` are the labels below the last message, as they are compared.
    ``figures`` and ``market`` are what is known so far, for amounts that leave something out;
    ``last_figures`` are those told last.
    ``today`` is the day that "since 2019" counts from.
    """

    question: str | None = None
    previous: str | None = None
    requested_figure: RequestedFigure = ""
    assumption: Id = ""
    buttons: tuple[str, ...] = ()
    figures: Figures | None = None
    last_figures: tuple[FigureName, ...] = ()
    market: str | None = None
    today: date | None = None


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


class AskedQuestion(_Frozen):
    """A question that a text asks, in the words that ask it.

    ``kind`` is "answer" (``topic`` answers it), "did-you-mean" (one of ``alternatives`` may),
    "outside" (``topic`` is an outside topic, which the author says nothing about) or "unknown".
    ``alternatives`` are the likeliest topics, best first, at most three, the one that answers left
    out.
    """

    words: Annotated[str, Field(max_length=4096)]
    kind: QuestionKind
    topic: Id | None = None
    alternatives: tuple[Id, ...] = ()


class Interpretation(_Frozen):
    """The meaning of a text.

    By its words alone: ``button`` is the label below the last message that they are, ``command``
    the button or command that they stand for anywhere, ``reply`` a plain yes or no, ``begins``
    whether an invitation to begin is taken up and nothing else said, ``labels`` the options named
    outright, by question, ``edits`` the question that is to be answered anew, ``claim`` the claim
    whose number it is.

    ``option`` is its answer to the question that was open, ``sure`` whether that may be noted
    without asking back. ``facts`` are answers to any questions that are noted, the open one
    included; ``ask_back`` such as are noted only once they are confirmed. ``corrects`` tells that
    the facts put right what was said before. With ``what_if`` the facts, and the figures, are a
    supposition to be tried out, and none of them is noted; ``fits`` tells that it is supposed that
    cut and limit fit, whatever they are.

    ``figures`` is the pay stated, ``floor`` the smallest yearly pay that could be lived with, in
    the same currency. ``amount`` is the figure that was asked for just before, where a text gives
    it, in ``currency`` if that was said. ``unplaced`` is an amount that puts right one of those
    known, and does not say which; ``removes`` names what is to be noted no more. ``assumed`` are
    the numbers of an assumption whose value was asked for, ``assumed_old`` the growth of the old
    pay in percent where that is told by name beside them; told as an amount, it is ``amount``. With
    the command "money" they are the growth of either pay, and ``years`` how many the sums count.
    ``unread`` are words with a number or a word of money that could not be used;
    ``two_currencies`` that amounts of a second one were left out. ``circumstances`` are ids of what
    the reasoning has no place for, ``denies`` those of them that are not so. ``questions`` are what
    the text asks, in order; ``kept`` the texts of those topics among them that are kept answers.
    ``manners`` is set for a text that only greets, thanks or tells that it was heard, ``mood`` for
    one that shows how the friend feels, whatever else it says. ``foreign`` tells that it is not in
    English.
    ``out_of_order`` tells that nothing could be understood because the understanding itself failed.
    """

    button: Annotated[str, Field(max_length=4096)] = ""
    command: CommandName = ""
    reply: Literal["", "yes", "no"] = ""
    begins: bool = False
    edits: Id = ""
    labels: dict[Id, Id] = {}
    claim: Id = ""
    option: Id | None = None
    sure: bool = False
    facts: tuple[Fact, ...] = ()
    ask_back: tuple[Fact, ...] = ()
    corrects: bool = False
    what_if: bool = False
    fits: Fits = ""
    figures: Figures | None = None
    floor: Amount | None = None
    amount: Amount | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    unplaced: Amount | None = None
    removes: Id = ""
    assumed: tuple[Decimal, ...] = ()
    assumed_old: Decimal | None = None
    years: int | None = None
    unread: Annotated[str, Field(max_length=4096)] = ""
    two_currencies: bool = False
    circumstances: tuple[Id, ...] = ()
    denies: tuple[Id, ...] = ()
    questions: tuple[AskedQuestion, ...] = ()
    kept: tuple[KeptAnswer, ...] = ()
    manners: Manners = ""
    mood: Mood = ""
    foreign: bool = False
    out_of_order: bool = False

    @property
    def pay(self) -> Figures | None:
        """The figures, where they hold an amount of pay."""
        found = self.figures
        amounts = (found.now, found.next, found.offer_total) if found else ()
        return found if any(amount is not None for amount in amounts) else None

    @property
    def supposes(self) -> bool:
        """Whether there is something in it that could be tried out."""
        told = self.facts or self.ask_back or self.figures or self.fits
        return bool(told) or self.floor is not None

    @property
    def tells(self) -> bool:
        """Whether it tells anything, a figure that was asked for left out."""
        return self.supposes or bool(self.circumstances)
