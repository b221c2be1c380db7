"""Time the reasoning beside plain loops and zen-engine: ``python -m benchmarks.reasoning``."""

import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, product
from pathlib import Path
from random import Random

import click

from benchmarks.machine import machine
from benchmarks.zen_table import ZenTable
from bot.cli.advise import analysis_json
from bot.rendering import Renderer
from flows.checks.run import check
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Enough
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.rules import CompiledRules, advise, compile_rules, evaluate
from flows.rules.fields import WEIGHED
from flows.rules.next_question import next_question
from flows.rules.picks import picks_of
from flows.rules.relevance import relevance
from flows.rules.trials import Trials
from tests.flows.rules.plain import evaluate_plainly

Answers = Mapping[str, str]

PERSONAS = Path(__file__).parents[1] / "tests/cases/personas.jsonl"


def people(rules: CompiledRules, count: int) -> list[dict[str, str]]:
    """Random people who answer everything; the same ones in every run."""
    random = Random(0)  # noqa: S311 - people to measure with, no secret
    options = {question: list(known) for question, known in rules.bits.option.items()}
    return [{q: random.choice(known) for q, known in options.items()} for _ in range(count)]


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def row(name: str, seconds: Iterable[float], against: float | None = None) -> float:
    """Print the median, the 99th percentile and how many times the median of another it is."""
    found = sorted(seconds)
    median, slow = statistics.median(found), found[int(0.99 * (len(found) - 1))]
    ratio = f"{median / against:>10.1f}x" if against else ""
    click.echo(f"{name:<52}{median * 1e6:>12.1f}{slow * 1e6:>12.1f}{ratio}")
    return median


def per_call(call: Callable[[], object], calls: int) -> Iterator[float]:
    """Seconds per call, as 20 means over many calls: one call is too short to be timed."""
    for _ in range(20):
        yield timed(lambda: [call() for _ in range(calls)]) / calls


def evaluation(rules: CompiledRules, crowd: Sequence[Answers]) -> None:
    """Our tables, the rules one by one, and zen-engine; the same answers, the same results."""
    states = [rules.bits.state(answers) for answers in crowd]
    table = ZenTable(rules)
    for answers, state in zip(crowd, states, strict=True):
        fields = evaluate(rules, state)
        ours = [bool(field & WEIGHED) for field in fields.fields], list(fields.points)
        if ours != table.standing(answers):
            raise click.ClickException(f"zen-engine disagrees on {answers}")
    count = len(crowd)
    ours_median = row(
        "evaluate: ours",
        (t / count for t in per_call(lambda: [evaluate(rules, s) for s in states], 1)),
    )
    plain = (t / count for t in per_call(lambda: [evaluate_plainly(rules, s) for s in states], 1))
    row("evaluate: rules one by one", plain, ours_median)
    zens = (t / count for t in per_call(lambda: [table.evaluate(a) for a in crowd], 1))
    row("evaluate: zen-engine, same rules", zens, ours_median)


def changeable(rules: CompiledRules) -> dict[str, list[str]]:
    """The questions that a friend can answer otherwise."""
    questions = rules.knowledge.question.values()
    return {q.id: list(rules.bits.option[q.id]) for q in questions if not q.given}


def all_up_to_two(rules: CompiledRules, answers: Answers) -> set[int]:
    """The picks of all changes of one and two answers, all at once."""
    trials = Trials(rules, answers, changeable(rules))
    return {
        int(pick) for size in (1, 2) for pick in set(picks_of(trials.fields(trials.sets(size))))
    }


def all_up_to_two_naively(rules: CompiledRules, answers: Answers) -> set[int]:
    """The same, change by change with the rules one by one."""
    options, picks = changeable(rules), set()
    for size in (1, 2):
        for questions in combinations(options, size):
            for chosen in product(*(options[question] for question in questions)):
                changed = dict(zip(questions, chosen, strict=True))
                if all(answers[question] != option for question, option in changed.items()):
                    pick = evaluate_plainly(rules, rules.bits.state({**answers, **changed})).pick
                    picks.add(-1 if pick is None else pick)
    return picks


