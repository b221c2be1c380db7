"""What the owner is shown of a friend's question or wording, ready to be rendered."""

from collections import Counter
from collections.abc import Sequence

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Commanded, Decided
from flows.dialogue.replies import Choice, Choices, Reply
from flows.dialogue.summary import Summary
from flows.knowledge.models import Knowledge
from flows.nlu.circumstances import built_in_circumstances
from flows.nlu.faq.anonymise import anonymise
from storage.faq import Suggestion
from storage.owner_questions import OwnerQuestion
from storage.texts import one_line

PROPOSED = 600
"""Characters of a wording that the owner can take in by a tap."""

NAMED = 5
"""Friends who are named where many have passed on questions."""

PART = 1500
"""Characters of a question in one message to the owner; a longer one comes in several."""


def progress_line(knowledge: Knowledge, conversation: Conversation, summary: Summary | None) -> str:
    """Tell place, answers, open question, advice and what was heard in a line of plain text."""
    answered = f"{len(conversation.answers)} of {len(knowledge.questions)} questions answered"
    parts = [_place(knowledge, conversation), answered]
    question = knowledge.question.get(conversation.question or "")
    if question:
        parts.append(f"open: {question.name}")
    if conversation.advised:
        later = conversation.told is not None and conversation.told.later is True
        pick = knowledge.advised(summary.pick if summary else None, later=later)
        parts.append(f"advised: {pick}" if pick else "advised, without a pick")
    known = built_in_circumstances()
    heard = [known[each].told for each in conversation.circumstances if each in known]
    if heard:
        parts.append(f"heard: {', '.join(heard)}")
    return ", ".join(parts)


def _place(knowledge: Knowledge, conversation: Conversation) -> str:
    state = conversation.lasting_state
    sections = {section.id: section.name for section in knowledge.sections}
    return f"at {sections.get(state, state)}"


def question_notices(question: OwnerQuestion, nearest: Sequence[str]) -> list[Reply]:
    """The question in as many messages as it needs; the last says what is known about it.

    ``nearest`` are titles of answers that may be near to it.
    """
    text = question.text
    parts = [text[at : at + PART] for at in range(0, len(text), PART)] or [""]
    values = {
        "part": parts[-1],
        "friend": question.friend,
        "progress": question.progress,
        "nearest": nearest,
    }
    earlier = [Reply("owner/part", {"friend": question.friend, "part": p}) for p in parts[:-1]]
    return [*earlier, Reply("owner/question", values, question_choices(question.id, fresh=True))]


def gathered_notice(questions: Sequence[OwnerQuestion]) -> Reply:
    """Several questions in one message: how many, whose, and the way to them."""
    each = Counter(question.friend.id for question in questions)
    names = {question.friend.id: one_line(question.friend.name) for question in questions}
    most = each.most_common(NAMED)
    values = {
        "count": len(questions),
        "friends": [{"name": names[friend], "count": count} for friend, count in most],
        "others": len(each) - len(most),
    }
    see = Choice("See what waits", Commanded(command="waiting"), emphasis="primary")
    return Reply("owner/gathered", values, ((see,),))


def question_choices(number: int, *, fresh: bool = False) -> Choices:
    """What can be done about a question; one that is ``fresh`` can be put off."""
    answer = Choice("Answer", Decided(deed="answer", item=number), emphasis="primary")
    later = Choice("Later", Decided(deed="later", item=number))
    let_go = Choice("Let it go", Decided(deed="dismiss", item=number))
    see = Choice("See the conversation", Decided(deed="talk-of", item=number))
    first = (answer, later, let_go) if fresh else (answer, let_go)
    return (first, (see,))


def suggestion_notice(suggestion: Suggestion, title: str) -> Reply:
    """The words just as they would be taken in; no button takes in what is too long."""
    words = anonymise(suggestion.text, suggestion.names)
    fits = 0 < len(words) <= PROPOSED
    values = {"words": words, "title": title, "fits": fits, "number": suggestion.id}
    take = Choice("Take it in", Decided(deed="accept", item=suggestion.id), emphasis="primary")
    leave = Choice("Leave it out", Decided(deed="decline", item=suggestion.id))
    return Reply("owner/wording", values, ((take, leave),) if fits else ((leave,),))
