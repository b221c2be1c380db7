"""Hello, help, privacy, starting over, stopping: what can be said in every state."""

from dataclasses import replace

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import FIGURES, WELCOME, Conversation
from flows.dialogue.events import (
    AskedForData,
    AskedHelp,
    AskedHowLong,
    AskedPrivacy,
    AttachmentReceived,
    Began,
    Cancelled,
    ChangeDeclined,
    Commanded,
    Continued,
    Decided,
    Forgotten,
    ForwardReceived,
    Misfired,
    Restarted,
)
from flows.dialogue.handlers.faq import answer_topic
from flows.dialogue.handlers.interview import continued
from flows.dialogue.policy import ahead, go_on, put, put_again
from flows.dialogue.presenter import way_on_reply, ways_on
from flows.dialogue.replies import Choice, Reply, Step
from flows.nlu.interpretation import Manners
from flows.nlu.normalize import normalize

TO_TOPIC = "topic-"
"""How the payload of a deep link begins that opens a topic; its id follows."""

TO_INTERVIEW = "interview"
"""The payload of a deep link that opens the interview."""

_ERASE = "Yes, erase everything"
"""The button that erases; while it is in sight, whether to erase was asked already."""


def began(context: DialogueContext, conversation: Conversation, event: Began) -> Step:
    """Say hello, and what is stored, before anything is asked; or welcome back.

    A deep link's payload leads on from there, to a topic or into the interview.
    """
    topic = event.payload.removeprefix(TO_TOPIC)
    if event.payload != topic and topic in context.topics:
        answered = answer_topic(context, conversation, topic, ())
        return welcoming(context, conversation, answered, event.name)
    if event.payload == TO_INTERVIEW:
        opened = continued(context, conversation, Continued())
        return welcoming(context, conversation, opened, event.name)
    return _said_hello(context, conversation, event)


def is_new(conversation: Conversation) -> bool:
    """Whether the friend has not heard yet who speaks and what is stored."""
    return conversation.lasting_state == WELCOME and not conversation.revision


def asks_something(conversation: Conversation) -> bool:
    """Whether a question or a figure is open: nobody is asked who was not welcomed."""
    return conversation.question is not None or conversation.state == FIGURES


def welcoming(context: DialogueContext, before: Conversation, step: Step, name: str = "") -> Step:
    """A step with the welcome ahead of it for a newcomer, and with a way into the interview."""
    if not is_new(before) or any(reply.template == "welcome" for reply in step.replies):
        return step
    welcome = replace(_welcome(context, before, name), choices=(), place="new")
    moved = step.conversation.moved(revision=max(step.conversation.revision, 1))
    parts = (part for reply in step.replies for part in reply.parts)
    choices = (choice for part in parts for row in part.choices for choice in row)
    led_on = asks_something(moved) or any(isinstance(each.event, Continued) for each in choices)
    way_on = () if led_on else (way_on_reply(moved),)
    return Step(moved, (welcome, *step.replies, *way_on), step.for_owner)


def _said_hello(context: DialogueContext, conversation: Conversation, event: Began) -> Step:
    question = context.question(conversation.question)
    if question:
        return put(context, conversation, question.id, _welcome_back(conversation, event.name))
    if conversation.lasting_state != WELCOME:
        resumed = conversation.moved(revision=conversation.revision + 1)
        return put_again(context, resumed, _welcome_back(conversation, event.name))
    greeted = conversation.moved(revision=conversation.revision + 1)
    return Step(greeted, (_welcome(context, greeted, event.name),))


def greet(context: DialogueContext, conversation: Conversation, manners: Manners) -> Step:
    """Answer a courtesy; the very first words get the welcome."""
    if conversation.lasting_state == WELCOME:
        return began(context, conversation, Began())
    return put_again(context, conversation, Reply("manners", {"mood": manners or "greeting"}))


def ask_for_english(context: DialogueContext, conversation: Conversation) -> Step:
    """Say that only English is read; once at length, then in a few words."""
    told = conversation.moved(english_asked=True)
    reply = Reply("only_english", {"again": conversation.english_asked})
    return put_again(context, told, reply)


