"""Draws the people of the simulation from the distributions of ``people.toml``."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from flows.figures import BANDS, Figures, band_of_cut
from flows.rules import CompiledRules

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_FIGURES: dict[str, Any] = _TABLES.pop("figures")

DISTRIBUTIONS: dict[str, dict[str, Any]] = _TABLES

_LARGEST_RAISE = 0.4


class Person(NamedTuple):
    """Somebody who answers everything, and what they say in figures, if anything."""

    answers: dict[str, str]
    figures: Figures | None


def people(rules: CompiledRules, distribution: str, seed: int, count: int) -> list[Person]:
    """Draw people; the same ones for the same seed.

    Raises ValueError where the distribution names a question or an option that does not exist, or
    a question that is drawn later.
    """
    tables = _tables(distribution)
    order = [*tables, *(question for question in rules.bits.option if question not in tables)]
    _check(rules, tables)
    random = Random(seed)  # noqa: S311 - people to measure with, no secret
    drawn = [_answers(rules, tables, order, random) for _ in range(count)]
    return [Person(answers, _figures(answers, random)) for answers in drawn]


def _tables(distribution: str) -> dict[str, list[dict[str, Any]]]:
    own = dict(DISTRIBUTIONS[distribution])
    like = own.pop("like", None)
    return {**_tables(like), **own} if like else own


def _answers(
    rules: CompiledRules, tables: Mapping[str, Any], order: list[str], random: Random
) -> dict[str, str]:
    answers: dict[str, str] = {}
    for question in order:
        weights = dict.fromkeys(rules.bits.option[question], 1.0)
        for row in tables.get(question, ()):
            if all(answers[other] in options for other, options in row.get("when", {}).items()):
                for option, weight in row["weights"].items():
                    weights[option] *= weight
        answers[question] = random.choices(list(weights), list(weights.values()))[0]
    return {question: answers[question] for question in rules.bits.option}


def _figures(answers: Mapping[str, str], random: Random) -> Figures | None:
    """Figures that agree with the bands answered; engineers name no pay, at most a share."""
    if answers["role"] == "software-engineer" or random.random() >= _FIGURES["stated"]:
        unpaid = random.random() < _FIGURES["unpaid"]
        return Figures(runway=_share(answers["runway"], random)) if unpaid else None
    currency, lowest, highest = _FIGURES["pay"][answers["market"]]
    now = Decimal(round(random.uniform(lowest, highest), -3))
    cut = _share(answers["cut"], random)
    if answers["cut"] == "none":
        cut = -Decimal(random.uniform(0, _LARGEST_RAISE))
    how = random.choices(list(_FIGURES["limit"]), list(_FIGURES["limit"].values()))[0]
    limit = _share(answers["runway"], random)
    return Figures(
        now=now,
        next=Decimal(round(now * (1 - cut))),
        currency=currency,
        runway=None if how == "band" else limit,
        floor=now * (1 - limit) if how == "floor" else None,
    )


def _share(band: str, random: Random) -> Decimal:
    """A share of today's pay within a band, away from its ends so that rounding leaves it there."""
    low, high = BANDS[band]
    share = low + (high - low) * Decimal(str(round(random.uniform(0.02, 0.98), 2)))
    if band_of_cut(share) != band:
        raise ValueError(f"{share} is not {band}")
    return share


def _check(rules: CompiledRules, tables: Mapping[str, Any]) -> None:
    for question, rows in tables.items():
        before = list(tables)[: list(tables).index(question)]
        for row in rows:
            conditions = row.get("when", {})
            if wrong := set(conditions) - set(before):
                raise ValueError(f"{question}: depends on what is drawn later: {wrong}")
            if wrong := set(_unknown(rules, {question: row["weights"], **conditions})):
                raise ValueError(f"{question}: unknown: {wrong}")


def _unknown(rules: CompiledRules, named: Mapping[str, Any]) -> Iterator[str]:
    for question, options in named.items():
        known = rules.bits.option.get(question, {})
        yield from (f"{question}={option}" for option in options if option not in known)
