"""Interpretations as they were stored before a text could ask several questions, as of today.

What the dialogue then decided about a text (what of it to note, which question to answer) is
decided in its interpretation today. So the conversion decides it as the dialogue did, and a replay
leads to the same answers.
"""

from typing import Any

Json = dict[str, Any]

OPENER = 2
"""From so many facts on, a text was taken as telling about oneself, whatever else it asked."""

FORMER = ("says_more", "runway", "asks", "topics", "asking", "apart", "deaf")
"""The fields that there are no more."""


def event_converted(event: Json) -> Json:
    """An event as it is stored today; one that holds no such interpretation stays as it is."""
    former = event.get("interpretation")
    if not isinstance(former, dict) or "questions" in former:
        return event
    if event["kind"] == "asked-money":  # only its figures counted
        former = former | {"asks": "nothing", "facts": [], "option": None}
    return event | {"interpretation": interpretation_converted(former, str(event.get("text", "")))}


def message_converted(message: Json) -> Json:
    """A message of the outbox, the events of its buttons converted."""
    rows = [
        [button | {"event": event_converted(button["event"])} for button in row]
        for row in message.get("buttons", ())
    ]
    return message | {"buttons": rows}


def snapshot_converted(snapshot: Json) -> Json:
    """A snapshot whose event that waits for a yes is converted."""
    offered = snapshot.get("offered")
    return snapshot | {"offered": event_converted(offered)} if offered else snapshot


def interpretation_converted(former: Json, text: str) -> Json:
    """The meaning of a text, as today's dialogue takes it."""
    kept = {name: value for name, value in former.items() if name not in FORMER}
    facts = [*{fact["question"]: fact for fact in former.get("facts", ())}.values()]
    option, sure = former.get("option"), bool(former.get("sure"))
    asks, asking = former.get("asks", "nothing"), former.get("asking", "")
    pay, apart = former.get("figures"), former.get("apart", ())
    # The answer to the open question was noted with facts about other questions.
    answers = bool(facts) and sure and option is not None
    told = len(facts) + (answers and not any(fact["option"] == option for fact in facts))
    stand_apart = [fact for fact in facts if asking and fact["question"] in apart]
    asked = asking
    if former.get("amount") is not None:  # it gave the figure asked for, and counted as no more
        facts, option, asked = [], None, ""
    elif told >= OPENER or stand_apart:
        facts = facts if told >= OPENER else stand_apart
        option = option if sure and told >= OPENER else None
    elif asks == "answer":
        facts, option, pay, asked = [], None, None, text
    elif option is not None and (sure or _was_asked_back(former)):
        asked = ""
    else:
        option, asked = None, "" if facts or pay else text
    return kept | {
        "option": option,
        "sure": sure and option is not None,
        "facts": facts,
        "figures": _with_runway(pay, former.get("runway")),
        "questions": [_question(asks, former.get("topics", ()), asked)] if _is(asks, asked) else [],
        "out_of_order": bool(former.get("deaf")),
    }


def _is(asks: str, asked: str) -> bool:
    return asks != "nothing" and bool(asked)


def _was_asked_back(former: Json) -> bool:
    """Whether a guess at an answer was worth asking back."""
    pay_or_reply = former.get("figures") or former.get("reply")
    return bool(former.get("says_more", True)) and not pay_or_reply


def _with_runway(pay: Json | None, runway: Any) -> Json | None:  # noqa: ANN401 - as it is stored
    return pay if runway is None else {**(pay or {}), "runway": runway}


def _question(asks: str, topics: Any, asked: str) -> Json:  # noqa: ANN401 - as it is stored
    if asks == "answer":
        return {"words": asked, "kind": asks, "topic": topics[0] if topics else None}
    alternatives = list(topics) if asks == "did-you-mean" else []
    return {"words": asked, "kind": asks, "alternatives": alternatives}
