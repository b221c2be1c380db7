"""The owner reads what friends did in words: no id, and no name of an event."""

import json
import typing

import pytest
from pydantic_core import PydanticUndefined

from flows.dialogue.events import EVENT, Event, EventBase
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from storage.told_events import SAY, TAPS, told

KNOWLEDGE = built_in()
TOPIC = built_in_topics()["ceiling"]
GIVEN: dict[str, object] = {
    "question": "years",
    "option": "6-9",
    "path": "research-degree",
    "topic": TOPIC.id,
    "facts": [{"question": "years", "option": "6-9"}],
    "text": "Typed words",
    "what": "sticker",
    "wants": "offer-total",
    "name": "growth",
    "withdraw": True,
    "keep": True,
}
KINDS = typing.get_args(typing.get_args(Event)[0])


def stored(kind: type[EventBase], *, all_given: bool) -> dict[str, object]:
    """An event of a kind as it is stored, with all its fields or those alone that it needs."""
    fields: dict[str, object] = {"kind": kind.model_fields["kind"].default}
    for name, field in kind.model_fields.items():
        if name == "kind" or not (all_given or field.is_required()):
            continue
        choices = typing.get_args(field.annotation)
        if name in GIVEN and not (name == "text" and field.annotation == int | None):
            fields[name] = GIVEN[name]
        elif choices and isinstance(choices[0], str):
            fields[name] = choices[0]
        elif field.default is PydanticUndefined:
            raise NotImplementedError(f"give {kind.__name__} a value for {name}")
    return json.loads(EVENT.dump_json(EVENT.validate_python(fields)))  # type: ignore[no-any-return]


@pytest.mark.parametrize("all_given", [True, False])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_event_is_told_in_words(kind: type[EventBase], all_given: bool) -> None:
    event = stored(kind, all_given=all_given)
    said = told(event, KNOWLEDGE)
    assert any(map(str.isalpha, said))
    for unsaid in ("6-9", "research-degree", TOPIC.id, "{", "None:", "::"):
        assert unsaid not in said, event
    name = str(event["kind"])
    assert name in {"text-received", "chose", *SAY, *TAPS}, "say it in words"


def test_an_event_of_another_version_stands_for_itself() -> None:
    assert told({"kind": "waved-hello", "at": "noon"}, KNOWLEDGE) == "(waved hello)"
    assert told({"kind": "edited", "question": "hat"}, KNOWLEDGE) == "(Answer anew: hat)"
    assert told({"kind": "details-requested", "at": "moon"}, KNOWLEDGE) == "(moon)"
