"""What the dialogue answers: a template with its values, and the choices below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import DetailsRequested, Event, Reviewed
from flows.figures import Figures
from flows.money.report import MoneyReport
from flows.rules.verdict import Verdict


@dataclass(frozen=True)
class MoneyPicture:
    """The running totals of staying and moving, from the report that the text shows."""

    report: MoneyReport


@dataclass(frozen=True)
class VerdictPicture:
    """Every path with its arguments for and against, as bars.

    ``names`` are the paths' short names and ``labels`` what stands beside an argument of a claim;
    without labels the picture tells what became of each path, and nothing a friend said.
    """

    verdict: Verdict
    title: str
    names: Mapping[str, str]
    labels: Mapping[str, str]


Picture = MoneyPicture | VerdictPicture


Place = Literal[
    "new",
    "tapped",
    "page",
    "page-new",
    "interview",
    "interview-new",
    "interview-over",
    "toast",
    "alert",
]
"""Where a reply goes.

``new`` is a message of its own, ``tapped`` takes the place of the tapped one, and so does a
``page``, which is a new message where nothing was tapped; a ``page-new`` always is one. There is
one page at a time: where it is a new message, the former loses its buttons. So it is with the
message of the interview: ``interview`` takes its place where it was tapped, and ``interview-new``
leaves what it said standing. ``interview-over`` says in its place what became of it, or only takes
its buttons away. A ``toast`` passes by, and an ``alert`` is closed by the friend: short plain text.
A front end that cannot edit what was said leaves ``tapped`` and ``interview-over`` out.
"""

INTERVIEW: frozenset[Place] = frozenset({"interview", "interview-new"})
"""The places of the message with the buttons of the interview."""

PAGES: frozenset[Place] = frozenset({"page", "page-new"})
"""The places of a page, of which there is one at a time."""

TAKING_TURNS: frozenset[Place] = PAGES | INTERVIEW | {"interview-over"}
"""The places where a message takes the buttons of the one before it."""

NOTES = frozenset({"toast", "alert"})
"""The places of short plain text beside the messages."""

LONGEST_MESSAGE = 4096
"""UTF-16 units that a message has room for."""

LONGEST_CAPTION = 1024
"""UTF-16 units that the text below a picture has room for."""

LONGEST_NOTE = 200
"""Characters that a toast or an alert has room for."""


@dataclass(frozen=True)
class Choice:
    """A button: its label and the event that a tap on it means.

    ``on_yes`` is what a typed yes means while the button waits, if that is not left open.
    """

    label: str
    event: Event
    emphasis: Literal["", "primary", "danger"] = ""
    on_yes: Event | None = None


Choices = tuple[tuple[Choice, ...], ...]
"""Rows of buttons."""

TO_ADVICE = Choice("‹ Advice", DetailsRequested(at="advice"))  # noqa: RUF001 - the sign for back, as elsewhere
"""The way back to the advice from a page about it."""

BACK: Choices = ((TO_ADVICE, Choice("My answers", Reviewed())),)
"""The way back from a page on which an answer may look wrong."""


AdviceKind = Literal["advice", "change", "revision"]
"""How advice is told: as a whole, as what new answers did to it, or as what the advisor revised."""


@dataclass(frozen=True)
class AdviceGiven:
    """The advice that a reply tells, and the answers and figures that it follows from."""

    kind: AdviceKind
    answers: Mapping[str, str]
    figures: Figures | None
    verdict: Verdict


@dataclass(frozen=True)
class Reply:
    """One reply, to be rendered from the template of this name (without folder and ending).

    ``above`` are replies that stand above it in the same message, with their buttons. What
    ``lasts`` is left standing there when the message is edited: the answer to a question, say. What
    ``asks`` something has no other question's buttons beside its own.
    ``advice`` is what it tells of what the friend is advised, if it does; what is only tried out is
    none.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    choices: Choices = ()
    place: Place = "new"
    picture: Picture | None = None
    advice: AdviceGiven | None = None
    above: "tuple[Reply, ...]" = ()
    lasts: bool = False
    asks: bool = False

    @property
    def is_note(self) -> bool:
        """Whether it is no message: it goes with a tap, and is gone when it was read."""
        return self.place in NOTES

    @property
    def parts(self) -> "tuple[Reply, ...]":
        """The replies that its message is made of, from top to bottom."""
        return (*self.above, self)

    def below(self, replies: "Iterable[Reply]") -> "tuple[Reply, ...]":
        """Replies and then this one, in as few messages as can be.

        A picture is a message of its own, and so is what comes before one.
        """
        before = [*replies]
        apart = [at for at, each in enumerate(before, 1) if each.place != "new" or each.picture]
        at = max(apart, default=0)
        return (*before[:at], replace(self, above=(*before[at:], *self.above)))


@dataclass(frozen=True)
class ForOwner:
    """Something the owner should see: a question without an answer, or a new way of asking.

    ``topic`` is the topic that the friend said was meant; empty for a question passed on.
    """

    text: str
    topic: str = ""


@dataclass(frozen=True)
class Step:
    """What an event leads to: the conversation after it, the replies in order, and a word for
    the owner, if any.
    """

    conversation: Conversation
    replies: tuple[Reply, ...]
    for_owner: ForOwner | None = None
