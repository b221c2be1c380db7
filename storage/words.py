"""The words by which a conversation is found: of names, of what was typed, of its summary."""

import re
import unicodedata
from collections.abc import Iterable
from sqlite3 import Connection
from zlib import crc32

WORD = re.compile(r"[^\W_]+")
MARK = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
"""What an accent is, once it is taken apart from its letter."""

SUMMARISED = ("market", "role", "pick", "text")
"""The columns of a summary whose words count."""

TEXTS = f"""
    SELECT name || ' ' || username AS text FROM friends WHERE id = :friend
    UNION ALL SELECT said FROM events
        WHERE friend_id = :friend AND conversation = :number AND said IS NOT NULL
    UNION ALL SELECT concerns.value FROM summaries
        JOIN json_each(json_array({", ".join(SUMMARISED)})) AS concerns
        WHERE friend_id = :friend AND conversation = :number AND concerns.value IS NOT NULL
"""  # noqa: S608 (constants)

REMEMBERED = """
    SELECT words FROM conversation_words JOIN conversations USING (id)
    WHERE conversations.friend_id = ? AND number = ?
"""

SKETCHES = ("sketch_0", "sketch_1", "sketch_2", "sketch_3")
"""The columns that tell, a bit each, how the words of a conversation may begin."""

BEGINNING, BITS = 3, 63
"""Letters that are looked at, and bits of a column: as many as an integer has without its sign."""

REMEMBER = f"""
    INSERT INTO conversation_words (id, friend_id, words, {", ".join(SKETCHES)})
    SELECT id, friend_id, ?, ?, ?, ?, ? FROM conversations WHERE friend_id = ? AND number = ?
    ON CONFLICT (id) DO UPDATE SET
        words = excluded.words, {", ".join(f"{name} = excluded.{name}" for name in SKETCHES)}
    WHERE words != excluded.words
"""  # noqa: S608 (constants)


def words(text: str) -> list[str]:
    """The words of a text without case, accents and all that is between them."""
    if not text.isascii():
        text = MARK.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return WORD.findall(text.lower())


def findable(found: Iterable[str]) -> str:
    """Each of some words once, with a space before it: " ann build miss"."""
    return "".join(f" {word}" for word in sorted(set(found)))


def sketched(found: Iterable[str]) -> tuple[int, ...]:
    """The beginnings of words as bits, by column; shorter words leave none.

    A conversation that lacks one of the bits of a word has no word that begins so. Most lack one
    of a word that few have, so its texts need not be read for it.
    """
    bits = [0] * len(SKETCHES)
    for beginning in {word[:BEGINNING] for word in found if len(word) >= BEGINNING}:
        at = crc32(beginning.encode()) % (len(SKETCHES) * BITS)
        bits[at // BITS] |= 1 << at % BITS
    return tuple(bits)


def remember_words(db: Connection, friend_id: int, number: int) -> None:
    """Write down by which words a conversation is found from now on.

    It is a row like any other, so that it goes with its friend; an index of words could not forget
    one without being built anew. To be done within a transaction.
    """
    texts = db.execute(TEXTS, {"friend": friend_id, "number": number})
    _write(db, friend_id, number, words("\n".join(text for (text,) in texts)))


def remember_text(db: Connection, friend_id: int, number: int, text: str) -> None:
    """Likewise, where a text is all that was added: no other text is read for it."""
    ((before,),) = db.execute(REMEMBERED, [friend_id, number])
    _write(db, friend_id, number, [*before.split(), *words(text)])


def _write(db: Connection, friend_id: int, number: int, found: Iterable[str]) -> None:
    each = findable(found)
    db.execute(REMEMBER, [each, *sketched(each.split()), friend_id, number])
