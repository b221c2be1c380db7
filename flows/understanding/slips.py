"""Slips of the finger in number words: one letter left out, or two neighbours swapped."""

_WORDS = [
    "three",
    "four",
    "five",
    "seven",
    "eight",
    "nine",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "third",
    "quarter",
    "fifth",
    "tenth",
    "decade",
]
# Each is a slip of a number and a word of its own.
_WORDS_TOO = {"elven", "fort", "seen", "sent", "sixt", "sven", "tent", "thee", "there", "tree"}

_SHORTEST = 4


def _slips(word: str) -> set[str]:
    shorter = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    return {slip for slip in shorter | swapped if len(slip) >= _SHORTEST}


SLIPS = {
    slip: word for word in _WORDS for slip in _slips(word) if slip not in {*_WORDS, *_WORDS_TOO}
} | {
    "fourty": "forty",
    "fuor": "four",
    "foru": "four",
    "fvie": "five",
    "tweleve": "twelve",
    "haf": "half",
    "hlaf": "half",
}
"""What was typed -> what was meant, in small letters."""
