"""What nobody knows but every sum needs: named, with a default, and open to change by a tap."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from flows.money.exact import Money, Share, exactly

_MOST = 10

Growth = Annotated[Share, Field(ge=-1, le=_MOST, allow_inf_nan=False)]
"""A fraction per year, from -1 (-100%) to 10 (1000%)."""

_Extra = Annotated[Share, Field(allow_inf_nan=False)]
"""A fraction per year on top of a growth; both together are a growth again."""

_FORMER_GROWTHS = frozenset({"low", "mid", "high"})
"""Under which names 0.1 stored the growth of the new pay, the old pay's included."""

CHAPTER = (4, 10)
"""The chapter of a career over which the move is meant to pay back, in years (claim C22)."""

_TOLD_YEARS = (4, 7, 10)
"""Both ends of the chapter and its middle."""

YEARS = {"1-3": 3, "4-10": CHAPTER[1], "over-10": 15}
"""The last year that counts for somebody who plans for a chapter of so many years."""

LONGEST = 40
"""The longest horizon, in years: about a working life."""


class _FormerGrowth(BaseModel):
    """How growth was stored up to version 0.1: that of the new pay in itself, 10% by default."""

    model_config = ConfigDict(extra="ignore")

    staying: Growth = Decimal(0)
    low: Growth = Decimal(0)
    mid: Growth = Decimal("0.1")
    high: Growth = Decimal("0.2")

    @property
    @exactly
    def extra(self) -> dict[str, Decimal]:
        """The same growth on top of the old pay's; none where nobody chose any."""
        fields = type(self).model_fields
        cases = {name: getattr(self, name) for name in ("low", "mid", "high")}
        if all(growth == fields[name].default for name, growth in cases.items()):
            return {}
        return {f"extra_{name}": growth - self.staying for name, growth in cases.items()}


class Assumptions(BaseModel):
    """Everything assumed about the future; the defaults are round numbers, not market data.

    Both pays grow alike unless more is believed of the new one. ``staying`` is the growth of the
    old pay; ``extra_low``, ``extra_mid`` and ``extra_high`` are what the new pay grows on top of
    that in three cases, added to it (5% and 10% on top are 15%). They are a range to look at
    and carry no probabilities. Money later counts like money now, unless there is a ``discount``.
    ``horizon`` is the last year counted. The better job pays ``job_multiple`` times the old pay
    from ``job_year`` on. ``next_total`` is the yearly total compensation of the new path; None
    takes its cash for it.

    Errors: pydantic's ValidationError for a value out of range or a range out of order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    staying: Growth = Decimal(0)
    extra_low: _Extra = Decimal(0)
    extra_mid: _Extra = Decimal(0)
    extra_high: _Extra = Decimal(0)
    discount: Annotated[Share, Field(ge=0, le=1, allow_inf_nan=False)] = Decimal(0)
    horizon: Annotated[int, Field(ge=1, le=LONGEST)] = CHAPTER[1]
    job_year: Annotated[int, Field(ge=1, le=LONGEST)] = 6
    job_multiple: Annotated[Share, Field(ge=0, le=1000, allow_inf_nan=False)] = Decimal(3)
    next_total: Annotated[Money, Field(ge=0, allow_inf_nan=False)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_stored_before(cls, stored: Any) -> Any:  # noqa: ANN401 - whatever is to be validated
        """Read the growth of the new pay as conversations and pictures of 0.1 have it."""
        if not isinstance(stored, Mapping) or stored.keys().isdisjoint(_FORMER_GROWTHS):
            return stored
        kept = {name: value for name, value in stored.items() if name not in _FORMER_GROWTHS}
        return kept | _FormerGrowth.model_validate(stored).extra

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.extra_low <= self.extra_mid <= self.extra_high:
            raise ValueError(
                "The extra growth of the new pay must not fall from the low to the middle to the "
                f"high case, but is {self.extra_low:.1%}, {self.extra_mid:.1%}, "
                f"{self.extra_high:.1%}"
            )
        if self.growth_of_new(self.extra_low) < -1 or self.growth_of_new(self.extra_high) > _MOST:
            raise ValueError(f"The growth of the new pay as a whole {_GROWTH}")
        return self

    @exactly
    def growth_of_new(self, extra: Decimal) -> Decimal:
        """The yearly growth of the new pay with that much on top of the old pay's."""
        return self.staying + extra

    @property
    def extras(self) -> tuple[Decimal, ...]:
        """What the new pay grows on top in each case, equal ones once."""
        return tuple(dict.fromkeys((self.extra_low, self.extra_mid, self.extra_high)))

    @property
    def told_years(self) -> tuple[int, ...]:
        """The years by which it is told how pay compares: of the chapter, none after the last."""
        return (*(year for year in _TOLD_YEARS if year < self.horizon), self.horizon)

    @property
    def changed(self) -> frozenset[str]:
        """The names of the assumptions that differ from their defaults."""
        fields = type(self).model_fields
        return frozenset(n for n, field in fields.items() if getattr(self, n) != field.default)

    @property
    def yours(self) -> dict[str, bool]:
        """Which statements about the assumptions rest on one that was changed."""
        parts = {
            "staying": {"staying"},
            "moving": {"extra_low", "extra_mid", "extra_high"},
            "discount": {"discount"},
            "horizon": {"horizon"},
            "better_job": {"job_year", "job_multiple"},
        }
        return {part: not self.changed.isdisjoint(names) for part, names in parts.items()}

    @property
    def ranges(self) -> bool:
        """Whether the new path grows differently in different cases."""
        return self.extra_low != self.extra_high

    @property
    def alike(self) -> bool:
        """Whether both pays grow alike in every case."""
        return not any(self.extras)


