"""Pictures of chats, as a phone shows them: ``python -m tests.documentation.phone``.

The whole front end for Telegram takes part but its servers; chromium draws what stands in the chat.
Without chromium and chromedriver the pictures stay as they are.
"""

import asyncio
import base64
import hashlib
import html
import io
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from telegram import InlineKeyboardButton, InputFile, User

from benchmarks.conversations import Clock, walk
from benchmarks.friends import friends
from benchmarks.phone import CHAT, Phone, Shown, Talk, talking
from bot.advisor import Advisor
from bot.interpreter import Interpreter
from bot.owner import OwnerIdentity, OwnerService
from bot.rendering import Renderer
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import compile_rules
from storage.store import Store
from tests.documentation.chromium import MISSING, chromium, is_there, resize
from tests.documentation.places import DOCS

IMAGES = DOCS / "images"
WIDTH, HEIGHT, SCALE = 390, 844, 2
COLOURS = 192
BOT = "advisor_bot"
FRIENDS = 9
STORY = (
    "7 yrs MLE in pune, mtech, tired of the same pipelines, 38 LPA vs 22 for a backend role",
    "top 20% i'd say",
    "will my ml skills rot?",
    "two senior backend folks at work",
    "building things is what i enjoy most, goal is to become CTO",
    "just tell me",
)
"""A whole conversation in a friend's own words, with a question in between."""

MADE_FROM = "made-from"
"""The mark in a picture that tells from which chat it was made."""

TO_THE_END = """
scrollTo(0, document.documentElement.scrollHeight);
document.querySelector("img")?.closest("section").scrollIntoView();
"""
"""Scrolls to the lowest message, or to the picture where there is one."""

_FOLD = re.compile(r"\n?<blockquote[^>]*>(.*?)</blockquote>\n?", re.DOTALL)


@dataclass(frozen=True)
class Bubble:
    """A message as it stands in the chat: HTML, rows of buttons, a picture in base64."""

    html: str
    mine: bool = False
    rows: Sequence[Sequence[InlineKeyboardButton]] = ()
    picture: str = ""


@dataclass
class PicturePhone(Phone):
    """A phone that keeps the pictures it was sent, by the number of their message."""

    pictures: dict[int, bytes] = field(default_factory=dict)
    bot: User = field(default_factory=lambda: User(2, "Advisor", is_bot=True, username=BOT))

    async def send_photo(self, chat: int, _file: object, **more: Any) -> Shown:
        """Put a picture below the others, and keep it."""
        shown = await super().send_photo(chat, _file, **more)
        assert isinstance(_file, InputFile), "pictures are uploaded"
        content = _file.input_file_content
        self.pictures[shown.message_id] = content if isinstance(content, bytes) else b""
        return shown


@dataclass
class Chat:
    """A friend's chat: what they do, and what then stands there."""

    talk: Talk
    phone: PicturePhone
    typed: list[tuple[int, str]] = field(default_factory=list)

    async def types(self, text: str) -> None:
        """Write a message, below all that stands there now."""
        self.typed.append((len(self.phone.messages), text))
        await self.talk.types(text)

    async def taps(self, label: str) -> None:
        """Tap the lowest button whose label begins like this."""
        for shown in self.phone.newest_first:
            for row in shown.keyboard.inline_keyboard if shown.keyboard else ():
                for button in row:
                    if button.text.startswith(label):
                        return await self.talk.taps(shown, str(button.callback_data))
        raise LookupError(f"there is no button {label!r}")

    async def answers(self, answers: Mapping[str, str], most: int = 99) -> None:
        """Tap an answer to each question, as long as there is one."""
        while (asked := self.talk.conversation.question) and most:
            option = built_in().question[asked].option(answers[asked])
            assert option, "the persona answers what is asked"
            await self.taps(option.label)
            most -= 1

    def bubbles(self) -> list[Bubble]:
        """The chat as it stands now, from the top."""
        shown = [self._of_bot(each) for each in self.phone.messages.values()]
        for place, text in reversed(self.typed):
            shown.insert(place, Bubble(html.escape(text), mine=True))
        return shown

    def _of_bot(self, shown: Shown) -> Bubble:
        rows = shown.keyboard.inline_keyboard if shown.keyboard else ()
        picture = base64.b64encode(self.phone.pictures.get(shown.message_id, b"")).decode()
        return Bubble(_FOLD.sub(r"<q><span>\1</span></q>", shown.text), False, rows, picture)


Script = Callable[[Chat], Awaitable[None]]


def _answers_of(name: str) -> Mapping[str, str]:
    return next(friend.answers for friend in friends() if friend.name == name)


async def _begins(chat: Chat, most: int = 99) -> None:
    await chat.types("/start")
    await chat.taps("Let's start")
    await chat.answers(_answers_of("taps only"), most)


async def _question(chat: Chat) -> None:
    await _begins(chat, 6)


