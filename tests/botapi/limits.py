"""Lengths and counts that the schema does not state."""

import re
from typing import Any

from tests.botapi import markup
from tests.botapi.errors import BreachError, Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def formatted(params: Json, key: str, limit: int, *, prefix: str = "") -> tuple[str, list[Json]]:
    """The text under ``key`` as shown, with its entities, held to ``limit`` UTF-16 units."""
    source, mode = params.get(key) or "", params.get("parse_mode")
    given = params.get(f"{prefix}entities") or []
    if mode is not None and mode.lower() != "html":
        raise BreachError(f"parse_mode {mode!r} is not HTML", "unsupported parse_mode")
    if mode and given:
        raise BreachError("both parse_mode and entities are given")
    text, entities = markup.parse(source) if mode else (source.strip(), given)
    shown = "message caption" if prefix else "message"
    if markup.utf16(text) > limit:
        raise BreachError(
            f"{shown} is too long: {markup.utf16(text)} of {limit}", f"{shown} is too long"
        )
    if len(entities) > 100:
        raise BreachError(f"{len(entities)} entities, and all above 100 would be dropped")
    if any(e["offset"] < 0 or e["offset"] + e["length"] > markup.utf16(text) for e in entities):
        raise BreachError(
            "an entity lies outside of the text", "entity beyond the end of the message"
        )
    return text, entities


def message_text(params: Json) -> tuple[str, list[Json]]:
    """The text of a message, which may not be empty."""
    text, entities = formatted(params, "text", 4096)
    if not text:
        raise BreachError("message text is empty")
    return text, entities


def caption(params: Json) -> tuple[str, list[Json]]:
    """The caption of a photo or document, perhaps empty."""
    return formatted(params, "caption", 1024, prefix="caption_")


def at_most(value: Any, limit: int, what: str, said: str | None = None) -> None:
    """A text of at most ``limit`` UTF-16 units, or none."""
    if value is not None and markup.utf16(value) > limit:
        raise BreachError(f"{what} has {markup.utf16(value)} characters of {limit}", said)


def commands(given: list[Json]) -> None:
    """A commands menu."""
    if len(given) > 100:
        raise BreachError(f"{len(given)} commands of 100", "too many commands specified")
    for command in given:
        if not _COMMAND.fullmatch(command["command"]):
            raise BreachError(f"command {command['command']!r} is invalid", "BOT_COMMAND_INVALID")
        if not 1 <= markup.utf16(command["description"]) <= 256:
            raise BreachError(
                f"description of /{command['command']}", "BOT_COMMAND_DESCRIPTION_INVALID"
            )
    names = [command["command"] for command in given]
    if len(set(names)) < len(names):
        raise BreachError("a command stands in the menu twice")


def inline_results(results: list[Json]) -> None:
    """The results of an inline query."""
    if len(results) > 50:
        raise BreachError(f"{len(results)} results of 50", "RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise BreachError("two results have one id", "RESULT_ID_DUPLICATE")
    if not all(1 <= len(one.encode()) <= 64 for one in ids):
        raise BreachError("a result's id has no 1-64 bytes", "RESULT_ID_INVALID")
    for result in results:
        content = result.get("input_message_content")
        if content and "message_text" in content:
            message_text({"text": content["message_text"], **_mode(content)})


def _mode(content: Json) -> Json:
    return {key: content[key] for key in ("parse_mode", "entities") if key in content}
