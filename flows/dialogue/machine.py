"""The state machine of the dialogue: one table, shared by all friends, behind one typed method.

Its states are the places of a conversation: welcome, one for each section of the interview, the
review of the answers, the advice, the follow-up, and stopped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from transitions import Machine

from flows.dialogue.conversation import ADVICE, FOLLOW_UP, REVIEW, STOPPED, WELCOME

Trigger = Literal["go_on", "put", "tell", "look", "stop"]
Row = tuple[Trigger, str | list[str], str, Callable[..., bool] | None]


@dataclass
class Situation:
    """What the conditions of the table look at.

    ``asking`` names the sections in which a question is still to be asked, ``section`` the one of
    a question that is to be put again, and ``advised`` whether advice was given before.
    """

    state: str
    asking: frozenset[str] = field(default_factory=frozenset)
    section: str | None = None
    advised: bool = False


def table(sections: Sequence[str]) -> list[Row]:
    """The transitions, to be read from top to bottom: the first row whose condition holds is taken.

    A section in which nothing is left to ask is passed over.
    """
    anywhere = [WELCOME, *sections, REVIEW, ADVICE, FOLLOW_UP, STOPPED]
    told = [ADVICE, FOLLOW_UP]
    return [
        # trigger  from       to         if
        *(("go_on", anywhere, section, _asks(section)) for section in sections),
        ("go_on", anywhere, ADVICE, _advised_before),
        ("go_on", anywhere, REVIEW, None),
        *(("put", anywhere, section, _concerns(section)) for section in sections),
        ("tell", anywhere, ADVICE, None),
        ("look", told, FOLLOW_UP, None),
        ("stop", anywhere, STOPPED, None),
    ]


def _asks(section: str) -> Callable[[Situation], bool]:
    def asks(situation: Situation) -> bool:
        return section in situation.asking

    asks.__name__ = f"{section} has questions left"
    return asks


def _concerns(section: str) -> Callable[[Situation], bool]:
    def concerns(situation: Situation) -> bool:
        return section == situation.section

    concerns.__name__ = f"the question is in {section}"
    return concerns


def _advised_before(situation: Situation) -> bool:
    return situation.advised


_advised_before.__name__ = "advice was given before"


class DialogueMachine:
    """Moves a conversation from place to place; holds no conversation itself."""

    def __init__(self, sections: Sequence[str]) -> None:
        self.sections = tuple(sections)
        self._machine = Machine(**self.definition())

    def definition(self) -> dict[str, Any]:
        """The arguments of the machine, also for drawing it."""
        places = [WELCOME, *self.sections, REVIEW, ADVICE, FOLLOW_UP, STOPPED]
        return {
            "model": None,
            "states": places,
            "transitions": [
                {"trigger": trigger, "source": source, "dest": dest, "conditions": condition}
                for trigger, source, dest, condition in table(self.sections)
            ],
            "initial": WELCOME,
            "auto_transitions": False,
        }

    def move(self, trigger: Trigger, situation: Situation) -> str:
        """Pull a trigger in a situation and tell the place it leads to.

        A trigger that the table does not know in this state leads nowhere: the state is returned.
        """
        model = Situation(**vars(situation))
        if trigger in self._machine.get_triggers(model.state):
            self._machine.events[trigger].trigger(model, situation)
        return model.state
