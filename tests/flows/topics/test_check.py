"""Topics, phrasings, claims and templates fit together; what does not is listed, all of it."""

from flows.knowledge import built_in
from flows.topics.check import problems_of_phrasings, problems_of_topics
from flows.topics.load import built_in_topics, load_offtopic, load_phrasings
from flows.topics.models import OffTopic, Phrasing, Topic
from tests.flows.topics.answers import TEMPLATES


def topic(name: str, *, claims: tuple[str, ...] = ("C1",), to: tuple[str, ...]) -> Topic:
    return Topic(id=name, title=name * 3, question=name * 8, claims=claims, follow_ups=to)


A, B, C = topic("a", to=("b", "c")), topic("b", to=("a", "c")), topic("c", to=("a", "b"))


def test_the_built_in_topics_fit_their_claims_and_templates() -> None:
    claims = [claim.id for claim in built_in().claims]
    topics = list(built_in_topics().values())
    assert problems_of_topics(topics, claims=claims, templates=TEMPLATES) == []


def test_the_built_in_phrasings_fit_the_topics() -> None:
    assert problems_of_phrasings(load_phrasings(), load_offtopic(), built_in_topics()) == []


def test_topics_that_fit_have_no_problems() -> None:
    assert problems_of_topics([A, B, C], claims=["C1"], templates=["a", "b", "c"]) == []


def test_everything_that_does_not_fit_is_listed() -> None:
    broken = topic("c", claims=("C1", "C99"), to=("c", "nowhere"))
    problems = problems_of_topics([A, B, broken, A], claims=["C1"], templates=["a", "b", "x"])
    told = [f"{problem.place}: {problem.what}" for problem in problems]
    assert len(told) == 6
    for part in ["a: is there 2", "C99", "'c'", "nowhere", "c: has no template", "x: answers no"]:
        assert any(part in line for line in told), part


def test_a_phrasing_of_two_topics_or_of_none_is_listed() -> None:
    phrasings = [
        *(Phrasing(text=f"what of a, number {number}", topic="a") for number in range(20)),
        Phrasing(text="What of A number 3?", topic="b"),
        Phrasing(text="hm", topic="nowhere"),
    ]
    problems = problems_of_phrasings(phrasings, [OffTopic(text="hm!")], ["a", "b"])
    places = [problem.place for problem in problems]
    assert sorted(places) == ["line 1", "line 22 topic", "topic b", "topic b"]
