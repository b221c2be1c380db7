"""What the advisor knows, as validated models: claims, paths, questions and rules."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9+-]{1,48}$")]
Text = Annotated[str, Field(min_length=1, max_length=600)]
Condition = dict[str, tuple[str, ...]]
"""A plain conjunction: every question named has one of the options listed. Empty: always."""

Strength = Literal["strong", "moderate", "weak"]


class Item(BaseModel):
    """Anything written down in the knowledge files; unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Claim(Item):
    """One claim of the essay in our words, and how sure the author is of it.

    ``brief`` names it in a few words, for a picture.
    """

    id: Id
    brief: Annotated[str, Field(min_length=1, max_length=28)]
    says: Text
    sure: Text
    weight: Literal["full", "half"] = "full"

    @property
    def counts_half(self) -> bool:
        """Whether the author is least sure of it, so that it weighs half in the ranking."""
        return self.weight == "half"


class Path(Item):
    """A career path that is weighed, with its names and headlines.

    ``never_out`` explains why no rule eliminates it, where none does.
    """

    id: Id
    name: Text
    button: Annotated[str, Field(min_length=1, max_length=32)]
    advice: Text
    stay: Text
    modelling: bool = False
    leaves_modelling: bool = False
    never_out: Text | None = None


class Option(Item):
    """One answer to a question: its label, and how it is told ("you …", "if …").

    ``weighty`` marks what weighs a lot and is often misread: it is asked back, unless it was a
    short reply to its own question.
    """

    id: Id
    label: Annotated[str, Field(min_length=1, max_length=32)]
    told: Text
    would: Text
    weighty: bool = False


Reads = Literal[
    "years", "horizon", "degree", "role", "place", "cut", "runway", "judgement", "buttons"
]
"""The kinds of answers that can be read out of a text: "buttons" by their labels only."""


class Question(Item):
    """One question of the interview, with its wording and the line on why it is asked.

    ``given`` marks what a friend cannot change by deciding to; ``opening`` what one naturally says
    of oneself first, and is asked before the rest of its section. ``reads`` is the kind of answers
    it has, by which they are read out of what friends type.
    """

    id: Id
    section: Id
    name: Text
    ask: Text
    why: Text
    given: bool = False
    opening: bool = False
    reads: Reads = "buttons"
    options: Annotated[tuple[Option, ...], Field(min_length=2)]

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


class Section(Item):
    id: Id
    name: Text


class Rule(Item):
    """What every rule has: when it holds, what defeats it, what it says and on which claims."""

    id: Id
    claims: Annotated[tuple[str, ...], Field(min_length=1)]
    when: Condition = {}
    unless: tuple[Condition, ...] = ()
    says: Text


class PresentPath(Item):
    path: Id
    when: Condition


class Elimination(Rule):
    """Puts a path out (or not-now) when it holds and no defeater does."""

    path: Id
    status: Literal["out", "not-now"] = "out"
    defeated: str | None = None


class Argument(Rule):
    """Speaks for or against paths with a strength; `present` stands for today's path."""

    claims: Annotated[tuple[str, ...], Field(min_length=1, max_length=1)]
    side: Literal["for", "against"]
    strength: Strength
    paths: Annotated[tuple[str, ...], Field(min_length=1)]
    half_paths: tuple[str, ...] = ()

    @property
    def claim(self) -> str:
        """The one claim that is applied to the friend's answers."""
        return self.claims[0]


class Gate(Rule):
    """Says that the reasoning is not for this friend, and silences claims."""

    silences: tuple[str, ...] = ()


class Confidence(Rule):
    """Raises, keeps or lowers how confident the advice is."""

    effect: Literal["raise", "keep", "lower"]


class Note(Rule):
    """A warning beside a path that counts neither for nor against it."""

    paths: Annotated[tuple[str, ...], Field(min_length=1)]


class Cost(Rule):
    """What moving or staying costs; `about` names the answer that goes with it."""

    of: Literal["move", "stay"]
    name: Text
    about: str | None = None


class Author(Item):
    """The essay's writer: his answers, where they are assumed, and what he did."""

    answers: dict[str, str]
    assumed: tuple[str, ...] = ()
    says: Text


class Knowledge(Item):
    """All that the advisor knows; order matters where a tie has to be told."""

    claims: tuple[Claim, ...]
    paths: tuple[Path, ...]
    present: tuple[PresentPath, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    eliminations: tuple[Elimination, ...]
    arguments: tuple[Argument, ...]
    gates: tuple[Gate, ...]
    confidence: tuple[Confidence, ...]
    notes: tuple[Note, ...]
    costs: tuple[Cost, ...]
    author: Author

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """The claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def path(self) -> dict[str, Path]:
        return {path.id: path for path in self.paths}

    @cached_property
    def question(self) -> dict[str, Question]:
        """The questions by id, in the order of the interview."""
        return {question.id: question for question in self.questions}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every kind, in the order of the files."""
        return (
            *self.eliminations,
            *self.arguments,
            *self.gates,
            *self.confidence,
            *self.notes,
            *self.costs,
        )
