"""What the owner is told of by the bot itself: friends' questions and their ways of asking."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

from bot.owner.identity import OwnerIdentity
from bot.owner.notices import gathered_notice, question_notices, suggestion_notice
from bot.rendering import Renderer
from flows.nlu.faq.load import built_in_topics
from storage.owner_questions import OwnerQuestion
from storage.records import Friend
from storage.store import Store

SHOWN = 5
"""New wordings that wait for the owner's tap at once."""

GATHERED = timedelta(minutes=10)
"""For how long questions are gathered once the owner was told of many."""

APART, AT_ONCE = 3, 10
"""Questions that come by themselves in that time: of one friend, and of all."""


class Announcer:
    """Puts into the owner's chat what waits for them, where it is known who that is."""

    def __init__(self, store: Store, renderer: Renderer, identity: OwnerIdentity) -> None:
        self._store, self._renderer, self._identity = store, renderer, identity

    def catch_up(self) -> None:
        """Tell the owner of everything that waits for them and that they were not told of yet."""
        with self._store.transaction():
            owner = self._owner_if(self._store.owner_questions.waiting(1))
            if owner:
                self._tell(owner, self._store.owner_questions.unannounced(owner))
            self.show_suggestions()

    def tell_of_questions(self) -> None:
        """Tell the owner of new questions, unless they were just told of many.

        Each of the first comes by itself. What comes on top of those within ``GATHERED`` waits that
        long, and then comes in one message; so nobody's questions bury those of the others.
        """
        with self._store.transaction():
            questions = self._store.owner_questions
            owner = self._owner_if(questions.waiting(1))
            new = questions.unannounced(owner) if owner else []
            if not owner or not new:
                return
            told = questions.announced(GATHERED)
            if told.total() < AT_ONCE:
                self._tell(owner, list(_unburied(new, told)))

    def _owner_if(self, waiting: Sequence[object]) -> Friend | None:
        """The owner, if anything waits for them: before that a named one need not be stored."""
        return self._identity.owner() if waiting else None

    def _tell(self, owner: Friend, questions: Sequence[OwnerQuestion]) -> None:
        """Tell of questions: a few by themselves, more in one message."""
        if len(questions) <= APART:
            for question in questions:
                self._announce(owner, question)
            return
        message = self._renderer.for_owner(gathered_notice(questions))
        numbers = [each.id for each in questions]
        self._store.owner_questions.announce_together(owner, message, numbers)

    def show_again(self, question: OwnerQuestion) -> None:
        """Bring the owner a question that waits, whatever they were told of it before."""
        with self._store.transaction():
            owner = self._identity.owner()
            if owner:
                self._announce(owner, question, announces=False)

    def _announce(self, owner: Friend, question: OwnerQuestion, *, announces: bool = True) -> None:
        for reply in question_notices(question, self.titles(question.nearest)):
            message = self._renderer.for_owner(reply)
            self._store.owner_questions.notify_owner(
                owner, message, question.id, announces=announces
            )

    def show_suggestions(self) -> None:
        """Show the owner new ways of asking, a few at a time."""
        waiting = self._store.faq.suggestions()
        owner = self._owner_if(waiting)
        if owner is None:
            return
        unshown = self._store.faq.unshown_suggestions(owner)
        room = SHOWN - (len(waiting) - len(unshown))
        # Those of an answer that is retired wait without taking the room of others.
        titled = ((each, title) for each in unshown if (title := self.title(each.topic)))
        for suggestion, title in islice(titled, max(0, room)):
            notice = self._renderer.for_owner(suggestion_notice(suggestion, title))
            self._store.faq.show_suggestion(owner, notice, suggestion.id)

    def title(self, topic: str) -> str | None:
        """What a topic or kept answer answers, in the owner's lists; None where it is gone."""
        if built_in := built_in_topics().get(topic):
            return built_in.question
        kept = self._store.faq.get(topic)
        return None if kept is None or kept.retired else f"{kept.question} ({kept.id})"

    def titles(self, topics: Iterable[str]) -> list[str]:
        """The same of several, but for those that are gone."""
        return [title for topic in topics if (title := self.title(topic))]


def _unburied(new: Iterable[OwnerQuestion], told: Counter[int | None]) -> Iterator[OwnerQuestion]:
    """The new questions to be told of now: all of whom the owner was not told lately.

    Of others so many that no more than ``APART`` came by themselves; several may be new at once.
    """
    left = {friend: APART - many for friend, many in told.items()}
    for each in new:
        friend = each.friend.id
        if left.get(friend, 1) > 0:
            yield each
        if friend in left:
            left[friend] -= 1
