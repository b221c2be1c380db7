"""Today's role, told from the role that is wished for, offered or left behind."""

from flows.nlu.circumstances import heard
from flows.nlu.slots.judgement import LIKELY, SURE
from flows.nlu.slots.mention_roles import of_kind, own_of, replying, told
from flows.nlu.slots.reading import Message, Reading

TARGET = "software-engineer"
"""The role that most friends think of moving to."""
SHORT = 18
"""Words of a reply that may tell what one does without a title."""
_LOST = "laid-off"
"""The circumstance in which the job that is told may be over."""


def stated(message: Message) -> Reading | None:
    """Today's role that running text states by a title; of a job that was lost it is asked."""
    found = own_of("title", told(message))
    return found and found._replace(sure=found.sure and _LOST not in heard(message))


def replied(question: str, message: Message) -> Reading | None:
    """Today's role that a reply states: by a title, or by what one does all day."""
    named = [*of_kind("title", replying(message, "role"))]
    if reading := own_of("title", named):
        return reading
    if named or len(message.plain.split()) > SHORT or not all(c.tells for c in message.clauses):
        return None
    option, lead = message.guess(question, message.plain)
    if not option or lead < LIKELY:
        return None
    return Reading(option, message.plain, sure=lead >= SURE)
