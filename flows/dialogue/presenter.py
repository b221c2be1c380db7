"""The messages of the interview: the question, the answers so far, what was understood."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import (
    ADVICE,
    FOLLOW_UP,
    STOPPED,
    WELCOME,
    Conversation,
    Leaning,
)
from flows.dialogue.events import (
    Asked,
    AskedForTopics,
    AskedMoney,
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
from flows.dialogue.money_replies import AMOUNTS, WANTED, former_figures
from flows.dialogue.replies import Choice, Choices, Place, Reply
from flows.figures import Figures
from flows.knowledge.models import Option, Question
from flows.nlu.interpretation import Fact, Interpretation

ReviewProgress = Literal["nothing", "partial", "complete", "settled"]
"""How far the answers got; ``settled`` where no other could change the advice any more."""

QuestionPut = Literal["anew", "changing", "still-open"]
"""How a question is put: for its first answer, for another one, or again after a digression."""

LeansHow = Literal["clearly", "a-little"]

WayOn = Literal["start", "resume", "on"]

UnderstoodHeading = Literal["understood", "changed", "nothing"]
Correcting = Literal["lines", "figures", "lines-and-figures", "nothing"]
"""What of a message that tells back can be put right: by a tap on a line, by writing it again."""

NOTHING = Interpretation()

LONGEST_LABEL = 64
"""Characters of a button's label."""

BAR = 10
"""Cells of the bar that shows how far the interview is."""

LINES_WITH_BUTTONS = 2
"""Lines told back that have a button each."""

SHORT_LABEL = 16
"""Labels up to this many characters go two in a row."""


@dataclass(frozen=True)
class Noted:
    """An answer just given to a question of this name; without a label it was skipped."""

    name: str
    label: str
    typed: bool = False


def noted_reply(noted: Noted) -> Reply:
    """The line that tells what was noted."""
    return Reply("noted_line", {"noted": noted})


@dataclass(frozen=True)
class Progress:
    """How many answers are given of how many there will be about, and that as a bar."""

    done: int
    total: int
    bar: str


