"""Holds the conversation in the terminal, from the welcome until the friend leaves."""

from collections.abc import Iterable

from bot.advisor import Advisor
from bot.incoming import Incoming
from bot.terminal.screen import Screen
from bot.terminal.typed import event_of, leaves
from flows.dialogue.events import Began, Event, Forgotten
from storage.records import Button, Outgoing

CHANNEL = "terminal"
HINT = "Type a number to choose, or write in your own words. /help tells more, /quit leaves."
KEPT = "Nothing you said is lost: `advisor` goes on from here next time."
ERASED = "Goodbye."


class Talk:
    """One friend at one terminal."""

    def __init__(self, advisor: Advisor, screen: Screen, name: str) -> None:
        self._advisor = advisor
        self._screen = screen
        self._name = name
        self._choices: tuple[Button, ...] = ()
        self._parting = KEPT

    def run(self, lines: Iterable[str]) -> None:
        """Welcome the friend, answer every line, and part when they end or the friend leaves.

        Every line is stored before it is answered, so an interruption at any time loses nothing.
        """
        try:
            self._show_waiting()
            self._screen.note(HINT)
            self._take(Began())
            for line in lines:
                if leaves(line):
                    break
                if event := event_of(line, self._choices):
                    self._take(event)
        except KeyboardInterrupt:
            self._screen.note("")
        self._screen.note(self._parting)

    def _show_waiting(self) -> None:
        """Show what came from elsewhere or was not shown when the program was stopped."""
        waiting = self._advisor.store.outbox.pending(CHANNEL)
        mine = [each for each in waiting if each.address == self._name]
        if mine:
            self._show(mine)

    def _take(self, event: Event) -> None:
        self._show_waiting()
        self._show(self._advisor.handle(Incoming(CHANNEL, self._name, self._name, event)))
        erased = isinstance(event, Forgotten) and event.confirmed
        self._parting = ERASED if erased else KEPT

    def _show(self, outgoing: list[Outgoing]) -> None:
        """Show what waits in the outbox; choices stay until there are new ones."""
        self._choices = self._screen.show(each.message for each in outgoing) or self._choices
        for each in outgoing:
            self._advisor.store.outbox.sent(each.id, None)
