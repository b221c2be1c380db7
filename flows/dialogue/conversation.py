"""Where a conversation stands: the replay of its events, kept as a snapshot."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from flows.dialogue.events import Event
from flows.figures import Figures, band_of_cut
from flows.money.assumptions import Assumptions, within_chapter
from flows.nlu.interpretation import Fact, FigureName, RequestedFigure

WELCOME, ADVICE, FOLLOW_UP, STOPPED = "welcome", "advice", "follow-up", "stopped"
WHAT_IF, FIGURES, CONFIRMING = "what-if", "figures", "confirming"
"""The states of a conversation beside the sections of the interview."""

INTERRUPTIONS = (WHAT_IF, FIGURES, CONFIRMING)
"""States that interrupt another one, to which they lead back."""

REMEMBERED = 20
"""Texts without an answer that are remembered; a button below an older one means nothing more."""


class Told(BaseModel):
    """What was last advised: the path (None: none), and what it followed from.

    ``later`` tells that the path was put off. An older version did not note that: ``pick`` is then
    what spoke loudest of the rest, and ``later`` None.
    """

    model_config = ConfigDict(frozen=True)

    pick: str | None
    later: bool | None = None
    answers: dict[str, str]
    figures: Figures | None = None


class BeforeTrial(BaseModel):
    """What was noted before a trial was kept, and the answers that it was kept with."""

    model_config = ConfigDict(frozen=True)

    answers: dict[str, str]
    figures: Figures | None
    skipped: tuple[str, ...]
    assumptions: Assumptions
    kept: dict[str, str]


class ShownPrice(BaseModel):
    """What the price of the move was last worked out from when it was shown."""

    model_config = ConfigDict(frozen=True)

    figures: Figures
    assumptions: Assumptions


class Leaning(BaseModel):
    """The path that the answers given so far lean to, and whether only by little."""

    model_config = ConfigDict(frozen=True)

    path: str
    close: bool


class Conversation(BaseModel):
    """One conversation with one friend.

    ``number`` is raised with each conversation of a friend, and buttons carry it. ``state`` is that
    of the dialogue: one of the above or a section's id; ``suspended`` is the state that an
    interruption leads back to.
    ``question`` is the open one, if any, and ``trail`` the questions put before it, oldest first.
    ``revision`` is raised whenever a question is put or the advice is given, so that buttons of
    older messages are known as such. ``advised`` tells that advice was given and ``told`` what it
    was; ``enough`` tells that the friend wants no more questions, and ``leaning`` what was last
    told that the answers lean to. ``trial`` holds answers tried out and not noted, and
    ``trial_figures`` the figures that are others on trial; ``before_trial`` is what was noted
    before one was kept last.
    ``last_figures`` are the amounts told last, and
    ``assumptions`` those of the price in figures, ``assumption`` the one of them of which the
    values were offered with the last reply, ``shown_price`` what the price was worked out from
    that was shown last. ``requested_figure`` is the one that was
    asked for with the last reply, ``offered`` what a typed yes to it means, and ``buttons`` what
    those below it mean, by their labels as they are compared. ``unanswered`` holds
    the latest texts that had no answer, under the numbers that the buttons below them carry, and
    ``texts`` how many such numbers were given. ``circumstances`` are ids of what the friend told
    that the reasoning has no place for, in the order in which it was told. ``doubts`` are the
    facts that were asked back and neither confirmed nor declined, one for each question.
    ``english_asked`` tells that somebody who wrote in another language was told that only English
    is read.
    """

    model_config = ConfigDict(frozen=True)

    number: Annotated[int, Field(ge=1)] = 1
    state: str = WELCOME
    suspended: str = ""
    answers: dict[str, str] = {}
    figures: Figures | None = None
    last_figures: tuple[FigureName, ...] = ()
    skipped: tuple[str, ...] = ()
    question: str | None = None
    trail: tuple[str, ...] = ()
    revision: Annotated[int, Field(ge=0)] = 0
    advised: bool = False
    told: Told | None = None
    enough: bool = False
    leaning: Leaning | None = None
    trial: dict[str, str] = {}
    trial_figures: Figures | None = None
    before_trial: BeforeTrial | None = None
    assumptions: Assumptions = Assumptions()
    assumption: str = ""
    shown_price: ShownPrice | None = None
    requested_figure: RequestedFigure = ""
    offered: Event | None = None
    buttons: dict[str, Event] = {}
    unanswered: dict[int, str] = {}
    texts: Annotated[int, Field(ge=0)] = 0
    circumstances: tuple[str, ...] = ()
    doubts: tuple[Fact, ...] = ()
    english_asked: bool = False

    def moved(self, **changes: object) -> Self:
        """The conversation with some fields changed."""
        return self.model_copy(update=changes)

    @property
    def lasting_state(self) -> str:
        """The state without what interrupts it."""
        return self.suspended if self.state in INTERRUPTIONS else self.state

    @property
    def can_undo_trial(self) -> bool:
        """Whether a trial was kept, and nothing was answered since."""
        return self.before_trial is not None and self.before_trial.kept == self.answers

    @property
    def tries(self) -> bool:
        """Whether anything is on trial."""
        return bool(self.trial or self.trial_figures)

    def remembering(self, text: str) -> Self:
        """The conversation with one more text that had no answer, under its number ``texts``."""
        number = self.texts + 1
        kept = {**self.unanswered, number: text}
        oldest = sorted(kept)[:-REMEMBERED]
        return self.moved(
            texts=number, unanswered={key: kept[key] for key in kept if key not in oldest}
        )

    def without_text(self, number: int) -> Self:
        """The conversation without a text that was passed on or explained."""
        return self.moved(
            unanswered={key: text for key, text in self.unanswered.items() if key != number}
        )

    def doubt(self, question: str) -> Fact | None:
        """What was asked back about a question, if that is neither confirmed nor declined."""
        return next((fact for fact in self.doubts if fact.question == question), None)

    def doubting(self, facts: Iterable[Fact]) -> Self:
        """The conversation with facts asked back, in place of earlier ones about the same."""
        doubts = {fact.question: fact for fact in (*self.doubts, *facts)}
        return self.moved(doubts=tuple(doubts.values()))

    def answering(self, question: str, option: str) -> Self:
        """The conversation with a question answered; a figure that contradicts the answer goes.

        The price counts the years of the chapter that is planned for.
        """
        answers = {**self.answers, question: option}
        return self.moved(
            answers=answers,
            assumptions=self._assuming(answers),
            skipped=tuple(skipped for skipped in self.skipped if skipped != question),
            doubts=tuple(fact for fact in self.doubts if fact.question != question),
            figures=self.figures and _agreeing(self.figures, question, option),
        )

    def answering_all(self, answers: Mapping[str, str]) -> Self:
        """The conversation with several questions answered."""
        answered = self
        for question, option in answers.items():
            answered = answered.answering(question, option)
        return answered

    def passing(self, question: str) -> Self:
        """The conversation with a question skipped; an answer it had and its figures go.

        Where it had none, no figure contradicts that.
        """
        figures = self.figures
        if figures and question in self.answers:
            figures = _agreeing(figures, question, None)
        answers = {name: option for name, option in self.answers.items() if name != question}
        return self.moved(
            answers=answers,
            assumptions=self._assuming(answers),
            skipped=(*(name for name in self.skipped if name != question), question),
            figures=figures,
        )

    def _assuming(self, answers: Mapping[str, str]) -> Assumptions:
        """The assumptions that go with other answers."""
        before, after = self.answers.get("horizon"), answers.get("horizon")
        return within_chapter(self.assumptions, before, after)


def _agreeing(figures: Figures, question: str, option: str | None) -> Figures | None:
    """The figures without those that contradict an answer, or that there is none."""
    cut, runway = figures.cut, figures.runway
    gone: dict[str, None] = {}
    if question == "cut" and cut is not None and band_of_cut(cut) != option:
        gone = dict.fromkeys(("now", "next", "currency", "offer_total", "cut_share", "floor"))
    if question == "runway" and runway is not None and band_of_cut(runway) != option:
        gone = {"runway": None, "floor": None}
    left = figures.model_copy(update=gone)
    return left if left.model_dump(exclude_none=True) else None
