"""The owner's pages in the chat: who waits, what is new or found, one conversation, kept answers.

Each is a message that is edited in place. A list has five rows and goes on from its last one, never
from an offset, so nothing stands there twice or is missed while friends go on.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from bot.commands import OWNER_COMMANDS, described
from bot.errors import WrongUseError
from bot.names import Names, name_of, reasons
from bot.owner.filters import accepted, typed_name
from bot.owner.impact import Impact
from bot.owner.reviewing import Reviewing
from bot.owner.service import OwnerService
from flows.dialogue.events import Commanded, Continued, Decided
from flows.dialogue.owner_deeds import OwnerDeed
from flows.dialogue.replies import Choice, Choices, Reply
from storage.faq import entry_number
from storage.finding import Filters
from storage.records import Attachment
from storage.review import Listed, TranscriptLine
from storage.texts import minute, one_line

A_PAGE = 5
"""Rows of a list."""

LINES = 6
"""Lines of a transcript on one page."""

NAMED = 4
"""Waiting questions that are named in the greeting."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)

GONE = "I do not know any more what stood in that list: send /reviews or /find again."


@dataclass(frozen=True)
class ShownList:
    """A list of conversations: the command that asked for it, what was typed, and from where on."""

    command: str
    text: str = ""
    at: str = ""


@dataclass(frozen=True)
class Page:
    """A message of the owner's pages, and the list that it belongs to, if it does."""

    reply: Reply
    shown: ShownList | None = None
    attachment: Attachment | None = None

    @property
    def stored(self) -> str:
        """What is kept of the list."""
        return json.dumps(asdict(self.shown)) if self.shown else ""


def stored_list(stored: str) -> ShownList | None:
    """The list that a page belongs to, as it was kept."""
    return ShownList(**json.loads(stored)) if stored else None


