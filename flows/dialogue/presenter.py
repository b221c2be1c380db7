"""The messages of the interview: the question, the answers so far, what was understood."""

from typing import Literal

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import (
    ADVICE,
    FOLLOW_UP,
    REVIEW,
    STOPPED,
    WELCOME,
    Conversation,
)
from flows.dialogue.events import (
    AskedWhy,
    Chose,
    Continued,
    Edited,
    Enough,
    Event,
    Restarted,
    Reviewed,
    Skipped,
    WentBack,
)
from flows.dialogue.replies import Choice, Choices, Reply
from flows.knowledge.models import Question
from flows.nlu.interpretation import Fact

ReviewProgress = Literal["nothing", "partial", "complete", "settled"]
"""How far the answers got; ``settled`` where no other could change the advice any more."""

WayOn = Literal["start", "resume", "on"]

SHORT_LABEL = 16
"""Labels up to this many characters go two in a row."""


def question_reply(
    context: DialogueContext, conversation: Conversation, question: Question, noted: str = ""
) -> Reply:
    """The message that puts a question, with a button for each option and the ways around it."""
    answered = question.option(conversation.answers.get(question.id, ""))
    values = {
        "question": question,
        "section": next(s.name for s in context.knowledge.sections if s.id == question.section),
        "done": len(conversation.answers) + len(conversation.skipped),
        "left": len(context.agenda(conversation)),
        "answered": answered.label if answered else "",
        "noted": noted,
    }
    return Reply("question", values, _question_choices(conversation, question))


def _question_choices(conversation: Conversation, question: Question) -> Choices:
    options = [
        Choice(option.label, Chose(question=question.id, option=option.id))
        for option in question.options
    ]
    around = [Choice("Skip", Skipped(question=question.id))]
    if question.id in conversation.answers:
        around = [
            Choice("Leave it", Skipped(question=question.id)),
            Choice("Take it back", Skipped(question=question.id, withdraw=True)),
        ]
    if conversation.trail:
        around.append(Choice("Back", WentBack()))
    around.append(Choice("Why do you ask?", AskedWhy()))
    rows = (*_in_rows(options), tuple(around))
    if conversation.answers:
        rows = (*rows, (Choice("Enough, advise me now", Enough()),))
    return rows


def _in_rows(choices: list[Choice]) -> Choices:
    width = 2 if all(len(choice.label) <= SHORT_LABEL for choice in choices) else 1
    return tuple(tuple(choices[at : at + width]) for at in range(0, len(choices), width))


def way_on_reply(conversation: Conversation) -> Reply:
    """The message that leads on from a state without an open question."""
    ways: dict[str, WayOn] = {WELCOME: "start", STOPPED: "resume"}
    way = ways.get(conversation.lasting_state, "on")
    return Reply("way_on", {"way": way}, ways_on(conversation))


def ways_on(conversation: Conversation) -> Choices:
    """The buttons that lead on from a place without an open question."""
    after: list[tuple[str, Event]] = [
        ("Show the advice", Enough()),
        ("My answers", Reviewed()),
    ]
    ways: dict[str, list[tuple[str, Event]]] = {
        WELCOME: [("Let's start", Continued())],
        STOPPED: [("Go on", Continued()), ("Start over", Restarted())],
        REVIEW: after,
        ADVICE: after,
        FOLLOW_UP: after,
    }
    way = ways.get(conversation.lasting_state, [("Go on", Continued())])
    return (tuple(Choice(label, event) for label, event in way),)


def review_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """The message that lists every question with its answer and a button to change it."""
    sections = [
        {"name": section.name, "answers": _answers(context, conversation, section.id)}
        for section in context.knowledge.sections
    ]
    edits = [
        Choice(f"✎ {question.name}", Edited(question=question.id))
        for question in context.knowledge.questions
        if question.id in conversation.answers or question.id in conversation.skipped
    ]
    rows = [tuple(edits[at : at + 2]) for at in range(0, len(edits), 2)]
    ways = [Choice("Give me the advice", Enough(), emphasis="primary")]
    if context.agenda(conversation.moved(enough=False)):
        ways.append(Choice("Go on with the questions", Continued()))
    values = {"sections": sections, "progress": _progress(context, conversation)}
    return Reply("review", values, (*rows, *((way,) for way in ways)))


def _progress(context: DialogueContext, conversation: Conversation) -> ReviewProgress:
    if not conversation.answers:
        return "nothing"
    if context.agenda(conversation.moved(enough=False)):
        return "partial"
    return "settled" if context.settled(conversation) else "complete"


def _answers(
    context: DialogueContext, conversation: Conversation, section: str
) -> list[dict[str, str]]:
    answers = []
    for question in context.knowledge.questions:
        if question.section == section:
            option = question.option(conversation.answers.get(question.id, ""))
            skipped = "skipped" if question.id in conversation.skipped else ""
            answers.append({"name": question.name, "label": option.label if option else skipped})
    return answers


def understood(
    context: DialogueContext, before: Conversation, facts: tuple[Fact, ...], after: Conversation
) -> Reply:
    """Name the facts that are noted, and what was known ``before`` where that was different.

    Pay that was stated is repeated in figures, so that a misreading is seen.
    """
    lines = [_line(context, before, fact) for fact in facts]
    figures = after.figures if after.figures != before.figures else None
    values = {
        "lines": lines,
        "figured": figures is not None,
        "now": figures.now if figures else None,
        "next": figures.next if figures else None,
        "currency": figures.currency if figures else None,
    }
    return Reply("understood", values, _corrections(context, facts))


def _line(context: DialogueContext, before: Conversation, fact: Fact) -> dict[str, str]:
    question = context.knowledge.question[fact.question]
    option, was = (
        question.option(each) for each in (fact.option, before.answers.get(fact.question, ""))
    )
    changed = was.label if was and option and was.id != option.id else ""
    label = option.label if option else ""
    return {"name": question.name, "label": label, "was": changed, "words": fact.words}


def _corrections(context: DialogueContext, facts: tuple[Fact, ...]) -> Choices:
    edits = [
        Choice(
            f"✎ {context.knowledge.question[fact.question].name}", Edited(question=fact.question)
        )
        for fact in facts
    ]
    return tuple(tuple(edits[at : at + 2]) for at in range(0, len(edits), 2))
