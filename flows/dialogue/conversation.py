"""Where a conversation stands: the replay of its events, kept as a snapshot."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from flows.figures import Figures

WELCOME, REVIEW, ADVICE, FOLLOW_UP, STOPPED = "welcome", "review", "advice", "follow-up", "stopped"
"""The places of a conversation beside the sections of the interview."""


class Conversation(BaseModel):
    """One conversation with one friend.

    ``number`` counts a friend's conversations from 1. ``place`` is the state of the dialogue: one
    of the above or a section's id. ``question`` is the open one, if any, and ``trail`` the
    questions put before it, oldest first. ``revision`` is raised whenever a question is put or the
    advice is given, so that buttons of older messages are known as such.
    """

    model_config = ConfigDict(frozen=True)

    number: Annotated[int, Field(ge=1)] = 1
    place: str = WELCOME
    answers: dict[str, str] = {}
    figures: Figures | None = None
    skipped: tuple[str, ...] = ()
    question: str | None = None
    trail: tuple[str, ...] = ()
    revision: Annotated[int, Field(ge=0)] = 0
    advised: bool = False
