"""How well free text is understood, in named numbers, over cases with known answers."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation, TextContext

Case = Mapping[str, Any]

NONE = "none"
"""In place of a topic: a question that no topic answers."""


Interpret = Callable[[str, TextContext], Interpretation]
"""Understands a text where the conversation stands."""

Context = Callable[[str | None], TextContext]
"""What a text is said to where this question, or none, is open."""


def comp_of(interpretation: Interpretation) -> dict[str, int | str | None] | None:
    """The stated pay in whole units a year, or None where no amount was read."""
    figures = interpretation.figures
    if figures is None or (figures.now is None and figures.next is None):
        return None
    return {
        "current": None if figures.now is None else round(figures.now),
        "next": None if figures.next is None else round(figures.next),
        "currency": figures.currency,
    }


def measure_slots(
    interpret: Interpret, cases: Iterable[Case], context: Context
) -> dict[str, float]:
    """Score typed answers; a case has ``question``, ``text`` and ``option`` (or None).

    ``accuracy`` counts None as an answer of its own and ``null accuracy`` looks at those alone;
    ``wrong stored`` is the share of cases where an option was read that is not the right one, and
    ``wrong when sure`` where it would have been stored without asking back.
    """
    read = [(case["option"], interpret(case["text"], context(case["question"]))) for case in cases]
    nulls = [answer for gold, answer in read if gold is None]
    return {
        "lines": len(read),
        "accuracy": _share(answer.option == gold for gold, answer in read),
        "null accuracy": _share(answer.option is None for answer in nulls),
        "wrong stored": _share(_wrong(gold, answer) for gold, answer in read),
        "wrong when sure": _share(_wrong(gold, answer) and answer.sure for gold, answer in read),
        "asked back": _share(bool(answer.option) and not answer.sure for _, answer in read),
    }


def measure_openers(
    interpret: Interpret, cases: Iterable[Case], context: Context
) -> dict[str, float]:
    """Score first messages; a case has ``text``, ``answers`` and ``comp`` (or None).

    ``precision`` and ``recall`` are over all pairs of question and option together: a right asking
    back counts for recall alone. ``exact figures`` is the share of cases whose two figures and
    currency are right, or rightly absent.
    """
    read = [(case, interpret(case["text"], context(None))) for case in cases]
    exact = (_both(comp_of(said)) == case["comp"] for case, said in read)
    return {"lines": len(read), **_precision_and_recall(read), "exact figures": _share(exact)}


def measure_voices(
    interpret: Interpret, cases: Iterable[Case], context: Context
) -> dict[str, float]:
    """Score messages in the manner of real posts.

    Beside the answers (``answers_also_fine`` counts neither way): ``exact amounts`` is the share of
    cases with pay whose amounts are right, one alone counts; ``questions`` the share of questions
    answered, offered, or honestly declined where no topic answers; ``sure inventions`` the share of
    cases with an open question at which something wrong was noted without asking back.
    """
    read = [(case, interpret(case["text"], context(case.get("question")))) for case in cases]
    paid = [(case, said) for case, said in read if case.get("comp")]
    served = [
        bool(case["topic"] and _serves(case, topic, said.questions))
        for case, said in read
        for topic in case["topic"]
    ]
    open_ones = [(case, said) for case, said in read if case.get("question")]
    return {
        "lines": len(read),
        **_precision_and_recall(read),
        "exact amounts": _share(_is_exact(case["comp"], said) for case, said in paid),
        "questions": _share(served),
        "needless questions": _share(
            len(said.questions) > len(case["topic"]) for case, said in read
        ),
        "sure inventions": _share(_invents(case, said) for case, said in open_ones),
    }


def measure_pay(interpret: Interpret, cases: Iterable[Case], context: Context) -> dict[str, float]:
    """Score messages with pay: the share whose amounts are right, of all and of those not seen.

    A case has ``text``, ``pay`` (as "comp" of a message in the manner of real posts) and ``seen``:
    whether somebody looked at how it was read.
    """
    read = [(case, interpret(case["text"], context(None))) for case in cases]
    right = [(case["seen"], _is_exact(case["pay"], said)) for case, said in read]
    return {
        "lines": len(read),
        "exact amounts": _share(exact for _, exact in right),
        "exact amounts unseen": _share(exact for seen, exact in right if not seen),
    }


def measure_faults(
    interpret: Interpret, cases: Iterable[Case], context: Context
) -> dict[str, float]:
    """Score small inputs that went wrong once: the share that is right, by kind and in all."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for case in cases:
        said = interpret(case["text"], context(case.get("question")))
        every[case["kind"]] += 1
        right[case["kind"]] += not faults_of(case, said)
    shares = {kind: right[kind] / every[kind] for kind in every}
    return {"lines": every.total(), "right": right.total() / max(1, every.total()), **shares}


