"""The pages of the desk: today, talks, one talk, questions, insights."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response

from bot.names import LONGEST_NAME
from bot.web.actions import GONE, number
from bot.web.desk import Desk, RequestHandler
from bot.web.refusal import Refused
from bot.web.views import (
    METS,
    Bar,
    Option,
    Words,
    bars,
    fields,
    talk_address,
    talks_address,
)
from flows.nlu.faq.load import built_in_outside, built_in_topics
from flows.rules.verdict import ConfidenceLevel
from storage.faq import FaqEntry, entry_number
from storage.finding import ALL, NONE, Filters
from storage.owner_questions import OwnerQuestion
from storage.texts import minute, one_line, printable

A_PAGE = 30
TODAY_QUESTIONS, TODAY_TALKS = 5, 10
LEVELS: tuple[ConfidenceLevel, ...] = get_args(ConfidenceLevel)
UNRECORDED = "It was given before advices were recorded, and stands in the transcript alone."
NEWEST = 60
"""Lines of a transcript that are shown at first."""


def here(request: Request) -> str:
    """The address of this page, for its forms to come back to."""
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def filters_of(desk: Desk, request: Request) -> Filters:
    """The filters in the address; raises WrongUseError with what is accepted."""
    return desk.reviewing.filters(dict(request.query_params), request.query_params.getlist("told"))


def today(desk: Desk, request: Request) -> Response:
    """Who waits, what is new, and what is worth a look."""
    words, review = Words(desk.knowledge), desk.store.review
    asked = desk.store.owner_questions
    worth = Filters(state="worth-a-look")
    found = review.list_conversations(worth, TODAY_TALKS)
    values = {
        "questions": [_question(desk, each) for each in asked.waiting(TODAY_QUESTIONS)],
        "waiting": asked.count_waiting(),
        "new": review.count(Filters(state="new")),
        "new_href": talks_address(Filters(state="new")),
        "worth_href": talks_address(worth),
        "worth": [words.card(each, worth, review.reasons(each.id)) for each in found],
        "back": here(request),
    }
    return desk.page(request, "today", values)


def talks(desk: Desk, request: Request) -> Response:
    """The conversations that the filters find, a page of them."""
    words, filters = Words(desk.knowledge), filters_of(desk, request)
    found = desk.store.review.list_conversations(filters, A_PAGE + 1)
    page = found[:A_PAGE]
    values = {
        "cards": [words.card(each, filters) for each in page],
        "older": talks_address(filters, before=page[-1].cursor) if found[A_PAGE:] else "",
        "first": talks_address(replace(filters, before="")) if filters.before else "",
        "fields": fields(words, filters, _topics(desk)),
        "filters": filters,
        "filtered": replace(filters, before="") != ALL,
        "narrowed": replace(filters, before="", words="", state=None) != ALL,
    }
    return desk.page(request, "talks", values)


def talk(desk: Desk, request: Request) -> Response:
    """One conversation: what was answered and advised, what was said, and what the owner notes."""
    talk_id, review, words = number(request), desk.store.review, Words(desk.knowledge)
    filters = replace(filters_of(desk, request), before="")
    shown = review.show(talk_id)
    if shown is None:
        raise Refused(404, GONE.format(talk_id))
    listed = shown.listed
    older = review.list_conversations(replace(filters, before=listed.cursor), 1)
    newer = review.newer(filters, listed)
    every = request.query_params.get("all") == "1"
    lines = shown.transcript if every else shown.transcript[-NEWEST:]
    asked = desk.store.owner_questions.of(listed.friend_id, listed.number)
    values = {
        "talk": words.card(listed, filters, review.reasons(talk_id)),
        "listed": listed,
        "started": minute(listed.started),
        "sections": words.sections(shown),
        "skipped": ", ".join(map(words.question, shown.skipped)),
        "figures": [*(shown.figures or {}).items()],
        "told": words.circumstances(shown.circumstances),
        "lines": [words.bubble(line) for line in lines],
        "hidden": len(shown.transcript) - len(lines),
        "every": talk_address(talk_id, filters, all="1"),
        "older": talk_address(older[0].id, filters) if older else "",
        "newer": talk_address(newer.id, filters) if newer else "",
        "list": talks_address(filters),
        "questions": [_question(desk, each) for each in asked],
        "paths": [
            Option(path.id, path.button, path.id == listed.should_be)
            for path in desk.knowledge.paths
        ],
        "should_be": words.path(listed.should_be) if listed.should_be else "",
        "reviewed": minute(listed.reviewed_at) if listed.reviewed_at and not listed.is_new else "",
        "back": here(request),
        "no_advice": UNRECORDED if listed.outcome == "advised" else "None so far.",
        **_advice(desk, words, listed.friend_id, listed.number),
    }
    return desk.page(request, "talk", values)


def _advice(desk: Desk, words: Words, friend_id: int, conversation: int) -> dict[str, Any]:
    """The last advice of a conversation as it was sent, and what would be said today."""
    last = desk.impact.last(friend_id, conversation)
    if last is None:
        return {"advice": None, "bars": [], "today_says": ""}
    given, today = last.advice, last.today
    return {
        "advice": {"id": given.id, "at": minute(given.at), "text": last.text},
        "bars": words.paths(given),
        "today_says": words.path(today.advised) if today else "",
    }


def _question(desk: Desk, each: OwnerQuestion) -> dict[str, Any]:
    """A question of a friend's, with what is known about it."""
    talk_id = desk.store.review.id_of(each.friend.id, each.conversation)
    answered = each.state == "answered"
    return {
        "id": each.id,
        "name": one_line(each.friend.name)[:LONGEST_NAME] or "Somebody",
        "href": f"/talks/{talk_id}" if talk_id else "",
        "asked": minute(each.asked),
        "text": printable(each.text),
        "progress": one_line(each.progress),
        "nearest": "; ".join(map(one_line, desk.service.announcer.titles(each.nearest))),
        "state": each.state,
        "waiting": each.state == "waiting",
        "answer": printable(each.answer),
        "keepable": answered and not each.kept,
        "wording": (desk.service.wording_or_none(each) or "") if answered else "",
        "for_all": desk.service.answer_for_all(each) if answered else "",
        "similar": len(each.similar) if answered else 0,
    }


