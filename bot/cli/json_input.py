"""Reads JSON input, one value or one a line, and the answers that a request for advice holds."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal, DecimalException
from pathlib import Path
from typing import BinaryIO, NoReturn, Self, TypeVar

import click
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails

from bot.errors import UserError, WrongUseError
from flows.affordability import with_bands
from flows.figures import Figures
from flows.knowledge.models import Knowledge

Model = TypeVar("Model", bound=BaseModel)

INPUT = click.Path(exists=True, dir_okay=False, allow_dash=True)
"""The type of an argument that names a file, or standard input by a dash."""

_SAID = {
    "dict_type": "should be a JSON object",
    "model_type": "should be a JSON object",
    "string_type": "should be text",
    "decimal_type": "should be a number",
    "decimal_parsing": "should be a number",
    "string_pattern_mismatch": "should be a code of three capital letters such as EUR",
    "extra_forbidden": "is not known here",
    "missing": "is missing",
}
"""What is wrong, in plain words, by pydantic's name for it; the others are plain already."""


def read_file(name: str) -> bytes:
    """Read a whole file, or standard input for a dash."""
    with _opened(name) as stream:
        return stream.read()


def json_lines(name: str) -> Iterator[bytes]:
    """Read the lines of a file, or of standard input for a dash, each as soon as it is there."""
    with _opened(name) as stream:
        for line in stream:
            yield line.rstrip(b"\r\n")


def answer_lines(name: str, answer: Callable[[bytes], str], *, skip_blank: bool = False) -> None:
    """Answer each line of a file as soon as it is read, one line for one line.

    ``answer`` makes one line of JSON from one; where it raises UserError, a line ``{"error": …}``
    stands in its place. Raises UserError at the end if there was any such line.
    """
    lines = failed = 0
    for line in json_lines(name):
        if skip_blank and not line.strip():
            continue
        lines += 1
        try:
            answered = answer(line)
        except UserError as error:
            failed += 1
            answered = json.dumps({"error": str(error)})
        click.echo(answered)
    if failed:
        raise UserError(f"{failed} of {lines} lines could not be answered; each of them says why.")


def parse_json(raw: bytes) -> object:
    """Parse JSON, fractions as Decimal; raises WrongUseError with line and column of a mistake."""
    if not raw.strip():
        raise WrongUseError("The input is empty; give a JSON object, as in this command's --help.")
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise WrongUseError(f"This is not valid JSON: {error.msg} at {where}.") from None
    except UnicodeDecodeError as error:
        raise WrongUseError(f"This is not UTF-8 text: see byte {error.start + 1}.") from None
    except (RecursionError, ValueError) as error:
        raise WrongUseError(f"This JSON cannot be read: {error}.") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def validated(model: type[Model], value: object) -> Model:
    """Validate parsed JSON; raises WrongUseError that names each mistake, its place and value."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise WrongUseError("\n".join(map(_said, error.errors()))) from None


def _said(detail: ErrorDetails) -> str:
    place = ".".join(map(str, detail["loc"])) or "The input"
    what = _SAID.get(detail["type"], detail["msg"].removeprefix("Value error, "))
    found = json.dumps(detail["input"], default=str)
    return f"{place} {what.replace('Input should', 'should')} (found {found:.60})."


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        if sys.stdin.isatty():
            click.echo("Type the JSON here and end it with Ctrl-D.", err=True)
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(name).open("rb"))
        except OSError as error:
            raise UserError(f"{name} cannot be read: {error.strerror}.") from None
        yield stream


class AdviceRequest(BaseModel):
    """Answers by question (null: not answered) and figures; unknown keys are ignored."""

    model_config = ConfigDict(strict=True, frozen=True)

    answers: dict[str, str | None] = {}
    figures: Figures | None = None

    @model_validator(mode="after")
    def _something_is_given(self) -> Self:
        if not self.model_fields_set:
            raise ValueError('should hold "answers", such as {"answers": {"years": "6-9"}}')
        return self


def read_request(knowledge: Knowledge, raw: bytes) -> tuple[dict[str, str], Figures | None]:
    """Read a request for advice: question id to option id, and the figures.

    Figures outrank the answers to cut and runway where they tell them.

    Raises WrongUseError for anything that is not JSON of that form, for unknown questions and for
    unknown options; it names every mistake at once.
    """
    value = parse_json(raw)
    unknown = list(_unknown(knowledge, value))
    try:
        request = validated(AdviceRequest, value)
    except WrongUseError as error:
        raise WrongUseError("\n".join([str(error), *unknown])) from None
    if unknown:
        raise WrongUseError("\n".join(unknown))
    answers = {name: option for name, option in request.answers.items() if option is not None}
    try:
        return with_bands(answers, request.figures), request.figures
    except DecimalException:
        raise WrongUseError("The figures are too far apart to tell a cut from them.") from None


def _unknown(knowledge: Knowledge, value: object) -> Iterator[str]:
    """What is said of each answer to no question, and of each that is none of its options."""
    answers = value.get("answers") if isinstance(value, dict) else None
    for name, option in answers.items() if isinstance(answers, dict) else ():
        question = knowledge.question.get(name)
        if question is None:
            accepted = ", ".join(knowledge.question)
            yield f"There is no question {name!r:.60}; the questions are: {accepted}."
        elif isinstance(option, str) and question.option(option) is None:
            accepted = ", ".join(each.id for each in question.options)
            yield f"{option!r:.60} is no answer to {name!r}; accepted: {accepted}."
