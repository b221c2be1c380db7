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
    today = {path for path, mask in rules.present if mask.holds(state)}
    weighed = [path for path, status in enumerate(statuses) if status in ("in", "open")]
    ranking = sorted(weighed, key=lambda p: (-points[p], p not in today, -favour[p], p))
    tied = [path for path in ranking if points[path] == points[ranking[0]]]
    nothing = not ranking or (len(tied) > 1 and not any(favour[path] for path in tied))
    return PlainOutcome(
        tuple(statuses), tuple(points), tuple(ranking), None if nothing else ranking[0]
    )