def questions(desk: Desk, request: Request) -> Response:
    """What waits for the owner, what was answered, and the answers kept for everyone."""
    faq, service = desk.store.faq, desk.service
    asked = desk.store.owner_questions
    waiting, many = asked.waiting(A_PAGE), asked.count_waiting()
    topics, outside = desk.store.insights.topics()
    entries = faq.entries()
    values = {
        "waiting": [_question(desk, each) for each in waiting],
        "more_waiting": many - len(waiting),
        "answered": [_question(desk, each) for each in asked.answered(A_PAGE)],
        "suggested": [
            {
                "id": each.id,
                "text": service.proposed(each),
                "topic": one_line(service.announcer.title(each.topic) or each.topic),
            }
            for each in faq.suggestions()
        ],
        "kept": [_kept(desk, each, entries, topics) for each in entries],
        "outside": _outside(outside, ALL),
        "back": here(request),
    }
    return desk.page(request, "questions", values)


def _kept(
    desk: Desk, entry: FaqEntry, entries: Iterable[FaqEntry], asked: Mapping[str, int]
) -> dict[str, Any]:
    """A kept answer, with the others that can take its place; ``asked`` counts by topic."""
    return {
        "id": entry.id,
        "row": entry_number(entry.id),
        "question": entry.question,
        "answer": entry.answer,
        "retired": entry.retired,
        "merged_into": entry.merged_into or "",
        "asked": asked.get(entry.id, 0),
        "asked_href": talks_address(Filters(asked=entry.id)),
        "found_by": entry.phrasings,
        "wordings": desk.store.faq.wordings(entry.id),
        "others": [
            (one.id, f"{one.id}: {one_line(one.question)[:LONGEST_NAME]}")
            for one in entries
            if one.id != entry.id and not one.retired
        ],
    }