def changes(rules: CompiledRules, crowd: Sequence[Answers]) -> None:
    """Every change of one or two answers."""
    naive = crowd[:10]
    if any(all_up_to_two(rules, a) != all_up_to_two_naively(rules, a) for a in naive):
        raise click.ClickException("the naive search finds other picks")
    ours = row(
        "all changes of one or two answers: ours",
        [timed(lambda a=a: all_up_to_two(rules, a)) for a in crowd],  # type: ignore[misc]
    )
    row(
        "all changes of one or two answers: one by one",
        [timed(lambda a=a: all_up_to_two_naively(rules, a)) for a in naive],  # type: ignore[misc]
        ours,
    )


def cold(work: Callable[[CompiledRules, Answers], object], crowd: Sequence[Answers]) -> list[float]:
    """Seconds that some work takes for each of a crowd, of whom nothing is known: the least of
    three runs, each by rules of its own, so that what is told is of people and not of the machine.
    """
    runs = []
    for rules in [compile_rules(built_in()) for _ in range(3)]:
        work(rules, {"joy": "building"})  # builds the tables
        runs.append([timed(partial(work, rules, answers)) for answers in crowd])
    return [min(times) for times in zip(*runs, strict=True)]


def replies(crowd: Sequence[Answers]) -> None:
    """The advice, what goes with it, and the message; and what is worked out for each question."""
    renderer, topics = Renderer(), built_in_topics()
    dialogues: dict[CompiledRules, Dialogue] = {}

    def whole(rules: CompiledRules, answers: Answers) -> None:
        dialogue = dialogues.get(rules) or dialogues.setdefault(rules, Dialogue(rules, topics))
        told = dialogue.step(Conversation(answers=dict(answers)), Enough())
        for reply in told.replies:
            renderer.render(reply)
        analysis_json(rules, answers)

    gc.collect()
    gc.freeze()  # as the bot does once it has loaded
    row("advice: the verdict", cold(advise, crowd))
    row("advice: changes, robustness, author, bound", cold(analysis_json, crowd))
    row("advice: all of it, rendered", cold(whole, crowd))
    random = Random(1)  # noqa: S311 - people to measure with, no secret
    partly = [dict(random.sample(list(a.items()), random.randint(0, len(a)))) for a in crowd]
    row("which questions still matter, and the next", cold(next_question, partly))


def asked(rules: CompiledRules, full: Answers) -> int:
    """How many questions somebody is asked who answers every one."""
    answers: dict[str, str] = {}
    while question := next_question(rules, answers):
        answers[question] = full[question]
    if relevance(rules, answers).asked_at_most:
        raise click.ClickException("a question that matters was not asked")
    return len(answers)


def questions(rules: CompiledRules, name: str, crowd: Sequence[Answers]) -> None:
    """Print how many questions are asked."""
    counts = sorted(asked(rules, answers) for answers in crowd)
    mean, slow = statistics.mean(counts), counts[int(0.9 * (len(counts) - 1))]
    total = len(rules.bits.option)
    click.echo(f"questions asked of {name:<33}{mean:>12.1f}{slow:>12}  of {total}")


@click.command()
@click.option("--count", type=click.IntRange(min=20), default=300, help="Random people.")
def main(count: int) -> None:
    """Print the table: times in microseconds of processor time, and ratios to our own."""
    rules = compile_rules(built_in())
    crowd = people(rules, count)
    click.echo(machine())
    click.echo(f"{'':<52}{'median µs':>12}{'99% µs':>12}{'ratio':>11}")
    evaluation(rules, crowd)
    changes(rules, crowd)
    replies(crowd)
    row("check: all combinations of answers", [timed(lambda: check(rules.knowledge))])
    click.echo(f"\n{'':<52}{'mean':>12}{'90%':>12}")
    lines = PERSONAS.read_text(encoding="utf-8").splitlines()
    personas = [json.loads(line)["answers"] for line in lines]
    complete = [answers for answers in personas if len(answers) == len(rules.bits.option)]
    questions(rules, "the personas", complete)
    questions(rules, "random people", crowd)


if __name__ == "__main__":
    main()
