"""What simulated people are advised, and whether it holds: ``python -m benchmarks.simulation``."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import mean

import click

from benchmarks.calibration import Advised, calibration, survival_by
from benchmarks.certainties import MOST, Completions, certainties, false_certainties
from benchmarks.contradictions import MODELLERS, Speaker, contradictions
from benchmarks.machine import machine
from benchmarks.people import DISTRIBUTIONS, Person, people
from benchmarks.survival import Noise
from benchmarks.tables import counted, heading, row
from flows.affordability import with_limit
from flows.knowledge import built_in
from flows.rules import CompiledRules, advise, compile_rules
from flows.rules.next_question import next_question
from flows.rules.relevance import certificate
from flows.rules.robustness import robustness

FELT = (*MODELLERS, "student")
"""The roles that are asked how modelling work feels."""

PUT_OFF_BY = ("cut", "runway")
"""Answers that put the move off."""

FIGURED = ("role", *PUT_OFF_BY)
"""Figures are told by those of whom all these answers are known; they go with them."""


def simulated(rules: CompiledRules, drawn: Iterable[Person], seed: int) -> list[Advised]:
    """The advice to people who answered everything, and how firm it is."""
    noise = Noise(rules, seed)
    return [_advised(rules, noise, person) for person in drawn]


def _advised(rules: CompiledRules, noise: Noise, person: Person) -> Advised:
    changes, questions = robustness(rules, person.answers), rules.knowledge.question
    return Advised(
        person,
        advise(rules, person.answers),
        noise.survival(person.answers),
        sum(not questions[question].given for question in changes.hangs_on),
        changes.share or 0.0,
    )


def interviewed(rules: CompiledRules, person: Person) -> Person:
    """Somebody of whom only what is asked is known, the answers in the order of the questions."""
    answers: dict[str, str] = {}
    while question := next_question(rules, with_limit(*_knowing(person, answers))):
        answers[question] = person.answers[question]
    return _knowing(person, answers)


def partly(asked: Iterable[Person], seed: int) -> Iterator[Person]:
    """Each of the interviewed people twice: stopped somewhere, and having told a few things."""
    random = Random(seed)  # noqa: S311 - people to measure with, no secret
    for person in asked:
        told = list(person.answers.items())
        yield _knowing(person, dict(told[: random.randint(1, len(told))]))
        yield _knowing(person, dict(random.sample(told, random.randint(1, len(told)))))


def put_off(crowd: Iterable[Advised], seed: int) -> Iterator[Person]:
    """Those told to wait, of whom little more is known than why."""
    random = Random(seed)  # noqa: S311 - people to measure with, no secret
    for each in crowd:
        if each.verdict.not_now:
            answers = each.person.answers
            others = random.sample(list(answers), random.randint(0, len(answers)))
            yield _knowing(each.person, {q: answers[q] for q in (*PUT_OFF_BY, *others)})


def _knowing(person: Person, answers: dict[str, str]) -> Person:
    return Person(answers, person.figures if set(FIGURED) <= set(answers) else None)


@dataclass
class Checked:
    """What was read, and how much of it was found to be wrong, by kind.

    ``sampled`` counts the people whose completions are too many to try all.
    """

    messages: int = 0
    contradictions: Counter[str] = field(default_factory=Counter)
    certainties: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    sampled: int = 0


def checked(rules: CompiledRules, crowd: Iterable[Person], seed: int) -> Checked:
    """Read the advice to people, however much they answered, and check what it says."""
    random = Random(seed)  # noqa: S311 - completions to try, no secret
    speaker, found = Speaker(rules), Checked()
    for person in crowd:
        told = speaker.advice(person)
        if told is None:
            continue
        verdict, message = told
        proof = certificate(rules, with_limit(*person))
        found.messages += 1
        found.contradictions.update(contradictions(rules, person, verdict, message))
        if said := list(certainties(verdict, proof)):
            completions = Completions(rules, person, random)
            found.certainties.update(said)
            found.false.update(false_certainties(completions, verdict, proof))
            found.sampled += not completions.all
    return found


def show_advice(crowd: Sequence[Advised]) -> None:
    """What people are advised."""
    counted("picks", (each.verdict.pick or "none" for each in crowd))
    counted("headlines", (each.verdict.headline for each in crowd))
    waiting = [each for person in crowd for each in person.verdict.not_now]
    heading("put off for now", "people", "share")
    row("  all", len(waiting), len(waiting) / len(crowd))
    for first, name in ((True, "first"), (False, "not first"), (None, "cannot be told")):
        count = sum(each.would_be_first is first for each in waiting)
        row(f"  would otherwise come first: {name}", count, count / len(crowd))
    heading("decided narrowly", "people", "share", "aim")
    close = sum(each.verdict.close_call for each in crowd)
    row("  close calls", close, close / len(crowd), "<= 0.400")
    none = sum(each.verdict.pick is None for each in crowd)
    row("  no pick", none, none / len(crowd))


def show_interviews(asked: Sequence[Person]) -> None:
    """How many questions are asked, and who is never asked what the advice needs."""
    counts = sorted(len(person.answers) for person in asked)
    heading("questions asked", "mean", "90%", "aim")
    row(f"  of {len(asked)} people", mean(counts), counts[int(0.9 * (len(counts) - 1))], "<= 16.5")
    heading("never asked", "people", "of", "aim")
    felt = [person for person in asked if person.answers["role"] in FELT]
    for question, those in (("ambition", asked), ("joy", asked), ("fatigue", felt)):
        never = sum(question not in person.answers for person in those)
        row(f"  {question}", never, len(those), 0)


def show_checks(name: str, found: Checked) -> None:
    """What is wrong with the advice to some people."""
    heading(name, "found", "of", "aim")
    row("  contradictions", found.contradictions.total(), found.messages, 0)
    for kind, count in found.contradictions.most_common():
        row(f"    {kind}", count)
    row("  false certainties", found.false.total(), found.certainties.total(), 0)
    for kind, count in found.certainties.most_common():
        row(f"    {kind}", found.false[kind], count)
    if found.sampled:
        click.echo(f"  (of {found.sampled} people, {MOST} of the completions, drawn, and a climb)")


@click.command()
@click.option("--count", type=click.IntRange(min=1), default=2000, help="People who are advised.")
@click.option("--seed", type=int, default=0)
@click.option("--distribution", type=click.Choice(list(DISTRIBUTIONS)), default="plausible")
@click.option(
    "--interviews",
    type=click.IntRange(min=1),
    default=500,
    help="How many of them are interviewed, too.",
)
@click.option("--calibration", "calibrated", is_flag=True, help="Print what confidence rests on.")
def main(count: int, seed: int, distribution: str, interviews: int, *, calibrated: bool) -> None:
    """Print what people drawn at random are advised, and how well the advice holds."""
    start = time.process_time()
    rules = compile_rules(built_in())
    click.echo(f"{machine()}; {distribution}, seed {seed}")
    drawn = people(rules, distribution, seed, count)
    crowd = simulated(rules, drawn, seed)
    show_advice(crowd)
    survival_by("survival by confidence before C2", crowd, "before_c2")
    survival_by("survival by confidence", crowd, "confidence")
    if calibrated:
        calibration(crowd)
    asked = [interviewed(rules, person) for person in drawn[:interviews]]
    show_interviews(asked)
    show_checks("said when all is answered", checked(rules, drawn, seed))
    show_checks("said after the interview", checked(rules, asked, seed))
    show_checks("said when part is answered", checked(rules, partly(asked, seed), seed))
    show_checks("said when put off", checked(rules, put_off(crowd, seed), seed))
    click.echo(f"\n{time.process_time() - start:.0f} s of processor time")


if __name__ == "__main__":
    main()
