"""Snapshots of conversations, readable also after the questions have changed."""

import json
import logging
from collections.abc import Mapping

from pydantic import ValidationError

from flows.dialogue.conversation import (
    ADVICE,
    FOLLOW_UP,
    INTERRUPTIONS,
    STOPPED,
    WELCOME,
    Conversation,
)
from flows.knowledge import Knowledge

log = logging.getLogger(__name__)

STATES = frozenset({WELCOME, ADVICE, FOLLOW_UP, *INTERRUPTIONS, STOPPED})

_FORMER_STATES = {"review": ADVICE}
"""States that are no more: there was a page of the answers between the last one and the advice."""


def read(snapshot: str, number: int) -> Conversation:
    """Read a snapshot; a field that today's conversations cannot take falls back to its default.

    So a friend is never locked out by a snapshot of another version. The events keep everything.
    """
    try:
        conversation = Conversation.model_validate_json(snapshot)
    except ValidationError:
        return _read_in_part(snapshot, number)
    if conversation.number == number and not _FORMER_STATES.keys() & {
        conversation.state,
        conversation.suspended,
    }:
        return conversation
    return _read_in_part(snapshot, number)


def _read_in_part(snapshot: str, number: int) -> Conversation:
    """Read what can be read, in today's names."""
    stored = json.loads(snapshot) | {"number": number}
    for name in ("state", "suspended"):
        stored[name] = _FORMER_STATES.get(stored.get(name, ""), stored.get(name, ""))
    try:
        return Conversation.model_validate(stored)
    except ValidationError as error:
        unfit = {str(detail["loc"][0]) for detail in error.errors()}
        log.warning("A snapshot was read without %s", ", ".join(sorted(unfit)))
        return Conversation.model_validate({k: v for k, v in stored.items() if k not in unfit})


def fitted(conversation: Conversation, knowledge: Knowledge) -> Conversation:
    """Leave out what these questions do not know any more, and keep everything else.

    An answer whose option is gone counts as not given; a state whose section is gone becomes that
    of the open question, or the welcome.
    """
    known = knowledge.question
    question = conversation.question if conversation.question in known else None
    return conversation.model_copy(
        update={
            "state": _state(conversation.state, question, knowledge),
            "suspended": conversation.suspended
            and _state(conversation.suspended, question, knowledge),
            "answers": _known_answers(conversation.answers, knowledge),
            "trial": _known_answers(conversation.trial, knowledge),
            "skipped": tuple(each for each in conversation.skipped if each in known),
            "trail": tuple(each for each in conversation.trail if each in known),
            "question": question,
        }
    )


def _known_answers(answers: Mapping[str, str], knowledge: Knowledge) -> dict[str, str]:
    return {
        question: option
        for question, option in answers.items()
        if question in knowledge.question and knowledge.question[question].option(option)
    }


def _state(state: str, question: str | None, knowledge: Knowledge) -> str:
    if state in STATES or any(state == section.id for section in knowledge.sections):
        return state
    return knowledge.question[question].section if question else WELCOME
