"""The example texts that the model is made from: files that people edit, one text a line.

``topics/`` and ``outside/`` hold a file for each topic, ``answers/`` one for each question with its
options as headings; ``stated/`` is like that, for clauses as they stand in longer messages.
``marked/`` holds messages whose amounts, whose facts, or both are marked with what they are. Lines
are sorted within a heading, as ``python -m tools.tidy`` does.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flows.knowledge.models import Knowledge, Question
from flows.knowledge.problems import Problem
from flows.nlu.normalize import words
from flows.nlu.phrases import DATA, load_lists
from flows.nlu.slots import amount_roles
from flows.nlu.slots.matters import HEADINGS, LISTS, ROLES, SHARED
from flows.nlu.slots.mentions import CLASSES

NO_ANSWER = "no answer"
"""The heading of texts that answer nothing at their question."""

ANY = "any"
"""In place of a question: what is no answer to any of them."""

GUESSED = ("judgement", "role")
"""Kinds of answers, as questions name them in ``reads``, for which a classifier is learned."""

OFFTOPIC = "offtopic.txt"
CONFUSABLE = "confusable"
NEAR = "near"

FEWEST_PHRASINGS = 20
"""Ways of asking that a topic needs to be told apart from others reliably."""

FEWEST_EXAMPLES = 10
"""Example answers that an option needs, so that it can be told from the others at all."""

Lists = Mapping[str, tuple[str, ...]]


def phrasings(folder: str = "topics") -> Lists:
    """The ways of asking for each topic of a folder."""
    return {name: load_lists(f"{folder}/{name}.txt").get("", ()) for name in _names(folder)}


def offtopic() -> Lists:
    """Messages that no topic answers, by kind: ``near`` ones are about work in this field.

    ``confusable`` ones share their words with a topic: they teach, but say little about how often
    an ordinary message is mistaken.
    """
    return load_lists(OFFTOPIC)


@cache
def answers() -> Mapping[str, Lists]:
    """For each question example answers by option, and those that answer nothing."""
    return _by_question("answers")


@cache
def stated() -> Mapping[str, Lists]:
    """For questions of judgement clauses of running text by option, and such as state nothing."""
    return _by_question("stated")


class Marked(NamedTuple):
    """A message with what is marked in it: the first letter, the one behind the last, what it is.

    It replies to the question that ``heading`` names, if any.
    """

    text: str
    marks: tuple[tuple[int, int, str], ...]
    heading: str = ""


UNKNOWN = "?"
"""The mark of what may be a fact or not, so that it teaches nothing."""

MARKS = {"amounts": {*amount_roles.ROLES} - {""}, "facts": {*CLASSES, UNKNOWN} - {""}}
"""What amounts and facts are marked with."""

MARK = re.compile(r"\{([a-z]+\+?|\?)\|([^{}|]+)\}")
"""What is marked, and what it is: "I'm on {now|95k}, they offer {next|110k}"; "?" is unknown."""


@cache
def marked(kind: str) -> tuple[Marked, ...]:
    """Messages with their marks of one kind.

    What is not marked in them is no pay, or no fact, of the friend's.
    """
    lists = dict(load_lists(f"marked/{kind}.txt"))
    both = (_marks_of(kind, line) for line in load_lists("marked/both.txt")[""])
    # In the order that one file would have: what is learned depends on it.
    lists[""] = tuple(sorted((*lists[""], *both), key=order))
    return tuple(unmarked(line, heading) for heading, lines in lists.items() for line in lines)


def _marks_of(kind: str, line: str) -> str:
    """A line with its marks of one kind only."""
    return MARK.sub(lambda mark: mark[0] if mark[1] in MARKS[kind] else mark[2], line)


def unmarked(line: str, heading: str = "") -> Marked:
    """A line of marked messages: its text without the marks, and where they were."""
    plain, marks, at = "", [], 0
    for mark in MARK.finditer(line):
        plain += line[at : mark.start()]
        marks.append((len(plain), len(plain) + len(mark[2]), mark[1]))
        plain += mark[2]
        at = mark.end()
    return Marked(plain + line[at:], tuple(marks), heading)


def _by_question(folder: str) -> Mapping[str, Lists]:
    every = {name: load_lists(f"{folder}/{name}.txt") for name in _names(folder)}
    anywhere = every.pop(ANY, {}).get(NO_ANSWER, ())
    return {
        name: {**lists, NO_ANSWER: (*lists.get(NO_ANSWER, ()), *anywhere)}
        for name, lists in every.items()
    }


def order(text: str) -> tuple[str, str]:
    """How lines are sorted: by their letters, whatever their case."""
    return text.casefold(), text


def _names(folder: str) -> list[str]:
    return sorted(file.stem for file in (DATA / folder).glob("*.txt"))


def problems_of_phrasings(
    topics: Collection[str], outside: Collection[str], data: Path = DATA
) -> Iterator[Problem]:
    """What is wrong with the ways of asking for topics, and with what no topic answers."""
    known = {f"topics/{name}.txt" for name in topics} | {f"outside/{name}.txt" for name in outside}
    known.add(OFFTOPIC)
    there = {*_files(data, "topics"), *_files(data, "outside")}
    for file in sorted(there - known):
        yield Problem(file, "file", f"is of no topic; known are: {', '.join((*topics, *outside))}")
    meant: dict[str, _Line] = {}
    for file in sorted(known):
        lines = [*_lines(data, file)]
        for line in lines:
            yield from _problems_of_line(line, meant)
        if len(lines) < FEWEST_PHRASINGS:
            yield Problem(file, "file", f"{len(lines)} phrasings; needs {FEWEST_PHRASINGS}")


def problems_of_answers(knowledge: Knowledge, data: Path = DATA) -> Iterator[Problem]:
    """What is wrong between the questions and the example answers and clauses for them."""
    for folder in ("answers", "stated"):
        files = {*_files(data, folder)}
        anywhere = f"{folder}/{ANY}.txt"
        known = {f"{folder}/{name}.txt": question for name, question in knowledge.question.items()}
        for file in sorted(files - {*known, anywhere}):
            what = f"is of no question; known are: {', '.join(knowledge.question)}"
            yield Problem(file, "file", what)
        for file, question in known.items():
            # Clauses are few: a question can do without, but no option of it alone.
            needed = question.reads in GUESSED if folder == "answers" else file in files
            lines = (*_lines(data, anywhere), *_lines(data, file))
            yield from _problems_of_examples(file, lines, question, needed=needed)


def _problems_of_examples(
    file: str, lines: Iterable["_Line"], question: Question, *, needed: bool
) -> Iterator[Problem]:
    options = [option.id for option in question.options]
    meant: dict[str, _Line] = {}
    counts: Counter[str] = Counter()
    for line in lines:
        yield from _problems_of_line(line, meant)
        counts[line.heading] += 1
        if counts[line.heading] == 1 and line.heading not in (*options, NO_ANSWER):
            what = f"option {line.heading!r} is unknown; accepted: {', '.join(options)}"
            yield Problem(file, f"line {line.number}", what)
    for option in options if needed else ():
        if counts[option] < FEWEST_EXAMPLES:
            what = f"{counts[option]} example answers; needs {FEWEST_EXAMPLES}"
            yield Problem(file, f"option {option}", what)


def problems_of_headings(knowledge: Knowledge, data: Path = DATA) -> Iterator[Problem]:
    """What is wrong between the questions and the words listed for them."""
    judged = {each.id: each for each in knowledge.questions if each.reads == "judgement"}
    listed = {line.heading: line for line in reversed([*_lines(data, LISTS)])}
    for heading, line in sorted(listed.items()):
        name, _, rest = heading.partition(" ")
        place = f"line {line.number}"
        if name not in judged:
            if heading not in SHARED:
                known = ", ".join(judged)
                yield Problem(LISTS, place, f"{heading!r} is of no question; known are: {known}")
            continue
        option, _, kind = rest.partition(" ")
        if option not in ROLES and judged[name].option(option) is None:
            options = ", ".join(each.id for each in judged[name].options)
            yield Problem(LISTS, place, f"option {option!r} is unknown; accepted: {options}")
        elif kind not in HEADINGS:
            yield Problem(LISTS, place, f"{kind!r} is unknown; accepted: {', '.join(HEADINGS[1:])}")
        if kind == "beside gate" and f"{name} gate" not in listed:
            yield Problem(LISTS, place, f"needs [{name} gate] to stand beside")


class _Line(NamedTuple):
    """``before`` is the text above it under the same heading."""

    file: str
    number: int
    heading: str
    text: str
    before: str


def _problems_of_line(line: _Line, meant: dict[str, _Line]) -> Iterator[Problem]:
    """A text that stands in the wrong order, or twice; ``meant`` are those so far, as compared."""
    place = f"line {line.number}"
    if line.before and order(line.text) < order(line.before):
        what = f"{line.text!r} belongs above {line.before!r}; `python -m tools.tidy` sorts"
        yield Problem(line.file, place, what)
    said = " ".join(token.word for token in words(line.text))
    earlier = meant.setdefault(said, line)
    if said and earlier is not line:
        there = f"{earlier.file}, line {earlier.number}"
        yield Problem(
            line.file, place, f"{line.text!r} stands in {there} too; keep it in one place"
        )


def _files(data: Path, folder: str) -> list[str]:
    return [f"{folder}/{file.name}" for file in sorted((data / folder).glob("*.txt"))]


def _lines(data: Path, name: str) -> Iterator[_Line]:
    """The texts of a file; none where there is no such file."""
    heading = before = ""
    content = (data / name).read_text(encoding="utf-8") if (data / name).is_file() else ""
    for number, raw in enumerate(content.splitlines(), start=1):
        text = raw.strip()
        if text.startswith("[") and text.endswith("]"):
            heading, before = text[1:-1], ""
        elif text and not text.startswith("#"):
            yield _Line(name, number, heading, text, before)
            before = text
