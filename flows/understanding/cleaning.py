"""What a friend typed, made plain: no markup, no invisible marks, one kind of quote and dash."""

import re
import unicodedata

LONGEST = 4096
"""Characters that are read; Telegram sends no more in one message."""

_TAG = re.compile(r"<[^<>\n]{0,80}>")
# No fact needs a character sixteen times in a row, or a number of sixteen figures; patterns do
# not have to walk such rows.
_ROW = re.compile(r"(.)\1{15,}", re.DOTALL)
_FIGURES = re.compile(r"\d{16,}")
_SPACE = re.compile(r"[^\S\n]+")
# Curly and other quotes, dashes of all lengths, the fraction slash.
_PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "`": "'",
        "\u00b4": "'",
        "“": '"',
        "”": '"',
        "\u2013": "-",
        "—": " - ",
        "\u2212": "-",
        "\u2011": "-",
        "\u2044": "/",
        "→": " -> ",
        "…": "...",
        "•": "\n",
        "\r": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)


def clean(text: str) -> str:
    """Return the text in compatibility form without tags and control or formatting characters.

    Letter case and line breaks stay: both carry meaning (``US`` is not ``us``).
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST].translate(_PLAIN)).translate(_PLAIN)
    plain = _TAG.sub(" ", plain)
    kept = (c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "" for c in plain)
    short = _FIGURES.sub(" ", _ROW.sub(r"\1\1\1", "".join(kept)))
    return _SPACE.sub(" ", short).strip()[:LONGEST]
