"""Whether topics, phrasings, claims and templates fit together: every mistake at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from flows.knowledge.problems import Problem
from flows.topics.lexicon import load_lexicon
from flows.topics.load import OFFTOPIC, PHRASINGS, TOPICS
from flows.topics.models import OffTopic, Phrasing, Topic

FEWEST_PHRASINGS = 20
"""Ways of asking that a topic needs to be told apart from others reliably."""


def problems_of_topics(
    topics: Sequence[Topic], *, claims: Collection[str], templates: Collection[str]
) -> list[Problem]:
    """Return what is wrong between topics and what they name.

    ``claims`` are the ids of known claims; ``templates`` the ids that have an answer written.
    """
    ids = [topic.id for topic in topics]
    problems = [
        Problem(TOPICS.name, f"topic {name}", f"is there {count} times; each id only once")
        for name, count in Counter(ids).items()
        if count > 1
    ]
    for topic in topics:
        problems += _unknown(topic.id, "claims", topic.claims, claims)
        others = [name for name in ids if name != topic.id]
        problems += _unknown(topic.id, "follow_ups", topic.follow_ups, others)
        if topic.id not in templates:
            problems.append(Problem(TOPICS.name, f"topic {topic.id}", "has no template"))
    problems += [
        Problem("templates", name, f"answers no topic; known are: {', '.join(ids)}")
        for name in sorted(set(templates) - set(ids))
    ]
    return problems


def problems_of_phrasings(
    phrasings: Sequence[Phrasing], offtopic: Sequence[OffTopic], topics: Collection[str]
) -> list[Problem]:
    """Return what is wrong with the phrasings of ``topics`` and the off-topic messages."""
    problems = [
        Problem(
            PHRASINGS.name,
            f"line {number} topic",
            f"{phrasing.topic!r} is unknown; known are: {', '.join(topics)}",
        )
        for number, phrasing in enumerate(phrasings, start=1)
        if phrasing.topic not in topics
    ]
    counts = Counter(phrasing.topic for phrasing in phrasings)
    problems += [
        Problem(
            PHRASINGS.name, f"topic {name}", f"{counts[name]} phrasings; needs {FEWEST_PHRASINGS}"
        )
        for name in topics
        if counts[name] < FEWEST_PHRASINGS
    ]
    return problems + _contradictions(phrasings, offtopic)


def _unknown(topic: str, field: str, named: Iterable[str], known: Collection[str]) -> list[Problem]:
    return [
        Problem(
            TOPICS.name,
            f"topic {topic} {field}",
            f"{name!r} is not accepted; accepted are: {', '.join(known)}",
        )
        for name in named
        if name not in known
    ]


def _contradictions(phrasings: Sequence[Phrasing], offtopic: Sequence[OffTopic]) -> list[Problem]:
    """Return the phrasings that are said to mean two things at once."""
    lexicon = load_lexicon()
    meanings: dict[str, str] = {}
    problems: list[Problem] = []
    for line in phrasings:
        earlier = meanings.setdefault(lexicon.normalise(line.text), line.topic)
        if earlier != line.topic:
            what = f"{line.text!r} is a phrasing of {earlier!r} already; keep it in one of the two"
            problems.append(Problem(PHRASINGS.name, f"topic {line.topic}", what))
    for number, message in enumerate(offtopic, start=1):
        if topic := meanings.get(lexicon.normalise(message.text)):
            what = f"{message.text!r} is a phrasing of {topic!r} too; keep it in one of the two"
            problems.append(Problem(OFFTOPIC.name, f"line {number}", what))
    return problems
