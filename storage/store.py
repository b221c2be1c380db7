"""The store: everything kept about friends and their conversations, over one database file."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.knowledge import Knowledge, built_in
from storage.advices import Advices
from storage.conversations import Conversations
from storage.database import PATIENCE, Announce, Database, to_nobody
from storage.faq import Faq
from storage.inbox import Inbox
from storage.insights import Insights
from storage.outbox import Outbox
from storage.owner_pages import StoredOwnerPages
from storage.owner_questions import OwnerQuestions
from storage.privacy import Privacy
from storage.review import Review
from storage.users import Users


class Store:
    """The parts of storage, which share one database and its transactions.

    Each method of a part is one transaction, and several within ``transaction()`` are one together.
    All of them raise StorageError where the file is locked, damaged, read-only, or the disk is
    full. ``knowledge`` is asked for the questions only when a conversation is read or written.
    """

    def __init__(
        self,
        database: Database,
        knowledge: Callable[[], Knowledge] = built_in,
        bot_id: int = 0,
    ) -> None:
        self.database = database
        self.knowledge = knowledge
        self.users = Users(database)
        self.inbox = Inbox(database, bot_id)
        self.outbox = Outbox(database)
        self.conversations = Conversations(database, self.inbox, self.outbox, knowledge)
        self.advices = Advices(database, self.outbox, knowledge)
        self.owner_questions = OwnerQuestions(database, self.outbox)
        self.owner_pages = StoredOwnerPages(database, self.outbox)
        self.faq = Faq(database, self.outbox)
        self.privacy = Privacy(
            database,
            self.users,
            self.outbox,
            owner_questions=self.owner_questions,
            owner_pages=self.owner_pages,
            faq=self.faq,
            bot_id=bot_id,
        )
        self.review = Review(database, knowledge)
        self.insights = Insights(database)

    @classmethod
    def open(  # noqa: PLR0913, PLR0917 (what comes from outside is given here)
        cls,
        path: Path | None,
        clock: Callable[[], datetime],
        knowledge: Callable[[], Knowledge] = built_in,
        patience: float = PATIENCE,
        bot_id: int = 0,
        announce: Announce = to_nobody,
    ) -> Self:
        """Open the database of this file (None: in memory); see ``Database.open`` for errors.

        ``clock`` tells the time for everything that is stored, ``patience`` how many seconds to
        wait while another program holds the file, and ``bot_id`` which bot it is that receives and
        sends; 0 for none. ``announce`` tells people of an update of the file before it is done.
        """
        store = cls(Database.open(path, clock, patience, announce), knowledge, bot_id)
        try:
            store.inbox.adopt()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Take a last step in scrubbing and close the file; leaving a ``with`` does it too."""
        try:
            self.database.scrub()
        finally:
            self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def maintain(self) -> bool:
        """Do a bounded step of what is to be done in the background: checkpoint, purge, scrub.

        Returns whether more can be done right away. Whoever keeps the file open calls this now and
        then, outside of transactions, when nobody waits. Raises LostDatabaseError where the file
        was taken away.
        """
        self.database.check()
        self.database.checkpoint()
        self.inbox.purge()
        return self.database.scrub()

    def transaction(self) -> AbstractContextManager[None]:
        """Do all that follows together or not at all; one within another can fail alone."""
        return self.database.part()

    def reading(self) -> AbstractContextManager[None]:
        """Read all that follows from one moment, without keeping anybody from writing."""
        return self.database.reading()
