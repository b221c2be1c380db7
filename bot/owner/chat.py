"""The owner's chat with the bot: commands, replies to questions, and taps below messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import UserError
from bot.incoming import Incoming
from bot.owner.answering import Answering, Tap, only_text
from bot.owner.pages import GONE, OwnerPages, Page, ShownList, stored_list, unpacked
from bot.owner.service import Likeness, OwnerService
from bot.owner.stats import stats_page
from bot.owner.weekly_report import NO_MORE
from flows.dialogue.events import (
    AskedHelp,
    AttachmentReceived,
    Began,
    Commanded,
    Decided,
    ForwardReceived,
    TextReceived,
)
from flows.dialogue.owner_deeds import OwnerDeed
from flows.dialogue.replies import Choice, Place, Reply
from storage.records import Friend, Outgoing

A_WHILE = timedelta(days=1)
"""How long the owner is a friend, unless they are the owner again before."""

SETTLE: tuple[OwnerDeed, ...] = ("keep", "close-similar", "dismiss")
"""Taps that settle something about a question, and end in a receipt."""


@dataclass(frozen=True)
class Ahead:
    """What is worked out before the transaction: what a receipt needs of the models, or a page."""

    likeness: Likeness | None = None
    page: Page | None = None
    refused: str = ""


class OwnerChat:
    """Takes what the owner does in the chat with the bot.

    While they are a friend for a while, that is no more than their commands, what they reply to
    questions, and their taps.
    """

    def __init__(self, service: OwnerService) -> None:
        self.service = service
        self.store = service.store
        self.pages = OwnerPages(service)
        self.answering = Answering(service)

    def concerns(self, incoming: Incoming) -> bool:
        """Whether something may be the owner's, or make somebody the owner."""
        identity = self.service.identity
        is_owner = identity.is_at(incoming.channel, incoming.address)
        return is_owner or identity.may_claim(incoming.channel, incoming.event)

    def look_ahead(self, incoming: Incoming) -> Ahead:
        """Work out what takes its time; to be called before the transaction."""
        if not self.service.identity.is_at(incoming.channel, incoming.address):
            return Ahead()
        owner = self.store.users.find(incoming.channel, incoming.address)
        try:
            with self.store.reading():
                page = self._page(owner, incoming)
        except UserError as error:
            return Ahead(refused=str(error))
        number = None if page or owner is None else self._question_of(owner, incoming)
        known = number is not None and self.store.owner_questions.get(number)
        return Ahead(self.service.likeness(known.id) if known else None, page)

    def _question_of(self, owner: Friend, incoming: Incoming) -> int | None:
        """The question whose receipt will be shown, if one will."""
        event = incoming.event
        if isinstance(event, Decided):
            return event.item if event.deed in {*SETTLE, "send"} else None
        if isinstance(event, TextReceived) and incoming.replied_to is not None:
            meant = self.store.owner_questions.meant_by(owner, incoming.replied_to)
            return meant.question_id if meant else None
        return None

    def _page(self, owner: Friend | None, incoming: Incoming) -> Page | None:
        """The page that was asked for, if one was."""
        event, pages = incoming.event, self.pages
        if isinstance(event, Commanded):
            return self._commanded(event)
        if isinstance(event, Began | AskedHelp) and not self._is_friend():
            typed = event.conversation is None
            return pages.greeting() if typed else None
        if not isinstance(event, Decided):
            return None
        shown = self._shown(owner, incoming.tapped)
        made: Mapping[OwnerDeed, Callable[[], Page]] = {
            "waiting": lambda: pages.waiting(event.at),
            "talks": lambda: pages.talks(_turned(shown, event.at)),
            "talk": lambda: pages.talk(event.item, event.at, shown),
            "talk-of": lambda: pages.talk_of(event.item),
            "answers": lambda: pages.answers(event.item, shown),
            "kept-answers": lambda: pages.kept(event.at),
            "kept-answer": lambda: pages.kept_answer(event.item),
        }
        make = made.get(event.deed)
        return make() if make else None

    def _commanded(self, event: Commanded) -> Page | None:
        if event.command == "waiting":
            return self.pages.waiting()
        if event.command == "kept":
            return self.pages.kept()
        if event.command == "stats":
            looked_for = ShownList(event.command, event.text)
            return stats_page(self.store, self.pages.filters(looked_for), event.text)
        if event.command in {"interview", "invite"}:
            return None
        return self.pages.talks(ShownList(event.command, event.text))

    def _shown(self, owner: Friend | None, tapped: int | None) -> ShownList | None:
        if owner is None or tapped is None:
            return None
        return stored_list(self.store.owner_pages.shown(owner, tapped))

    def take(self, owner: Friend, incoming: Incoming, ahead: Ahead) -> list[Outgoing] | None:
        """Do what the owner wants and return what is told; to be called within the transaction.

        None for everything else: it is not the owner's, or part of a conversation of their own.
        """
        event = incoming.event
        if self.service.identity.claim(owner, event):
            return self._welcome(owner)
        if not self.service.identity.is_owner(owner):
            return None
        if ahead.refused:
            return self._refuse(owner, ahead.refused)
        if isinstance(event, Began):
            self.service.announcer.catch_up()
        if ahead.page:
            fresh = isinstance(event, Decided) and event.deed == "talk-of"
            return self._put(owner, ahead.page, None if fresh else incoming.tapped)
        try:
            return self._do(owner, incoming, ahead.likeness)
        except UserError as error:
            return self._refuse(owner, str(error))

    def _do(
        self, owner: Friend, incoming: Incoming, likeness: Likeness | None
    ) -> list[Outgoing] | None:
        event = incoming.event
        if isinstance(event, Commanded):
            return self._done(owner, event, incoming.tapped)
        if isinstance(event, Decided):
            return self._decided(owner, event, incoming.tapped, likeness)
        if not isinstance(event, TextReceived | AttachmentReceived | ForwardReceived):
            return None
        replied = incoming.replied_to
        meant = self.store.owner_questions.meant_by(owner, replied) if replied else None
        if meant:
            return [self.answering.replied(owner, meant, event, likeness)]
        if replied and self.store.faq.is_suggestion(owner, replied):
            return self._say(owner, Reply("owner/only_taps"))
        return None if self._is_friend() else self._loose(owner, event)

    def _done(self, owner: Friend, event: Commanded, tapped: int | None) -> list[Outgoing]:
        """Do what a command asks for that may change something."""
        if event.command == "invite":
            return self._put(owner, self.pages.invitation(), tapped)
        return self._interview(owner, tapped, over=self._is_friend())

    def _welcome(self, owner: Friend) -> list[Outgoing]:
        waiting = self.store.owner_questions.count_waiting()
        said = self._say(owner, Reply("owner/paired", {"waiting": waiting}))
        self.service.announcer.catch_up()
        return said

    def _is_friend(self) -> bool:
        """Whether the owner is a friend for a while."""
        until = self.store.owner_pages.setting("interview_until")
        return self.store.database.now() < until

    def _interview(self, owner: Friend, tapped: int | None, *, over: bool) -> list[Outgoing]:
        now = datetime.fromisoformat(self.store.database.now())
        until = "" if over else (now + A_WHILE).isoformat(timespec="milliseconds")
        self.store.owner_pages.choose("interview_until", until)
        return self._put(owner, self.pages.interview(is_friend=not over), tapped)

    def _loose(
        self, owner: Friend, event: TextReceived | AttachmentReceived | ForwardReceived
    ) -> list[Outgoing]:
        """Take words that reply to nothing; where one question waits, they may answer it."""
        waiting = self.store.owner_questions.waiting()
        if waiting and not isinstance(event, TextReceived):
            return self._say(owner, only_text(event))
        if isinstance(event, TextReceived) and len(waiting) == 1:
            return [self.answering.ask(owner, waiting[0], event.text)]
        return self._say(owner, Reply("owner/loose", {"waiting": len(waiting)}))

    def _decided(
        self, owner: Friend, event: Decided, tapped: int | None, likeness: Likeness | None
    ) -> list[Outgoing]:
        answering, number = self.answering, event.item
        tap = Tap(owner, event, tapped)
        done: Mapping[OwnerDeed, Callable[[], list[Outgoing]]] = {
            **dict.fromkeys(SETTLE, lambda: answering.settle(tap, likeness)),
            "send": lambda: answering.send(tap, likeness),
            "discard": lambda: answering.discard(tap),
            "question": lambda: answering.bring(owner, number),
            "answer": lambda: answering.open_reply(owner, number),
            "later": lambda: answering.put_off(tap),
            "accept": lambda: answering.settle_wording(tap),
            "decline": lambda: answering.settle_wording(tap),
            "review": lambda: self._marked(tap),
            "unreview": lambda: self._marked(tap),
            "retire": lambda: self._kept(tap),
            "restore": lambda: self._kept(tap),
            "interview-over": lambda: self._interview(owner, tapped, over=True),
            "renew-invitation": lambda: self._renew(tap),
            "report-on": lambda: self._report(tap),
            "report-off": lambda: self._report(tap),
        }
        return done[event.deed]()

    def _marked(self, tap: Tap) -> list[Outgoing]:
        """Mark a conversation as reviewed up to what was shown, or take the mark back."""
        number, owner = tap.event.item, tap.owner
        if tap.event.deed == "review":
            self.pages.reviewing.mark(number, unpacked(tap.event.at).rpartition("_")[0])
        else:
            self.pages.reviewing.unmark(number)
        page = self.pages.talk(number, "", self._shown(owner, tap.tapped))
        return self._put(owner, page, tap.tapped)

    def _kept(self, tap: Tap) -> list[Outgoing]:
        """Give a kept answer no more, or again."""
        change = self.service.retire if tap.event.deed == "retire" else self.service.restore
        change(str(tap.event.item))
        return self._put(tap.owner, self.pages.kept_answer(tap.event.item), tap.tapped)

    def _renew(self, tap: Tap) -> list[Outgoing]:
        """Let another link invite friends, instead of the one in the tapped message."""
        self.service.invitations.renew()
        return self._put(tap.owner, self.pages.invitation(is_new=True), tap.tapped)

    def _report(self, tap: Tap) -> list[Outgoing]:
        sent = tap.event.deed == "report-on"
        self.store.owner_pages.choose("weekly_report", "" if sent else "off")
        other = NO_MORE if sent else Choice("Send them again", Decided(deed="report-on"))
        reply = tap.reply("owner/weekly_report_chosen", {"sent": sent}, ((other,),))
        return self._say(tap.owner, reply, tap.tapped)

    def _put(self, owner: Friend, page: Page, tapped: int | None) -> list[Outgoing]:
        """Show a page, in place of the one that was tapped."""
        place: Place = "new" if tapped is None or page.attachment else "tapped"
        message = self.service.renderer.for_owner(replace(page.reply, place=place))
        if page.attachment:
            message = replace(message, attachment=page.attachment)
        return self.store.owner_pages.add(owner, message, page.stored, tapped)

    def _say(self, owner: Friend, reply: Reply, tapped: int | None = None) -> list[Outgoing]:
        return self.store.outbox.add(owner, [self.service.renderer.for_owner(reply)], tapped)

    def _refuse(self, owner: Friend, why: str) -> list[Outgoing]:
        return self._say(owner, Reply("owner/refused", {"why": why}))


def _turned(shown: ShownList | None, at: str) -> ShownList:
    """The list of a page, from another place on."""
    if shown is None:
        raise UserError(GONE)
    return replace(shown, at=at)
