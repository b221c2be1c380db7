"""The rules applied one by one in plain loops: slow, and plain to see that it is right."""

from typing import NamedTuple

from flows.rules import CompiledRules


class PlainOutcome(NamedTuple):
    statuses: tuple[str, ...]
    points: tuple[int, ...]
    ranking: tuple[int, ...]
    pick: int | None


def evaluate_plainly(rules: CompiledRules, state: int) -> PlainOutcome:
    statuses = ["in"] * len(rules.paths)
    for elimination in rules.eliminations:
        judged = elimination.judge(state)
        if judged == "fires":
            statuses[elimination.path] = elimination.rule.status
        elif judged == "hangs" and statuses[elimination.path] == "in":
            statuses[elimination.path] = "open"
    points = [0] * len(rules.paths)
    favour = [0] * len(rules.paths)
    for argument in rules.arguments:
        if argument.fires(state):
            points[argument.path] += argument.points
            favour[argument.path] += max(argument.points, 0)
    weighed = [path for path, status in enumerate(statuses) if status in ("in", "open")]
    ranking = sorted(weighed, key=lambda path: (-points[path], -favour[path], path))
    tied = len(ranking) > 1 and points[ranking[0]] == points[ranking[1]]
    nothing = not ranking or (tied and not favour[ranking[0]])
    return PlainOutcome(
        tuple(statuses), tuple(points), tuple(ranking), None if nothing else ranking[0]
    )
