"""Inline mode: answers of the advisor, offered behind its name in any chat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.interpreter import Interpreter
from bot.rendering import Renderer, link
from flows.dialogue.handlers.session import TO_INTERVIEW, TO_TOPIC
from flows.dialogue.replies import Reply
from flows.knowledge.models import Knowledge
from flows.nlu.faq.models import Topic
from flows.nlu.interpretation import KeptAnswer

MOST = 50
"""Results that Telegram takes."""

CACHED = 60
"""Seconds for which Telegram may give the same results to others."""

LONGEST_TITLE = 60
ABOUT_ME = "What about me? Ask the advisor"


@dataclass(frozen=True)
class GeneralAnswer:
    """An answer to offer: its title and a line on it, its text as HTML, and where to go on.

    ``payload`` is what the link to the bot carries.
    """

    id: str
    title: str
    line: str
    text: str
    payload: str


class AnswerSearch:
    """Finds the answers to offer; it stores nothing of what is typed."""

    def __init__(
        self,
        knowledge: Knowledge,
        topics: Mapping[str, Topic],
        renderer: Renderer,
        interpreter: Interpreter | None,
    ) -> None:
        self._knowledge = knowledge
        self._topics = topics
        self._renderer = renderer
        self._interpreter = interpreter

    def search(self, text: str) -> list[GeneralAnswer]:
        """The answers to offer for a text, the likeliest first; all topics for none."""
        answers = (self.answer(name) for name in self._found(text))
        return [*islice((answer for answer in answers if answer), MOST)]

    def _found(self, text: str) -> list[str]:
        """Topics that are meant, or that have the text in their title or question."""
        match = self._interpreter.match(text) if self._interpreter and text.strip() else None
        meant = [name for name, _ in match.alternatives] if match and match.topic else []
        words = text.casefold().split()
        named = [
            name
            for name, topic in self._topics.items()
            if all(word in f"{name} {topic.title} {topic.question}".casefold() for word in words)
        ]
        return [*dict.fromkeys([*meant, *named])]

    def answer(self, name: str) -> GeneralAnswer | None:
        """The answer of a topic or kept answer; None where there is none of this id."""
        topic = self._topics.get(name)
        if topic:
            return self._about(topic)
        kept = self._interpreter.kept(name) if self._interpreter else None
        return self._kept(name, kept) if kept else None

    def _about(self, topic: Topic) -> GeneralAnswer:
        text = self._render(Reply("topic", {"topic": topic}))
        return GeneralAnswer(topic.id, topic.title, topic.question, text, TO_TOPIC + topic.id)

    def _kept(self, name: str, kept: KeptAnswer) -> GeneralAnswer:
        values = {"question": kept.question, "answer": kept.answer}
        line = " ".join(kept.answer.split())[:LONGEST_TITLE]
        text = self._render(Reply("kept_answer", values))
        return GeneralAnswer(name, kept.question[:LONGEST_TITLE], line, text, TO_INTERVIEW)

    def _render(self, reply: Reply) -> str:
        return self._renderer.render(reply).text


def article(answer: GeneralAnswer, bot: str) -> InlineQueryResultArticle:
    """An answer as Telegram takes it, with a link to the bot of this name below it."""
    return InlineQueryResultArticle(
        id=answer.id,
        title=answer.title,
        description=answer.line,
        input_message_content=InputTextMessageContent(
            answer.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup(
            [[InlineKeyboardButton(ABOUT_ME, url=link(bot, answer.payload))]]
        ),
    )


def way_to_bot(answers: Sequence[GeneralAnswer]) -> InlineQueryResultsButton:
    """The button above the results: it opens what was found, or the interview."""
    payload = answers[0].payload if len(answers) == 1 else TO_INTERVIEW
    return InlineQueryResultsButton(ABOUT_ME, start_parameter=payload)
