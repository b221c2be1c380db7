"""Whether the topics fit the claims, the phrasings and the answers written for them."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from bot.rendering import TEMPLATES
from flows.checks.subject import Check, CheckStep, Subject
from flows.knowledge.problems import KnowledgeError, Problem
from flows.topics.check import problems_of_phrasings, problems_of_topics
from flows.topics.load import load_offtopic, load_phrasings, load_topics

ENDING = ".html.j2"


def topics_fit(templates: Path = TEMPLATES) -> Check:
    """Make the check for a folder of templates."""

    def check(subject: Subject) -> Iterator[CheckStep]:
        yield CheckStep("topics fit claims and answers", partial(_topics, subject, templates))
        yield CheckStep("phrasings fit topics", partial(_listed, _phrasings))

    return check


def cited_by_topics() -> set[str]:
    """The claims that the answers to friends' questions rest on."""
    return {claim for topic in load_topics() for claim in topic.claims}


def _topics(subject: Subject, templates: Path) -> Iterable[Problem]:
    written = [file.name.removesuffix(ENDING) for file in templates.glob(f"topics/*{ENDING}")]
    claims = [*subject.knowledge.claim]
    return _listed(
        lambda: problems_of_topics(load_topics(), claims=claims, templates=sorted(written))
    )


def _phrasings() -> list[Problem]:
    topics = [topic.id for topic in load_topics()]
    return problems_of_phrasings(load_phrasings(), load_offtopic(), topics)


def _listed(find: Callable[[], Iterable[Problem]]) -> Iterable[Problem]:
    """The problems found; those of files that cannot be read, where they cannot."""
    try:
        return find()
    except KnowledgeError as error:
        return error.problems