class OwnerPages:
    """Makes the pages; none of them changes anything."""

    def __init__(self, service: OwnerService) -> None:
        self.service = service
        self.store = service.store
        self.reviewing = Reviewing(service.store)

    @cached_property
    def _impact(self) -> Impact:
        return Impact(self.store, self.store.knowledge())

    @property
    def _names(self) -> Names:
        return Names(self.store.knowledge())

    def greeting(self) -> Page:
        """What waits, how it goes, and what the owner can do here."""
        waiting = self.store.owner_questions.waiting()
        review, now = self.store.review, datetime.fromisoformat(self.store.database.now())
        week = (now - timedelta(days=7)).isoformat(timespec="milliseconds")
        new = review.count(Filters(state="new"))
        values = {
            "waiting": len(waiting),
            "asked": [
                {"name": one_line(each.friend.name), "text": one_line(each.text)}
                for each in waiting[:NAMED]
            ],
            "friends": self.store.users.count(),
            "advised": self.store.advices.friends(week),
            "new": new,
            "commands": [*described(OWNER_COMMANDS)],
        }
        ways = []
        if waiting:
            ways.append(Choice("Questions", Commanded(command="waiting"), emphasis="primary"))
        if new:
            ways.append(Choice("New conversations", Commanded(command="reviews")))
        return Page(Reply("owner/greeting", values, (tuple(ways),) if ways else ()))

    def waiting(self, at: str = "") -> Page:
        """Questions that wait, the oldest first, after the one of this number."""
        every = self.store.owner_questions.waiting()
        page, more = _page(every, _number(at), lambda each: each.id)
        values = {
            "waiting": len(every),
            "questions": [
                {
                    "place": place,
                    "name": one_line(each.friend.name),
                    "asked": minute(each.asked),
                    "text": one_line(each.text),
                }
                for place, each in enumerate(page, 1)
            ],
        }
        rows = [_numbered(Decided(deed="question", item=each.id) for each in page)]
        rows.append(_turning("waiting", at, str(page[-1].id) if more else ""))
        return Page(Reply("owner/waiting", values, _without_empty(rows)))

    def talks(self, shown: ShownList) -> Page:
        """Conversations that are new, or found by what was typed, the latest activity first."""
        if shown.command == "find" and not shown.text:
            takes = {"filters": [*self.accepted.items()]}
            return Page(Reply("owner/how_to_find", takes))
        filters = self.filters(shown)
        if shown.at:
            filters = filters.after(unpacked(shown.at))
        found = self.store.review.list_conversations(filters, A_PAGE + 1)
        page = found[:A_PAGE]
        values = {
            "looked_for": shown.text,
            "talks": [self._talk(each) | {"place": n} for n, each in enumerate(page, 1)],
        }
        rows = [_numbered(Decided(deed="talk", item=each.id) for each in page)]
        older = packed(page[-1].cursor) if found[A_PAGE:] else ""
        rows.append(_turning("talks", shown.at, older))
        return Page(Reply("owner/talks", values, _without_empty(rows)), shown)

    def filters(self, shown: ShownList) -> Filters:
        """What was typed, as filters."""
        given, told, words = dict[str, str](), list[str](), list[str]()
        for token in shown.text.split():
            name, sign, value = token.partition("=")
            if not sign:
                words.append(token)
            elif name in self.accepted and not value:
                raise WrongUseError(f"{name}= needs a value; accepted: {self.accepted[name]}.")
            elif name == "told":
                told.append(value)
            elif name in self.accepted:
                given[name.replace("-", "_")] = value
            else:
                names = ", ".join(f"{each}=" for each in self.accepted)
                raise WrongUseError(f"{name!r:.80} narrows nothing down; accepted: {names}.")
        if shown.command == "reviews":
            given = {"state": "new"} | given
        return self.reviewing.filters(given | {"words": " ".join(words)}, told)

    @cached_property
    def accepted(self) -> Mapping[str, str]:
        """What each filter takes, by its name as it is typed."""
        takes = accepted(self.store.knowledge())
        return {typed_name(field): ", ".join(values) for field, values in takes.items()}

    def _talk(self, each: Listed) -> dict[str, Any]:
        """A conversation at a glance."""
        return {
            "name": name_of(each),
            "username": one_line(each.username),
            "is_new": each.is_new,
            "result": self._names.result(each),
            "updated": minute(each.updated),
            "market": self._names.option("market", each.market),
            "answered": each.answered,
            "why": reasons(self.store.review.reasons(each.id)),
            "note": one_line(each.note),
        }

    def talk_of(self, question_id: int) -> Page:
        """The conversation in which a question was asked, as a message of its own."""
        question = self.service.question(question_id)
        found = self.store.review.id_of(question.friend.id, question.conversation)
        return self.talk(found or 0, "", None)

    def talk(self, conversation_id: int, at: str, shown: ShownList | None) -> Page:
        """One conversation: how it stands, and what was said, the newest first page."""
        whole = self.reviewing.show(conversation_id)
        listed, said = whole.listed, whole.transcript
        end = min(_number(at), len(said)) if at else len(said)
        start = max(0, end - LINES)
        values = {
            "talk": self._talk(listed),
            "told": self._names.circumstances(whole.circumstances),
            "lines": [self._line(line) for line in said[start:end]],
        }
        number = listed.id
        turning = []
        if start:
            turning.append(Choice("‹ Earlier", _talk_at(number, start)))  # noqa: RUF001 - the sign for back
        if end < len(said):
            later = min(end + LINES, len(said))
            turning.append(Choice("Later ›", _talk_at(number, later)))  # noqa: RUF001 - likewise
        mark = Decided(deed="review", item=number, at=packed(listed.cursor))
        unmark = Decided(deed="unreview", item=number)
        marking = Choice("Reviewed ✓", mark) if listed.is_new else Choice("New again", unmark)
        answers = Choice("Answers and advice", Decided(deed="answers", item=number))
        rows = [tuple(turning), (marking, answers), _to_list(shown)]
        return Page(Reply("owner/talk", values, _without_empty(rows)), shown)

    def _line(self, line: TranscriptLine) -> dict[str, Any]:
        names = self._names
        read = ", ".join(f"{names.question(q)}: {names.option(q, o)}" for q, o in line.read)
        return {
            "by_friend": line.who == "friend",
            "text": one_line(line.text),
            "unsent": not line.sent,
            "read": read,
        }

    def answers(self, conversation_id: int, shown: ShownList | None) -> Page:
        """What was answered and advised in one conversation, and what would be today."""
        whole = self.reviewing.show(conversation_id)
        listed = whole.listed
        last = self._impact.last(listed.friend_id, listed.number)
        today = last.today if last else None
        values = {
            "name": name_of(listed),
            "sections": self._names.sections(whole),
            "advice": last.text if last else "",
            "today_says": self._names.path(today.advised) if today else "",
        }
        back = Choice("‹ Conversation", Decided(deed="talk", item=listed.id))  # noqa: RUF001 - as above
        return Page(Reply("owner/answers", values, ((back,),)), shown)

    def kept(self, at: str = "") -> Page:
        """The kept answers, the oldest first, after the one of this number."""
        every = self.store.faq.entries()
        page, more = _page(every, _number(at), lambda each: entry_number(each.id))
        values = {
            "kept": sum(not each.retired for each in every),
            "entries": [vars(each) | {"place": n} for n, each in enumerate(page, 1)],
        }
        rows = [_numbered(Decided(deed="kept-answer", item=entry_number(each.id)) for each in page)]
        rows.append(_turning("kept-answers", at, str(entry_number(page[-1].id)) if more else ""))
        return Page(Reply("owner/kept", values, _without_empty(rows)))

    def kept_answer(self, number: int) -> Page:
        """One kept answer, given or retired."""
        kept = self.service.entry(str(number))
        change = (
            Choice("Give it again", Decided(deed="restore", item=number))
            if kept.retired
            else Choice("Retire it", Decided(deed="retire", item=number))
        )
        back = Choice("‹ Kept answers", Decided(deed="kept-answers"))  # noqa: RUF001 - as above
        return Page(Reply("owner/kept_answer", {"kept": kept}, ((change,), (back,))))

    def invitation(self, *, is_new: bool = False) -> Page:
        """The link for friends, and whether they need it. Its secret may be made with that."""
        invitations = self.service.invitations
        if not invitations.required:
            return Page(Reply("owner/not_by_invitation"))
        values = {"payload": invitations.payload(), "is_new": is_new}
        renew = Choice("Make a new link", Decided(deed="renew-invitation"))
        return Page(Reply("owner/invitation", values, ((renew,),)))

    def interview(self, *, is_friend: bool) -> Page:
        """What it means that the owner is a friend for a while, or no more."""
        over = Choice("Be the owner again", Decided(deed="interview-over"))
        rows = ((Choice("Let's start", Continued(), emphasis="primary"),), (over,))
        values = {"is_friend": is_friend}
        return Page(Reply("owner/interview", values, rows if is_friend else ()))


