"""No regular expression without a case: with any of them gone, some text is read otherwise."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import flows.nlu
from flows.nlu.commands import commanded
from flows.nlu.edges import edged
from flows.nlu.entities.numbers import numbers
from flows.nlu.entities.places import plain_name
from flows.nlu.examples import unmarked
from flows.nlu.faq.anonymise import anonymise
from flows.nlu.normalize import clean, normalize, tokens, words
from flows.nlu.phrases import cut_once
from flows.nlu.suppositions import as_stated
from tests.flows.nlu.reading import noted, understand, understood
from tests.flows.nlu.said import said

PACKAGE = Path(flows.nlu.__file__).parent


def spelt(text: str) -> str:
    return " ".join(token.word for token in words(text))


def pay(text: str) -> int | None:
    figures = understand(text).figures
    return round(figures.now) if figures and figures.now is not None else None


def of_standing(text: str) -> str | None:
    return understand(text, "standing").labels.get("standing")


def fitting(text: str) -> str:
    return understand(text).fits


def asked(text: str) -> list[str]:
    return [question.words for question in understand(text).questions]


def unnamed(text: str) -> str:
    return anonymise(text, ("Ann Example",))


def roles_of(line: str) -> list[str]:
    return [role for *_, role in unmarked(line).marks]


def kept_of(phrase: str) -> list[str]:
    """The parts of a phrase that need not be cut again in the next one."""
    known: dict[str, list[str]] = {}
    cut_once(phrase, tokens, known)
    return sorted(known)


class Case(NamedTuple):
    """What must be read of a text, and by what."""

    read: Callable[[str], Any]
    text: str
    wanted: Any


CASES: dict[str, list[Case]] = {
    "normalize._TAG": [Case(clean, "I have <b>7</b> years", "I have 7 years")],
    "slots.reading._SUMMARY": [
        Case(lambda text: said(text).plain, "TL;DR 5 years, tired", "TLDR  5 years, tired")
    ],
    "normalize._ROW": [Case(clean, "so" + "o" * 400, "sooo")],
    "normalize._FIGURES": [Case(clean, f"call {'12345678' * 500} now", "call now")],
    "normalize._SPACE": [Case(clean, "7  years\t of\nwork", "7 years of\nwork")],
    "normalize._SINGLE": [
        Case(
            clean,
            "she says 'it isn't a job' of 'Head of AI'",
            "she says \"it isn't a job\" of 'Head of AI'",
        ),
    ],
    "normalize._TOKEN": [Case(noted, "I have 7yrs of experience", {"years": "6-9"})],
    "normalize._STRETCHED": [Case(spelt, "sooooo boring", "soo boring")],
    "segmentation._NUMBERED": [
        Case(
            asked, "1) why platform 2) is a degree needed", ["why platform", "is a degree needed"]
        ),
    ],
    "normalize._BETWEEN_WORDS": [Case(normalize, "Go back, please!", "go back please")],
    "edges._PARTS": [Case(commanded, "that's enough, advise me please", "advice")],
    "commands._NUMBERED": [Case(of_standing, "3)", "top-30"), Case(of_standing, "#3", "top-30")],
    "examples.MARK": [Case(roles_of, "I'm on {now|95k}", ["now"])],
    "phrases._ALONE": [Case(kept_of, "head of", ["head", "of"])],
    "facts._NAMED": [Case(noted, "my years are 7 not 6", {"years": "6-9"})],
    "suppositions._MOVED": [Case(as_stated, "I moved to Berlin", "I live in Berlin")],
    "suppositions._AFFORDED": [Case(as_stated, "I can afford 50%", "I can afford 50% cut")],
    "suppositions._DENIES": [Case(fitting, "what if I could not live with the whole cut", "")],
    "entities.numbers._WRITTEN": [Case(pay, "I earn 1,20,000.50 a year", 120_000)],
    "faq.anonymise._CONTACTS": [
        Case(anonymise, "mail ann@example.org, is it a fit?", "mail, is it a fit?")
    ],
    "faq.anonymise._INTRODUCTION": [
        Case(anonymise, "my name is Bo, do I need k8s?", "do I need k8s?")
    ],
    "faq.anonymise._BETWEEN_SENTENCES": [
        Case(anonymise, "I earn 42 LPA.\nIs k8s needed?", "Is k8s needed?")
    ],
    "faq.anonymise._NAME": [Case(unnamed, "Ann asks: is Rust for me?", "asks: is Rust for me?")],
    "faq.anonymise._EMPTY": [Case(unnamed, "(Ann), is Rust for me?", "is Rust for me?")],
    "faq.anonymise._LOST": [Case(unnamed, "is Rust a fit , too?", "is Rust a fit, too?")],
}
"""For each pattern, by module and name, cases that fail without it."""


def patterns() -> Iterator[tuple[str, Any, str]]:
    """Every compiled pattern of the package: its name here, its module, its name there."""
    for found in pkgutil.walk_packages(flows.nlu.__path__, "flows.nlu."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{found.name.removeprefix('flows.nlu.')}.{name}", module, name


PATTERNS = {key: (module, name) for key, module, name in patterns()}


def test_each_pattern_has_its_cases_and_each_case_its_pattern() -> None:
    assert PATTERNS.keys() == CASES.keys()


@pytest.mark.parametrize("key", CASES)
def test_its_cases_fail_without_a_pattern(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(case.read(case.text) == case.wanted for case in CASES[key])
    module, name = PATTERNS[key]
    never = re.compile("(?!)" + "()" * getattr(module, name).groups)
    with monkeypatch.context() as patch:
        patch.setattr(module, name, never)
        _forget_what_was_read()
        read = [case.read(case.text) == case.wanted for case in CASES[key]]
    _forget_what_was_read()
    assert not all(read)


def _forget_what_was_read() -> None:
    for reads in (clean, tokens, words, normalize, numbers, plain_name, edged):
        reads.cache_clear()
    understood.cache_clear()


def test_patterns_stand_at_the_head_of_their_module() -> None:
    """One that is made while the program runs has to hold what is only known then: a name."""
    made = [
        (file.stem, function.name)
        for file in PACKAGE.rglob("*.py")
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "re"
    ]
    assert set(made) == {("anonymise", "_without")}
