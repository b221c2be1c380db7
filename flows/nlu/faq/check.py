"""Whether topics, what they name and their answers fit together: every mistake at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from flows.knowledge.problems import Problem
from flows.nlu.faq.load import OUTSIDE, TOPICS
from flows.nlu.faq.models import OutsideTopic, Topic


def problems_of_topics(
    topics: Sequence[Topic], *, claims: Collection[str], templates: Collection[str]
) -> list[Problem]:
    """What is wrong between topics and what they name.

    ``claims`` are the ids of known claims; ``templates`` the ids that have an answer written.
    """
    ids = [topic.id for topic in topics]
    problems = [*_repeated(TOPICS.name, "topic", ids)]
    for topic in topics:
        place = f"topic {topic.id}"
        problems += _unknown(TOPICS.name, f"{place} claims", topic.claims, claims)
        others = [name for name in ids if name != topic.id]
        problems += _unknown(TOPICS.name, f"{place} follow_ups", topic.follow_ups, others)
        if topic.id not in templates:
            problems.append(Problem(TOPICS.name, place, "has no template"))
    problems += [
        Problem("templates", name, f"answers no topic; known are: {', '.join(ids)}")
        for name in sorted(set(templates) - set(ids))
    ]
    return problems


def problems_of_outside(
    outside: Sequence[OutsideTopic], *, claims: Collection[str], topics: Collection[str]
) -> list[Problem]:
    """What is wrong between outside topics and the claims and topics that there are."""
    problems = [*_repeated(OUTSIDE.name, "outside", [topic.id for topic in outside])]
    for topic in outside:
        place = f"outside {topic.id}"
        problems += _unknown(OUTSIDE.name, f"{place} claims", topic.claims, claims)
        problems += _unknown(OUTSIDE.name, f"{place} topics", topic.topics, topics)
        if topic.id in topics:
            problems.append(Problem(OUTSIDE.name, place, "is a topic that the author answers"))
        if bool(topic.near) != bool(topic.claims):
            problems.append(Problem(OUTSIDE.name, place, "`near` rests on `claims`: give both"))
    return problems


def _repeated(file: str, table: str, ids: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield Problem(file, f"{table} {name}", f"is there {count} times; each id only once")


def _unknown(
    file: str, place: str, named: Iterable[str], known: Collection[str]
) -> Iterator[Problem]:
    accepted = ", ".join(known)
    for name in named:
        if name not in known:
            yield Problem(file, place, f"{name!r} is not accepted; accepted are: {accepted}")
