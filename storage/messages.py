"""Rendered messages as JSON in the outbox, their attachment beside it as it is."""

import json
from typing import Any

from pydantic import ValidationError

from flows.dialogue.events import EVENT, Event, Misfired
from storage.records import Attachment, Button, Message


def message_as_json(message: Message) -> str:
    """Write a message as JSON, without the content of its attachment."""
    rows = [[_button_as_dict(button) for button in row] for row in message.buttons]
    about: dict[str, Any] = {"text": message.text, "place": message.place, "buttons": rows}
    if message.attachment:
        about |= attachment_as_dict(message.attachment)
    return json.dumps(about)


def attachment_as_dict(attachment: Attachment) -> dict[str, Any]:
    """Describe an attachment, without its content."""
    return {"attachment": {"kind": attachment.kind, "filename": attachment.filename}}


def message_from_json(text: str, content: bytes | None = None) -> Message:
    """Read a message; its attachment comes with it as long as its content is still stored."""
    stored = json.loads(text)
    attachment = stored.get("attachment")
    return Message(
        text=stored["text"],
        buttons=tuple(tuple(_button(each) for each in row) for row in stored["buttons"]),
        place=stored["place"],
        attachment=Attachment(**attachment, content=content) if content is not None else None,
    )


def _button_as_dict(button: Button) -> dict[str, Any]:
    event = EVENT.dump_python(button.event, mode="json", exclude_none=True)
    return {"label": button.label, "event": event, "emphasis": button.emphasis}


def _button(stored: dict[str, Any]) -> Button:
    return Button(stored["label"], _event(stored["event"]), stored["emphasis"])


def _event(stored: dict[str, Any]) -> Event:
    """Read a button's event; one that an older version wrote and this one lacks is a misfire."""
    try:
        return EVENT.validate_python(stored)
    except ValidationError:
        return Misfired()
