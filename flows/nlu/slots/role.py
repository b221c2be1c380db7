"""Today's role, told from the role that is wished for, offered or left behind."""

from collections.abc import Iterable, Iterator

from flows.nlu.slots.mentions import Likely, Mention, chosen, of_kind, replying, told
from flows.nlu.slots.reading import Message, Reading

TARGET = "software-engineer"
"""The role that most friends think of moving to."""
SHORT = 18
"""Words of a reply that may tell what one does without a title."""
LIKELY_LEAD, SURE_LEAD = 0.05, 0.45
"""The lead of a guess that is worth asking back, and that is noted."""
STUDENT = "student"


def stated(message: Message) -> Reading | None:
    """Today's role that running text states by a title."""
    return chosen(_likely(told(message)))


def replied(question: str, message: Message) -> Reading | None:
    """Today's role that a reply states: by a title, or by what one does all day."""
    named = [*of_kind("title", replying(message, "role"))]
    if reading := chosen(_likely(named)):
        return reading
    if named or len(message.plain.split()) > SHORT or not all(c.tells for c in message.clauses):
        return None
    option, lead = message.guess(question, message.plain)
    if not option or lead < LIKELY_LEAD:
        return None
    return Reading(option, message.plain, sure=lead >= SURE_LEAD)


def _likely(named: Iterable[Mention]) -> Iterator[Likely]:
    for each in of_kind("title", named):
        yield Likely(each.value, each.chance("own"), each.words)
