"""How it goes, in the owner's chat: the numbers of the desk's insights, and one picture of them."""

from collections.abc import Iterator

from bot.charts.attachments import StatsDrawing, to_draw
from bot.charts.chart_data import BarBlock, BarRow
from bot.names import Names
from bot.owner.pages import Page
from flows.dialogue.replies import Reply
from storage.finding import Filters
from storage.insights import Insights
from storage.records import Attachment
from storage.store import Store

WEEKS, STOPS, PICKS = 8, 6, 8
"""Rows of each block of the picture."""

MOST_PICKS = 5
"""Picks that are named in the caption."""


def stats_page(store: Store, filters: Filters, looked_for: str) -> Page:
    """The numbers of the conversations found."""
    names, insights = Names(store.knowledge()), store.insights
    totals = insights.totals(filters)
    met = insights.met(filters)
    picks = _picks(names, insights, filters)
    values = {
        "looked_for": looked_for,
        "friends": totals["friends"],
        "talks": totals["conversations"],
        "advised": sum(count for _, count in picks),
        "picks": picks[:MOST_PICKS],
        "passed_on": met.passed_on,
        "answered": met.answered,
        "hours": "" if met.hours is None else f"{met.hours:.1f}",
        "still_waiting": met.waiting,
    }
    blocks = tuple(block for block in _blocks(names, insights, filters, picks) if block.rows)
    return Page(Reply("owner/stats", values), attachment=_drawing(blocks) if blocks else None)


def _drawing(blocks: tuple[BarBlock, ...]) -> Attachment:
    title, legend = "How it goes", "blue: advised · orange: stopped · grey: going on"
    return to_draw(StatsDrawing(title=title, subtitle=legend, blocks=blocks), "stats.png")


def _picks(names: Names, insights: Insights, filters: Filters) -> list[tuple[str, int]]:
    """How often each path was advised, the most frequent first; no pick is one of them."""
    counts: dict[str, int] = {}
    for (pick, _), count in insights.picks(filters).items():
        name = names.path(pick)
        counts[name] = counts.get(name, 0) + count
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _blocks(
    names: Names, insights: Insights, filters: Filters, picks: list[tuple[str, int]]
) -> Iterator[BarBlock]:
    weeks = insights.weeks(filters)[:WEEKS]
    widest = max((week.friends for week in weeks), default=0) or 1
    rows = (
        BarRow(
            f"week of {week.monday}",
            str(week.friends),
            tuple(part / widest for part in (week.advised, week.stopped, week.going_on)),
        )
        for week in weeks
    )
    yield BarBlock("New friends", tuple(rows))
    most = max((count for _, count in picks), default=0) or 1
    yield BarBlock(
        "Advised",
        tuple(BarRow(name, str(count), (count / most,)) for name, count in picks[:PICKS]),
    )
    yield BarBlock(
        "Stopped there, of those put there",
        tuple(
            BarRow(
                names.question(each.question),
                f"{each.stopped} of {each.put}",
                (0.0, each.stopped / each.put),
            )
            for each in insights.stopped_at(filters)[:STOPS]
        ),
    )
