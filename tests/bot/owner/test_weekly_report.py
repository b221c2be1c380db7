"""On Monday the owner is told what happened, once a week, unless they want none."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.owner.weekly_report import WeeklyReport
from flows.dialogue.events import Began
from tests.bot.company import OWNER, Company

MONDAY = datetime(2030, 1, 7, 8, tzinfo=UTC)
WEEK = timedelta(days=7)


class Still(Company):
    """A company whose clock stands still unless it is set."""

    def at(self, moment: datetime) -> "Still":
        self.clock.time = moment - timedelta(minutes=1)
        return self

    def reports(self) -> list[str]:
        """What the owner is told by the weekly report when it is looked for now, however often."""
        report = WeeklyReport(self.owner_service)
        now = self.clock.time
        for _ in range(3):
            report.send_if_due()
            self.clock.time = now
        return [message.text for _, message in self.delivered(OWNER)]


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Still]:
    company = Still(tmp_path / "advisor.db").at(MONDAY - WEEK + timedelta(days=2))
    company.does(OWNER, Began())
    company.delivered(OWNER)
    yield company
    company.close()


def test_it_tells_what_happened_and_what_waits(company: Still) -> None:
    company.asks("1")
    company.delivered(OWNER)
    (told,) = company.at(MONDAY).reports()
    assert "1 conversation," in told
    assert "1 question waits" in told


@pytest.mark.parametrize(
    "moment",
    [MONDAY - timedelta(minutes=1), MONDAY + timedelta(days=1), MONDAY - timedelta(days=1)],
)
def test_it_comes_on_monday_morning_only(company: Still, moment: datetime) -> None:
    company.asks("1")
    company.delivered(OWNER)
    assert company.at(moment).reports() == []


def test_it_comes_once_a_week_whatever_is_started_anew(company: Still, tmp_path: Path) -> None:
    company.does("1", Began())
    assert len(company.at(MONDAY).reports()) == 1
    assert company.at(MONDAY + timedelta(hours=9)).reports() == []
    other = Still(tmp_path / "advisor.db")
    assert other.at(MONDAY + timedelta(hours=10)).reports() == []
    other.at(MONDAY + timedelta(days=2)).does("2", Began())
    (told,) = other.at(MONDAY + WEEK).reports()
    assert "1 new friend," in told
    other.close()


def test_nothing_is_told_where_nothing_happened(company: Still) -> None:
    assert company.at(MONDAY + WEEK).reports() == []
    assert company.at(MONDAY + 2 * WEEK).reports() == []


def test_one_tap_turns_it_off_and_another_one_on(company: Still) -> None:
    company.does("1", Began())
    company.at(MONDAY)
    WeeklyReport(company.owner_service).send_if_due()
    ((number, message),) = company.delivered(OWNER)
    (off,) = [b.event for row in message.buttons for b in row if b.label.startswith("No more")]
    company.does(OWNER, off, tapped=number)
    ((_, told),) = company.delivered(OWNER)
    company.does("1", Began())
    assert company.at(MONDAY + WEEK).reports() == []
    (on,) = [button.event for row in told.buttons for button in row]
    company.does(OWNER, on, tapped=number)
    company.delivered(OWNER)
    company.at(MONDAY + 2 * WEEK - timedelta(days=1)).does("1", Began())
    assert len(company.at(MONDAY + 2 * WEEK).reports()) == 1
