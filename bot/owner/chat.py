"""The owner's chat with the bot: replies to questions, and taps below receipts."""

from collections.abc import Sequence
from typing import Literal

from bot.errors import UserError
from bot.owner.service import SHOWN, Answered, Likeness, OwnerService
from flows.dialogue.events import (
    AttachmentReceived,
    Began,
    Decided,
    Event,
    ForwardReceived,
    InboxRequested,
    TextReceived,
)
from flows.dialogue.replies import Choice, Choices, Place, Reply
from storage.owner_questions import OwnerQuestion
from storage.records import Friend, Outgoing

AnswerFate = Literal["dropped", "on-its-way", "waiting"]
"""What becomes of an answer: there is none, it is being sent, or it waits for a friend's return."""


class OwnerChat:
    """Takes what the owner does in the chat with the bot, where it is an answer or a decision."""

    def __init__(self, service: OwnerService) -> None:
        self.service = service

    def look_ahead(self, friend: Friend, event: Event, replies_to: int | None) -> Likeness | None:
        """What the receipt will need of the models; to be called before the transaction."""
        if not self.service.identity.is_owner(friend):
            return None
        number: int | None = None
        if isinstance(event, Decided) and event.deed not in {"accept", "decline"}:
            number = event.item
        elif isinstance(event, TextReceived) and replies_to is not None:
            number = self.service.store.owner_questions.id_by_message(friend, replies_to)
        known = number is not None and self.service.store.owner_questions.get(number)
        return self.service.likeness(known.id) if known else None

    def take(
        self,
        friend: Friend,
        event: Event,
        replies_to: int | None,
        tapped: int | None,
        likeness: Likeness | None = None,
    ) -> list[Outgoing] | None:
        """Do what the owner wants and return the receipts.

        None for everything else: it is not the owner's, or part of a conversation of their own.
        """
        if self.service.identity.claim(friend, event):
            return self._welcome(friend)
        if not self.service.identity.is_owner(friend):
            return None
        if isinstance(event, Began):
            self.service.catch_up()
        if isinstance(event, InboxRequested | Decided):
            return self._commanded(friend, event, tapped, likeness)
        if isinstance(event, ForwardReceived):
            event = AttachmentReceived(what="forwarded text")
        if replies_to is None or not isinstance(event, TextReceived | AttachmentReceived):
            return None
        if self.service.store.faq.is_suggestion(friend, replies_to):
            message = self.service.renderer.render(Reply("owner/only_taps"))
            return self.service.store.outbox.add(friend, [message])
        meant = self.service.store.owner_questions.id_by_message(friend, replies_to)
        return None if meant is None else self._try(friend, meant, event, None, likeness)

    def _welcome(self, owner: Friend) -> list[Outgoing]:
        waiting = len(self.service.store.owner_questions.waiting())
        message = self.service.renderer.render(Reply("owner/paired", {"waiting": waiting}))
        said = self.service.store.outbox.add(owner, [message])
        self.service.catch_up()
        return said

    def _commanded(
        self,
        owner: Friend,
        event: InboxRequested | Decided,
        tapped: int | None,
        likeness: Likeness | None,
    ) -> list[Outgoing]:
        """Take a decision; or say how many questions wait, and bring the oldest once more."""
        if isinstance(event, Decided):
            return self._try(owner, event.item, event, tapped, likeness)
        waiting = self.service.store.owner_questions.waiting()
        values = {"waiting": len(waiting), "shown": SHOWN, "more": len(waiting) > SHOWN}
        message = self.service.renderer.render(Reply("owner/inbox", values))
        said = self.service.store.outbox.add(owner, [message])
        self.service.show_again(waiting[:SHOWN])
        return said

    def _try(
        self,
        owner: Friend,
        number: int,
        event: Event,
        tapped: int | None,
        likeness: Likeness | None,
    ) -> list[Outgoing]:
        """Do it; where it cannot be done, the owner hears why."""
        try:
            return [self._do(owner, number, event, tapped, likeness)]
        except UserError as error:
            message = self.service.renderer.render(Reply("owner/refused", {"why": str(error)}))
            return self.service.store.outbox.add(owner, [message])

    def _do(
        self,
        owner: Friend,
        number: int,
        event: Event,
        tapped: int | None,
        likeness: Likeness | None,
    ) -> Outgoing:
        if isinstance(event, AttachmentReceived):
            self.service.question(number)
            return self._tell(owner, number, Reply("owner/only_text", {"what": event.what}))
        if isinstance(event, TextReceived):
            return self._receipt(owner, self.service.answer(number, event.text, likeness))
        assert isinstance(event, Decided), "nothing else is handed on"  # noqa: S101
        if event.deed in {"accept", "decline"}:
            return self._phrasing_settled(owner, number, event, tapped)
        closed: Sequence[OwnerQuestion] = ()
        if event.deed == "keep":
            self.service.keep(number)
        elif event.deed == "close-similar":
            closed = self.service.close_similar(number)
        else:
            self.service.dismiss(number)
        return self._receipt(owner, self.service.look(number, likeness), closed, tapped)

    def _phrasing_settled(
        self, owner: Friend, number: int, event: Decided, tapped: int | None
    ) -> Outgoing:
        """Take a wording in or leave it out; the message with the buttons tells which."""
        taken = self.service.accept(number) if event.deed == "accept" else ""
        if not taken:
            self.service.decline(number)
        place: Place = "new" if tapped is None else "tapped"
        reply = Reply("owner/phrasing_settled", {"words": taken}, place=place)
        message = self.service.renderer.render(reply)
        said = self.service.store.outbox.add(owner, [message], tapped)[0]
        self.service.show_suggestions()
        return said

    def _receipt(
        self,
        owner: Friend,
        answered: Answered,
        closed: Sequence[OwnerQuestion] = (),
        tapped: int | None = None,
    ) -> Outgoing:
        question = answered.question
        kept = self.service.store.faq.get(question.kept) if question.kept else None
        keepable = question.answer and not kept
        values = {
            "question": question,
            "fate": _fate(question),
            "keepable": self.service.wording_or_none(question) if keepable else None,
            "kept": kept,
            "similar": answered.similar,
            "closed": closed,
            "conflicts": answered.conflicts,
        }
        place: Place = "new" if tapped is None else "tapped"
        reply = Reply("owner/receipt", values, _choices(answered), place)
        mentioned = [each.id for each in (*answered.similar, *closed)]
        return self._tell(owner, question.id, reply, mentioned, tapped)

    def _tell(
        self,
        owner: Friend,
        number: int,
        reply: Reply,
        mentioned: Sequence[int] = (),
        tapped: int | None = None,
    ) -> Outgoing:
        message = self.service.renderer.render(reply)
        return self.service.store.owner_questions.notify_owner(
            owner, message, number, mentioned=mentioned, tapped=tapped
        )


def _choices(answered: Answered) -> Choices:
    number = answered.question.id
    rows = []
    if not answered.question.kept and answered.question.state == "answered":
        keep = Decided(deed="keep", item=number)
        rows.append((Choice("Keep for everyone", keep, emphasis="primary"),))
    if answered.similar and answered.question.answer:
        close = Decided(deed="close-similar", item=number)
        count = len(answered.similar)
        rows.append((Choice(f"Answer {count} similar with it", close),))
    return tuple(rows)


def _fate(question: OwnerQuestion) -> AnswerFate:
    if question.state == "closed" and not question.answer:
        return "dropped"
    return "on-its-way" if question.friend.active else "waiting"
