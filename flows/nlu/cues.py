"""Listed phrases in the words of a text, asked for by where they stand."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property

from flows.nlu.normalize import Token
from flows.nlu.phrases import Found, load_phrases


class Cues:
    """The phrases of some files of lists in some tokens.

    ``begins`` and ``ends`` look at all of them. ``has`` and ``within`` leave out a phrase that is a
    part of a longer one: of all lists, or of those in ``among``.
    """

    def __init__(
        self, read: tuple[Token, ...], *files: str, among: Collection[str] | None = None
    ) -> None:
        self.read = read
        self.found = load_phrases(*files).find(read)
        self._among = among

    # Most texts are asked for a few of these only.

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(cue.name for cue in self.found)

    @cached_property
    def _begins(self) -> dict[int, dict[str, int]]:
        begins: dict[int, dict[str, int]] = {}
        for cue in self.found:
            begins.setdefault(cue.first, {})[cue.name] = cue.end
        return begins

    @cached_property
    def _ends(self) -> dict[int, set[str]]:
        ends: dict[int, set[str]] = {}
        for cue in self.found:
            ends.setdefault(cue.end, set()).add(cue.name)
        return ends

    @cached_property
    def _outer(self) -> dict[int, list[Found]]:
        outer: defaultdict[int, list[Found]] = defaultdict(list)
        among = self._among
        for cue in _outermost(c for c in self.found if among is None or c.name in among):
            outer[cue.first].append(cue)
        return outer

    def anywhere(self, *names: str) -> bool:
        """Whether a phrase of these lists stands anywhere."""
        return not self._names.isdisjoint(names)

    def begins(self, at: int, *names: str) -> int:
        """Where a phrase of these lists that begins at a token ends; 0 for none."""
        found = self._begins.get(at)
        return max(found.get(name, 0) for name in names) if found else 0

    def ends(self, at: int, *names: str) -> bool:
        """Whether a phrase of these lists ends before a token."""
        found = self._ends.get(at)
        return found is not None and not found.isdisjoint(names)

    def ends_near(self, at: int, *names: str) -> bool:
        """Whether such a phrase ends before a token or the one before that."""
        return self.ends(at, *names) or self.ends(at - 1, *names)

    def within(self, first: int, end: int, *names: str) -> list[Found]:
        """The phrases of these lists among the tokens from ``first`` to ``end``, in order."""
        if self._names.isdisjoint(names):
            return []
        cues = (cue for at in range(max(first, 0), end) for cue in self._outer.get(at, ()))
        return [cue for cue in cues if cue.name in names and cue.end <= end]

    def has(self, first: int, end: int, *names: str) -> bool:
        """Whether a phrase of these lists stands among the tokens from ``first`` to ``end``."""
        return bool(self.within(first, end, *names))


def _outermost(cues: Iterator[Found]) -> Iterator[Found]:
    span, reach = (0, 0), 0
    for cue in sorted(cues, key=lambda cue: (cue.first, -cue.end)):
        if cue.end > reach or cue[1:] == span:
            span, reach = (cue.first, cue.end), max(reach, cue.end)
            yield cue
