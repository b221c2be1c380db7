"""Every path can come first, and can go out unless it is explained why not."""

from collections.abc import Iterator
from functools import partial

from flows.check.subject import Step, Subject, of_path
from flows.knowledge.models import Path
from flows.knowledge.problems import Problem
from flows.rules.fields import WEIGHED
from flows.rules.outcome import unpacked
from flows.rules.relevance import domain_of
from flows.rules.search import can_come_first, reach


def paths_come_first_and_go_out(subject: Subject) -> Iterator[Step]:
    """Two steps for each path."""
    for place, path in enumerate(subject.knowledge.paths):
        yield Step(f"{path.id} can come first", partial(_first, subject, place, path))
        yield Step(f"{path.id} can go out", partial(_out, subject, place, path))


def _first(subject: Subject, place: int, path: Path) -> Iterator[Problem]:
    if not can_come_first(subject.rules, domain_of(subject.rules, {}), place):
        yield of_path(
            path.id, "can never be the pick, whatever is answered; remove it or argue for it"
        )


def _out(subject: Subject, place: int, path: Path) -> Iterator[Problem]:
    """The status of a path lies in one factor, so its bound over all answers is exact."""
    worst = reach(subject.rules, domain_of(subject.rules, {})).low
    always_in = bool(unpacked(worst, len(subject.rules.paths))[place] & WEIGHED)
    if always_in and not path.never_out:
        yield of_path(
            path.id, "can never go out; explain why with never_out, or add an elimination"
        )
    if path.never_out and not always_in:
        yield of_path(path.id, "can go out, yet never_out explains why it cannot; remove never_out")
