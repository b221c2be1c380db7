"""Every template renders within Telegram's limits, and every topic has its answer."""

import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, meta, nodes

from bot.charts.attachments import illustrated
from bot.message_checks.extreme_events import events
from bot.message_checks.extreme_replies import conversations, how_many_conversations, told_elsewhere
from bot.rendering import TEMPLATES, Renderer
from bot.telegram.callback_data import encode
from flows.checks.subject import Check, CheckStep, Subject
from flows.dialogue.conversation import Conversation
from flows.dialogue.replies import LONGEST_CAPTION, LONGEST_MESSAGE, LONGEST_NOTE, Reply
from flows.dialogue.step import Dialogue
from flows.knowledge.problems import KnowledgeError, Problem
from flows.nlu.circumstances import load_circumstances, problems_of_circumstances
from flows.nlu.examples import problems_of_answers, problems_of_headings, problems_of_phrasings
from flows.nlu.faq.check import problems_of_outside, problems_of_topics
from flows.nlu.faq.load import built_in_topics, load_outside, load_topics
from storage.records import Message
from storage.texts import shown_length

HTML, PLAIN = ".html.j2", ".txt.j2"

MOST_BUTTONS = 100
WIDEST_ROW = 8
LONGEST_LABEL = 64
LONGEST_NAME = 32
"""Characters of a bot's name."""


def messages_render(templates: Path = TEMPLATES) -> Check:
    """Make the check for a folder of templates."""

    def check(subject: Subject) -> Iterator[CheckStep]:
        proof = _Proof(subject, templates)
        yield CheckStep("templates can be read", proof.readable)
        yield CheckStep("messages outside the dialogue render", proof.elsewhere)
        for number in range(how_many_conversations(subject.knowledge)):
            yield CheckStep(
                "every message renders within limits", partial(proof.everything, number)
            )
        yield CheckStep("templates use what they are given", proof.variables)

    return check


class _Source(NamedTuple):
    """A template that could be read: its name below the folder, and its syntax."""

    name: str
    tree: nodes.Template


class _Proof:
    """One run over all messages; remembers which values each template was given."""

    def __init__(self, subject: Subject, templates: Path) -> None:
        self._subject = subject
        self._folder = templates
        self._renderer = Renderer(templates)
        self._renderer.bot = "w" * LONGEST_NAME
        self._given: dict[str, set[str]] = defaultdict(set)
        self._starts: list[Conversation] = []

    def readable(self) -> Iterator[Problem]:
        """Problems of templates that are no Jinja2, or use unknown filters and tests."""
        for name in self._names():
            try:
                self._renderer.environment.get_template(name)
            except TemplateSyntaxError as error:
                yield Problem(f"templates/{name}", f"line {error.lineno}", str(error.message))

    def elsewhere(self) -> Iterator[Problem]:
        for reply in told_elsewhere():
            yield from self._problems(reply, "when told")

    def everything(self, number: int) -> Iterator[Problem]:
        """Problems of all that can be told in one place of a conversation."""
        rules = self._subject.rules
        if not self._starts:
            self._starts = [*conversations(rules)]
        start, topics = self._starts[number], built_in_topics()
        dialogue = Dialogue(rules, topics)
        for event in events(rules.knowledge, topics):
            for reply in dialogue.step(start, event).replies:
                yield from self._problems(reply, f"at {start.state}, {event.kind}")

    def variables(self) -> Iterator[Problem]:
        """Problems of values that no reply gives, wherever they stand in a template."""
        sources = {source.name: source.tree for source in self._sources()}
        includes = {
            name: {each for each in meta.find_referenced_templates(tree) if each}
            for name, tree in sources.items()
        }
        for name, tree in sources.items():
            known = set(self._given[name]) if name in self._given else set()
            for other, named in includes.items():
                if name in named:
                    known |= self._given[other] | _assigned(sources[other])
            for missing in sorted(meta.find_undeclared_variables(tree) - known):
                if missing not in self._renderer.environment.globals:
                    what = f"{missing!r} is not given; given are: {', '.join(sorted(known))}"
                    yield Problem(f"templates/{name}", _line(tree, missing), what)

    def _problems(self, reply: Reply, when: str) -> Iterable[Problem]:
        names = [part.template + (PLAIN if part.is_note else HTML) for part in reply.parts]
        for name, part in zip(names, reply.parts, strict=True):
            self._given[name] |= set(part.values)
        try:
            *above, last = self._renderer.render_all(reply)
            messages = (*above, illustrated(last, reply.picture, photos=True))
        except Exception as error:  # noqa: BLE001 - whatever stops a message is a problem of it
            return [self._failure(names[-1], error)]
        found = (what for message in messages for what in breaches(message))
        return [Problem(f"templates/{names[-1]}", when, what) for what in found]

    def _failure(self, name: str, error: Exception) -> Problem:
        """The problem at the place where rendering failed, in whichever template that is."""
        place = "file"
        if isinstance(error, TemplateSyntaxError):
            name, place = error.name or name, f"line {error.lineno}"
        for frame in traceback.extract_tb(error.__traceback__):
            file = Path(frame.filename)
            if file.is_relative_to(self._folder):
                name, place = file.relative_to(self._folder).as_posix(), f"line {frame.lineno}"
        return Problem(f"templates/{name}", place, f"{type(error).__name__}: {error}")

    def _names(self) -> list[str]:
        """All but the pages of the desk, which are no messages."""
        files = (file.relative_to(self._folder) for file in self._folder.rglob("*.j2"))
        return sorted(file.as_posix() for file in files if file.parts[0] != "web")

    def _text(self, name: str) -> str:
        return (self._folder / name).read_text(encoding="utf-8")

    def _sources(self) -> Iterator[_Source]:
        """The templates that can be read; ``readable`` tells of the others."""
        for name in self._names():
            try:
                yield _Source(name, self._renderer.environment.parse(self._text(name), name))
            except TemplateSyntaxError:
                continue


