"""People for whom there is most to say: an author, somebody unknown, and the most argued about."""

from collections.abc import Callable, Iterator

from bot.checks.events import HUGE
from flows.dialogue.conversation import ADVICE, STOPPED, WELCOME, Conversation
from flows.rules import CompiledRules, advise
from flows.rules.verdict import PathVerdict, Verdict

Answers = dict[str, str]


def conversations(rules: CompiledRules) -> Iterator[Conversation]:
    """Where a conversation can stand, with little to say and with most."""
    whole = most_said(rules, lambda verdict: sum(map(_told, verdict.paths)) + len(verdict.costs))
    for answers in ({}, dict(rules.knowledge.author.answers), whole):
        for place in (WELCOME, rules.knowledge.questions[-1].section, ADVICE, STOPPED):
            yield standing(rules, answers, place)
    for path in rules.knowledge.path:
        answers = most_said(rules, lambda verdict, path=path: _told(verdict.path(path)))  # type: ignore[misc]
        yield standing(rules, answers, ADVICE)


def standing(rules: CompiledRules, answers: Answers, place: str) -> Conversation:
    """A conversation of somebody with these answers; in the interview a question is open."""
    questions = rules.knowledge.questions
    asking = place == questions[-1].section
    advised = place == ADVICE
    return Conversation(
        answers=answers,
        place=place,
        question=questions[-1].id if asking else None,
        trail=(questions[0].id,) if asking else (),
        revision=3,
        advised=advised,
        enough=advised,
        trial={questions[-1].id: questions[-1].options[0].id} if advised else {},
        puzzle="<&>" * 1365 if answers else "",
        figures=HUGE if advised else None,
    )


def most_said(rules: CompiledRules, told: Callable[[Verdict], int]) -> Answers:
    """Answers of which no single one can be changed so that more is told."""
    answers: Answers = {}
    most, before = told(advise(rules, answers)), -1
    while most > before:
        before = most
        for question in rules.knowledge.questions:
            for option in question.options:
                trial = {**answers, question.id: option.id}
                if (count := told(advise(rules, trial))) > most:
                    answers, most = trial, count
    return answers


def _told(path: PathVerdict) -> int:
    return len(path.arguments) + len(path.notes) + len(path.kept_in_by)
