"""Numbers in words turned into digits: ``a decade and a half``, ``two and a half``, ``a dozen``."""

import re
from decimal import Decimal

from text_to_num import alpha2digit

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


# A word like "one" in "no one" counts nothing; digits there would invent a number.
_PRONOUN = re.compile(
    r"\b(no|any|some|every|each|which|this|that|the|next|only|new|old|current|other|second|first"
    r"|last|same)[ -]ones?\b",
    re.IGNORECASE,
)
_FIXED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b{words}\b", re.IGNORECASE), f" {digits} ")
    for words, digits in (
        (r"(?:a )?quarter (?:of a )?century", "25 years"),
        (r"half a decade|half ?way to a decade", "5 years"),
        (r"(?:a|one) (?:good |full |solid |whole )?decade (?:and (?:a )?half)", "15 years"),
        (r"half a dozen|half dozen", "6"),
        (r"(?:a|one) dozen", "12"),
        (r"(?:a )?couple(?: of)?(?= (?:more )?(?:of )?(?:ye?a?rs?|months?))", "2"),
        (r"(?:a|one) (?=decade)", "1"),
    )
)
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_ROUGHLY = re.compile(r"(\w)(?:-?ish|[- ]odd|[- ]something)\b", re.IGNORECASE)
# "12 million" is written so that the word is not taken for a number beside the first.
_SCALED = re.compile(r"(?<=\d) (?:(m)illions?|thousand)\b", re.IGNORECASE)
_DECADES = re.compile(r"(\d+(?:\.\d+)?) decades?( and a half)?", re.IGNORECASE)
_AND_A_PART = re.compile(
    r"(\d+)((?: years?| yrs?)?)(?:,? and (?:a |1 )?| )"
    r"(half|quarter|three quarters|3 quarters)\b(?! (?:of|less|down|off|gone))((?: years?| yrs?)?)",
    re.IGNORECASE,
)
_PARTS = {"half": "0.5", "quarter": "0.25", "three quarters": "0.75", "3 quarters": "0.75"}


def digits(text: str) -> str:
    """Return the text with its number words written as digits; everything else stays."""
    text = _PRONOUN.sub(lambda m: m.group().replace("one", "thing"), text)
    text = _ROUGHLY.sub(r"\1", without_slips(text))
    for pattern, number in _FIXED:
        text = pattern.sub(number, text)
    text = _SCALED.sub(lambda m: m[1] or "k", text)
    text = str(alpha2digit(text, "en", threshold=0))
    text = _DECADES.sub(_years_of_decades, text)
    return _AND_A_PART.sub(_with_part, text)


def without_slips(text: str) -> str:
    """Return the text with mistyped number words put right."""
    return _WORD.sub(lambda m: SLIPS.get(m.group().lower(), m.group()), text)


def _years_of_decades(match: re.Match[str]) -> str:
    years = Decimal(match[1]) * 10 + (5 if match[2] else 0)
    return f"{years.normalize():f} years"


def _with_part(match: re.Match[str]) -> str:
    whole = Decimal(match[1]) + Decimal(_PARTS[match[3].lower()])
    return f"{whole:f}{match[2] or match[4]}"
