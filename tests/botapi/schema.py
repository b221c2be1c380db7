"""The Bot API as aiogram's models describe it: requests, answers and updates are held to it."""

import importlib
import json
import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from tests.botapi.errors import BreachError, Json

MARKUPS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}


@cache
def methods() -> dict[str, Any]:
    """Every method's model by its name; loaded when first needed, since that takes seconds."""
    module = importlib.import_module("aiogram.methods")
    found = (getattr(module, name) for name in module.__all__)
    return {
        c.__api_method__: c for c in found if isinstance(getattr(c, "__api_method__", None), str)
    }


@cache
def a_type(name: str) -> Any:
    """One of aiogram's types by its name."""
    return getattr(importlib.import_module("aiogram.types"), name)


def parameters(method: str, fields: dict[str, str], files: typing.Collection[str] = ()) -> Json:
    """The typed parameters of a call whose form fields are text; ``files`` names the uploads.

    Raises BreachError where the call does not fit the method's model, unknown fields included.
    """
    model = methods().get(method)
    if model is None:
        raise BreachError(f"there is no method {method}")
    params = {k: _decoded(model, k, v) for k, v in fields.items()}
    uploads = [name for name in files if _takes_text(model, name)]
    plain = params | {name: f"attach://{name}" for name in uploads}
    markup = plain.pop("reply_markup", None)
    if markup is not None:
        _check_markup(model, markup)
    _check_attachments(plain, files)
    _strictly(model, plain)
    return params


def check(name: str, value: Any) -> None:
    """Hold an object the server itself made to its type; AssertionError if it does not fit."""
    _check_own(name, a_type(name), value)


def check_answer(method: str, value: Any) -> None:
    """Hold the result of a call to what the method returns; AssertionError if it does not fit."""
    _check_own(method, methods()[method].__returning__, value)


def _check_own(name: str, annotation: Any, value: Any) -> None:
    try:
        unknown = list(_unknown(_adapter(annotation).validate_python(value), name))
    except ValidationError as error:
        raise AssertionError(f"{name}: {_problem(error)}") from error
    assert not unknown, f"{name} has unknown fields: {unknown}"


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _decoded(model: Any, key: str, value: str) -> Any:
    if key not in model.model_fields:
        raise BreachError(f"unknown field {key!r}")
    kinds = set(_leaves(model.model_fields[key].annotation))
    if str in kinds:
        digits = value.removeprefix("-")
        return int(value) if int in kinds and digits.isdecimal() and digits.isascii() else value
    try:
        return json.loads(value)
    except ValueError as error:
        raise BreachError(f"field {key!r} is not JSON: {value!r}", "object expected") from error


def _takes_text(model: Any, name: str) -> bool:
    """Whether a field takes the name of a file; where none of that kind is, it is the file."""
    field = model.model_fields.get(name)
    return field is not None and str in set(_leaves(field.annotation))


def _leaves(annotation: Any) -> Iterator[Any]:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            yield from _leaves(part)
    else:
        yield annotation


def _check_markup(model: Any, markup: Any) -> None:
    if not isinstance(markup, dict):
        raise BreachError("reply_markup is no object", "object expected as reply markup")
    names = [name for key, name in MARKUPS.items() if key in markup]
    if len(names) != 1:
        raise BreachError(f"reply_markup must have exactly one of {', '.join(MARKUPS)}")
    kind = a_type(names[0])
    if "reply_markup" not in model.model_fields:
        raise BreachError("unknown field 'reply_markup'")
    if kind not in _leaves(model.model_fields["reply_markup"].annotation):
        raise BreachError(f"{model.__name__} takes no {names[0]}")
    _strictly(kind, markup)


def _check_attachments(value: Any, files: typing.Collection[str]) -> None:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            _check_attachments(inner, files)
    elif isinstance(value, str) and value.startswith("attach://"):
        name = value.removeprefix("attach://")
        if name not in files:
            raise BreachError(
                f"no file was uploaded under the name {name!r}", "wrong file identifier"
            )


def _strictly(model: Any, value: Json) -> None:
    # From JSON, strict means: no number for a text nor a text for a number, while objects pass.
    try:
        checked = model.model_validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        raise BreachError(_problem(error)) from error
    for path in _unknown(checked, ""):
        raise BreachError(f"unknown field {path!r}")


def _unknown(value: Any, path: str) -> Iterator[str]:
    """Dotted paths of the fields that no model knows."""
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}".lstrip(".") for name in value.model_extra or ())
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _unknown(inner, f"{path}[{index}]")


def _problem(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
