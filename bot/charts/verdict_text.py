"""The verdict's picture in words, for those who cannot see it, and in letters, for a terminal."""

from collections.abc import Sequence

from bot.charts.rows import PathRow, heaviest

CAPTION_LIMIT = 600
"""Characters; what is said beside the picture has room in the same caption."""

REACH = 16
"""Letters of the longest bar."""


def verdict_caption(rows: Sequence[PathRow]) -> str:
    """The picture in words: a line a path, within the limit."""
    caption = "\n".join(f"{row.label}: {row.status}{_counts(row)}" for row in rows)
    return caption if len(caption) <= CAPTION_LIMIT else caption[: CAPTION_LIMIT - 1] + "…"


def verdict_bars(rows: Sequence[PathRow]) -> str:
    """The bars in letters: what speaks against a path to the left, what speaks for it right."""
    wide = max((len(row.label) for row in rows), default=0)
    most = heaviest(rows)
    head = f"{'':{wide}}  {'against':>{REACH}} | for"
    return "\n".join([head, *(_bars(row, wide, most) for row in rows)])


def _bars(row: PathRow, wide: int, most: float) -> str:
    against, speaking = (
        "#" * round(weight / most * REACH) for weight in (row.weight_against, row.weight_for)
    )
    return f"{row.label:{wide}}  {against:>{REACH}} | {speaking:{REACH}}  {row.status}"


def _counts(row: PathRow) -> str:
    if not row.pros and not row.cons:
        return ""
    return f" ({len(row.pros)} for, {len(row.cons)} against)"
