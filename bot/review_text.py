"""Stored conversations as text to read in a terminal; nothing in a name can harm it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.cells import cell_len, set_cell_size

from bot.names import Names
from flows.dialogue.summary import HEARD, NOTHING
from flows.knowledge import Knowledge
from flows.rules.verdict import VerdictRecord
from storage.advices import StoredAdvice
from storage.records import DeadLetter
from storage.review import Listed, Shown, TranscriptLine
from storage.texts import minute, one_line, printable

WIDEST = 32
"""Columns of the terminal that one column of a list may take, its last one apart."""

HEADER = ("id", "last heard", "who", "market", "how far")


def listing(conversations: Iterable[Listed]) -> str:
    """One line a conversation: id, when last heard of, who, market, and how far it got."""
    rows = [HEADER, *map(_row, conversations)]
    widths = [min(WIDEST, max(map(cell_len, column))) for column in zip(*rows, strict=True)]
    return "\n".join(_laid_out(row, widths) for row in rows)


def dead_letter(letter: DeadLetter) -> str:
    """A dead letter with what Telegram sent, on two lines."""
    words = one_line(letter.raw) or "(nothing is kept of it)"
    return f"{letter.id}  {minute(letter.received)}  {one_line(letter.why)}\n    {words}"


def _row(each: Listed) -> tuple[str, ...]:
    cells = str(each.id), minute(each.updated), who(each), each.market or "-", how_far(each)
    return tuple(map(one_line, cells))


def _laid_out(row: tuple[str, ...], widths: list[int]) -> str:
    *cells, last = row
    sized = [set_cell_size(cell, width) for cell, width in zip(cells, widths, strict=False)]
    return "  ".join([*sized, last])


def who(each: Listed) -> str:
    name = full_name(each)
    username = one_line(each.username)
    return f"{name} (@{username})" if username else name


def full_name(each: Listed | StoredAdvice) -> str:
    return one_line(each.name) or f"somebody on {each.channel}"


def how_far(each: Listed) -> str:
    """What came of a conversation, or where it stands."""
    count = f"{each.answered} answer{'s' * (each.answered != 1)}"
    if each.outcome == "advised":
        return f"advised: {advised(each)}; {count}"
    return f"{each.outcome or f'at {each.place}'}; {count}"


def advised(each: Listed | VerdictRecord) -> str:
    """A pick with how sure it is and what came second, by their ids."""
    pick, second = (
        (each.pick, each.runner_up) if isinstance(each, Listed) else (each.advised, each.second)
    )
    then = f", then {second}" if second else ""
    yet = ", not yet" if each.later else ""
    return f"{pick}{yet} ({each.confidence}){then}" if pick else NOTHING


def _owners_words(each: Listed) -> Iterator[str]:
    """What the owner noted beside a conversation."""
    if each.reviewed_at:
        yield f"reviewed {minute(each.reviewed_at)}{', went on since' if each.is_new else ''}"
    if each.note:
        yield one_line(f"note: {each.note}")
    if each.should_be:
        because = f", because {each.because}" if each.because else ""
        yield one_line(f"wrong: should be {each.should_be}{because}")


def whole(shown: Shown, knowledge: Knowledge) -> str:
    """A whole conversation: who and when, the answers, the verdict, and the transcript."""
    each = shown.listed
    head = [
        f"Conversation {each.id}: {who(each)}, {each.channel}",
        f"{minute(each.started)} to {minute(each.updated)} (UTC)",
        how_far(each),
        *_owners_words(each),
    ]
    answers = list(_answers(shown, knowledge))
    parts = {
        "Answers": answers,
        "Summary": list(_summary(shown, answers)),
        "Transcript": [text for line in shown.transcript for text in _said(line)],
    }
    bodies = [
        "\n".join([title, *(f"  {line}".rstrip() for line in lines or ["none"])])
        for title, lines in parts.items()
    ]
    return "\n\n".join(["\n".join(map(one_line, head)), *bodies])


def _answers(shown: Shown, knowledge: Knowledge) -> Iterator[str]:
    names = Names(knowledge)
    for question, option in shown.answers.items():
        yield one_line(f"{names.question(question)}: {names.option(question, option)}")
    if shown.skipped:
        yield one_line(f"skipped: {', '.join(shown.skipped)}")
    if shown.circumstances:
        yield one_line(f"{HEARD}: {names.circumstances(shown.circumstances)}")
    if shown.figures:
        told = (f"{name.replace('_', ' ')} {value}" for name, value in shown.figures.items())
        yield one_line(f"figures: {', '.join(told)}")


def _summary(shown: Shown, answers: list[str]) -> Iterator[str]:
    """The lines of the summary, without the answers that stand above it already."""
    summary = printable(shown.summary or "No advice was given yet.")
    yield from (line for line in summary.splitlines() if line.strip() and line not in answers)


def _said(line: TranscriptLine) -> Iterator[str]:
    first, *more = printable(line.text).splitlines() or [""]
    unsent = "" if line.sent else " (not sent)"
    yield f"{one_line(minute(line.at))}  {line.who}{unsent}: {first}"
    yield from (f"    {each}" for each in more)


def counts(stats: Mapping[str, Any]) -> str:
    """Counts, a line for each; those with parts have their parts indented."""
    lines = []
    for name, value in stats.items():
        if not isinstance(value, Mapping):
            lines.append(f"{name}: {value}")
        elif value:
            lines += [f"{name}:", *(f"  {part}: {number}" for part, number in value.items())]
    return printable("\n".join(lines))
