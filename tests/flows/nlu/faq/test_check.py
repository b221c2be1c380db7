"""Topics, phrasings, claims and templates fit together; what does not is listed, all of it."""

from flows.knowledge import built_in
from flows.nlu.faq.check import problems_of_outside, problems_of_topics
from flows.nlu.faq.load import built_in_outside, built_in_topics
from flows.nlu.faq.models import OutsideTopic, Topic
from tests.flows.nlu.faq.answers import TEMPLATES


def topic(name: str, *, claims: tuple[str, ...] = ("C1",), to: tuple[str, ...]) -> Topic:
    return Topic(id=name, title=name * 3, question=name * 8, claims=claims, follow_ups=to)


A, B, C = topic("a", to=("b", "c")), topic("b", to=("a", "c")), topic("c", to=("a", "b"))


def test_the_built_in_topics_fit_their_claims_and_templates() -> None:
    claims = [claim.id for claim in built_in().claims]
    topics = list(built_in_topics().values())
    assert problems_of_topics(topics, claims=claims, templates=TEMPLATES) == []


def test_what_the_author_says_nothing_of_fits_the_claims_and_topics() -> None:
    claims = [claim.id for claim in built_in().claims]
    outside = list(built_in_outside().values())
    assert problems_of_outside(outside, claims=claims, topics=built_in_topics()) == []


def test_topics_that_fit_have_no_problems() -> None:
    assert problems_of_topics([A, B, C], claims=["C1"], templates=["a", "b", "c"]) == []


def test_everything_that_does_not_fit_is_listed() -> None:
    broken = topic("c", claims=("C1", "C99"), to=("c", "nowhere"))
    problems = problems_of_topics([A, B, broken, A], claims=["C1"], templates=["a", "b", "x"])
    told = [f"{problem.place}: {problem.what}" for problem in problems]
    assert len(told) == 6
    for part in ["a: is there 2", "C99", "'c'", "nowhere", "c: has no template", "x: answers no"]:
        assert any(part in line for line in told), part


def test_an_outside_topic_names_only_what_there_is() -> None:
    def outside(name: str, **more: object) -> OutsideTopic:
        given = {"id": name, "title": "Age", "line": "He says nothing.", **more}
        return OutsideTopic.model_validate(given)

    given = [
        outside("age"),
        outside("age"),
        outside("a", near="This.", claims=("C99",), topics=("nowhere",)),
        outside("maths", near="That."),
    ]
    problems = problems_of_outside(given, claims=["C1"], topics=["a"])
    told = [f"{problem.place}: {problem.what}" for problem in problems]
    assert len(told) == 5
    for part in ["age: is there 2", "C99", "nowhere", "outside a: is a topic", "maths: `near`"]:
        assert any(part in line for line in told), part
