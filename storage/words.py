"""The words by which a conversation is found: of names, of what was typed, of its summary."""

import re
import unicodedata

from sqlite_utils import Database

WORD = re.compile(r"[^\W_]+")
MARK = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
"""What an accent is, once it is taken apart from its letter."""

TEXTS = """
    SELECT name || ' ' || username AS text FROM friends WHERE id = :friend
    UNION ALL SELECT said FROM events
        WHERE friend_id = :friend AND conversation = :number AND said IS NOT NULL
    UNION ALL SELECT concerns.value FROM summaries
        JOIN json_each(json_array(market, role, pick, text)) AS concerns
        WHERE friend_id = :friend AND conversation = :number AND concerns.value IS NOT NULL
"""


def words(text: str) -> list[str]:
    """The words of a text without case, accents and all that is between them."""
    if not text.isascii():
        text = MARK.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return WORD.findall(text.lower())


def findable(texts: str) -> str:
    """Each word of some texts once, with a space before it: " ann build miss"."""
    return "".join(f" {word}" for word in sorted(set(words(texts))))


def remember_words(db: Database, friend_id: int, number: int) -> None:
    """Write down by which words a conversation is found from now on.

    It is a row like any other, so that it goes with its friend; an index of words could not forget
    one without being built anew. To be done within a transaction.
    """
    texts = db.execute(TEXTS, {"friend": friend_id, "number": number})
    db.execute(
        "INSERT INTO conversation_words (id, friend_id, words)"
        " SELECT id, friend_id, ? FROM conversations WHERE friend_id = ? AND number = ?"
        " ON CONFLICT (id) DO UPDATE SET words = excluded.words WHERE words != excluded.words",
        [findable("\n".join(text for (text,) in texts)), friend_id, number],
    )
