"""The state machine of the dialogue: one table, shared by all friends, behind one typed method.

Its states are those of a conversation: welcome, one for each section of the interview, the advice,
the follow-up, stopped, and three that interrupt any of them and lead back: what-if, figures (a
figure was asked for), confirming (a yes or no is awaited).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from transitions import Machine

from flows.dialogue.conversation import (
    ADVICE,
    CONFIRMING,
    FIGURES,
    FOLLOW_UP,
    INTERRUPTIONS,
    STOPPED,
    WELCOME,
    WHAT_IF,
)
from flows.dialogue.replies import Reply

Trigger = Literal["go_on", "put", "tell", "look", "try", "ask_figure", "ask_back", "resume", "stop"]
Condition = Callable[["Situation"], bool]
Row = tuple[Trigger, list[str], str, Condition | None]
LegalRow = tuple[str, list[str], Condition | None]


@dataclass
class Situation:
    """What the conditions of the tables look at.

    ``state`` is where the conversation stands, ``suspended`` the state that an interruption leads
    back to. ``section`` is the one of a question that is to be put again. What takes reasoning is
    asked only where a condition needs it: ``asks`` tells whether a question of a section is still
    to be asked, ``has`` whether there is what an event needs.
    """

    state: str
    suspended: str = ""
    section: str | None = None
    asks: Callable[[str], bool] = lambda _: False
    has: Callable[["Need"], bool] = lambda _: False


Need = Literal["open question", "earlier question", "unanswered text", "trial", "pick"]


def table(sections: Sequence[str]) -> list[Row]:
    """The transitions, to be read from top to bottom: the first row whose condition holds is taken.

    A section in which nothing is left to ask is passed over. An interruption is over with the next
    event, before that event is taken.
    """
    anywhere = [WELCOME, *sections, ADVICE, FOLLOW_UP, STOPPED]
    return [
        # trigger  from      to         if
        *(_row("go_on", anywhere, section, _asks(section)) for section in sections),
        ("go_on", anywhere, ADVICE, None),
        *(_row("put", anywhere, section, _concerns(section)) for section in sections),
        ("tell", anywhere, ADVICE, None),
        ("look", [ADVICE, FOLLOW_UP], FOLLOW_UP, None),
        ("stop", anywhere, STOPPED, None),
        ("try", anywhere, WHAT_IF, None),
        ("ask_figure", anywhere, FIGURES, None),
        ("ask_back", [*anywhere, *INTERRUPTIONS], CONFIRMING, None),
        *(_row("resume", [*INTERRUPTIONS], state, _came_from(state)) for state in anywhere),
    ]


def _row(trigger: Trigger, sources: list[str], target: str, condition: Condition) -> Row:
    return trigger, sources, target, condition


def _named(name: str, condition: Condition) -> Condition:
    """Name a condition as the drawing shows it."""
    condition.__name__ = name
    return condition


def _asks(section: str) -> Condition:
    return _named(f"{section} has questions left", lambda situation: situation.asks(section))


def _concerns(section: str) -> Condition:
    return _named(f"the question is in {section}", lambda situation: section == situation.section)


def _came_from(state: str) -> Condition:
    return _named(f"it interrupted {state}", lambda situation: state == situation.suspended)


def legal(sections: Sequence[str]) -> list[LegalRow]:
    """Which events are legal where; those that have no row here are legal in every state."""
    anywhere = [WELCOME, *sections, ADVICE, FOLLOW_UP, *INTERRUPTIONS, STOPPED]
    return [
        # event    in       if
        ("skipped", anywhere, _has("open question")),
        ("asked-why", anywhere, _has("open question")),
        ("went-back", anywhere, _has("earlier question")),
        ("figure-skipped", [FIGURES], None),
        ("trial-ended", anywhere, _has("trial")),
        ("passed-on", anywhere, _has("unanswered text")),
        ("shared", anywhere, _has("pick")),
    ]


def _has(need: Need) -> Condition:
    article = "an" if need[0] in "aeiou" else "a"
    return _named(f"there is {article} {need}", lambda situation: situation.has(need))


REFUSALS: dict[str, Reply] = {
    "skipped": Reply("nothing_open"),
    "asked-why": Reply("nothing_open"),
    "went-back": Reply("nothing_before"),
    "figure-skipped": Reply("stale", place="toast"),
    "trial-ended": Reply("trial_discarded"),
    "passed-on": Reply("nothing_to_pass_on"),
    "shared": Reply("nothing_to_share"),
}
"""What is replied to an event that is not legal where it comes."""


class DialogueMachine:
    """Moves a conversation from state to state; holds no conversation itself."""

    def __init__(self, sections: Sequence[str]) -> None:
        self.sections = tuple(sections)
        self._machine = Machine(**self.definition())
        self._known = {
            state: {*self._machine.get_triggers(state)} for state in self._machine.states
        }

    def definition(self) -> dict[str, Any]:
        """The arguments of the machine, also for drawing it."""
        return {
            "model": None,
            "states": [
                *(WELCOME, *self.sections, ADVICE, FOLLOW_UP),
                *(*INTERRUPTIONS, STOPPED),
            ],
            "transitions": [
                {"trigger": trigger, "source": source, "dest": dest, "conditions": condition}
                for trigger, source, dest, condition in table(self.sections)
            ]
            + [
                {"trigger": kind, "source": source, "dest": None, "conditions": condition}
                for kind, source, condition in legal(self.sections)
            ],
            "initial": WELCOME,
            "auto_transitions": False,
        }

    def move(self, trigger: Trigger, situation: Situation) -> str:
        """Pull a trigger in a situation and tell the state it leads to.

        A trigger that the table does not know in this state leads nowhere: the state is returned.
        """
        model = Situation(**vars(situation))
        if trigger in self._known.get(model.state, ()):
            self._machine.events[trigger].trigger(model, situation)
        return model.state

    def refusal(self, kind: str, situation: Situation) -> Reply | None:
        """What to reply to an event that is not legal in a situation; None where it is."""
        if kind not in REFUSALS:
            return None
        model = Situation(**vars(situation))
        known = kind in self._known.get(model.state, ())
        admitted = known and self._machine.events[kind].trigger(model, situation)
        return None if admitted else REFUSALS[kind]
