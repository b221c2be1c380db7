"""A second, independent reading of the reasoning: the status of each path as plain predicates.

It shares nothing with the rules files or the engine. Every predicate is a function of complete
answers to the few questions it names; for partial answers a path is settled when all completions
agree, and open when they differ. Cut and runway are sets of numbers: one number where a figure is
known, else the interval of the band.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from flows.figures import Figures

Answers = Mapping[str, str]


class Interval(NamedTuple):
    """Shares of today's pay, from one to another, with or without the ends themselves."""

    low: Fraction
    high: Fraction
    with_low: bool = True
    with_high: bool = True


def exactly(share: Fraction) -> Interval:
    return Interval(share, share)


QUARTER, HALF, THREE_QUARTERS = Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)

INTERVALS = {
    "none": exactly(Fraction(0)),
    "under-25": Interval(Fraction(0), QUARTER, with_low=False, with_high=False),
    "25-50": Interval(QUARTER, HALF, with_high=False),
    "50-75": Interval(HALF, THREE_QUARTERS),
    "over-75": Interval(THREE_QUARTERS, Fraction(1), with_low=False),
}
BANDS = tuple(INTERVALS)

DOMAINS = {
    "years": ("0-2", "3-5", "6-9", "10+"),
    "role": (
        "data-scientist",
        "ml-engineer",
        "ml-lead",
        "analyst",
        "data-engineer",
        "software-engineer",
        "student",
    ),
    "standing": ("learning", "solid", "top-30", "top-5"),
    "degree": ("none-or-bachelors", "masters", "phd"),
    "proof": ("none", "some", "strong"),
    "study": ("no", "if-funded", "yes"),
    "employer": ("startup", "bigco", "either"),
    "title": ("no", "some", "a-lot"),
    "ambition": ("best-at-one", "intersection", "lead-engineering", "lead-data", "pay-first"),
    "joy": ("modelling", "building", "insight", "mix"),
    "horizon": ("1-3", "4-10", "over-10"),
}


MODELLERS = ("data-scientist", "ml-engineer", "ml-lead")


def analytics_is_out(joy: str, ambition: str) -> bool:
    return not (joy == "insight" and ambition != "pay-first")


def bigco_is_out(degree: str, standing: str, proof: str) -> bool:
    return degree == "none-or-bachelors" and standing != "top-5" and proof != "strong"


def hybrid_is_out(employer: str, joy: str, title: str, ambition: str) -> bool:
    content = joy == "mix" and title == "no" and ambition != "pay-first"
    return employer != "startup" and not content


def research_is_out(proof: str, study: str, horizon: str, degree: str) -> bool:
    return proof == "strong" or study == "no" or horizon == "1-3" or degree == "phd"


def ml_lead_is_out(role: str, years: str, standing: str) -> bool:
    return role != "ml-lead" and (role not in MODELLERS or years == "0-2" or standing == "learning")


PREDICATES: dict[str, tuple[tuple[str, ...], Callable[..., bool]]] = {
    "analytics": (("joy", "ambition"), analytics_is_out),
    "modelling-bigco": (("degree", "standing", "proof"), bigco_is_out),
    "hybrid": (("employer", "joy", "title", "ambition"), hybrid_is_out),
    "research-degree": (("proof", "study", "horizon", "degree"), research_is_out),
    "ml-lead": (("role", "years", "standing"), ml_lead_is_out),
}


def cut_in_figures(figures: Figures | None) -> Fraction | None:
    """The cut as a share of today's pay; negative for a raise."""
    if figures is None or not figures.now or figures.next is None:
        return None
    now = Fraction(figures.now)
    return (now - Fraction(figures.next)) / now


def runway_in_figures(figures: Figures | None) -> Fraction | None:
    """The runway as a share of today's pay; a floor above that pay leaves no cut at all."""
    if figures is None:
        return None
    if figures.runway is not None:
        return Fraction(figures.runway)
    if figures.floor is None or not figures.now:
        return None
    now = Fraction(figures.now)
    return max(Fraction(0), (now - Fraction(figures.floor)) / now)


def band(share: Fraction) -> str:
    """The option that holds a share of today's pay; a raise is no cut."""
    found = exactly(max(share, Fraction(0)))
    return next(option for option in BANDS if overlap(found, INTERVALS[option]))


def with_bands(answers: Answers, figures: Figures | None) -> dict[str, str]:
    """The answers as they stand once figures were told: cut and runway are the bands of these."""
    told = {"cut": cut_in_figures(figures), "runway": runway_in_figures(figures)}
    return {
        **answers,
        **{question: band(share) for question, share in told.items() if share is not None},
    }


def overlap(one: Interval, other: Interval) -> bool:
    return not wholly_above(one, other) and not wholly_above(other, one)


def wholly_above(one: Interval, other: Interval) -> bool:
    """Whether every share of one exceeds every share of the other."""
    meet = one.with_low and other.with_high
    return one.low > other.high or (one.low == other.high and not meet)


def possible(figure: Fraction | None, question: str, answers: Answers) -> list[Interval]:
    """What a cut or a runway can be: a figure outranks a band, and nothing told leaves any band."""
    if figure is not None:
        return [exactly(figure)]
    if question in answers:
        return [INTERVALS[answers[question]]]
    return list(INTERVALS.values())


def platform_status(answers: Answers, figures: Figures | None) -> str:
    """Where cut and runway overlap nobody can tell, and the path stays in."""
    if answers.get("role") == "software-engineer":
        return "in"
    cuts = possible(cut_in_figures(figures), "cut", answers)
    runways = possible(runway_in_figures(figures), "runway", answers)
    verdicts = {wholly_above(cut, runway) for cut, runway in product(cuts, runways)}
    if verdicts == {False}:
        return "in"
    return "not-now" if verdicts == {True} and "role" in answers else "open"


def expected_status(path: str, answers: Answers, figures: Figures | None = None) -> str:
    if path == "platform":
        return platform_status(answers, figures)
    if path not in PREDICATES:
        return "in"
    questions, predicate = PREDICATES[path]
    domains = [(answers[q],) if q in answers else DOMAINS[q] for q in questions]
    verdicts = {predicate(*completion) for completion in product(*domains)}
    if verdicts == {True}:
        return "out"
    return "in" if verdicts == {False} else "open"
