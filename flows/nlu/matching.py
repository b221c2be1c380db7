"""Which topic each question of a message is about, what leads up to it considered."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.nlu.commands import behind
from flows.nlu.interpretation import AskedQuestion
from flows.nlu.questions import Asked

if TYPE_CHECKING:
    from flows.nlu.faq.matcher import Match, TopicMatcher

_SURE = 0.9
"""The score from which on what stands before a bare question tells its topic surely."""

_LIKELY = 0.7
"""The score from which on it is offered beside what the bare question itself is known for."""

_OFFERABLE = 0.5
"""The score from which on topics are offered for a text that only seems to ask."""
_OFFERED = 3


def matched(matcher: "TopicMatcher", questions: Iterable[Asked]) -> list[AskedQuestion]:
    """The questions with their topics, in order; what may ask or tell asks where a topic is."""
    found: list[AskedQuestion] = []
    for each in questions:
        question = _in_context(matcher, each) if each.bare else _by_words(matcher, each)
        repeated = any(_is_same(question, earlier) for earlier in found)
        sure = question.kind in ("answer", "outside")
        told = question.kind == "unknown" or (each.softly and not sure)
        idle = told and (each.core or (each.bare and " " not in each.words))
        if not (repeated or idle):
            found.append(question)
    return found


def _is_same(question: AskedQuestion, earlier: AskedQuestion) -> bool:
    return question.topic is not None and question.topic == earlier.topic


def _told(match: "Match") -> tuple[bool, float]:
    return match.kind in ("answer", "outside"), match.score


def _by_words(matcher: "TopicMatcher", asked: Asked) -> AskedQuestion:
    match = matcher.match(asked.words)
    if subject := behind(
        asked.words.removeprefix("and "), "view"
    ):  # "what does he say about |influence|"
        match = max(match, matcher.match(subject), key=_told)
    if asked.core:
        core = matcher.match(asked.core)
        match = core if asked.softly else max(match, core, key=_told)
    if asked.words != asked.in_context:
        wider = matcher.match(asked.in_context)
        surer = wider.score > match.score or match.kind == "did-you-mean"
        told = surer and wider.kind in ("answer", "outside")
        match = wider if told or match.kind == "unknown" else match
    if asked.before and match.kind in ("unknown", "did-you-mean"):
        wider = matcher.match(f"{asked.before}. {asked.words}")
        match = wider if wider.kind == "answer" and wider.score >= _SURE else match
    return _question(asked, match)


def guessed(matcher: "TopicMatcher", text: str, *, asks: bool) -> tuple[AskedQuestion, ...]:
    """What a text rather asks of which nothing was read; ``asks``: it seems to be a question.

    What does not is only offered a topic: "everything I learned is garbage now".
    """
    whole = Asked(text, text)
    match = matcher.match(text)
    likely = match.kind in ("answer", "outside") or match.score >= _OFFERABLE
    if asks and likely and match.kind != "unknown":
        return (_question(whole, match),)
    if match.kind == "answer" and match.score >= _SURE:
        return (_offer(whole, (match.topic, *(each.topic for each in match.alternatives))),)
    return ()


def _in_context(matcher: "TopicMatcher", asked: Asked) -> AskedQuestion:
    """A question that is about what was said before it: offered rather than answered."""
    own, wider = matcher.match(asked.words), matcher.match(asked.in_context)
    if asked.words == asked.in_context:
        return _question(asked, own)
    if own.kind == "answer":
        likely = wider.kind == "answer" and wider.score >= _LIKELY
        if not likely or wider.topic == own.topic:
            return _question(asked, own)
    elif wider.kind != "answer" or wider.score >= _SURE:
        return _question(asked, wider)
    topics = [each.topic for each in wider.alternatives]
    return _offer(asked, [*topics[:2], own.topic] if own.kind == "answer" else topics)


def _offer(asked: Asked, topics: Iterable[str | None]) -> AskedQuestion:
    named = dict.fromkeys(topic for topic in topics if topic)
    return AskedQuestion(
        words=asked.words, kind="did-you-mean", topic=None, alternatives=tuple(named)[:_OFFERED]
    )


def _question(asked: Asked, match: "Match") -> AskedQuestion:
    topic = match.topic if match.kind in ("answer", "outside") else None
    others = tuple(scored.topic for scored in match.alternatives if scored.topic != topic)
    return AskedQuestion(
        words=asked.words,
        kind=match.kind,
        topic=topic,
        alternatives=() if match.kind == "unknown" else others,
    )
