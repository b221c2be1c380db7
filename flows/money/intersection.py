"""How many people are near the top of several skills at once, asked for as "25 25 30 r=0.4"."""

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from statistics import NormalDist
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, field_validator

Floats = NDArray[np.float64]

ILLUSTRATION = Decimal("0.5")
"""The correlation shown for comparison when none is stated: a round number, not a finding."""

MOST_CORRELATED = Decimal("0.99")
"""The highest correlation below 1: nearer to it the integrand is a step no fixed grid resolves."""

_REACH = 9.0
"""Standard deviations of the common factor covered; 1e-18 of it lies outside."""

_STEPS_PER_WIDTH = 1.5
"""Fine enough that the trapezoidal rule errs by less than 1e-15 on a step this wide."""

_COARSEST = 0.1


class Skills(BaseModel):
    """The question: the top percentages of two to ten skills, and how skills go together.

    ``tops`` are percentages in (0, 100]. ``correlation`` is that of each pair of skills, from 0
    (one says nothing of the other) to 0.99, or 1 (the same order of people in all of them); None
    when it was not stated.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tops: Annotated[
        tuple[Annotated[Decimal, Field(gt=0, le=100, allow_inf_nan=False)], ...],
        Field(min_length=2, max_length=10),
    ]
    correlation: Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False)] | None = None

    @field_validator("correlation")
    @classmethod
    def _within_reach(cls, value: Decimal | None) -> Decimal | None:
        if value is not None and MOST_CORRELATED < value < 1:
            raise ValueError(f"a correlation goes up to {MOST_CORRELATED}, or is 1, not {value}")
        return value


class Intersection(BaseModel):
    """The answer: shares of people, as fractions.

    ``independent`` is the share with skills that have nothing to do with each other, ``correlated``
    the share at ``correlation``, which is ``assumed`` when the friend stated none.

    What these are not: not how good somebody is, not a count of rivals, and not what anybody pays.
    All skills must be ranked among the same people, and a rare mix is not yet a wanted one.
    """

    model_config = ConfigDict(frozen=True)

    skills: Skills
    independent: float
    correlated: float
    correlation: Decimal
    assumed: bool


def intersection(skills: Skills) -> Intersection:
    """Answer with both shares; ILLUSTRATION stands in for a correlation that was not stated."""
    shares = [float(top) / 100 for top in skills.tops]
    correlation = ILLUSTRATION if skills.correlation is None else skills.correlation
    return Intersection(
        skills=skills,
        independent=math.prod(shares),
        correlated=share_in_all(shares, float(correlation)),
        correlation=correlation,
        assumed=skills.correlation is None,
    )


def share_in_all(shares: Sequence[float], correlation: float) -> float:
    """The share of people in the top ``shares`` (fractions) of every skill.

    A Gaussian copula in which every pair of skills has the same correlation r: a person's score in
    skill i is ``sqrt(r) * m + sqrt(1-r) * e_i`` with m common to all skills, and m and e_i standard
    normal and independent. Given m the skills are independent, so the share is the integral of
    ``normal_pdf(m) * product(P(score_i > z_i | m))`` over m. The trapezoidal rule converges faster
    than any power on such an integrand.

    r = 1 ranks all skills alike: the smallest share. Errors: ValueError for r that is neither 1
    nor within 0..MOST_CORRELATED.
    """
    if correlation == 1:
        return min(shares)
    if not 0 <= correlation <= MOST_CORRELATED:
        raise ValueError(f"the correlation must be from 0 to 0.99, or 1, but is {correlation}")
    factor, grid, step = _common_factor(correlation)
    product = np.exp(-(grid**2) / 2) / math.sqrt(2 * math.pi)
    for share in shares:
        if share < 1:
            product = product * _share_given(factor, grid, share)
    return float(product.sum() * step)


def _common_factor(correlation: float) -> tuple[tuple[float, float], Floats, float]:
    """The loadings on m and on e, the grid over m, and its step."""
    common, own = math.sqrt(correlation), math.sqrt(1 - correlation)
    step = min(_COARSEST, own / common / _STEPS_PER_WIDTH) if common else _COARSEST
    count = math.ceil(_REACH / step)
    return (common, own), np.arange(-count, count + 1, dtype=np.float64) * step, step


def _share_given(factor: tuple[float, float], grid: Floats, share: float) -> Floats:
    """``P(score > z)`` at each value of the common factor, z being the border of the top share."""
    common, own = factor
    border = -NormalDist().inv_cdf(share)
    distance = (border - common * grid) / (own * math.sqrt(2))
    return np.array([math.erfc(d) / 2 for d in distance])


EXAMPLE = "/intersection 25 25 30"
LIMITS = (2, 10)

_CORRELATION = re.compile(
    r"\b(?:correlation|correlated|corr|rho|r)\b\s*[:=]?\s*(?:of\s+)?([-+]?[\d.]+%?)", re.IGNORECASE
)
_COMMAND = re.compile(r"^\s*/\w+(?:@\w+)?")
_NUMBER = re.compile(r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})")
_LONGEST_SHOWN = 20


class Unreadable(BaseModel):
    """Why a text is not a question about skills, in a sentence for the person who typed it."""

    model_config = ConfigDict(frozen=True)

    sentence: str


def read_skills(text: str) -> Skills | Unreadable:
    """Read top percentages, and an optional correlation ("r=0.4"), from what somebody typed.

    Numbers stand apart by blanks, commas, slashes or semicolons; a percent sign, "top" and "and"
    do no harm; a decimal is written with a point. The command itself may lead.
    """
    rest, correlation, problem = _take_correlation(_COMMAND.sub("", text))
    tops: list[Decimal] = []
    for word in re.split(r"[\s,;/&]+", rest.replace("%", " ")):
        if word.lower() in {"", "top", "and", "percent"}:
            continue
        top = _number(word)
        if top is None:
            problem = problem or f"I can't read “{word[:_LONGEST_SHOWN]}” as a percentage"
        elif not 0 < top <= 100:  # noqa: PLR2004 - a percentage
            problem = problem or f"A top share lies above 0 and up to 100%, but one is {word}%"
        else:
            tops.append(top)
    problem = problem or _wrong_count(len(tops))
    if problem:
        return Unreadable(sentence=f"{problem}. For example: {EXAMPLE}")
    return Skills(tops=tuple(tops), correlation=correlation)


def _take_correlation(text: str) -> tuple[str, Decimal | None, str | None]:
    """The text without its correlation, the correlation, and what is wrong with it."""
    found = _CORRELATION.search(text)
    if found is None:
        return text, None, None
    rest = text[: found.start()] + " " + text[found.end() :]
    stated = found[1]
    value = _number(stated.removesuffix("%"))
    if value is not None and stated.endswith("%"):
        value /= 100
    if value is None or not (0 <= value <= MOST_CORRELATED or value == 1):
        shown = stated[:_LONGEST_SHOWN]
        return (
            rest,
            None,
            f"A correlation goes from 0 to {MOST_CORRELATED}, or is 1, but this one is {shown}",
        )
    return rest, value, None


def _number(word: str) -> Decimal | None:
    return Decimal(word) if _NUMBER.fullmatch(word) else None


def _wrong_count(count: int) -> str | None:
    least, most = LIMITS
    if count < least:
        return "Give me the top percentage of at least two skills"
    return f"I can take {most} skills at most, and these are {count}" if count > most else None
