"""Transcripts of whole conversations, as a friend sees them on Telegram after the last tap."""

import html
import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from bot.rendering import Renderer
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Began, Chose, Event, Skipped, TextReceived
from flows.dialogue.replies import INTERVIEW, PAGES, Reply
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.rules import compile_rules
from storage.records import Message
from tests.documentation.places import DOCS

PEOPLE = DOCS / "transcripts" / "people.toml"


@dataclass
class Chat:
    """A chat window: messages in order, with edits as Telegram shows them.

    ``interview`` is the place of the message that the interview stands in.
    """

    name: str
    dialogue: Dialogue
    renderer: Renderer
    conversation: Conversation = field(default_factory=Conversation)
    entries: list[tuple[str, Message]] = field(default_factory=list)
    interview: int | None = None

    def taps(self, label: str) -> None:
        """Tap the newest button that begins with this label."""
        for at in range(len(self.entries) - 1, -1, -1):
            for button in (b for row in self.entries[at][1].buttons for b in row):
                if button.label.startswith(label):
                    return self._do(button.event, tapped=at, label=button.label)
        raise LookupError(f"{self.name} finds no button {label!r}")

    def says(self, text: str) -> None:
        """Type something."""
        self.entries.append((self.name, Message(html.escape(text))))
        event = Began(name=self.name) if text == "/start" else TextReceived(text=text)
        self._do(event)

    def _do(self, event: Event, tapped: int | None = None, label: str = "") -> None:
        step = self.dialogue.step(self.conversation, event)
        self.conversation = step.conversation
        # A page is shown apart, so that both it and the advice can be read.
        edits = {"tapped"} | (
            {"interview", "interview-over"} if tapped == self.interview else set()
        )
        if tapped is not None and not any(reply.place in edits for reply in step.replies):
            self.entries.append((self.name, Message(f"(taps “{html.escape(label)}”)")))
        for reply in step.replies:
            self._show(reply, tapped if reply.place in edits else None)

    def _show(self, reply: Reply, edited: int | None) -> None:
        message = self.renderer.render(reply)
        if edited is not None:
            self.entries[edited] = ("Advisor", message)
        elif reply.place == "new" or reply.place in PAGES | INTERVIEW:
            self.entries.append(("Advisor", message))
        if reply.place in INTERVIEW and edited is None:
            self.interview = len(self.entries) - 1


def transcript(person: dict[str, Any]) -> str:
    """Play a person of people.toml through and show the chat."""
    dialogue = Dialogue(compile_rules(built_in()), built_in_topics())
    chat = Chat(person["name"], dialogue, Renderer())
    chat.says("/start")
    chat.taps("Let's start")
    _answer(chat, person["answers"])
    for label in person.get("taps", ()):
        chat.taps(label)
    return f"# {person['title']}\n\n{person['story']}\n\n" + "\n\n".join(_shown(chat))


def _answer(chat: Chat, answers: dict[str, str]) -> None:
    """Answer what is asked, skip the rest, and ask for the advice where there was enough."""
    while chat.conversation.question and len(chat.conversation.answers) < len(answers):
        option = answers.get(chat.conversation.question)
        chat.taps(_label(chat, option))
    if chat.conversation.question:
        chat.taps("Advise me")


def _label(chat: Chat, option: str | None) -> str:
    for row in chat.entries[-1][1].buttons:
        for button in row:
            chosen = isinstance(button.event, Chose) and button.event.option == option
            passed = isinstance(button.event, Skipped) and option is None
            if chosen or passed:
                return button.label
    raise LookupError(f"no button for {option!r}")


def _shown(chat: Chat) -> list[str]:
    shown = []
    for at, (who, message) in enumerate(chat.entries):
        text = html.unescape(re.sub(r"</?b>", "**", re.sub(r"</?i>", "_", message.text)))
        text = re.sub(r"<blockquote.*?>(.*?)</blockquote>", _folded, text, flags=re.DOTALL)
        lines = [f"> {line}".rstrip() for line in text.strip().splitlines()]
        if at == len(chat.entries) - 1:
            lines += [
                ">",
                *("> " + " ".join(f"`{b.label}`" for b in row) for row in message.buttons),
            ]
        shown.append(f"**{who}**\n\n" + "  \n".join(lines))
    return shown


def _folded(found: re.Match[str]) -> str:
    """What a fold holds, set off as the app does once it is opened."""
    return "\n".join(f"│ {line}" for line in found[1].strip().splitlines())


def people() -> dict[str, dict[str, Any]]:
    """Whose transcripts there are, by the name of the file."""
    listed = tomllib.loads(PEOPLE.read_text(encoding="utf-8"))["person"]
    return {f"{person['file']}.md": person for person in listed}


def all_transcripts() -> dict[str, str]:
    """Every transcript by the name of its file."""
    return {name: transcript(person) + "\n" for name, person in people().items()}
