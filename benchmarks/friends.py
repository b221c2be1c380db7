"""What friends read until the advice, by manner of talking: ``python -m benchmarks.friends``."""

import asyncio
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import click

from benchmarks.phone import Phone, Shown, talking
from benchmarks.tables import heading, row
from bot.advisor import Advisor
from bot.interpreter import Interpreter
from bot.rendering import Renderer
from flows.dialogue.conversation import CONFIRMING, Conversation
from flows.dialogue.events import Chose, Event
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import compile_rules
from storage.store import Store

FRIENDS = Path(__file__).with_name("friends.toml")

MOST_LINES = 60
"""A friend who is not advised by then never is."""

COLUMNS = ("messages", "of advice", "edits", "popups", "words", "of advice", "repeats", "copies")


@dataclass(frozen=True)
class Friend:
    """One friend: the lines, the answers that are tapped, and the words in which they are typed."""

    name: str
    lines: tuple[str, ...]
    answers: dict[str, str]
    words: dict[str, str]
    ends: str


@dataclass(frozen=True)
class Read:
    """What a friend got until the advice; that which came with it is also counted apart.

    ``lines`` is what the friend did for it; ``advised`` tells whether it came to that.
    """

    advised: bool
    lines: int
    messages: int
    of_advice: int
    edits: int
    popups: int
    words: int
    words_of_advice: int
    repeats: int
    copies: int


class Talking(Protocol):
    """A friend's side of a chat, wherever the bot runs; ``typed`` is what was written so far."""

    phone: Phone
    typed: list[str]

    @property
    def conversation(self) -> Conversation: ...

    async def types(self, text: str) -> None: ...

    async def taps(self, shown: Shown, data: str) -> None: ...


def friends() -> list[Friend]:
    """The friends of the file, each with the answers of their persona."""
    told = tomllib.loads(FRIENDS.read_text(encoding="utf-8"))
    return [_friend(each, told["persona"][each["persona"]]) for each in told["friend"]]


def _friend(told: dict[str, Any], persona: dict[str, Any]) -> Friend:
    return Friend(
        name=told["name"],
        lines=tuple(told["lines"]),
        answers=persona["answers"],
        words=persona.get("words", {}),
        ends=told.get("ends", "[enough]"),
    )


def play(friend: Friend) -> tuple[Read, Phone]:
    """Let a friend talk until the advice is given; also what stands in the chat then."""
    return asyncio.run(_play(friend))


async def _play(friend: Friend) -> tuple[Read, Phone]:
    knowledge, topics = built_in(), built_in_topics()
    with Store.open(None, lambda: datetime(2026, 1, 1, tzinfo=UTC)) as store:
        interpreter = Interpreter(ModelInterpreter(knowledge), store.faq, topics)
        dialogue = Dialogue(compile_rules(knowledge), topics)
        async with talking(Advisor(dialogue, store, Renderer(), interpreter)) as talk:
            return await until_advised(talk, friend), talk.phone


async def until_advised(talk: Talking, friend: Friend) -> Read:
    """Let a friend do line by line what there is to do, until they are advised."""
    lines, last = 0, 0
    for line in _lines(talk, friend):
        last = len(talk.phone.messages)
        await _take(talk, friend, line)
        lines += 1
        if _is_advised(talk) or lines == MOST_LINES:
            break
    shown = [*talk.phone.messages.values()]
    phone, words = talk.phone, [each.words for each in shown]
    advised = _is_advised(talk)
    return Read(
        advised=advised,
        lines=lines,
        messages=len(shown),
        of_advice=len(shown[last:]) if advised else 0,
        edits=phone.edits,
        popups=phone.popups,
        words=sum(words),
        words_of_advice=sum(words[last:]) if advised else 0,
        repeats=phone.repeats,
        copies=phone.copies,
    )


def _is_advised(talk: Talking) -> bool:
    """Whether a path was advised: to hear that there is none is no advice."""
    told = talk.conversation.told
    return told is not None and told.pick is not None


def _lines(talk: Talking, friend: Friend) -> Iterator[str]:
    """The friend's lines, those with a star as long as a question is open, then the end."""
    for line in friend.lines:
        if line.endswith("*"):
            while talk.conversation.question:
                yield line[:-1]
        else:
            if line == "[answer]" and not talk.conversation.question:
                yield "[continued]"  # after advice that was none
            yield line
    while True:
        yield friend.ends


async def _take(talk: Talking, friend: Friend, line: str) -> None:
    question = talk.conversation.question or ""
    if line == "(answer)":
        await talk.types(_words(talk, friend, question))
    elif line == "[answer]":
        if question not in {shown.asks for shown in talk.phone.newest_first}:
            await talk.taps(*_button(talk.phone, "continued"))
        await talk.taps(*_button(talk.phone, f"{question}={friend.answers.get(question, '')}"))
    elif line.startswith("["):
        await talk.taps(*_button(talk.phone, line[1:-1]))
    else:
        await talk.types(line)


def _words(talk: Talking, friend: Friend, question: str) -> str:
    """What is typed for the open question, which gets plainer where it was not understood."""
    words, option = friend.words[question], built_in().question[question].option
    if words not in talk.typed:
        return words
    label = option(friend.answers[question])
    return "yes" if talk.conversation.state == CONFIRMING or not label else label.label


def _button(phone: Phone, wanted: str) -> tuple[Shown, str]:
    """The newest button of a meaning, on a message as it stands in the chat now."""
    for shown in phone.newest_first:
        for data, event in shown.events:
            if wanted in _meanings(event):
                return shown, data
    standing = [_meanings(event)[-1] for each in phone.newest_first for _, event in each.events]
    raise LookupError(f"there is no button {wanted!r} among {standing}")


def _meanings(event: Event) -> tuple[str, str]:
    about = getattr(event, "question", "")
    if isinstance(event, Chose):
        return event.kind, f"{about}={event.option}"
    return event.kind, f"{event.kind}={about}"


@click.command()
@click.option("--show", help="Print the chat of this friend as it stands in the end.")
def main(show: str | None) -> None:
    """Tell for each friend what was read until the advice, in messages as they were first sent.

    Words are those outside of folds; edits and notes that pop up are counted apart. Repeats are
    messages that put a question again, copies those that left it under two keyboards.
    """
    heading("friend", *COLUMNS)
    for friend in friends():
        read, phone = play(friend)
        remark = "" if read.advised else " (never advised)"
        counts = (read.messages, read.of_advice, read.edits, read.popups)
        words = (read.words, read.words_of_advice)
        row(friend.name + remark, *counts, *words, read.repeats, read.copies)
        if friend.name == show:
            _print(phone)


def _print(phone: Phone) -> None:
    for shown in phone.messages.values():
        rows = shown.keyboard.inline_keyboard if shown.keyboard else ()
        keys = ["  ".join(f"[{button.text}]" for button in keys) for keys in rows]
        click.echo("\n".join(["", f"--- {shown.message_id}", shown.text, *keys]))


if __name__ == "__main__":
    main()
