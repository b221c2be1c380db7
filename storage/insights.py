"""Counts over all conversations: how they end, where they stop, what is asked."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from storage.database import Database, Row
from storage.finding import ALL, LATEST, MET, QUIET, STOPPED, Filters, found
from storage.outbox import WAITING

LEAST_PUT = 10
"""How often a question must have been put before it is told how many stopped there."""


@dataclass(frozen=True)
class Week:
    """The friends who came in a week (its Monday), and how they ended so far."""

    monday: str
    friends: int
    advised: int
    stopped: int
    going_on: int


@dataclass(frozen=True)
class StoppedAt:
    """Of a question: in how many conversations it was put, and how many stopped there."""

    question: str
    stopped: int
    put: int


@dataclass(frozen=True)
class Met:
    """How questions were met.

    ``kinds`` counts the conversations by what was found for a question there, and by what became of
    those that went to the owner. ``passed_on``, ``waiting`` and ``answered`` count these questions,
    the last ones answered after a median of ``hours`` (None before any).
    """

    kinds: dict[str, int]
    passed_on: int
    waiting: int
    answered: int
    hours: float | None


ANY_TIME = "updated_at > ''"
"""Has SQLite read the index by activity, which holds all that is counted, and not every row."""

COUNTED = {
    "place": "place",
    "market": "conversations.market",
    "role": "conversations.role",
    "pick": "conversations.pick",
}
"""What `stats` counts by, and how it is called in SQL."""


class Insights:
    """Counts over the conversations that filters find; all of them unless told otherwise."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def weeks(self, filters: Filters = ALL) -> list[Week]:
        """The friends by the week in which they came, the latest first, by their latest talk."""
        rows = self._rows(
            filters,
            "SELECT date(day, 'weekday 0', '-6 days') AS monday, sum(friends) AS friends,"
            " sum(advised) AS advised, sum(stopped) AS stopped FROM ("
            " SELECT substr(created_at, 1, 10) AS day, count(*) AS friends,"
            " sum(talk.advised) AS advised, sum(talk.stopped) AS stopped"
            " FROM (SELECT conversations.friend_id, advised, {stopped} AS stopped"
            " {source} AND {any_time} AND {latest}) AS talk"
            " CROSS JOIN friends ON friends.id = talk.friend_id GROUP BY day)"
            " GROUP BY monday ORDER BY monday DESC",
        )
        return [
            Week(**row, going_on=row["friends"] - row["advised"] - row["stopped"]) for row in rows
        ]

    def stopped_at(self, filters: Filters = ALL) -> list[StoppedAt]:
        """Where friends stopped, of those put: counts alone would only show what is asked first.

        Looked at are conversations that have been quiet for a day, or have gone on past a question.
        """
        rows = self._rows(
            filters,
            "SELECT put.question, sum(times) AS put, sum(stopped) AS stopped FROM ("
            " SELECT question, sum(NOT coalesce(instr(trail, json_quote(question)), 0)) AS times,"
            "   sum({stopped}) AS stopped {source}"
            "   AND question IS NOT NULL AND (advised OR place = 'stopped'"
            "   OR updated_at < :quiet_since) GROUP BY question"
            " UNION ALL SELECT value, times, 0 FROM (SELECT DISTINCT trail, times, each.value FROM"
            "   (SELECT trail, count(*) AS times {source} GROUP BY trail) AS talk,"
            "   json_each(talk.trail) AS each)"
            ") AS put GROUP BY put.question HAVING sum(times) >= :least",
            least=LEAST_PUT,
        )
        ranked = sorted(rows, key=lambda row: (-row["stopped"] / row["put"], row["question"]))
        return [StoppedAt(**row) for row in ranked]

    def picks(self, filters: Filters = ALL) -> dict[tuple[str | None, str | None], int]:
        """How often each path was advised in each market: (pick, market); None is no pick."""
        rows = self._rows(
            filters,
            "SELECT pick, market, count(*) AS talks {source} AND advised = 1 GROUP BY pick, market",
        )
        return {(row["pick"], row["market"]): row["talks"] for row in rows}

    def confidence(self, filters: Filters = ALL) -> dict[str, int]:
        """How sure the advice was, of those who were advised."""
        rows = self._rows(
            filters,
            "SELECT conversations.confidence AS value, count(*) AS times {source} AND advised"
            " GROUP BY value",
        )
        return _counts(rows)

    def _outcomes(self, filters: Filters) -> dict[str, int]:
        """How often conversations came to each end."""
        rows = self._rows(
            filters,
            "SELECT outcome AS value, count(*) AS times FROM ("
            " SELECT conversations.friend_id AS friend, number {source}) AS talk"
            " JOIN summaries ON (friend_id, conversation) = (friend, number) GROUP BY value",
        )
        return _counts(rows)

    def stats(self, filters: Filters = ALL) -> dict[str, Any]:
        """Counts over the conversations found; JSON takes them as they are.

        Picks and confidence are those of conversations that came to advice. What waits in the inbox
        and the outbox is counted for all.
        """
        with self._db.reading():
            totals = self.totals(filters)
            counted = {
                name: self._rows(
                    filters,
                    f"SELECT {column} AS value, count(*) AS times {{source}} GROUP BY value",
                )
                for name, column in COUNTED.items()
            }
            updates = self._db.rows(
                "SELECT state AS value, count(*) AS times FROM updates GROUP BY state"
            )
            return {
                **totals,
                **{name: _ranked(_counts(rows)) for name, rows in counted.items()},
                "outcome": _ranked(self._outcomes(filters)),
                "confidence": _ranked(self.confidence(filters)),
                "outside": _ranked(_topics(self._asked(filters), "outside")),
                "updates": _ranked(_counts(updates)),
                "unsent": self._db.count("outbox", WAITING),
            }

    def totals(self, filters: Filters = ALL) -> dict[str, int]:
        """How many friends and conversations are found; without a filter, every friend counts."""
        totals = self._rows(
            filters,
            "SELECT count(DISTINCT conversations.friend_id) AS friends,"
            " count(*) AS conversations {source}",
        )[0]
        if filters == ALL:
            totals["friends"] = self._db.count("friends")
        return totals

    def topics(self, filters: Filters = ALL) -> tuple[dict[str, int], dict[str, int]]:
        """In how many conversations what was asked: topics, and outside topics."""
        counts = self._asked(filters)
        return _ranked(_topics(counts, "answer")), _ranked(_topics(counts, "outside"))

    def met(self, filters: Filters = ALL) -> Met:
        """How questions were met."""
        counts = self._asked(filters)
        rows = self._rows(
            filters,
            "SELECT talk, state, (julianday(settled_at) - julianday(asked_at)) * 24 AS hours"
            " FROM (SELECT conversations.id AS talk, conversations.friend_id AS friend, number"
            " {source}) JOIN questions ON (friend_id, conversation) = (friend, number)",
        )
        answered = [row for row in rows if row["state"] == "answered"]
        waiting = [row for row in rows if row["state"] == "waiting"]
        theirs = {"passed-on": rows, "answered-by-you": answered, "waiting": waiting}
        kinds = {kind: counts.get(kind, 0) for kind in MET}
        kinds |= {kind: len({row["talk"] for row in those}) for kind, those in theirs.items()}
        return Met(
            {kind: many for kind, many in kinds.items() if many},
            len(rows),
            len(waiting),
            len(answered),
            median(row["hours"] for row in answered) if answered else None,
        )

    def _asked(self, filters: Filters) -> dict[str, int]:
        """In how many conversations a question was met so: by kind, and by kind and topic."""
        rows = self._rows(
            filters,
            "SELECT asked, count(*) AS times {source} AND asked IS NOT NULL GROUP BY asked",
        )
        counts: Counter[str] = Counter()
        for row in rows:
            met = {*json.loads(row["asked"])}
            if "did-you-mean" in met and "taken" not in met:
                met.add("refused")
            if "did-you-mean" not in met:
                met.discard("taken")
            counts.update(dict.fromkeys(met, row["times"]))
        return counts

    def corrected(self, filters: Filters = ALL) -> int:
        """In how many conversations a reading was corrected within three events."""
        rows = self._rows(filters, "SELECT count(*) AS talks {source} AND corrected")
        return int(rows[0]["talks"])

    def _rows(self, filters: Filters, query: str, **values: object) -> list[Row]:
        source, bound = found(filters, self._db.ago(QUIET))
        parts = {"stopped": STOPPED, "latest": LATEST, "any_time": ANY_TIME}
        sql = query.format(source=source, **parts)
        return self._db.rows(sql, **bound, **values)


def _topics(asked: Mapping[str, int], kind: str) -> dict[str, int]:
    """The topics of one kind of question, with how often each was asked."""
    parts = ((*value.partition(":"), times) for value, times in asked.items())
    return {topic: times for of, _, topic, times in parts if topic and of == kind}


def _counts(rows: Iterable[Row]) -> dict[str, int]:
    """How often each value occurs; None is left out."""
    return {row["value"]: row["times"] for row in rows if row["value"] is not None}


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts with the most frequent first."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
