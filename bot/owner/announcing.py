"""What the owner is told of by the bot itself: friends' questions and their ways of asking."""

from collections.abc import Iterable

from bot.owner.identity import OwnerIdentity
from bot.owner.notices import question_notices, suggestion_notice
from bot.rendering import Renderer
from flows.nlu.faq.load import built_in_topics
from storage.owner_questions import OwnerQuestion
from storage.store import Store

SHOWN = 5
"""New wordings that wait for the owner's tap at once."""


class Announcer:
    """Puts into the owner's chat what waits for them, where it is known who that is."""

    def __init__(self, store: Store, renderer: Renderer, identity: OwnerIdentity) -> None:
        self._store, self._renderer, self._identity = store, renderer, identity

    def catch_up(self) -> None:
        """Tell the owner of everything that waits for them and that they were not told of yet."""
        with self._store.transaction():
            owner = self._identity.owner()
            for question in self._store.owner_questions.unannounced(owner) if owner else ():
                self.announce(question)
            self.show_suggestions()

    def show_again(self, questions: Iterable[OwnerQuestion]) -> None:
        """Bring the owner questions that wait, whatever they were told of them before."""
        with self._store.transaction():
            for question in questions:
                self.announce(question)

    def announce(self, question: OwnerQuestion) -> None:
        """Tell the owner of a question."""
        owner = self._identity.owner()
        if owner:
            for reply in question_notices(question, self.titles(question.nearest)):
                message = self._renderer.for_owner(reply)
                self._store.owner_questions.notify_owner(owner, message, question.id)

    def show_suggestions(self) -> None:
        """Show the owner new ways of asking, a few at a time."""
        owner = self._identity.owner()
        if owner is None:
            return
        unshown = self._store.faq.unshown_suggestions(owner)
        room = SHOWN - (len(self._store.faq.suggestions()) - len(unshown))
        for suggestion in unshown[: max(0, room)]:
            title = self.title(suggestion.topic)
            if title:
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
