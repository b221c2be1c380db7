"""Every template renders, within Telegram's limits, for the extreme cases."""

import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError, meta, nodes

from bot.checks.events import events
from bot.checks.limits import breaches
from bot.checks.people import conversations
from bot.checks.samples import told_elsewhere
from bot.money_format import FILTERS
from bot.rendering import TEMPLATES, Renderer
from flows.checks.subject import Check, CheckStep, Subject
from flows.dialogue.conversation import Conversation
from flows.dialogue.replies import Reply
from flows.dialogue.step import Dialogue
from flows.knowledge.problems import Problem
from flows.topics.load import built_in_topics

ENDINGS = (".html.j2", ".txt.j2")


def messages_render(templates: Path = TEMPLATES) -> Check:
    """Make the check for a folder of templates."""

    def check(subject: Subject) -> Iterator[CheckStep]:
        proof = _Proof(subject, templates)
        yield CheckStep("templates can be read", proof.readable)
        yield CheckStep("messages outside the dialogue render", proof.elsewhere)
        for number in range(3 * 4 + len(subject.knowledge.paths)):
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
        self._given: dict[str, set[str]] = defaultdict(set)
        self._standing: list[Conversation] = []

    def readable(self) -> Iterator[Problem]:
        """Problems of templates that are no Jinja2, or use unknown filters and tests."""
        for name in self._names():
            try:
                self._environment.compile(self._text(name), name)
            except TemplateSyntaxError as error:
                yield Problem(f"templates/{name}", f"line {error.lineno}", str(error.message))

    def elsewhere(self) -> Iterator[Problem]:
        """Problems of what is told outside of the dialogue."""
        for reply in told_elsewhere():
            yield from self._problems(reply, "when told")

    def everything(self, number: int) -> Iterator[Problem]:
        """Problems of all that can be told in one standing of a conversation."""
        rules = self._subject.rules
        if not self._standing:
            self._standing = [*conversations(rules)]
        start, topics = self._standing[number], built_in_topics()
        dialogue = Dialogue(rules, topics)
        for event in events(rules.knowledge, topics):
            for reply in dialogue.step(start, event).replies:
                yield from self._problems(reply, f"at {start.place}, {event.kind}")

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
                if missing not in self._environment.globals:
                    what = f"{missing!r} is not given; given are: {', '.join(sorted(known))}"
                    yield Problem(f"templates/{name}", _line(tree, missing), what)

    def _problems(self, reply: Reply, when: str) -> Iterable[Problem]:
        ending = ENDINGS[reply.place == "toast"]
        name = reply.template + ending
        self._given[name] |= set(reply.values)
        try:
            message = self._renderer.render(reply)
        except Exception as error:  # noqa: BLE001 - whatever stops a message is a problem of it
            return [self._failure(name, error)]
        return [Problem(f"templates/{name}", when, what) for what in breaches(message)]

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

    @property
    def _environment(self) -> Environment:
        environment = Environment(loader=FileSystemLoader(self._folder), autoescape=True)
        environment.filters.update(FILTERS)
        return environment

    def _names(self) -> list[str]:
        files = (file.relative_to(self._folder) for file in self._folder.rglob("*.j2"))
        return sorted(file.as_posix() for file in files)

    def _text(self, name: str) -> str:
        return (self._folder / name).read_text(encoding="utf-8")

    def _sources(self) -> Iterator[_Source]:
        """The templates that can be read; ``readable`` tells of the others."""
        for name in self._names():
            try:
                yield _Source(name, self._environment.parse(self._text(name), name))
            except TemplateSyntaxError:
                continue


def _assigned(tree: nodes.Template) -> set[str]:
    """The names that a template sets or imports, which what it includes can use."""
    stored = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    return stored | {node.target for node in tree.find_all(nodes.Import)}


def _line(tree: nodes.Template, name: str) -> str:
    lines = [node.lineno for node in tree.find_all(nodes.Name) if node.name == name]
    return f"line {min(lines)}" if lines else "file"
