"""Evaluates a state of the answers: the status of every path, the ranking, and the pick."""

from typing import Literal, NamedTuple

from flows.rules.compiled import WEIGHTS, CompiledRules

Status = Literal["in", "out", "not-now", "open"]

CLOSE_MARGIN = WEIGHTS["moderate"]
"""A lead of less than one moderate argument, in points, is a close call."""


class Outcome(NamedTuple):
    """What the rules make of a state; paths are positions in the order of the knowledge.

    ``points`` is the sum of the arguments for less those against each path; ``ranking`` holds the
    paths still weighed, best first; ``pick`` is None where nothing singles a path out.
    """

    statuses: tuple[Status, ...]
    points: tuple[int, ...]
    ranking: tuple[int, ...]
    pick: int | None

    @property
    def margin(self) -> int:
        """How many points the first of the ranking leads the second by."""
        first, *rest = (self.points[path] for path in self.ranking)
        return first - rest[0] if rest else CLOSE_MARGIN

    @property
    def close_call(self) -> bool:
        """Whether there is a pick, but by a narrow margin."""
        return self.pick is not None and self.margin < CLOSE_MARGIN


def evaluate(rules: CompiledRules, state: int) -> Outcome:
    """Eliminate, weigh and rank for a state of the answers (see Bits)."""
    statuses = _statuses(rules, state)
    points = [0] * len(rules.paths)
    in_favour = [0] * len(rules.paths)
    for argument in rules.arguments:
        if argument.fires(state):
            points[argument.path] += argument.points
            in_favour[argument.path] += max(argument.points, 0)
    weighed = [path for path, status in enumerate(statuses) if status in ("in", "open")]
    ranking = sorted(weighed, key=lambda path: (-points[path], -in_favour[path], path))
    return Outcome(
        tuple(statuses), tuple(points), tuple(ranking), _pick(ranking, points, in_favour)
    )


def _statuses(rules: CompiledRules, state: int) -> list[Status]:
    statuses: list[Status] = ["in"] * len(rules.paths)
    for elimination in rules.eliminations:
        judged = elimination.judge(state)
        if judged == "fires":
            statuses[elimination.path] = elimination.rule.status
        elif judged == "hangs" and statuses[elimination.path] == "in":
            statuses[elimination.path] = "open"
    return statuses


def _pick(ranking: list[int], points: list[int], in_favour: list[int]) -> int | None:
    """The first of the ranking, if anything singles it out.

    Something must speak for it, or it must be what is left when the others are argued down. Where
    several share the top with nothing for any of them, as with nothing answered, no rule says
    anything, and neither do we.
    """
    if not ranking:
        return None
    first = ranking[0]
    alone = len(ranking) == 1 or points[first] > points[ranking[1]]
    return first if in_favour[first] or alone else None
