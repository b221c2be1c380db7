"""What the advisor knows, as validated models: claims, paths, questions and rules."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9+-]{1,48}$")]
Text = Annotated[str, Field(min_length=1, max_length=600)]
Condition = dict[str, tuple[str, ...]]
"""A plain conjunction: every question named has one of the options listed. Empty: always."""


def fits(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Whether answers hold one of the options listed for every question of a condition."""
    return all(answers.get(question) in options for question, options in condition.items())


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

    ``begin`` is the headline for somebody who has no path yet to move from, where that is another;
    ``later`` where the path is advised, but not yet.
    ``never_out`` explains why no rule eliminates it, where none does. ``thin`` is said where the
    essay says next to nothing for the path: such a pick is never more than fairly sure.
    ``stay_rather`` is the headline where it is one of two paths that today's may be.
    ``unpriced`` is the clause that tells that nobody knows the pay of a move there, where the
    interview does not ask for it.
    """

    id: Id
    name: Text
    button: Annotated[str, Field(min_length=1, max_length=32)]
    advice: Text
    stay: Text
    stay_rather: Text | None = None
    begin: Text | None = None
    later: Text | None = None
    modelling: bool = False
    leaves_modelling: bool = False
    never_out: Text | None = None
    thin: Text | None = None
    unpriced: Text | None = None

    @property
    def leads_to_modelling(self) -> bool:
        """Whether it is modelling, or a degree for it: what modelling costs is its cost as well."""
        return self.modelling or not (self.leaves_modelling or self.later)


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
    of oneself first, and is asked before the rest of its section. ``always`` marks what is asked
    even where no answer could change the advice, but of those to whom ``spared`` applies.
    ``scale`` marks one whose options are steps of a scale, ``attained`` one on whose scale nobody
    means to go back. ``try_out`` is a small test that answers
    it. ``reads`` is the kind of answers it has, by which they are read out of what friends type.
    """

    id: Id
    section: Id
    name: Text
    ask: Text
    why: Text
    given: bool = False
    opening: bool = False
    always: bool = False
    scale: bool = False
    attained: bool = False
    spared: Condition = {}
    try_out: Text | None = None
    reads: Reads = "buttons"
    options: Annotated[tuple[Option, ...], Field(min_length=2)]

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


class Section(Item):
    id: Id
    name: Text


class Derived(Item):
    """An answer that nobody is asked for: it is worked out from others and from figures.

    ``sources`` are the questions whose answers it is worked out from.
    """

    id: Id
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    options: Annotated[tuple[Id, ...], Field(min_length=2)]


class Wording(Item):
    """What a rule says to those friends for whom ``when`` holds.

    ``heading`` then stands in front of it in place of the name of the path.
    """

    when: Condition
    says: Text
    heading: Text | None = None


class Rule(Item):
    """What every rule has: when it holds, what defeats it, what it says and on which claims.

    The first of ``wordings`` that fits the friend is said in place of ``says``.
    """

    id: Id
    claims: Annotated[tuple[str, ...], Field(min_length=1)]
    when: Condition = {}
    unless: tuple[Condition, ...] = ()
    says: Text
    wordings: tuple[Wording, ...] = ()


class PresentPath(Item):
    path: Id
    when: Condition


class Elimination(Rule):
    """Puts a path out (or not-now) when it holds and no defeater does.

    ``without`` are the answers that would have to be given for it to be gone, together with all
    that rests on them. ``anyway`` marks one that is told even where it does not put the path out.
    """

    path: Id
    status: Literal["out", "not-now"] = "out"
    defeated: str | None = None
    anyway: bool = False
    without: dict[str, str] = {}


class Argument(Rule):
    """Speaks for or against paths with a strength; `present` stands for today's path.

    ``points`` stand in place of those of its strength where that says too little; they are not
    halved. ``unless_out`` marks one that says nothing for a path that is out.
    """

    claims: Annotated[tuple[str, ...], Field(min_length=1, max_length=1)]
    side: Literal["for", "against"]
    strength: Strength
    paths: Annotated[tuple[str, ...], Field(min_length=1)]
    half_paths: tuple[str, ...] = ()
    points: Annotated[int, Field(gt=0)] | None = None
    unless_out: bool = False

    @property
    def claim(self) -> str:
        """The one claim that is applied to the friend's answers."""
        return self.claims[0]


class Gate(Rule):
    """Says that the reasoning is not for this friend, and silences claims."""

    silences: tuple[str, ...] = ()


class Confidence(Rule):
    """Lowers how confident the advice is by a step, or says why it does not."""

    effect: Literal["keep", "lower"]


class Note(Rule):
    """A warning beside a path that counts neither for nor against it.

    With one that is ``grave`` the advice is never told to be more than fairly sure; ``of_pay``
    marks one that says of the path that nobody knows what it would pay.
    """

    grave: bool = False
    of_pay: bool = False
    paths: Annotated[tuple[str, ...], Field(min_length=1)]


class Cost(Rule):
    """What moving costs, or staying in modelling; `about` names the answer that goes with it.

    ``paths`` are those it is a cost of, where it is not one of every path. ``comparison`` marks
    what it cost the author, which is no cost of the friend's.
    """

    of: Literal["move", "stay"]
    name: Text
    about: str | None = None
    paths: tuple[str, ...] = ()
    comparison: bool = False


StepKind = Literal["pay", "runway", "no-cut", "skill", "coach"]


class Step(Rule):
    """What to begin with where one of some paths is advised.

    Of the kinds ``pay`` and ``runway`` it is what would make a path possible that is put off.
    """

    kind: StepKind
    paths: Annotated[tuple[str, ...], Field(min_length=1)]


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
    derived: tuple[Derived, ...]
    eliminations: tuple[Elimination, ...]
    arguments: tuple[Argument, ...]
    gates: tuple[Gate, ...]
    confidence: tuple[Confidence, ...]
    notes: tuple[Note, ...]
    costs: tuple[Cost, ...]
    steps: tuple[Step, ...]
    author: Author
    files: dict[str, str] = Field(default={}, exclude=True, repr=False)
    """The text of each file that it was read from, by name; {} where it was put together here."""

    @cached_property
    def digest(self) -> str:
        """Names all of it, rules and texts: another digest may advise or word otherwise.

        Comments and layout of the files play no part.
        """
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    @cached_property
    def questions_digest(self) -> str:
        """Names a version of the questions: it changes whenever an id of theirs does."""
        questions = [
            [question.section, question.id, [option.id for option in question.options]]
            for question in self.questions
        ]
        return hashlib.sha256(json.dumps(questions).encode()).hexdigest()[:16]

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """The claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def path(self) -> dict[str, Path]:
        return {path.id: path for path in self.paths}

    def advised(self, path: str | None, *, later: bool) -> str:
        """A path that is advised, within a sentence; where it is put off, its headline for that.

        Nothing where there is none, or none that is known.
        """
        found = self.path.get(path or "")
        if not found:
            return ""
        return found.later[:1].lower() + found.later[1:] if later and found.later else found.name

    @cached_property
    def question(self) -> dict[str, Question]:
        """The questions by id, in the order of the interview."""
        return {question.id: question for question in self.questions}

    @cached_property
    def options(self) -> dict[str, tuple[str, ...]]:
        """The ids of the options of every question and derived answer, by its id."""
        asked = {each.id: tuple(option.id for option in each.options) for each in self.questions}
        return asked | {each.id: each.options for each in self.derived}

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
            *self.steps,
        )