class AssumptionChoice(BaseModel):
    """One value on offer: ``id`` names it (short, for a button), ``values`` what it sets."""

    model_config = ConfigDict(frozen=True)

    id: str
    values: dict[str, Decimal | int]


def _choices() -> dict[str, tuple[AssumptionChoice, ...]]:
    shares = (0, 3, 5, 10)
    ranges = ((0, 5, 10), (0, 10, 20), (10, 25, 40))
    return {
        "growth": tuple(_share("staying", n) for n in shares),
        "on-top": (_on_top("0", 0, 0, 0), *(_on_top("{}-{}-{}".format(*r), *r) for r in ranges)),
        "discount": tuple(_share("discount", n) for n in shares),
        "horizon": tuple(_whole("horizon", n) for n in (4, 7, 10, 15)),
        "job-year": tuple(_whole("job_year", n) for n in (4, 6, 8)),
        "job-multiple": tuple(_whole("job_multiple", n) for n in (2, 3, 5)),
    }


def _share(field: str, percent: int) -> AssumptionChoice:
    return AssumptionChoice(id=str(percent), values={field: Decimal(percent) / 100})


def _whole(field: str, value: int) -> AssumptionChoice:
    return AssumptionChoice(id=str(value), values={field: value})


def _on_top(choice_id: str, low: int, mid: int, high: int) -> AssumptionChoice:
    cases = {"extra_low": low, "extra_mid": mid, "extra_high": high}
    values: dict[str, Decimal | int] = {k: Decimal(v) / 100 for k, v in cases.items()}
    return AssumptionChoice(id=choice_id, values=values)


ASSUMPTION_CHOICES = _choices()
"""For each assumption (``on-top`` is all three cases together), the values on offer."""

_FORMER_NAMES = {"staying": "growth", "range": "on-top"}
"""Names that 0.1 stored, and that its buttons in chats still have, and those of today.

Then each pay grew by itself: ``range`` was the whole growth of the new pay, and ``staying`` left
that as it was. What was chosen under these names keeps that meaning.
"""


def name_today(name: str) -> str:
    """The name that an assumption has today; any other is its own."""
    return _FORMER_NAMES.get(name, name)


def within_chapter(assumptions: Assumptions, before: str | None, after: str | None) -> Assumptions:
    """The assumptions when another chapter is planned for, unless the years were chosen otherwise.

    ``before`` and ``after`` are answers to the question how long the chapter is.
    """
    if assumptions.horizon != YEARS.get(before or "", CHAPTER[1]):
        return assumptions
    return assumptions.model_copy(update={"horizon": YEARS.get(after or "", CHAPTER[1])})


@exactly
def choose(assumptions: Assumptions, name: str, choice_id: str) -> Assumptions:
    """The assumptions with one value changed; KeyError for a name or choice not on offer."""
    choices = {choice.id: choice for choice in ASSUMPTION_CHOICES[name_today(name)]}
    changed = assumptions.model_dump() | choices[choice_id].values
    own = {"range": Decimal(0), "staying": assumptions.staying}.get(name)
    if own is not None and not (name == "staying" and assumptions.alike):
        for extra in ("extra_low", "extra_mid", "extra_high"):
            changed[extra] += own - changed["staying"]
    return Assumptions.model_validate(changed)


class OutOfRangeError(ValueError):
    """A value that an assumption cannot have; its text is a sentence that says what it may be."""


