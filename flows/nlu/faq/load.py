"""Reads the topics that the author answers, and those that he says nothing of."""

from functools import cache
from pathlib import Path

from flows.knowledge.tables import load_table
from flows.nlu.faq.models import OutsideTopic, Topic

FOLDER = Path(__file__).parent
TOPICS = FOLDER / "topics.toml"
OUTSIDE = FOLDER / "outside.toml"


@cache
def built_in_topics() -> dict[str, Topic]:
    """The topics that come with the program, by id, in the order of their file."""
    return {topic.id: topic for topic in load_topics()}


@cache
def built_in_outside() -> dict[str, OutsideTopic]:
    """What the author says nothing of, by id, in the order of its file."""
    return {topic.id: topic for topic in load_outside()}


def load_topics(path: Path = TOPICS) -> list[Topic]:
    """Read topics; raises KnowledgeError with every mistake at once."""
    return load_table(path, "topic", Topic)


def load_outside(path: Path = OUTSIDE) -> list[OutsideTopic]:
    """Read outside topics; raises KnowledgeError with every mistake at once."""
    return load_table(path, "outside", OutsideTopic)