def faults_of(case: Case, said: Interpretation) -> list[str]:
    """What is wrong with what a small input was understood to mean, a line each."""
    noted = {fact.question: fact.option for fact in _noted(said)}
    asked = {fact.question: fact.option for fact in said.ask_back}
    wrong = [
        f"{question}: {option} was not read, but {noted.get(question, asked.get(question))}"
        for question, option in case["answers"].items()
        if option not in (noted.get(question), asked.get(question))
    ]
    for question, never in case["never"].items():
        if question in noted and (never == "*" or noted[question] in never):
            wrong.append(f"{question}: {noted[question]} was noted")
    wrong += _wrong_figures(case.get("figures"), said)
    if "topics" in case:
        wrong += _wrong_questions(case["topics"], said.questions)
    return wrong


def _noted(said: Interpretation) -> tuple[Fact, ...]:
    """The facts that are noted: what is only tried out is none."""
    return () if said.what_if else said.facts


def _wrong_figures(gold: Case | None, said: Interpretation) -> Iterable[str]:
    figures = said.figures
    for name, amount in (gold or {}).items():
        found = getattr(figures, name) if figures else None
        if (found if found is None or isinstance(found, str) else round(found)) != amount:
            yield f"{name}: {found} and not {amount}"


def _wrong_questions(gold: Iterable[str], said: Iterable[AskedQuestion]) -> Iterable[str]:
    expected, found = list(gold), list(said)
    if len(expected) != len(found):
        yield f"{len(found)} questions and not {len(expected)}"
        return
    for topic, question in zip(expected, found, strict=True):
        if not _is_served(question, {topic}):
            yield f"{question.words!r}: {question.kind} {question.topic} and not {topic}"


def _precision_and_recall(read: Iterable[tuple[Case, Interpretation]]) -> dict[str, float]:
    noted = right = wanted = recalled = 0
    for case, said in read:
        gold, fine = case["answers"], case.get("answers_also_fine", {})
        facts = {(fact.question, fact.option) for fact in _noted(said)}
        facts = {pair for pair in facts if pair[1] not in fine.get(pair[0], ())}
        every = facts | {(fact.question, fact.option) for fact in said.ask_back}
        noted += len(facts)
        right += len(facts & set(gold.items()))
        wanted += len(gold)
        recalled += len(every & set(gold.items()))
    return {"precision": right / max(1, noted), "recall": recalled / max(1, wanted)}


def _both(comp: dict[str, int | str | None] | None) -> dict[str, int | str | None] | None:
    """The figures where both are known: cases of openers have no single ones."""
    return None if comp is None or None in (comp["current"], comp["next"]) else comp


def _is_exact(comp: Case, said: Interpretation) -> bool:
    figures = said.figures
    found = {
        name: None if figures is None or (v := getattr(figures, name)) is None else round(v)
        for name in ("now", "next")
    }
    readings = [comp, *comp.get("alt", ())]
    return any(found == {n: each.get(n) for n in ("now", "next")} for each in readings)


def _serves(case: Case, topic: str, questions: Iterable[AskedQuestion]) -> bool:
    return any(_is_served(each, {topic, *case.get("topic_also_fine", ())}) for each in questions)


def _is_served(question: AskedQuestion, topics: set[str]) -> bool:
    """Whether a question is answered or offered by one of the topics, or honestly declined."""
    if NONE in topics and question.kind in ("outside", "unknown"):
        return True
    if question.kind == "answer":
        return question.topic in topics
    return question.kind == "did-you-mean" and not topics.isdisjoint(question.alternatives)


def _invents(case: Case, said: Interpretation) -> bool:
    fine = case.get("answers_also_fine", {}).get(case["question"], ())
    right = {case["answers"].get(case["question"]), *fine}
    return said.sure and said.option not in right


def _wrong(gold: str | None, answer: Interpretation) -> bool:
    return answer.option is not None and answer.option != gold


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / max(1, len(counted))
