"""Filters are read as they are typed, and a wrong one is told with what is accepted."""

import pytest

from bot.errors import WrongUseError
from bot.owner.filters import read_filters
from flows.knowledge import built_in
from storage.finding import Filters


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ({"state": "old"}, "worth-a-look"),
        ({"market": "mars"}, "singapore"),
        ({"pick": "astronaut"}, "none"),
        ({"role": "king"}, "analyst"),
        ({"stopped_at": "shoe"}, "no question; accepted: years"),
        ({"since": "yesterday"}, "2026-11-29"),
        ({"came": "monday"}, "2026-11-29"),
        ({"confidence": "sure"}, "medium"),
        ({"why": "fun"}, "no reason; accepted: unanswered"),
        ({"asked": "weather"}, "no topic; accepted: answer"),
        ({"asked": "kept-0"}, "no topic"),
        ({"until": "20261129"}, "2026-11-29"),
        ({"until": "2026-02-30"}, "2026-11-29"),
        ({"before": "7"}, "from the list"),
        ({"before": "2030-01-01T00:00:00.000+00:00_٣"}, "from the list"),
        ({"before": f"2030-01-01T00:00:00.000+00:00_{2**63}"}, "from the list"),
    ],
)
def test_a_filter_that_finds_nothing_is_refused_with_what_is_accepted(
    given: dict[str, str], accepted: str
) -> None:
    with pytest.raises(WrongUseError) as caught:
        read_filters(given, (), built_in())
    assert accepted in str(caught.value)
    assert repr(next(iter(given.values())))[:80] in str(caught.value)


def test_filters_are_read_as_they_are_typed() -> None:
    given = {"state": "new", "market": "india", "words": "ann", "since": "2030-01-01"}
    read = read_filters(given, ["visa", "", "visa"], built_in())
    assert read == Filters(
        state="new", market="india", words="ann", since="2030-01-01", told=("visa",)
    )
    with pytest.raises(WrongUseError, match="'rain' is no circumstance"):
        read_filters({}, ["rain"], built_in())
