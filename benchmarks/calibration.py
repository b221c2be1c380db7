"""What confidence rests on: how often picks survive, by what is known of them."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from statistics import fmean, stdev
from typing import NamedTuple

from benchmarks.people import Person
from benchmarks.tables import heading, row
from flows.rules import Verdict
from flows.rules.advise import LEVELS

LEADS = (0, 4, 8, 12, 16, 20, 24, 28)
"""Where the bands of the lead begin, in points."""

MOST_TURNING = 7
"""From so many questions that turn the pick on, people are counted together."""


class Advised(NamedTuple):
    """Somebody, the advice by their answers without figures, and how firm it is.

    ``survival`` is the share of noisy copies with the same pick. ``turning`` counts the questions
    of which another answer turns the pick, but for those that a friend cannot change; ``kept`` is
    the share of single other answers, to any question, that leave it alone.
    """

    person: Person
    verdict: Verdict
    survival: float
    turning: int
    kept: float


class Survival(NamedTuple):
    """The mean survival of some people's picks, and its standard error."""

    people: int
    mean: float
    error: float


def _lead(advised: Advised) -> str:
    for low, high in pairwise(LEADS):
        if advised.verdict.margin < high:
            return f"{low:>2}-{high - 1}"
    return f"{LEADS[-1]}+"


def _turning(advised: Advised) -> str:
    many = advised.turning >= MOST_TURNING
    return f"{MOST_TURNING}+" if many else str(advised.turning)


def _kept(advised: Advised) -> str:
    low = int(20 * advised.kept) * 5
    return f"{low:>3}-{low + 4}" if advised.kept < 1 else "100"


KEYS: Mapping[str, Callable[[Advised], str]] = {
    "before_c2": lambda each: each.verdict.footing.level,
    "confidence": lambda each: each.verdict.confidence,
    "lead": _lead,
    "turning": _turning,
    "kept": _kept,
}

AIMS: Mapping[str, Mapping[str, str]] = {
    "before_c2": {"low": "<= 0.77", "medium": "0.80-0.87", "high": ">= 0.90"},
    "confidence": dict.fromkeys(LEVELS, "share 1/7"),
}


def survivals(crowd: Sequence[Advised], key: str) -> dict[str, Survival]:
    """The survival of the picks, by a key of KEYS, in order."""
    groups: dict[str, list[float]] = {}
    for each in crowd:
        groups.setdefault(KEYS[key](each), []).append(each.survival)
    order = sorted(groups, key=lambda value: (_rank(value), value))
    return {value: _survival(groups[value]) for value in order}


def _rank(value: str) -> int:
    return [*LEVELS, value].index(value)


def _survival(shares: Sequence[float]) -> Survival:
    spread = stdev(shares) if shares[1:] else 0.0
    return Survival(len(shares), fmean(shares), spread / len(shares) ** 0.5)


def survival_by(name: str, crowd: Sequence[Advised], key: str) -> None:
    """Print how often the picks survive, by a key of KEYS."""
    aims = AIMS.get(key, {})
    heading(name, "people", "share", "survival", "2 s.e.", *["aim"][: len(aims)])
    for value, found in survivals(crowd, key).items():
        aim = [aims[value]] if aims else []
        row(
            f"  {value}",
            found.people,
            found.people / len(crowd),
            found.mean,
            2 * found.error,
            *aim,
        )


def calibration(crowd: Sequence[Advised]) -> None:
    """Print survival by lead, by questions that turn the pick, and by both."""
    picked = [each for each in crowd if each.verdict.pick]
    survival_by("survival by lead in points", picked, "lead")
    survival_by("survival by questions that turn the pick", picked, "turning")
    survival_by("survival by single answers that keep the pick, %", picked, "kept")
    columns = list(survivals(picked, "turning"))
    heading("survival (people) by lead, down, and turning questions", *columns)
    for band in survivals(picked, "lead"):
        here = [each for each in picked if _lead(each) == band]
        cells = ([each for each in here if _turning(each) == column] for column in columns)
        row(f"  {band}", *map(_cell, cells))


def _cell(crowd: Sequence[Advised]) -> str:
    return f"{fmean(each.survival for each in crowd):.2f} ({len(crowd)})" if crowd else ""
