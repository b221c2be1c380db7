"""What a friend can do, free of any channel: every front end speaks to the dialogue in these."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from flows.dialogue.owner_deeds import OwnerCommand, OwnerDeed
from flows.figures import Amount
from flows.nlu.interpretation import Fact, FigureName, Interpretation, KeptAnswer, RequestedFigure

LONGEST_TEXT = 4096
"""Characters of a text that is taken: as many as a message of Telegram has."""

Id = Annotated[str, Field(max_length=64)]


class EventBase(BaseModel):
    """One thing a friend did.

    A button's event names the conversation it was shown in and that conversation's revision, so
    that a tap on an old message is recognised; what is typed names neither.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    conversation: int | None = None
    revision: int | None = None


class Began(EventBase):
    """Said hello: the first message, or /start, perhaps with the payload of a deep link.

    ``name`` is how the friend wants to be called, as their app gives it.
    """

    kind: Literal["began"] = "began"
    name: Annotated[str, Field(max_length=256)] = ""
    payload: Annotated[str, Field(max_length=64)] = ""


class Continued(EventBase):
    """Wants to go on with the interview."""

    kind: Literal["continued"] = "continued"


class Chose(EventBase):
    """Chose an option of a question."""

    kind: Literal["chose"] = "chose"
    question: Id
    option: Id


class Changed(EventBase):
    """Confirmed that an earlier answer is to be changed."""

    kind: Literal["changed"] = "changed"
    question: Id
    option: Id


class ChangeDeclined(EventBase):
    """Declined a change that was offered."""

    kind: Literal["change-declined"] = "change-declined"


class DoubtSettled(EventBase):
    """Said that a doubtful reading is right; with no question named, that none of them is."""

    kind: Literal["doubt-settled"] = "doubt-settled"
    question: Id = ""
    option: Id = ""


class DoubtsConfirmed(EventBase):
    """Said in words that all doubtful readings of the last message are right."""

    kind: Literal["doubts-confirmed"] = "doubts-confirmed"
    facts: tuple[Fact, ...]


class Skipped(EventBase):
    """Passed the open question: left it unanswered, or left its answer as it is.

    With ``withdraw`` an answer given before is taken back.
    """

    kind: Literal["skipped"] = "skipped"
    question: Id | None = None
    withdraw: bool = False


class TookBack(EventBase):
    """Wants an answer, or a figure, noted no more: "pay" is any, "disputed" the cut they tell."""

    kind: Literal["took-back"] = "took-back"
    what: Id


class WentBack(EventBase):
    """Wants the question before the open one again."""

    kind: Literal["went-back"] = "went-back"


class AskedWhy(EventBase):
    """Wants to know why the open question is asked."""

    kind: Literal["asked-why"] = "asked-why"


class Reviewed(EventBase):
    """Wants to see the answers given so far."""

    kind: Literal["reviewed"] = "reviewed"


class Edited(EventBase):
    """Wants to answer a question anew."""

    kind: Literal["edited"] = "edited"
    question: Id


class Enough(EventBase):
    """Wants the advice now, with what is known so far."""

    kind: Literal["enough"] = "enough"


ReasonPage = Literal["paths", "path", "claims", "claim"]
AdvicePage = Literal[ReasonPage, "advice", "more", "changes", "author", "proof", "short", "sure"]


class DetailsRequested(EventBase):
    """Wants to see more of the advice, in its place where that was tapped.

    The advice itself again, what more there is, all paths, one path, the claims it rests on, one
    claim, what would change it, the author beside the friend, the proof that no further answer
    would, it all in short, or how sure it is.
    """

    kind: Literal["details-requested"] = "details-requested"
    at: AdvicePage
    path: Id = ""
    page: Annotated[int, Field(ge=0, le=99)] = 0
    claim: Id = ""


class WhatIfRequested(EventBase):
    """Wants to try other answers without changing any: all questions, or the options of one."""

    kind: Literal["what-if-requested"] = "what-if-requested"
    question: Id = ""


class Tried(EventBase):
    """Answers a question otherwise, on trial."""

    kind: Literal["tried"] = "tried"
    question: Id
    option: Id


class TrialEnded(EventBase):
    """Keeps the answers on trial, or discards them."""

    kind: Literal["trial-ended"] = "trial-ended"
    keep: bool


class AskedMoney(EventBase):
    """Wants the price of the move in figures, or to give the figure that is named.

    ``back`` tells that it is to take the place of a part of it that was looked at. ``text`` may
    hold the pay of today and then of the new path; ``interpretation`` is what it means. ``amount``
    was said before, and is the figure that it ``sets``.
    """

    kind: Literal["asked-money"] = "asked-money"
    wants: RequestedFigure = ""
    back: bool = False
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    interpretation: Interpretation | None = None
    sets: FigureName | None = None
    amount: Amount | None = None


class FigureSkipped(EventBase):
    """Wants to give no figure where one was asked for."""

    kind: Literal["figure-skipped"] = "figure-skipped"


