"""The highest completed degree: what is under way, wished, denied or another's is none."""

from collections.abc import Iterable, Iterator

from flows.nlu.slots.mention_roles import DOUBTED, Likely, chosen, of_kind, replying, told
from flows.nlu.slots.mentions import RANK, Mention, is_mba
from flows.nlu.slots.reading import Message, Reading


def stated(message: Message) -> Reading | None:
    """The highest completed degree that running text states."""
    return chosen(_likely(told(message)))


def replied(message: Message) -> Reading | None:
    """The degree that a reply to the question states; one under way is that below it."""
    named = [*of_kind("degree", replying(message, "degree"))]
    return chosen(_likely(named)) or (Reading("", message.plain, sure=False) if named else None)


def _likely(named: Iterable[Mention]) -> Iterator[Likely]:
    """The degrees held; below one that is not, there is the one that it takes."""
    for each in of_kind("degree", named):
        chance, below = each.chance("own"), RANK.index(each.value)
        if not below:  # who studies for a bachelor's has none
            chance += each.chance("below")
        yield Likely(each.value, min(chance, DOUBTED) if is_mba(each) else chance, each.words)
        if below:
            # Some begin a PhD without a master's.
            chance = each.chance("below")
            below_phd = each.value == RANK[-1]
            yield Likely(RANK[below - 1], min(chance, DOUBTED) if below_phd else chance, each.words)