def insights(desk: Desk, request: Request) -> Response:
    """Counts over the conversations of some days and a market."""
    given = {name: request.query_params.get(name, "") for name in ("since", "until", "market")}
    filters = desk.reviewing.filters(given)
    words, found = Words(desk.knowledge), desk.store.insights
    topics, outside = found.topics(filters)
    met = found.met(filters)
    met_so = {kind: met.kinds[kind] for kind in METS if kind in met.kinds}
    counts = found.confidence(filters)
    sure: dict[str, int] = {level: counts[level] for level in LEVELS if level in counts}

    def asked(topic: str) -> str:
        return talks_address(replace(filters, asked=topic))

    put = _stopped(desk, words, filters)
    stopped = [bar for bar in put if bar.width]
    values = {
        "fields": fields(words, filters),
        "filters": filters,
        "weeks": _weeks(desk, filters),
        "stopped": stopped,
        "unstopped": len(put) - len(stopped),
        "picks": _picks(desk, words, filters),
        "markets": [name for _, name in _markets(desk, words, filters)],
        "topics": [*bars(topics, _topics(desk), asked)],
        "outside": _outside(outside, filters),
        "met": [*bars(met_so, METS, asked)],
        "hours": "" if met.hours is None else f"{met.hours:.1f}",
        "confidence": [
            *bars(sure, {}, lambda level: talks_address(replace(filters, confidence=level)))
        ],
        "corrected": found.corrected(filters),
        "corrected_href": talks_address(replace(filters, why="corrected")),
    }
    return desk.page(request, "insights", values)


def _topics(desk: Desk) -> dict[str, str]:
    """Everything that can be asked about, with its name."""
    known = built_in_topics() | built_in_outside()
    kept = {each.id: one_line(each.question)[:LONGEST_NAME] for each in desk.store.faq.entries()}
    return {topic: each.title for topic, each in known.items()} | kept


def _outside(counts: Mapping[str, int], filters: Filters) -> list[Bar]:
    """What was asked that the author does not speak about."""
    titles = {each.id: each.title for each in built_in_outside().values()}
    return [*bars(counts, titles, lambda topic: talks_address(replace(filters, asked=topic)))]


def _markets(desk: Desk, words: Words, filters: Filters) -> list[tuple[str | None, str]]:
    """The markets that can be among what the filters find, with their names; None is not told."""
    told = [(each, words.option("market", each)) for each in desk.knowledge.options["market"]]
    every: list[tuple[str | None, str]] = [*told, (None, "not told")]
    return [each for each in every if filters.market in ("", each[0] or NONE)]


def _weeks(desk: Desk, filters: Filters) -> list[dict[str, Any]]:
    """The last weeks, each a bar of three parts, as wide as the fullest week is."""
    weeks = desk.store.insights.weeks(filters)[:12]
    widest = max((week.friends for week in weeks), default=0) or 1
    return [
        {
            **asdict(week),
            "href": talks_address(came := replace(filters, came=week.monday)),
            "advised_href": talks_address(replace(came, state="advised")),
            "stopped_href": talks_address(replace(came, state="stopped")),
            "going_on_href": talks_address(replace(came, state="going-on")),
            "x3": round(100 * (week.advised + week.stopped) / widest, 2),
            "w1": round(100 * week.advised / widest, 2),
            "w2": round(100 * week.stopped / widest, 2),
            "w3": round(100 * week.going_on / widest, 2),
        }
        for week in weeks
    ]


def _stopped(desk: Desk, words: Words, filters: Filters) -> list[Bar]:
    """Where friends stopped, of those put there."""
    return [
        Bar(
            name=words.question(each.question),
            count=str(each.stopped),
            width=round(100 * each.stopped / each.put, 2),
            href=talks_address(replace(filters, stopped_at=each.question)),
            of=str(each.put),
            of_href=talks_address(replace(filters, put=each.question)),
        )
        for each in desk.store.insights.stopped_at(filters)
        if each.question in desk.knowledge.question
    ]


def _picks(desk: Desk, words: Words, filters: Filters) -> list[dict[str, Any]]:
    """The table of picks by market; what nothing was singled out for is a row of its own."""
    counts = desk.store.insights.picks(filters)
    markets = [market for market, _ in _markets(desk, words, filters)]
    most = max(counts.values(), default=0) or 1
    rows = []
    for pick in (*(path.id for path in desk.knowledge.paths), None):
        cells = []
        for market in markets:
            count = counts.get((pick, market), 0)
            shade = -(-count * 4 // most)
            href = talks_address(replace(filters, pick=pick or NONE, market=market or NONE))
            cells.append({"count": count, "shade": shade, "href": href})
        total = sum(number for (which, _), number in counts.items() if which == pick)
        rows.append(
            {
                "name": words.path(pick),
                "cells": cells,
                "total": total,
                "href": talks_address(replace(filters, pick=pick or NONE)),
            }
        )
    return rows


PAGES: Mapping[str, RequestHandler] = {
    "/": today,
    "/talks": talks,
    "/talks/{number}": talk,
    "/questions": questions,
    "/insights": insights,
}
"""By address."""