class ChartRequested(EventBase):
    """Wants to see the price of the move as a picture."""

    kind: Literal["chart-requested"] = "chart-requested"


class Assumed(EventBase):
    """Wants to change an assumption of the price; without a choice, to see what it could be.

    Without a name, to see all that is assumed.
    """

    kind: Literal["assumed"] = "assumed"
    name: Id = ""
    choice: Id = ""


class AskedIntersection(EventBase):
    """Wants the share of people who are at the top of several skills, typed as percentages."""

    kind: Literal["asked-intersection"] = "asked-intersection"
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""


class Shared(EventBase):
    """Wants a picture of the verdict to pass on."""

    kind: Literal["shared"] = "shared"
    much: Literal["ask", "paths", "reasons", "amounts"] = "ask"


class Restarted(EventBase):
    """Wants to start over; the old conversation stays with the owner."""

    kind: Literal["restarted"] = "restarted"
    confirmed: bool = False


class Cancelled(EventBase):
    """Wants to stop here."""

    kind: Literal["cancelled"] = "cancelled"


class AskedHelp(EventBase):
    """Wants to know what can be done here."""

    kind: Literal["asked-help"] = "asked-help"


class AskedHowLong(EventBase):
    """Wants to know how many questions are left."""

    kind: Literal["asked-how-long"] = "asked-how-long"


class AskedPrivacy(EventBase):
    """Wants to know what is stored and who can read it."""

    kind: Literal["asked-privacy"] = "asked-privacy"


class AskedForData(EventBase):
    """Wants to see everything stored about them."""

    kind: Literal["asked-for-data"] = "asked-for-data"


class Forgotten(EventBase):
    """Wants everything stored about them erased."""

    kind: Literal["forgotten"] = "forgotten"
    confirmed: bool = False


class TextReceived(EventBase):
    """Typed something in their own words, with what it means; ``limit`` is as in `PassedOn`."""

    kind: Literal["text-received"] = "text-received"
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    interpretation: Interpretation = Interpretation()
    limit: int | None = None


class Asked(EventBase):
    """Asked about a topic by a button, or said which one was meant.

    With ``suggested`` a text that had no answer is a new way of asking for it: the one of this
    number ``text``. ``kept`` is the answer, where the topic is one that the owner kept.
    """

    kind: Literal["asked"] = "asked"
    topic: Id
    suggested: bool = False
    text: int | None = None
    kept: KeptAnswer | None = None


class AskedForTopics(EventBase):
    """Wants to know what can be asked."""

    kind: Literal["asked-for-topics"] = "asked-for-topics"


class PassedOn(EventBase):
    """Wants a question that has no answer to go to the owner: the text of this number.

    ``limit`` is how many may be passed on a day, once a friend has: then this one does not go.
    """

    kind: Literal["passed-on"] = "passed-on"
    text: int | None = None
    limit: int | None = None


class AttachmentReceived(EventBase):
    """Sent something that is not text: a sticker, a voice note, a photo …"""

    kind: Literal["attachment-received"] = "attachment-received"
    what: Annotated[str, Field(max_length=32)]


class ForwardReceived(EventBase):
    """Sent words from elsewhere, of which nothing is kept: forwarded (their own or somebody
    else's), out of a bot's inline answer, or in a quote.
    """

    kind: Literal["forward-received"] = "forward-received"
    source: Literal["forward", "own", "inline", "quote"]


class Commanded(EventBase):
    """The owner's command, with what was typed behind it; an unknown one from anybody else."""

    kind: Literal["commanded"] = "commanded"
    command: OwnerCommand
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""


class Decided(EventBase):
    """The owner's tap on what to do or see; from anybody else it means nothing.

    ``item`` numbers a question, wording, kept answer or conversation, ``at`` is a place in a list.
    """

    kind: Literal["decided"] = "decided"
    deed: OwnerDeed
    item: int = 0
    at: Id = ""


class Misfired(EventBase):
    """Tapped a button that this version of the program does not know."""

    kind: Literal["misfired"] = "misfired"


Event = Annotated[
    Began
    | Continued
    | Chose
    | Changed
    | ChangeDeclined
    | DoubtSettled
    | DoubtsConfirmed
    | Skipped
    | TookBack
    | WentBack
    | AskedWhy
    | Reviewed
    | Edited
    | Enough
    | DetailsRequested
    | WhatIfRequested
    | Tried
    | TrialEnded
    | AskedMoney
    | FigureSkipped
    | ChartRequested
    | Assumed
    | AskedIntersection
    | Shared
    | Restarted
    | Cancelled
    | AskedHelp
    | AskedHowLong
    | AskedPrivacy
    | AskedForData
    | Forgotten
    | TextReceived
    | Asked
    | AskedForTopics
    | PassedOn
    | AttachmentReceived
    | ForwardReceived
    | Commanded
    | Decided
    | Misfired,
    Field(discriminator="kind"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes events as JSON."""
