"""What happened in a week, told to the owner on Monday, if anything did."""

from datetime import UTC, datetime, time, timedelta

from bot.owner.service import OwnerService
from flows.dialogue.events import Commanded, Decided
from flows.dialogue.replies import Choice, Reply
from storage.finding import Filters
from storage.records import Friend, Message

FROM = time(8, tzinfo=UTC)
"""When on Monday it is due."""

WEEK = timedelta(days=7)

NO_MORE = Choice("No more of these", Decided(deed="report-off"))


class WeeklyReport:
    """Sends the weekly report once a week, whatever is started anew in between."""

    def __init__(self, service: OwnerService) -> None:
        self._service = service
        self._store = service.store

    def send_if_due(self) -> bool:
        """Put it into the owner's outbox if it is due; returns whether it was put there.

        That nothing happened, or that the owner wants none, settles a week too.
        """
        now = datetime.fromisoformat(self._store.database.now())
        due = datetime.combine(now.date(), FROM)
        if now.weekday() or now < due:
            return False
        before, week = (each.isoformat(timespec="milliseconds") for each in (due - WEEK, due))
        pages = self._store.owner_pages
        sent = pages.setting("weekly_report_sent")
        if sent >= week:
            return False
        owner = self._service.identity.owner()
        if owner is None:
            return False
        message = self._made(sent or before) if pages.setting("weekly_report") != "off" else None
        return self._settle(owner, week, message)

    def _settle(self, owner: Friend, week: str, message: Message | None) -> bool:
        with self._store.transaction():
            if self._store.owner_pages.setting("weekly_report_sent") >= week:
                return False  # another program was faster
            self._store.owner_pages.choose("weekly_report_sent", week)
            if message is not None:
                self._store.outbox.add(owner, [message], must_arrive=True)
            return message is not None

    def _made(self, since: str) -> Message | None:
        """What happened since a moment; None where nothing did."""
        with self._store.reading():
            review = self._store.review
            talks = review.count(Filters(since=since))
            waiting = self._store.owner_questions.count_waiting()
            if not talks and not waiting:
                return None
            values = {
                "friends": self._store.users.count(since),
                "talks": talks,
                "advised": self._store.advices.friends(since),
                "waiting": waiting,
                "worth_a_look": review.count(Filters(state="worth-a-look")),
            }
        ways = []
        if values["waiting"]:
            ways.append(Choice("Questions", Commanded(command="waiting"), emphasis="primary"))
        if values["worth_a_look"]:
            worth = Commanded(command="find", text="state=worth-a-look")
            ways.append(Choice("Worth a look", worth))
        rows = (*((tuple(ways),) if ways else ()), (NO_MORE,))
        return self._service.renderer.for_owner(Reply("owner/weekly_report", values, rows))
