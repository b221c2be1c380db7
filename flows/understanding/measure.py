"""How well free text is understood, in named numbers, over cases with known answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from flows.understanding.facts import Facts
from flows.understanding.reader import Reader
from flows.understanding.typed import TypedAnswer

Case = Mapping[str, Any]


def comp_of(understood: Facts) -> dict[str, int | str | None] | None:
    """Return the two stated figures in whole units a year, or None unless both are stated."""
    figures = understood.figures
    if figures is None or figures.now is None or figures.next is None:
        return None
    return {
        "current": round(figures.now),
        "next": round(figures.next),
        "currency": figures.currency,
    }


def measure_slots(reader: Reader, cases: Iterable[Case]) -> dict[str, float]:
    """Score typed answers; a case has ``question``, ``text`` and ``option`` (or None).

    ``accuracy`` counts None as an answer of its own and ``null accuracy`` looks at those alone;
    ``wrong stored`` is the share of cases where an option was read that is not the right one, and
    ``wrong when sure`` where it would have been stored without asking back.
    """
    read = [(case["option"], reader.option_for(case["question"], case["text"])) for case in cases]
    nulls = [answer for gold, answer in read if gold is None]
    return {
        "lines": len(read),
        "accuracy": _share(answer.option == gold for gold, answer in read),
        "null accuracy": _share(answer.option is None for answer in nulls),
        "wrong stored": _share(_wrong(gold, answer) for gold, answer in read),
        "wrong when sure": _share(
            _wrong(gold, answer) and answer.verdict == "sure" for gold, answer in read
        ),
        "asked back": _share(answer.verdict == "ask-back" for _, answer in read),
    }


def measure_openers(reader: Reader, cases: Iterable[Case]) -> dict[str, float]:
    """Score first messages; a case has ``text``, ``answers`` and ``comp`` (or None).

    ``precision`` and ``recall`` are over all pairs of question and option together; ``exact
    figures`` is the share of cases whose two figures and currency are right, or rightly absent.
    """
    read = [(case, reader.facts(case["text"])) for case in cases]
    said = [
        (set(case["answers"].items()), set(understood.answers.items())) for case, understood in read
    ]
    right = sum(len(gold & found) for gold, found in said)
    return {
        "lines": len(read),
        "precision": right / max(1, sum(len(found) for _, found in said)),
        "recall": right / max(1, sum(len(gold) for gold, _ in said)),
        "exact figures": _share(comp_of(understood) == case["comp"] for case, understood in read),
    }


def _wrong(gold: str | None, answer: TypedAnswer) -> bool:
    return answer.option is not None and answer.option != gold


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / max(1, len(counted))
