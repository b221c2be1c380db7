"""The rules as a decision table for zen-engine, to compare it on the same work.

Each argument on a path and each elimination is a row. What a rule needs stands in the columns of
the questions; what defeats it is an expression in a column of its own. The table answers with all
rows that hold; complete answers only, as it does not tell missing ones from others.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import zen

from flows.knowledge.models import Condition, Rule
from flows.rules import CompiledRules

Answers = Mapping[str, str]
DEFEATERS = "unless"


class ZenTable:
    """The compiled table."""

    def __init__(self, rules: CompiledRules) -> None:
        self.rules = rules
        self._decision = zen.ZenEngine().create_decision(json.dumps(_model(rules)))

    def evaluate(self, answers: Answers) -> list[dict[str, Any]]:
        """The rows that hold for complete answers."""
        given = dict.fromkeys(self.rules.bits.variables, "") | dict(answers)
        rows: Any = self._decision.evaluate(given)["result"]
        return list(rows)

    def standing(self, answers: Answers) -> tuple[list[bool], list[int]]:
        """Which paths are still weighed, and the points of all paths, to see that they agree."""
        rows = self.evaluate(answers)
        out = {row["path"] for row in rows if row["out"]}
        points: Counter[str] = Counter()
        for row in rows:
            points[row["path"]] += row["points"]
        paths = self.rules.paths
        return [path not in out for path in paths], [points[path] for path in paths]


def _model(rules: CompiledRules) -> dict[str, Any]:
    columns = list(rules.bits.variables)
    table = {
        "hitPolicy": "collect",
        "inputs": [
            *({"id": question, "name": question, "field": question} for question in columns),
            {"id": DEFEATERS, "name": DEFEATERS},
        ],
        "outputs": [
            {"id": name, "name": name, "field": name} for name in ("path", "points", "out")
        ],
        "rules": [{"_id": str(number), **row} for number, row in enumerate(_rows(rules))],
    }
    place = {"x": 0, "y": 0}
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {
                "id": "table",
                "type": "decisionTableNode",
                "name": "table",
                "position": place,
                "content": table,
            },
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "first", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "last", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }


def _rows(rules: CompiledRules) -> Iterator[dict[str, str]]:
    for argument in rules.arguments:
        silencing = (
            gate.when for gate in rules.knowledge.gates if argument.rule.claim in gate.silences
        )
        row = _row(rules, argument.condition, (*argument.rule.unless, *silencing))
        yield row | _said(rules.paths[argument.path], argument.points, out=False)
    for elimination in rules.eliminations:
        rule: Rule = elimination.rule
        row = _row(rules, rule.when, rule.unless)
        yield row | _said(rules.paths[elimination.path], 0, out=True)


def _row(rules: CompiledRules, when: Condition, unless: Iterable[Condition]) -> dict[str, str]:
    cells = {question: _options(when.get(question, ())) for question in rules.bits.variables}
    return cells | {DEFEATERS: " and ".join(f"not ({_expression(each)})" for each in unless)}


def _said(path: str, points: int, *, out: bool) -> dict[str, str]:
    return {"path": f"'{path}'", "points": str(points), "out": str(out).lower()}


def _options(options: Iterable[str]) -> str:
    return ", ".join(f"'{option}'" for option in options)


def _expression(condition: Condition) -> str:
    return " and ".join(f"{q} in [{_options(options)}]" for q, options in condition.items())
