"""Checks that what the knowledge names exists: claims, paths, questions, options, placeholders."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from string import Formatter

from flows.knowledge.models import Condition, Elimination, Knowledge, Rule
from flows.knowledge.problems import Problem

PRESENT = "present"
"""Stands for today's path in an argument."""

RULE_FILES = {
    "eliminations": ("rules/eliminations.toml", "elimination"),
    "arguments": ("rules/arguments.toml", "argument"),
    "gates": ("rules/gates.toml", "gate"),
    "confidence": ("rules/gates.toml", "confidence"),
    "notes": ("rules/gates.toml", "note"),
    "costs": ("rules/costs.toml", "cost"),
    "steps": ("rules/steps.toml", "step"),
}


def problems_of_references(knowledge: Knowledge) -> list[Problem]:
    """List every name in the knowledge that refers to nothing, and every id used twice."""
    return [
        *_twice(knowledge),
        *_sections(knowledge),
        *_present(knowledge),
        *_author(knowledge),
        *_rules(knowledge),
    ]


def _twice(knowledge: Knowledge) -> Iterator[Problem]:
    groups: Mapping[tuple[str, str], Sequence[str]] = {
        ("claims.toml", "claim"): [claim.id for claim in knowledge.claims],
        ("paths.toml", "path"): [path.id for path in knowledge.paths],
        ("questions.toml", "section"): [section.id for section in knowledge.sections],
        ("questions.toml", "question"): [
            *(question.id for question in knowledge.questions),
            *(each.id for each in knowledge.derived),
        ],
        ("rules", "rule"): [rule.id for rule in knowledge.rules],
    }
    for (file, table), ids in groups.items():
        for name, count in Counter(ids).items():
            if count > 1:
                yield Problem(
                    file, f"{table}.{name}", f"this id is used {count} times; use it once"
                )
    for question in knowledge.questions:
        for field in ("id", "label"):
            values = [getattr(option, field) for option in question.options]
            for value, count in Counter(values).items():
                if count > 1:
                    yield Problem(
                        "questions.toml",
                        f"question.{question.id}.options",
                        f"{field} {value!r} is used {count} times; use it once",
                    )


def _sections(knowledge: Knowledge) -> Iterator[Problem]:
    sections = [section.id for section in knowledge.sections]
    for question in knowledge.questions:
        yield from _unknown(
            "questions.toml", f"question.{question.id}.section", [question.section], sections
        )
        place = f"question.{question.id}.spared"
        yield from _condition(knowledge, "questions.toml", place, question.spared)
    for derived in knowledge.derived:
        place = f"derived.{derived.id}.sources"
        yield from _unknown("questions.toml", place, derived.sources, knowledge.question)


def _present(knowledge: Knowledge) -> Iterator[Problem]:
    for present in knowledge.present:
        place = f"present.{present.path}"
        yield from _unknown("paths.toml", place, [present.path], knowledge.path)
        yield from _condition(knowledge, "paths.toml", f"{place}.when", present.when)


def _author(knowledge: Knowledge) -> Iterator[Problem]:
    answers: Condition = {
        question: (option,) for question, option in knowledge.author.answers.items()
    }
    yield from _condition(knowledge, "author.toml", "author.answers", answers)
    yield from _unknown(
        "author.toml", "author.assumed", knowledge.author.assumed, knowledge.author.answers
    )


def _rules(knowledge: Knowledge) -> Iterator[Problem]:
    for field, (file, table) in RULE_FILES.items():
        for rule in getattr(knowledge, field):
            yield from _rule(knowledge, file, f"{table}.{rule.id}", rule)


def _rule(knowledge: Knowledge, file: str, place: str, rule: Rule) -> Iterator[Problem]:
    yield from _unknown(file, f"{place}.claims", rule.claims, knowledge.claim)
    yield from _unknown(file, f"{place}.silences", getattr(rule, "silences", ()), knowledge.claim)
    paths = [*getattr(rule, "paths", ()), *getattr(rule, "half_paths", ())]
    if path := getattr(rule, "path", None):
        paths.append(path)
    yield from _unknown(file, f"{place}.paths", paths, [*knowledge.path, PRESENT])
    if about := getattr(rule, "about", None):
        yield from _unknown(file, f"{place}.about", [about], knowledge.question)
    yield from _condition(knowledge, file, f"{place}.when", rule.when)
    for defeater in rule.unless:
        yield from _condition(knowledge, file, f"{place}.unless", defeater)
    for wording in rule.wordings:
        yield from _condition(knowledge, file, f"{place}.wordings", wording.when)
    if isinstance(rule, Elimination):
        path = knowledge.path.get(rule.path)
        if rule.status == "not-now" and path and not (path.later and rule.without):
            yield Problem(
                file, place, f"puts {rule.path!r} off: give it `without`, and the path `later`"
            )
        without: Condition = {name: (option,) for name, option in rule.without.items()}
        yield from _condition(knowledge, file, f"{place}.without", without)
    yield from _unknown(file, f"{place}.says", _placeholders(rule.says), rule.when)
    for wording in rule.wordings:
        known = {**rule.when, **wording.when}
        yield from _unknown(file, f"{place}.wordings", _placeholders(wording.says), known)


def _condition(
    knowledge: Knowledge, file: str, place: str, condition: Condition
) -> Iterator[Problem]:
    yield from _unknown(file, place, condition, knowledge.options)
    for question_id, options in condition.items():
        if known := knowledge.options.get(question_id):
            yield from _unknown(file, f"{place}.{question_id}", options, known)
            if not options:
                yield Problem(
                    file, f"{place}.{question_id}", "no option named; it could never hold"
                )


def _unknown(
    file: str, place: str, names: Iterable[str], known: Collection[str]
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(file, place, f"{name!r} is unknown; accepted: {', '.join(known)}")


def _placeholders(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
