"""Verbs for tests of the dialogue: a friend who taps buttons by what they mean, and types."""

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Began, Chose, Continued, Event, TextReceived
from flows.dialogue.machine import DialogueMachine
from flows.dialogue.replies import Choice, Reply
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.knowledge.models import Path
from flows.nlu.commands import WordReader
from flows.nlu.faq.load import built_in_topics
from flows.rules import compile_rules

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)
TOPICS = built_in_topics()
DIALOGUE = Dialogue(RULES, TOPICS)
CONTEXT = DialogueContext(
    RULES, DialogueMachine([each.id for each in KNOWLEDGE.sections]), TOPICS, {}, {}
)
"""What a reply draws on that is made without a step."""
WORDS = WordReader(KNOWLEDGE)


def headlines(path: Path) -> list[str]:
    """Every headline that advises a path, to whomever: at least one of them tells the pick."""
    every = (path.advice, path.stay, path.stay_rather, path.begin, path.later)
    return [each for each in every if each]


BY_WORDS = ("button", "command", "reply", "begins", "edits", "labels", "claim")


def read(event: Event, conversation: Conversation | None = None) -> Event:
    """The event with what its words mean by themselves, as every front end hands it on."""
    if not isinstance(event, TextReceived):
        return event
    context = DIALOGUE.text_context(conversation or Conversation())
    words = WORDS.read(event.text, context.buttons, context.question)
    by_words = {name: getattr(words, name) for name in BY_WORDS}
    found = event.interpretation.model_copy(update=by_words)
    return event.model_copy(update={"interpretation": found})


class Talk:
    """One friend talking to the dialogue; remembers everything done and replied."""

    def __init__(self, conversation: Conversation | None = None) -> None:
        self.conversation = conversation or Conversation()
        self.events: list[Event] = []
        self.replies: tuple[Reply, ...] = ()
        self.shown: list[Choice] = []

    def does(self, event: Event) -> "Talk":
        event = read(event, self.conversation)
        step = DIALOGUE.step(self.conversation, event)
        self.events.append(event)
        self.conversation, self.replies = step.conversation, step.replies
        self.shown += self.choices
        return self

    def begins(self) -> "Talk":
        return self.does(Began()).does(Continued())

    def says(self, text: str) -> "Talk":
        return self.does(TextReceived(text=text))

    def taps(self, option: str) -> "Talk":
        """Tap the option of the open question that has this id."""
        for choice in self.choices:
            if isinstance(choice.event, Chose) and choice.event.option == option:
                return self.does(choice.event)
        raise AssertionError(f"no button means {option!r}; there are {self.choices}")

    def taps_any(self, place: int = 0) -> "Talk":
        """Tap an option of the open question by its place, whatever is asked."""
        options = [choice.event for choice in self.choices if isinstance(choice.event, Chose)]
        return self.does(options[place])

    def presses(self, kind: str) -> "Talk":
        """Press the first button that means an event of this kind."""
        return self.does(self.button(kind).event)

    def button(self, kind: str) -> Choice:
        for choice in self.choices:
            if choice.event.kind == kind:
                return choice
        raise AssertionError(f"no button means {kind!r}; there are {self.choices}")

    @property
    def choices(self) -> list[Choice]:
        return [choice for part in self.parts for row in part.choices for choice in row]

    @property
    def parts(self) -> list[Reply]:
        """The replies with what stands above them in the same message, in order."""
        return [part for reply in self.replies for part in reply.parts]

    @property
    def told(self) -> list[str]:
        """The templates of the replies, in order."""
        return [part.template for part in self.parts]
