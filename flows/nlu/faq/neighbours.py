"""Finds wordings that the owner chose, for kept answers or for topics, by their likeness."""

from collections.abc import Iterable, Mapping

import numpy as np

from flows.nlu.faq.models import Phrasing
from flows.nlu.features import Features, Floats, Hashes, terms_of

_Weighed = tuple[Hashes, Floats]


class Neighbours:
    """Texts to compare with, and the topic or kept answer that each stands for.

    Terms that no example has are compared too: what the owner keeps is about other things.
    ``before`` are neighbours whose texts need not be weighed again.
    """

    def __init__(
        self,
        features: Features,
        phrasings: Iterable[Phrasing] = (),
        before: "Neighbours | None" = None,
    ) -> None:
        self._features = features
        known: Mapping[str, _Weighed] = before._weighed if before else {}
        given = {(each.text, each.topic): each for each in phrasings}.values()
        every = [(each, known.get(each.text) or self._of(each.text)) for each in given]
        worded = [(each, weighed) for each, weighed in every if len(weighed[0])]
        self._weighed: Mapping[str, _Weighed] = {each.text: weighed for each, weighed in worded}
        self.topics: tuple[str, ...] = tuple(each.topic for each, _ in worded)
        sizes = [len(hashes) for _, (hashes, _) in worded]
        self._starts = np.cumsum([0, *sizes])[:-1]
        hashes = np.concatenate([np.empty(0, np.uint32), *(found for _, (found, _) in worded)])
        self._values = np.concatenate([np.empty(0, np.float32), *(v for _, (_, v) in worded)])
        self._hashes, self._places = np.unique(hashes, return_inverse=True)

    def likeness(self, text: str) -> dict[str, float]:
        """How like a text is to the nearest wording of each topic or answer, 0 to 1."""
        if not self.topics:
            return {}
        hashes, values = self._of(text)
        places = np.searchsorted(self._hashes, hashes)
        places[places == len(self._hashes)] = 0
        known = self._hashes[places] == hashes
        full = np.zeros(len(self._hashes), np.float32)
        full[places[known]] = values[known]
        cosines = np.add.reduceat(self._values * full[self._places], self._starts)
        nearest: dict[str, float] = {}
        for topic, cosine in zip(self.topics, cosines.tolist(), strict=True):
            nearest[topic] = max(min(cosine, 1.0), nearest.get(topic, 0.0))
        return nearest

    def _of(self, text: str) -> _Weighed:
        return self._features.weighed(terms_of(text))