async def _digression(chat: Chat) -> None:
    await _begins(chat, 4)
    await chat.types("will my ml skills rot?")


async def _pass_on(chat: Chat) -> None:
    await _begins(chat)
    await chat.types("/share")
    await chat.taps("With my reasons")


async def _price(chat: Chat) -> None:
    await _begins(chat)
    await chat.types("60 LPA now, 24 LPA as an engineer")
    await chat.types("/money")
    await chat.taps("Show the chart")


async def _own_words(chat: Chat) -> None:
    await chat.types("/start")
    for line in STORY:
        await chat.types(line)


async def _owner_starts(chat: Chat) -> None:
    await chat.types("/start")


async def _owner_reviews(chat: Chat) -> None:
    await chat.types("/find state=worth-a-look")
    await chat.taps("2")


async def _owner_stats(chat: Chat) -> None:
    await chat.types("/stats")


@dataclass(frozen=True)
class Picture:
    """A chat to take a picture of: what stands on the screen in the end, or all of it.

    It is a friend's, or the ``owners``, when some have talked to the bot and one waits.
    """

    script: Script
    whole: bool = False
    owners: bool = False


PICTURES = {
    "phone-question.png": Picture(_question),
    "phone-digression.png": Picture(_digression),
    "phone-advice.png": Picture(_begins),
    "phone-chart.png": Picture(_pass_on),
    "phone-money.png": Picture(_price),
    "phone-taps-only.png": Picture(_begins, whole=True),
    "phone-own-words.png": Picture(_own_words, whole=True),
    "phone-owner-start.png": Picture(_owner_starts, owners=True),
    "phone-owner-reviews.png": Picture(_owner_reviews, owners=True),
    "phone-owner-stats.png": Picture(_owner_stats, owners=True),
}


def page(picture: Picture) -> str:
    """The chat of a picture as a page."""
    bubbles = asyncio.run(_play(picture))
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - what is shown is Telegram's HTML, and escaped where typed
        trim_blocks=True,
    )
    name = "Olga" if picture.owners else "Asha"
    return environment.get_template("phone.html.j2").render(friend=name, bubbles=bubbles)


async def _play(picture: Picture) -> list[Bubble]:
    knowledge, topics, clock = built_in(), built_in_topics(), Clock()
    with Store.open(None, clock) as store:
        if picture.owners:
            _befriend(store, clock)
        interpreter = Interpreter(ModelInterpreter(knowledge), store.faq, topics)
        dialogue, phone = Dialogue(compile_rules(knowledge), topics), PicturePhone()
        renderer = Renderer()
        renderer.bot = BOT
        identity = OwnerIdentity(store, CHAT if picture.owners else None)
        service = OwnerService(store, renderer, identity, interpreter)
        advisor = Advisor(dialogue, store, renderer, interpreter, service)
        async with talking(advisor, phone) as talk:
            chat = Chat(talk, phone)
            await picture.script(chat)
            return chat.bubbles()


def _befriend(store: Store, clock: Clock) -> None:
    """Let some friends talk to the bot, one of whom passes a question on."""
    walk(store, clock, FRIENDS, first=CHAT + 1)
    friend = store.users.find("telegram", str(CHAT + 4))
    conversation = store.conversations.latest(friend.id) if friend else None
    assert friend, "they walked here"
    assert conversation, "they walked here"
    about = "at goals, 12 of 19 questions answered"
    text = "Which laptop should I buy for coding at home?"
    store.owner_questions.add(friend, conversation.number, text, ["ceiling"], about)


def mark(shown: str) -> str:
    """What a page says, in short; drawn charts differ by machine, and are left out."""
    words = re.sub(r"base64,[\w+/=]+", "", shown)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def mark_of(path: Path) -> str:
    """The mark of a picture that was taken."""
    with Image.open(path) as image:
        return str(image.info.get(MADE_FROM, ""))


def take(driver: Any, shown: str, path: Path, *, whole: bool) -> None:
    """Take a picture of a page and write it with its mark."""
    resize(driver, WIDTH, HEIGHT, SCALE)
    driver.get("data:text/html;charset=utf-8," + quote(shown))
    if whole:
        height = driver.execute_script("return document.documentElement.scrollHeight")
        resize(driver, WIDTH, height, SCALE)
    else:
        driver.execute_script(TO_THE_END)
    image = Image.open(io.BytesIO(driver.get_screenshot_as_png())).convert("RGB")
    info = PngInfo()
    info.add_text(MADE_FROM, mark(shown))
    image.quantize(COLOURS).save(path, optimize=True, pnginfo=info)


def main() -> None:
    """Take all pictures."""
    if not is_there():
        print(f"Taking pictures of chats {MISSING}.")  # noqa: T201
        return
    with chromium() as driver:
        for name, picture in PICTURES.items():
            take(driver, page(picture), IMAGES / name, whole=picture.whole)


if __name__ == "__main__":
    main()
