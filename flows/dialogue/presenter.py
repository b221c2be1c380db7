"""The messages of the interview: the question, the answers so far, what was understood."""

from collections import Counter
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
    Asked,
    AskedWhy,
    Chose,
    Continued,
    DoubtsConfirmed,
    DoubtSettled,
    Edited,
    Enough,
    Event,
    Restarted,
    Reviewed,
    Skipped,
    WentBack,
)
from flows.dialogue.figuring import begun_anew
from flows.dialogue.replies import Choice, Choices, Reply
from flows.figures import Figures
from flows.knowledge.models import Question
from flows.nlu.interpretation import Fact, Interpretation

ReviewProgress = Literal["nothing", "partial", "complete", "settled"]
"""How far the answers got; ``settled`` where no other could change the advice any more."""

WayOn = Literal["start", "resume", "on"]

UnderstoodHeading = Literal["understood", "changed", "nothing"]
Correcting = Literal["lines", "figures", "lines-and-figures", "nothing"]
"""What of a message that tells back can be put right: by a tap on a line, by writing it again."""

NOTHING = Interpretation()

LONGEST_LABEL = 64
"""Characters of a button's label."""

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
    context: DialogueContext,
    before: Conversation,
    facts: tuple[Fact, ...],
    after: Conversation,
    reading: Interpretation = NOTHING,
) -> Reply | None:
    """Tell back what was read of a text: what is noted, and what was known ``before`` of it.

    Pay that was stated is repeated in figures, so that a misreading is seen. Beside it stand the
    circumstances heard for the first time, with the topics that answer them, and words that gave
    no figure. None where there is nothing to tell back.
    """
    noted = _all_noted(facts, before, after)
    lines = [_line(context, before, fact) for fact in noted]
    figures = after.figures if after.figures != before.figures else None
    heard = [each for each in after.circumstances if each not in before.circumstances]
    answered = context.answered(heard)
    unplaced = [each for each in heard if each not in [one.id for one, _ in answered]]
    asked = [question.topic for question in reading.questions]  # they are answered right behind
    pointed_to = [(one, topic) for one, topic in answered if topic.id not in asked]
    values = {
        "mood": reading.mood,
        "heading": _heading(reading, lines, figures),
        "lines": lines,
        "now": figures.now if figures else None,
        "next": figures.next if figures else None,
        "floor": figures.floor if figures else None,
        "currency": figures.currency if figures else None,
        "was": _former_pay(before.figures, figures),
        "former_currency": begun_anew(before, after),
        "correcting": _correcting(bool(lines), figures),
        "circumstances": context.told(unplaced),
        "answered": [{"told": one.told, "title": topic.title} for one, topic in pointed_to],
        "two_currencies": reading.two_currencies,
        "unread": reading.unread,
    }
    says = lines or figures or unplaced or pointed_to or reading.unread
    topics = tuple((Choice(topic.title, Asked(topic=topic.id)),) for _, topic in pointed_to)
    rows = (*_corrections(context, noted), *topics)
    return Reply("understood", values, rows) if says else None


def _former_pay(before: Figures | None, figures: Figures | None) -> Figures:
    """The amounts known before that are others now."""
    known = before.model_dump() if before else {}
    now = figures.model_dump() if figures else {}
    amounts = ("now", "next", "floor")
    changed = {name: known.get(name) for name in amounts if known.get(name) != now.get(name)}
    return Figures.model_validate({**changed, "currency": known.get("currency")})


def _all_noted(
    facts: tuple[Fact, ...], before: Conversation, after: Conversation
) -> tuple[Fact, ...]:
    """The facts, and the answers that follow from figures."""
    told = {fact.question for fact in facts}
    follow = (
        Fact(question=question, option=option)
        for question, option in after.answers.items()
        if question not in told and before.answers.get(question) != option
    )
    return (*facts, *follow)


def _heading(
    reading: Interpretation, lines: list[dict[str, str]], figures: Figures | None
) -> UnderstoodHeading:
    if not (lines or figures):
        return "nothing"
    return "changed" if reading.corrects and any(line["was"] for line in lines) else "understood"


def _correcting(lines: bool, figures: Figures | None) -> Correcting:
    if figures is None:
        return "lines" if lines else "nothing"
    return "lines-and-figures" if lines else "figures"


def ask_back_reply(context: DialogueContext, doubts: tuple[Fact, ...], *, beside: bool) -> Reply:
    """Ask about what may be meant, a button each; ``beside`` tells that other things were noted."""
    found = [context.option(doubt.question, doubt.option) for doubt in doubts]
    labels = Counter(option.label for _, option in filter(None, found))
    lines, rows = [], []
    all_right = DoubtsConfirmed(facts=doubts)
    for doubt, (question, option) in zip(doubts, filter(None, found), strict=True):
        lines.append({"name": question.name, "label": option.label, "words": doubt.words})
        label = option.label if labels[option.label] == 1 else f"{question.name}: {option.label}"
        right = DoubtSettled(question=question.id, option=option.id)
        rows.append((Choice(f"Yes: {label}"[:LONGEST_LABEL], right, on_yes=all_right),))
    none = Choice("None of these" if len(doubts) > 1 else "No", DoubtSettled())
    return Reply(
        "ask_back", {"lines": lines, "count": len(lines), "beside": beside}, (*rows, (none,))
    )


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
