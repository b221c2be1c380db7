"""Reads "25 25 30" or "25% 25% 30% correlation 0.4" as a question about skills."""

import re
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from flows.money.intersection import MOST_CORRELATED, Skills

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
            problem = problem or f"A top share lies above 0 and up to 100 %, but one is {word} %"
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
