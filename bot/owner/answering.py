"""Answering in the owner's chat: replies to questions, what is asked back, receipts, and taps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.errors import UserError
from bot.owner.notices import question_choices
from bot.owner.service import Answered, Likeness, OwnerService
from bot.owner.wording import lines_of, worded
from flows.dialogue.events import AttachmentReceived, Decided, ForwardReceived, TextReceived
from flows.dialogue.replies import Choice, Choices, Place, Reply
from storage.owner_questions import Draft, Meant, OwnerQuestion
from storage.records import Friend, Outgoing

AnswerFate = Literal["dropped", "on-its-way", "waiting"]
"""What becomes of an answer: there is none, it is being sent, or it waits for a friend's return."""

Sent = TextReceived | AttachmentReceived | ForwardReceived
"""What an owner can send in the place of an answer."""

DONE = "That is done already, or whoever asked has erased it."


@dataclass(frozen=True)
class Tap:
    """A tap of the owner's: what is decided, and below which message, where that is known."""

    owner: Friend
    event: Decided
    tapped: int | None

    def reply(self, template: str, values: Mapping[str, object], choices: Choices = ()) -> Reply:
        """A reply in the place of the message."""
        return Reply(template, values, choices, "new" if self.tapped is None else "tapped")


class Answering:
    """The owner's verbs about questions as messages and taps.

    Every method raises UserError with a sentence for the owner where it cannot be done.
    """

    def __init__(self, service: OwnerService) -> None:
        self.service = service
        self.questions = service.store.owner_questions

    def replied(
        self, owner: Friend, meant: Meant, sent: Sent, likeness: Likeness | None
    ) -> Outgoing:
        """Take a reply to a message about a question: its answer, or other ways of asking it."""
        number = meant.question_id
        question = self.service.question(number)
        if not isinstance(sent, TextReceived):
            return self._tell(owner, number, only_text(sent))
        if meant.wants == "wordings":
            kept = self.service.add_wordings(question.kept or "", lines_of(sent.text))
            return self._tell(owner, number, Reply("owner/wordings_taken", {"kept": kept}))
        if question.answer:
            return self.ask(owner, question, sent.text)
        answered = self.service.answer(number, sent.text, likeness)
        return self._receipt(owner, answered)

    def ask(self, owner: Friend, question: OwnerQuestion, text: str) -> Outgoing:
        """Ask whether words are the answer to a question, or correct the one that it has."""
        words, corrects = worded(text, "answer"), bool(question.answer)
        yes = "Yes, as a correction" if corrects else "Yes, send it"
        send = Choice(yes, Decided(deed="send", item=question.id), emphasis="primary")
        no = Choice("No", Decided(deed="discard", item=question.id))
        values = {"question": question, "corrects": corrects}
        asked = self._tell(owner, question.id, Reply("owner/draft", values, ((send, no),)))
        self.questions.keep_draft(asked, words, corrects=corrects)
        return asked

    def send(self, tap: Tap, likeness: Likeness | None) -> list[Outgoing]:
        """Send what was asked about."""
        draft = self._draft(tap)
        number, words = draft.question_id, draft.text
        answered = self.service.answer(number, words, likeness, corrects=draft.corrects)
        return [self._receipt(tap.owner, answered, tapped=tap.tapped)]

    def discard(self, tap: Tap) -> list[Outgoing]:
        """Send nothing of what was asked about."""
        number = self._draft(tap).question_id
        return [self._tell(tap.owner, number, tap.reply("owner/discarded", {}), tap.tapped)]

    def _draft(self, tap: Tap) -> Draft:
        tapped = tap.tapped
        draft = None if tapped is None else self.questions.take_draft(tap.owner, tapped)
        if draft is None:
            raise UserError(DONE)
        return draft

    def bring(self, owner: Friend, number: int) -> list[Outgoing]:
        """Bring a question once more, as a message of its own; or what became of it."""
        question = self.service.question(number)
        if question.state != "waiting":
            return [self._receipt(owner, Answered(question))]
        self.service.announcer.show_again(question)
        return []

    def open_reply(self, owner: Friend, number: int) -> list[Outgoing]:
        """Ask for the answer, with the reply to that opened."""
        values = {"question": self.service.question(number)}
        wanted = self.service.renderer.for_owner(Reply("owner/answer_wanted", values))
        message = replace(wanted, asks_reply="Your answer")
        return [self.questions.notify_owner(owner, message, number)]

    def put_off(self, tap: Tap) -> list[Outgoing]:
        """Leave a question waiting, in fewer words; one that waits no more shows its receipt."""
        question = self.service.question(tap.event.item)
        if question.state != "waiting":
            return [self._receipt(tap.owner, Answered(question), tapped=tap.tapped)]
        choices = question_choices(question.id)
        reply = tap.reply("owner/put_off", {"question": question}, choices)
        return [self._tell(tap.owner, question.id, reply, tap.tapped)]

    def settle(self, tap: Tap, likeness: Likeness | None) -> list[Outgoing]:
        """Keep an answer, give it to similar questions, or let a question go."""
        number = tap.event.item
        kept, closed = "", tuple[OwnerQuestion, ...]()
        if tap.event.deed == "keep":
            kept = self.service.keep(number)
        elif tap.event.deed == "close-similar":
            closed = self.service.close_similar(number)
        else:
            self.service.dismiss(number)
        answered = self.service.look(number, likeness)
        receipt = self._receipt(tap.owner, answered, closed, tap.tapped)
        return [receipt, self._ask_for_wordings(tap.owner, number, kept)] if kept else [receipt]

    def _ask_for_wordings(self, owner: Friend, number: int, kept: str) -> Outgoing:
        """Ask for more ways of asking for what was kept."""
        values = {"kept": self.service.kept(kept)}
        wanted = self.service.renderer.for_owner(Reply("owner/wordings_wanted", values))
        message = replace(wanted, asks_reply="Another way of asking it")
        return self.questions.notify_owner(owner, message, number, wants="wordings")

    def settle_wording(self, tap: Tap) -> list[Outgoing]:
        """Take a wording in or leave it out; the message with the buttons tells which."""
        number = tap.event.item
        taken = self.service.accept(number) if tap.event.deed == "accept" else ""
        if not taken:
            self.service.decline(number)
        message = self.service.renderer.for_owner(
            tap.reply("owner/wording_settled", {"words": taken})
        )
        said = self.service.store.outbox.add(tap.owner, [message], tap.tapped)
        self.service.announcer.show_suggestions()
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
        keepable = question.state == "answered" and not kept
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
        message = self.service.renderer.for_owner(
            Reply("owner/receipt", values, _choices(answered), place)
        )
        mentioned = [each.id for each in (*answered.similar, *closed)]
        return self.questions.notify_owner(
            owner, message, question.id, mentioned=mentioned, tapped=tapped
        )

    def _tell(
        self, owner: Friend, number: int, reply: Reply, tapped: int | None = None
    ) -> Outgoing:
        """Tell something about a question; a reply to it means that question."""
        message = self.service.renderer.for_owner(reply)
        return self.questions.notify_owner(owner, message, number, tapped=tapped)


def only_text(sent: AttachmentReceived | ForwardReceived) -> Reply:
    """Tell that something cannot be brought as an answer."""
    what = sent.what if isinstance(sent, AttachmentReceived) else "forwarded text"
    return Reply("owner/only_text", {"what": what})


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
