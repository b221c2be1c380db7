"""What the matcher looks at in a message: letters, words, and the concepts behind the words."""

from flows.classifier.features import View, letters, words
from flows.topics.lexicon import Lexicon

# Chosen by cross-validation over the phrasings; `benchmarks/fit_topics.py` judges them.
LETTERS = (2, 5)
WEIGHT_OF_CONCEPTS = 0.5


def views(lexicon: Lexicon) -> tuple[View, ...]:
    """Return the three views of a text that is normalised already.

    Letters forgive typos and endings, words and pairs of words carry the meaning, and concepts
    carry it over to words that no phrasing uses.
    """
    return (
        View("letters", letters(*LETTERS)),
        View("words", words(str.split)),
        View("concepts", lexicon.concepts_and_pairs, WEIGHT_OF_CONCEPTS),
    )