AMOUNTS = frozenset({"job-multiple"})
"""The assumptions that may also be told as an amount of yearly pay."""


@exactly
def assume(assumptions: Assumptions, name: str, numbers: tuple[Decimal, ...]) -> Assumptions:
    """The assumptions with one changed to what was typed: numbers as on the buttons.

    Growth and discount are percentages. Growth on top may be one number, two ends, or three cases.
    Raises OutOfRangeError for what it cannot be.
    """
    given = [number / 100 if name in _PERCENTAGES else number for number in sorted(numbers)]
    fields = _FIELDS[name]
    if len(given) == 1:
        given *= len(fields)
    if len(given) == 2 and len(fields) == 3:  # noqa: PLR2004 - the ends of a range of three cases
        given.insert(1, sum(given, Decimal(0)) / 2)
    if len(given) != len(fields):
        raise OutOfRangeError(f"{_EXPECTED[fields[0]]}, and one number is enough.")
    return _with(assumptions, dict(zip(fields, given, strict=True)))


@exactly
def assume_growths(assumptions: Assumptions, old: Decimal, new: tuple[Decimal, ...]) -> Assumptions:
    """The assumptions with the growth of both pays as they were typed, in percent.

    Each is that of the one pay by itself; without ``new`` what the new one grows on top stays.
    Raises OutOfRangeError for what they cannot be.
    """
    if not new:
        return assume(assumptions, "growth", (old,))
    alike = assume(assumptions, "on-top", (Decimal(0),))
    return assume(assume(alike, "growth", (old,)), "on-top", tuple(each - old for each in new))


@exactly
def assume_amount(assumptions: Assumptions, now: Decimal, amount: Decimal) -> Assumptions:
    """The assumptions with a better job that pays this much in its first year.

    Raises OutOfRangeError where no multiple of today's pay is that much.
    """
    pay_then = now * (1 + assumptions.staying) ** (assumptions.job_year - 1)
    if not pay_then:
        raise OutOfRangeError(f"{_EXPECTED['job_multiple']}.")
    return _with(assumptions, {"job_multiple": amount / pay_then})


def _with(assumptions: Assumptions, values: dict[str, Decimal]) -> Assumptions:
    try:
        return Assumptions.model_validate(assumptions.model_dump() | values)
    except ValidationError as error:
        raise OutOfRangeError(problem_in(error)) from error


_FIELDS = {name: tuple(offered[0].values) for name, offered in ASSUMPTION_CHOICES.items()}
_PERCENTAGES = frozenset({"growth", "on-top", "discount"})


def expected(name: str) -> str:
    """A sentence that says what an assumption may be."""
    return f"{_EXPECTED[_FIELDS[name][0]]}."


def chosen(assumptions: Assumptions, name: str) -> str | None:
    """The id of the choice in force, or None when the value is not among those on offer."""
    for choice in ASSUMPTION_CHOICES[name]:
        if all(getattr(assumptions, field) == value for field, value in choice.values.items()):
            return choice.id
    return None


_PAY = "is a yearly amount, 0 or more"
_GROWTH = "goes from -100% to 1000% a year"
_YEARS = f"is a whole number of years from 1 to {LONGEST}"

_EXPECTED = {
    "now": f"Pay today {_PAY}",
    "next": f"Pay on the new path {_PAY}",
    "offer_total": f"The total compensation of the offer {_PAY}",
    "next_total": f"The total compensation on the new path {_PAY}",
    "currency": "A currency is three letters, such as INR, SGD, USD or EUR",
    "floor": f"The least that you could live on {_PAY}",
    "cut_share": "The cut of the move goes from 0% to 100%",
    "runway": "The cut you could live with goes from 0% to 100%",
    "staying": f"The growth of the old pay {_GROWTH}",
    "extra_low": "The low extra growth of the new pay is a share a year",
    "extra_mid": "The middle extra growth of the new pay is a share a year",
    "extra_high": "The high extra growth of the new pay is a share a year",
    "discount": "The discount goes from 0% to 100% a year",
    "horizon": f"The last year that counts {_YEARS}",
    "job_year": f"The year from which a better job pays {_YEARS}",
    "job_multiple": "A better job pays 0 to 1000 times the old pay",
}


def problem_in(error: ValidationError) -> str:
    """One sentence for the first problem of Figures or Assumptions that did not validate.

    It says what the value may be; what it was is left to whoever asked for it.
    """
    first = error.errors()[0]
    if first["loc"]:
        return f"{_EXPECTED[str(first['loc'][0])]}."
    return f"{first['msg'].removeprefix('Value error, ')}."
