"""The replies that are told outside of the dialogue, at their longest."""

from collections.abc import Iterator

from bot.checks.events import HUGE, KEPT
from bot.desk.desk import PART, SHOWN
from flows.dialogue.replies import Reply
from flows.money.price import money_report
from flows.money.report import MoneyReport
from storage.lessons import Kept
from storage.questions import Question
from storage.records import Friend

WORDS = "<&>" * 1365
FRIEND = Friend(1, "telegram", "1", "🙂" * 129, "x" * 32, active=False)
QUESTION = Question(
    id=10**9,
    friend=FRIEND,
    conversation=1,
    text=WORDS,
    nearest=(),
    standing=WORDS,
    state="answered",
    answer=WORDS,
    similar=(),
    kept=KEPT.id,
    asked="2024-02-29T00:00:00+00:00",
)
TITLES = (WORDS,) * 3
"""As many answers as a message can conflict with, or be near to."""

PIECE = ("<&>" * PART)[:PART]
"""As much of a question as one message to the owner carries."""

TELEGRAM = ("maybe_lost", "group_deaf", "group_did_you_mean", "group_hello", "group_unknown")
"""The messages of Telegram alone, which need no values."""

ALIKE = (QUESTION,) * SHOWN


def told_elsewhere() -> Iterator[Reply]:
    """What the owner's desk, the front ends and the charts tell."""
    yield from _desk()
    yield from _captions()
    for name in TELEGRAM:
        yield Reply(f"telegram/{name}")


def _desk() -> Iterator[Reply]:
    yield Reply("desk/answer_from_owner", {"question": WORDS, "answer": "&" * 3000})
    yield Reply("desk/only_text", {"what": "voice message"})
    yield Reply("desk/paired", {"waiting": 10**6})
    yield Reply("desk/part", {"friend": FRIEND, "part": PIECE})
    values = {"part": PIECE, "friend": FRIEND, "standing": WORDS, "nearest": TITLES}
    yield Reply("desk/question", values)
    for fits in (True, False):
        words = {"words": WORDS, "title": WORDS, "fits": fits, "number": 10**9}
        yield Reply("desk/phrasing", words)
    yield Reply("desk/only_taps")
    yield from (Reply("desk/taught", {"words": words}) for words in ("", WORDS))
    yield Reply("desk/refused", {"why": "There is no such question."})
    for kept in (None, Kept(KEPT.id, KEPT.question, KEPT.answer, False, None, 1)):
        values = {
            "question": QUESTION,
            "wording": WORDS,
            "kept": kept,
            "similar": ALIKE,
            "closed": ALIKE,
            "conflicts": TITLES,
        }
        yield Reply("desk/receipt", values)


def _captions() -> Iterator[Reply]:
    report = money_report(HUGE)
    if isinstance(report, MoneyReport):
        yield Reply("money/caption", {"report": report, "side": report.cash})
