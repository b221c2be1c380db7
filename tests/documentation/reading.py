"""What friends read until the advice, as a table: before the interview was one message, and now."""

from benchmarks.friends import Read, friends, play

BEFORE = {
    "taps only": (19, 983, 427, 16, 0, 0),
    "impatient": (10, 589, 276, 5, 1, 1),
    "all in own words": (18, 1101, 490, 0, 2, 13),
    "digressing": (47, 2584, 427, 16, 14, 14),
    "sceptic": (36, 1708, 303, 15, 6, 6),
    "money only": (18, 1269, 351, 7, 3, 16),
    "changes her mind": (27, 1205, 427, 18, 6, 18),
    "back after /forget": (26, 1119, 303, 18, 4, 1),
}
"""Measured by the same dialogues while each question was a message of its own."""

HEADING = (
    "friend",
    "messages",
    "words",
    "of the advice",
    "edits",
    "questions put again",
    "under two keyboards",
)


def reading_table() -> str:
    """A row for each friend, with each figure before and now."""
    rows = [HEADING, ("---",) * len(HEADING)]
    for friend in friends():
        found, _ = play(friend)
        pairs = zip(BEFORE[friend.name], _figures(found), strict=True)
        rows.append((friend.name, *(f"{before} → {now}" for before, now in pairs)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _figures(read: Read) -> tuple[int, ...]:
    words = (read.words, read.words_of_advice)
    return (read.messages, *words, read.edits, read.repeats, read.copies)