def packed(cursor: str) -> str:
    """The end of a page of conversations, in as few bytes as fit into a button."""
    updated, _, number = cursor.rpartition("_")
    return f"{(datetime.fromisoformat(updated) - EPOCH) // MILLISECOND}.{number}"


def unpacked(at: str) -> str:
    """The end of a page, from a button; raises WrongUseError for what no button of ours has."""
    moment, _, number = at.partition(".")
    try:
        updated = EPOCH + int(moment) * MILLISECOND
    except (ValueError, OverflowError):
        raise WrongUseError(GONE) from None
    return f"{updated.isoformat(timespec='milliseconds')}_{number}"


def _number(at: str) -> int:
    return int(at) if at.isascii() and at.isdecimal() else 0


Row = TypeVar("Row")


def _page(every: Iterable[Row], after: int, number: Callable[[Row], int]) -> tuple[list[Row], bool]:
    """The rows of a page, after the one of this number, and whether there are more."""
    left = [each for each in every if number(each) > after]
    return left[:A_PAGE], len(left) > A_PAGE


def _numbered(events: Iterable[Decided]) -> tuple[Choice, ...]:
    return tuple(Choice(str(n), event) for n, event in enumerate(events, 1))


def _turning(deed: OwnerDeed, at: str, following: str) -> tuple[Choice, ...]:
    """The buttons that lead to the first page and to the next one."""
    first = [Choice("‹‹ First", Decided(deed=deed))] if at else []  # noqa: RUF001 - the sign for back
    more = [Choice("More ›", Decided(deed=deed, at=following))] if following else []  # noqa: RUF001 - likewise
    return (*first, *more)


def _talk_at(number: int, at: int) -> Decided:
    return Decided(deed="talk", item=number, at=str(at))


def _to_list(shown: ShownList | None) -> tuple[Choice, ...]:
    if shown is None:
        return ()
    return (Choice("‹ List", Decided(deed="talks", at=shown.at)),)  # noqa: RUF001 - the sign for back


def _without_empty(rows: Iterable[tuple[Choice, ...]]) -> Choices:
    return tuple(row for row in rows if row)
