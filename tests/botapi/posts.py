"""A message as it stands in a chat at one instant."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.botapi.errors import Json


class Upload(NamedTuple):
    """A file that the bot sent."""

    name: str
    body: bytes


@dataclass(frozen=True)
class Button:
    """A key under a message: its label, and the Bot API's object with its one action."""

    label: str
    raw: Json

    @property
    def data(self) -> str:
        """What a tap sends to the bot; KeyError if the button does something else."""
        found: str = self.raw["callback_data"]
        return found


@dataclass(frozen=True)
class Post:
    """A message: ``raw`` is Telegram's object, ``html`` what the bot wrote, ``file`` its upload."""

    raw: Json
    html: str = ""
    file: bytes | None = None

    @property
    def id(self) -> int:
        """The message's number."""
        number: int = self.raw["message_id"]
        return number

    @property
    def chat_id(self) -> int:
        """The number of the chat it stands in."""
        number: int = self.raw["chat"]["id"]
        return number

    @property
    def by_bot(self) -> bool:
        """Whether the bot wrote it; people who write as a chat have a bot as their sender, too."""
        return bool(self.raw["from"]["is_bot"]) and "sender_chat" not in self.raw

    @property
    def text(self) -> str:
        """Text or caption as shown, without markup."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        """The entities of text or caption."""
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def rows(self) -> list[list[Button]]:
        """The inline keyboard, row by row."""
        markup = self.raw.get("reply_markup") or {}
        return [[Button(b["text"], b) for b in row] for row in markup.get("inline_keyboard", [])]

    @property
    def buttons(self) -> list[Button]:
        """The inline keyboard's buttons in reading order."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [button.label for button in self.buttons]

    def button(self, label: str) -> Button:
        """The button with this label; AssertionError that names the others if there is none."""
        for button in self.buttons:
            if button.label == label:
                return button
        raise AssertionError(f"no button {label!r}; there are {self.labels} under {self.text!r}")

    def changed(self, html: str | None = None, **fields: Any) -> "Post":
        """The message after an edit; a field given as None goes."""
        raw = {k: v for k, v in (self.raw | fields).items() if v is not None}
        return Post(raw, self.html if html is None else html, self.file)


@dataclass(frozen=True)
class Entry:
    """One thing that happened in a chat: kind says what (sent, edited, deleted, tapped …)."""

    kind: str
    post: Post | None
    detail: str = ""

    def __str__(self) -> str:
        if self.post is None:
            return f"[{self.kind}] {self.detail}"
        who = self.post.raw["from"]["first_name"]
        return f"[{self.kind}] {who}: {self.post.text!r} {self.post.labels or ''}".rstrip()