def _progress(context: DialogueContext, conversation: Conversation) -> Progress:
    """How far the interview is; what was skipped is not done."""
    done, left = len(conversation.answers), len(context.agenda(conversation.moved(enough=False)))
    total = max(done + left, 1)
    full = max(BAR * done // total, min(done, 1))
    return Progress(done, total, "▰" * full + "▱" * (BAR - full))


def question_reply(
    context: DialogueContext,
    conversation: Conversation,
    question: Question,
    *,
    still_open: bool = False,
    leaning: Leaning | None = None,
) -> Reply:
    """The message that puts a question, with a button for each option and the ways around it.

    ``still_open`` tells that it is put again after something else, ``leaning`` what to say of where
    the answers lead. What was asked back about it before is told, and a yes is then the answer.
    """
    answered = question.option(conversation.answers.get(question.id, ""))
    doubt = None if answered or still_open else conversation.doubt(question.id)
    doubted = question.option(doubt.option) if doubt else None
    if doubted and doubted.label in _SHORT_LABELS:
        doubt = doubted = None  # a yes would be another option
    how: LeansHow = "a-little" if leaning and leaning.close else "clearly"
    to = context.knowledge.path[leaning.path].name if leaning else ""
    values = {
        "question": question,
        "put": _put(conversation, question, still_open=still_open),
        "progress": _progress(context, conversation),
        "leaning": {"to": to, "how": how} if leaning else None,
        "answered": answered.label if answered else "",
        "doubted": [{"label": doubted.label, "words": doubt.words}] if doubt and doubted else [],
    }
    choices = _question_choices(conversation, question, doubted)
    return Reply("question", values, choices, "interview")


def interview_over_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """What the message of the interview says once the advice is given: the answers, folded."""
    values = {
        "sections": _answers(context, conversation),
        "answered": len(conversation.answers),
        "skipped": len(conversation.skipped),
    }
    return Reply("interview_over", values, place="interview-over")


def _put(conversation: Conversation, question: Question, *, still_open: bool) -> QuestionPut:
    if still_open:
        return "still-open"
    return "changing" if question.id in conversation.answers else "anew"


def _question_choices(
    conversation: Conversation, question: Question, doubted: Option | None
) -> Choices:
    options = [
        Choice(option.label, answer, on_yes=answer if option is doubted else None)
        for option in question.options
        for answer in [Chose(question=question.id, option=option.id)]
    ]
    around = [Choice("Skip", Skipped(question=question.id))]
    known: Choices = ()
    if question.id in conversation.answers:
        leave = Choice("Leave it", Skipped(question=question.id))
        known = ((leave, Choice("Take it back", Skipped(question=question.id, withdraw=True))),)
        around = []
    if conversation.trail:
        around.append(Choice("‹ Back", WentBack()))  # noqa: RUF001 - the sign for back
    around.append(Choice("Why?", AskedWhy()))
    if conversation.answers and not conversation.enough:
        around.append(Choice("Advise me", Enough()))
    return (*_in_rows(options), *known, tuple(around))


def _in_rows(choices: list[Choice]) -> Choices:
    width = 2 if all(len(choice.label) <= SHORT_LABEL for choice in choices) else 1
    return tuple(tuple(choices[at : at + width]) for at in range(0, len(choices), width))


def way_on_reply(conversation: Conversation) -> Reply:
    """The message that leads on from a state without an open question."""
    ways: dict[str, WayOn] = {WELCOME: "start", STOPPED: "resume"}
    way = ways.get(conversation.lasting_state, "on")
    reply = Reply("way_on", {"way": way}, ways_on(conversation))
    return replace(reply, place=place_of_ways(conversation, reply))


def place_of_ways(conversation: Conversation, reply: Reply) -> Place:
    """Where a reply goes that has the ways on: one message at a time invites to the interview."""
    invites = conversation.lasting_state == WELCOME and reply.place == "new"
    return "interview" if invites else reply.place


def ways_on(conversation: Conversation) -> Choices:
    """The buttons that lead on from a place without an open question."""
    after: list[tuple[str, Event]] = [
        ("Show the advice", Enough()),
        ("My answers", Reviewed()),
    ]
    ways: dict[str, list[tuple[str, Event]]] = {
        WELCOME: [("Let's start", Continued()), ("Ask something first", AskedForTopics())],
        STOPPED: [("Go on", Continued()), ("Start over", Restarted())],
        ADVICE: after,
        FOLLOW_UP: after,
    }
    way = ways.get(conversation.lasting_state, [("Go on", Continued())])
    return (tuple(Choice(label, event) for label, event in way),)


def review_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """The message that lists the answers, each with a button to change it, and counts the rest."""
    questions = context.knowledge.questions
    touched = [each for each in questions if _is_told(conversation, each)]
    edits = [Choice(f"✎ {question.name}", Edited(question=question.id)) for question in touched]
    known = former_figures(conversation.figures or Figures(), Figures())
    edits += [
        Choice(f"✎ {AMOUNTS[each.name]}", AskedMoney(wants=wants))
        for each in known
        if (wants := WANTED.get(each.name))
    ]
    rows = [tuple(edits[at : at + 2]) for at in range(0, len(edits), 2)]
    label = "See the advice" if conversation.advised else "Advise me"
    ways = [Choice(label, Enough(), emphasis="primary")]
    to_ask = context.agenda(conversation.moved(enough=False))
    if to_ask and not context.open_question(conversation):
        ways.append(Choice("Go on with the questions", Continued()))
    values = {
        "sections": _answers(context, conversation),
        "figures": known,
        "currency": conversation.figures.currency if conversation.figures else None,
        "progress": _review_progress(context, conversation),
        "to_ask": len(to_ask),
        "not_asked": len(questions) - len(touched) - len(to_ask),
    }
    return Reply("review", values, (*rows, *((way,) for way in ways)))


def _review_progress(context: DialogueContext, conversation: Conversation) -> ReviewProgress:
    if not (conversation.answers or conversation.figures):
        return "nothing"
    if context.agenda(conversation.moved(enough=False)):
        return "partial"
    return "settled" if context.settled(conversation) else "complete"


def answer_lines(
    context: DialogueContext, conversation: Conversation, questions: Iterable[str]
) -> list[dict[str, str]]:
    """The answers to some questions, each with its name."""
    found = (context.option(each, conversation.answers.get(each, "")) for each in questions)
    return [{"name": each[0].name, "label": each[1].label} for each in found if each]


def _is_told(conversation: Conversation, question: Question) -> bool:
    return question.id in conversation.answers or question.id in conversation.skipped


def _answers(context: DialogueContext, conversation: Conversation) -> list[dict[str, Any]]:
    """The sections in which something was answered or skipped, with that."""
    sections = []
    for section in context.knowledge.sections:
        answers = [
            {"name": question.name, "label": option.label if option else "skipped"}
            for question in context.knowledge.questions
            if question.section == section.id and _is_told(conversation, question)
            for option in [question.option(conversation.answers.get(question.id, ""))]
        ]
        if answers:
            sections.append({"name": section.name, "answers": answers})
    return sections


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


_SHORT_LABELS = ("Yes", "No", "None")
"""Labels that say nothing without their question, such as "Yes: Yes"."""


def ask_back_reply(context: DialogueContext, doubts: tuple[Fact, ...], *, beside: bool) -> Reply:
    """Ask about what may be meant, a button each; ``beside`` tells that other things were noted."""
    found = [context.option(doubt.question, doubt.option) for doubt in doubts]
    labels = Counter(option.label for _, option in filter(None, found))
    lines, rows = [], []
    all_right = DoubtsConfirmed(facts=doubts)
    for doubt, (question, option) in zip(doubts, filter(None, found), strict=True):
        lines.append({"name": question.name, "label": option.label, "words": doubt.words})
        plain = labels[option.label] == 1 and option.label not in _SHORT_LABELS
        label = option.label if plain else option.told
        right = DoubtSettled(question=question.id, option=option.id)
        rows.append((Choice(f"Yes: {label}"[:LONGEST_LABEL], right, on_yes=all_right),))
    none = Choice("None of these" if len(doubts) > 1 else "Not right", DoubtSettled())
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
    """A button for each line, or one for all, so that those of the next question stay in sight."""
    if len(facts) > LINES_WITH_BUTTONS:
        return ((Choice("✎ Correct a line", Reviewed()),),)
    edits = (
        Choice(
            f"✎ {context.knowledge.question[fact.question].name}", Edited(question=fact.question)
        )
        for fact in facts
    )
    return ((*edits,),) if facts else ()
