"""A second, independent reading of the specification: the status of each path as plain predicates.

It shares nothing with the rules files or the engine. Every predicate is a function of complete
answers to the few questions it names; for partial answers a path is settled when all completions
agree, and open when they differ.
"""

from collections.abc import Callable, Mapping
from itertools import product

Answers = Mapping[str, str]

BANDS = ("none", "under-25", "25-50", "50-75", "over-75")

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
    "cut": BANDS,
    "runway": BANDS,
    "title": ("no", "some", "a-lot"),
    "ambition": ("best-at-one", "intersection", "lead-engineering", "lead-data", "pay-first"),
    "joy": ("modelling", "building", "insight", "mix"),
    "horizon": ("1-3", "4-10", "over-10"),
}


def analytics_is_out(joy: str, ambition: str) -> bool:
    return not (joy == "insight" and ambition != "pay-first")


def bigco_is_out(degree: str, standing: str, proof: str) -> bool:
    return degree == "none-or-bachelors" and standing != "top-5" and proof != "strong"


def hybrid_is_out(employer: str, joy: str, title: str) -> bool:
    return employer != "startup" and not (joy == "mix" and title == "no")


def research_is_out(proof: str, study: str, horizon: str, degree: str) -> bool:
    return proof == "strong" or study == "no" or horizon == "1-3" or degree == "phd"


def ml_lead_is_out(role: str, years: str, standing: str) -> bool:
    return role != "ml-lead" and (years == "0-2" or standing == "learning")


def platform_is_not_now(role: str, cut: str, runway: str) -> bool:
    return role != "software-engineer" and BANDS.index(cut) > BANDS.index(runway)


PREDICATES: dict[str, tuple[str, tuple[str, ...], Callable[..., bool]]] = {
    "analytics": ("out", ("joy", "ambition"), analytics_is_out),
    "modelling-bigco": ("out", ("degree", "standing", "proof"), bigco_is_out),
    "hybrid": ("out", ("employer", "joy", "title"), hybrid_is_out),
    "research-degree": ("out", ("proof", "study", "horizon", "degree"), research_is_out),
    "ml-lead": ("out", ("role", "years", "standing"), ml_lead_is_out),
    "platform": ("not-now", ("role", "cut", "runway"), platform_is_not_now),
}


def expected_status(path: str, answers: Answers) -> str:
    if path not in PREDICATES:
        return "in"
    status, questions, predicate = PREDICATES[path]
    domains = [(answers[q],) if q in answers else DOMAINS[q] for q in questions]
    verdicts = {predicate(*completion) for completion in product(*domains)}
    if verdicts == {True}:
        return status
    return "in" if verdicts == {False} else "open"
