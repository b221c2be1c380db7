"""What friends did, in words for the owner's transcripts: a tap by the label that it had."""

from collections.abc import Callable, Mapping
from typing import Any

from flows.knowledge import Knowledge
from flows.nlu.faq.load import built_in_topics

Stored = Mapping[str, Any]

TAPS: Mapping[str, str] = {
    "began": "Start",
    "continued": "Go on",
    "change-declined": "Leave it",
    "doubts-confirmed": "Yes, all of that",
    "went-back": "‹ Back",  # noqa: RUF001 (the sign for back)
    "asked-why": "Why?",
    "reviewed": "My answers",
    "enough": "Advise me",
    "figure-skipped": "Skip this figure",
    "took-back": "Take it back",
    "chart-requested": "Show the chart",
    "restarted": "Start over",
    "cancelled": "Stop",
    "asked-help": "Help",
    "asked-how-long": "How long?",
    "asked-privacy": "Privacy",
    "asked-for-data": "My data",
    "forgotten": "Forget me",
    "asked-for-topics": "What can I ask?",
    "passed-on": "Pass it on to the owner",
    "asked-intersection": "How many are like that?",
    "assumed": "Change an assumption",
    "shared": "Share it",
    "decided": "a button of the owner's",
    "misfired": "a button of an older version",
}
"""What needs no more words than its button."""

PAGES: Mapping[str, str] = {
    "advice": "‹ Advice",  # noqa: RUF001 (likewise)
    "more": "More …",
    "paths": "Why not the others?",
    "path": "Why",
    "claims": "What it rests on",
    "claim": "What it rests on",
    "changes": "What would change it?",
    "author": "The author beside you",
    "proof": "Proof",
    "short": "In short",
}
"""The parts of an advice that can be looked at."""

SOURCES: Mapping[str, str] = {
    "forward": "a forwarded message",
    "own": "a forwarded message of their own",
    "inline": "an answer of a bot",
    "quote": "a quote",
}


def told(event: Stored, knowledge: Knowledge) -> str:
    """Tell a stored event in words, whatever version of the program wrote it.

    What was typed is told as it is; everything else, but for an answer that was tapped, stands in
    brackets. Ids that are known no more stand for themselves.
    """
    kind, typed = str(event["kind"]), str(event.get("text") or "")
    if kind == "text-received" or (typed and kind in ("asked-money", "asked-intersection")):
        return typed
    if kind == "chose":
        return _answer(event, knowledge)
    say = SAY.get(kind)
    words = say(event, knowledge) if say else TAPS.get(kind) or kind.replace("-", " ")
    return f"({words})"


def _question(event: Stored, knowledge: Knowledge) -> str:
    given = str(event.get("question") or "")
    known = knowledge.question.get(given)
    return known.name if known else given


def _answer(event: Stored, knowledge: Knowledge) -> str:
    known = knowledge.question.get(str(event.get("question")))
    given = str(event.get("option") or "")
    option = known.option(given) if known else None
    return f"{_question(event, knowledge)}: {option.label if option else given}"


def _doubt_settled(event: Stored, knowledge: Knowledge) -> str:
    return f"Yes, {_answer(event, knowledge)}" if event.get("question") else "None of these"


def _skipped(event: Stored, knowledge: Knowledge) -> str:
    what = "Take it back" if event.get("withdraw") else "Skip"
    return f"{what}: {_question(event, knowledge)}" if event.get("question") else what


def _details(event: Stored, knowledge: Knowledge) -> str:
    page = str(event.get("at"))
    path = knowledge.path.get(str(event.get("path")))
    about = path.button if path else event.get("path") or event.get("claim")
    return f"{PAGES.get(page, page)}: {about}" if about else PAGES.get(page, page)


def _what_if(event: Stored, knowledge: Knowledge) -> str:
    return f"What if …? {_question(event, knowledge)}".strip()


def _asked(event: Stored, _: Knowledge) -> str:
    topic = str(event.get("topic"))
    known = built_in_topics().get(topic)
    kept = event.get("kept") or {}
    return f"Asked: {known.question if known else kept.get('question') or topic}"


SAY: Mapping[str, Callable[[Stored, Knowledge], str]] = {
    "changed": lambda event, knowledge: f"Change it to {_answer(event, knowledge)}",
    "doubt-settled": _doubt_settled,
    "skipped": _skipped,
    "edited": lambda event, knowledge: f"Answer anew: {_question(event, knowledge)}",
    "details-requested": _details,
    "what-if-requested": _what_if,
    "tried": lambda event, knowledge: f"What if {_answer(event, knowledge)}",
    "trial-ended": lambda event, _: "Keep it" if event.get("keep") else "Discard it",
    "asked-money": lambda event, _: (
        "In figures" if not (event.get("wants") or event.get("sets")) else "Give a figure"
    ),
    "asked": _asked,
    "attachment-received": lambda event, _: f"sent: {event.get('what')}",
    "forward-received": lambda event, _: f"sent: {SOURCES.get(str(event.get('source')), '')}",
    "commanded": lambda event, _: f"/{event.get('command')}",
}
"""What needs more than the label of its button."""