def _assigned(tree: nodes.Template) -> set[str]:
    """The names that a template sets or imports, which what it includes can use."""
    stored = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    return stored | {node.target for node in tree.find_all(nodes.Import)}


def _line(tree: nodes.Template, name: str) -> str:
    lines = [node.lineno for node in tree.find_all(nodes.Name) if node.name == name]
    return f"line {min(lines)}" if lines else "file"


def breaches(message: Message) -> Iterator[str]:
    """What is too long, too many or empty, one sentence each."""
    longest = LONGEST_NOTE if message.is_note else LONGEST_MESSAGE
    longest = LONGEST_CAPTION if message.attachment else longest
    shown = shown_length(message.text)
    if not 0 < shown <= longest:
        yield f"shows {shown} UTF-16 units; accepted are 1 to {longest}"
    yield from _breaches_of_buttons(message)


def _breaches_of_buttons(message: Message) -> Iterator[str]:
    buttons = [button for row in message.buttons for button in row]
    if len(buttons) > MOST_BUTTONS:
        yield f"has {len(buttons)} buttons; accepted are {MOST_BUTTONS}"
    for row in message.buttons:
        if not 0 < len(row) <= WIDEST_ROW:
            yield f"has {len(row)} buttons in a row; accepted are 1 to {WIDEST_ROW}"
    for button in buttons:
        if not 0 < len(button.label) <= LONGEST_LABEL:
            yield f"has a label of {len(button.label)} characters: {button.label!r}"
        try:
            encode(button.event)
        except ValueError as error:
            yield f"has a button {button.label!r} with {error}"


def topics_fit(templates: Path = TEMPLATES) -> Check:
    """Make the check for a folder of templates."""

    def check(subject: Subject) -> Iterator[CheckStep]:
        yield CheckStep("topics fit claims and answers", partial(_topics, subject, templates))
        yield CheckStep("outside topics fit claims and topics", partial(_outside, subject))
        yield CheckStep("phrasings fit topics", partial(_listed, _phrasings))
        yield CheckStep("circumstances can be read", partial(_listed, _circumstances))
        yield CheckStep(
            "example answers fit questions", partial(problems_of_answers, subject.knowledge)
        )
        yield CheckStep(
            "listed words fit questions", partial(problems_of_headings, subject.knowledge)
        )

    return check


def cited_by_topics() -> set[str]:
    """The claims that the answers to friends' questions rest on."""
    cited = [topic.claims for topic in load_topics()] + [each.claims for each in load_outside()]
    return {claim for claims in cited for claim in claims}


def _topics(subject: Subject, templates: Path) -> Iterable[Problem]:
    written = [file.name.removesuffix(HTML) for file in templates.glob(f"topics/*{HTML}")]
    claims = [*subject.knowledge.claim]
    return _listed(
        lambda: problems_of_topics(load_topics(), claims=claims, templates=sorted(written))
    )


def _outside(subject: Subject) -> Iterable[Problem]:
    claims = [*subject.knowledge.claim]
    topics = [topic.id for topic in load_topics()]
    return _listed(lambda: problems_of_outside(load_outside(), claims=claims, topics=topics))


def _circumstances() -> Iterable[Problem]:
    topics = [topic.id for topic in load_topics()]
    return problems_of_circumstances(load_circumstances(), topics=topics)


def _phrasings() -> list[Problem]:
    topics, outside = ([each.id for each in load()] for load in (load_topics, load_outside))
    return [*problems_of_phrasings(topics, outside)]


def _listed(find: Callable[[], Iterable[Problem]]) -> Iterable[Problem]:
    """The problems found; those of files that cannot be read, where they cannot."""
    try:
        return find()
    except KnowledgeError as error:
        return error.problems