def _welcome(context: DialogueContext, conversation: Conversation, name: str) -> Reply:
    values = {"name": name, "questions": len(context.knowledge.questions)}
    return Reply("welcome", values, ways_on(conversation), "interview")


def _welcome_back(conversation: Conversation, name: str) -> Reply:
    return Reply("welcome_back", {"name": name, "answered": len(conversation.answers)})


def restarted(context: DialogueContext, conversation: Conversation, event: Restarted) -> Step:
    """Start over, after asking whether that is meant where answers would be left behind."""
    if conversation.answers and not event.confirmed:
        sure = Restarted(confirmed=True)
        choices = (
            (Choice("Yes, start over", sure, emphasis="danger", on_yes=sure),),
            (Choice("No, keep going", ChangeDeclined()),),
        )
        values = {"answered": len(conversation.answers)}
        asked = Reply("confirm_restart", values, choices, "interview")
        return Step(conversation, (asked,))
    # Who has not begun begins: a replay starts with the number that the first event counts to.
    begun = conversation != Conversation(number=conversation.number)
    fresh = Conversation(number=conversation.number + begun, revision=conversation.revision)
    return ahead((Reply("restarted"),), go_on(context, fresh))


def cancelled(context: DialogueContext, conversation: Conversation, _: Cancelled) -> Step:
    """Stop here; nothing is lost."""
    stopped = context.moved("stop", conversation, revision=conversation.revision + 1)
    values = {"answered": len(conversation.answers)}
    return Step(stopped, (Reply("stopped", values, ways_on(stopped), "interview"),))


def asked_help(
    context: DialogueContext, conversation: Conversation, _: AskedHelp | Commanded | Decided
) -> Step:
    """Say what can be done here."""
    values = {"questions": len(context.knowledge.questions)}
    return put_again(context, conversation, Reply("help", values, lasts=True))


def asked_how_long(context: DialogueContext, conversation: Conversation, _: AskedHowLong) -> Step:
    """Say how many questions may still be asked."""
    going_on = conversation.moved(enough=False)
    values = {"left": len(context.agenda(going_on))}
    return put_again(context, conversation, Reply("how_long", values, lasts=True))


def asked_privacy(context: DialogueContext, conversation: Conversation, _: AskedPrivacy) -> Step:
    """Say what is stored and who can read it."""
    return put_again(context, conversation, Reply("privacy", lasts=True))


def asked_for_data(context: DialogueContext, conversation: Conversation, _: AskedForData) -> Step:
    """Hand over what is stored; the storage adds the file."""
    values = {"answered": len(conversation.answers)}
    step = put_again(context, conversation)
    return replace(step, replies=(Reply("mydata", values), *step.replies))


def forgotten(_: DialogueContext, conversation: Conversation, event: Forgotten) -> Step:
    """Erase everything, after asking whether that is meant; typed words are led to the button."""
    if event.confirmed:
        return Step(Conversation(), (Reply("forgotten"),))
    choices = (
        (
            Choice(
                _ERASE,
                Forgotten(confirmed=True),
                emphasis="danger",
                on_yes=Forgotten(),
            ),
        ),
        (Choice("No, keep it", ChangeDeclined()),),
    )
    again = normalize(_ERASE) in conversation.buttons
    return Step(
        conversation,
        (Reply("confirm_forget", {"again": _ERASE if again else ""}, choices, "interview"),),
    )


def attachment_received(
    context: DialogueContext, conversation: Conversation, event: AttachmentReceived
) -> Step:
    """A sticker, a voice note, a photo: say kindly that only text and buttons are understood."""
    if event.what == "edit":
        return put_again(context, conversation, Reply("edited"))
    return put_again(context, conversation, Reply("not_text", {"what": event.what}))


def forward_received(
    context: DialogueContext, conversation: Conversation, event: ForwardReceived
) -> Step:
    """Words from elsewhere: say that nothing of them is noted, and ask whose they are.

    A friend's own were not said here, perhaps long ago: they are asked to tell what still holds.
    """
    step = put_again(context, conversation, Reply("not_yours", {"own": event.source == "own"}))
    return welcoming(context, conversation, step)


def misfired(context: DialogueContext, conversation: Conversation, _: Misfired) -> Step:
    """A button that this version does not know."""
    return put_again(context, conversation, Reply("misfired"))
