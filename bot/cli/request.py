"""What `advisor advise` is asked: answers to the questions, and figures that set the cut."""

from decimal import DecimalException
from typing import Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from bot.cli.json_input import parse_json, validated
from bot.errors import WrongUseError
from flows.figures import Figures, band_of_cut
from flows.knowledge.models import Knowledge


class Request(BaseModel):
    """Answers by question (null: not answered) and figures; what else is given does no harm."""

    model_config = ConfigDict(strict=True, frozen=True)

    answers: dict[str, str | None] = {}
    figures: Figures | None = None

    @field_validator("figures")
    @classmethod
    def _runway_is_an_answer(cls, figures: Figures | None) -> Figures | None:
        """Refuse a runway in figures rather than leave it out of the advice unnoticed."""
        if figures and figures.runway is not None:
            raise ValueError('cannot hold a runway; answer the question "runway" instead')
        return figures

    @model_validator(mode="after")
    def _something_is_given(self) -> Self:
        if not self.model_fields_set:
            raise ValueError('should hold "answers", such as {"answers": {"years": "6-9"}}')
        return self


def read_answers(knowledge: Knowledge, raw: bytes) -> dict[str, str]:
    """Read a request for advice: question id to option id, the cut from figures where they tell it.

    Raises WrongUseError for anything that is not JSON of that form, for an unknown question and
    for an unknown option.
    """
    request = validated(Request, parse_json(raw))
    answers = {
        question: _checked(knowledge, question, option)
        for question, option in request.answers.items()
        if option is not None
    }
    cut = _cut_of(request.figures)
    return answers if cut is None else answers | {"cut": cut}


def _checked(knowledge: Knowledge, name: str, option: str) -> str:
    question = knowledge.question.get(name)
    if question is None:
        accepted = ", ".join(knowledge.question)
        raise WrongUseError(f"There is no question {name!r:.60}; the questions are: {accepted}.")
    if question.option(option) is None:
        accepted = ", ".join(each.id for each in question.options)
        raise WrongUseError(f"{option!r:.60} is no answer to {name!r}; accepted: {accepted}.")
    return option


def _cut_of(figures: Figures | None) -> str | None:
    if figures is None:
        return None
    try:
        return None if figures.cut is None else band_of_cut(figures.cut)
    except DecimalException:
        raise WrongUseError("The figures are too far apart to tell a cut from them.") from None
