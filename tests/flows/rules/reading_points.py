"""A second, independent reading of the arguments: the points of each path as plain conditions.

It shares nothing with the rules files or the engine. A strong argument is worth 16 points, a
moderate one 8, a weak one 4; "half" halves. What was not answered supports nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping

STRONG, MODERATE, WEAK = 16, 8, 4
MODELLING = ("modelling-startup", "modelling-bigco")
ENGINEER = "software-engineer"

Is = Callable[..., bool]
Points = Counter[str]


def expected_points(answers: Mapping[str, str]) -> Points:
    def says(question: str, *options: str) -> bool:
        return answers.get(question) in options

    points: Points = Counter()
    for part in (ceiling, race, intersection, best, degree, employer, work, pay, study, joy):
        part(says, points)
    present_path(says, points)
    return points


def add(points: Points, amount: int, *paths: str) -> None:
    for path in paths:
        points[path] += amount


def ceiling(says: Is, points: Points) -> None:
    """C12 and C13 count for half; they are no objection to somebody who wants to lead data."""
    leads = says("ambition", "lead-engineering")
    essential = says("influence", "essential") and not says("ambition", "lead-data")
    if leads or essential:
        add(points, -STRONG // 2, *MODELLING, "ml-lead")
        add(points, -WEAK // 2, "data-engineering")
    if essential:
        add(points, -STRONG // 2, *MODELLING, "ml-lead")
        add(points, -WEAK // 2, "data-engineering")
    elif leads:
        add(points, -MODERATE // 2, *MODELLING, "ml-lead")
        add(points, -WEAK // 2, "data-engineering")
    if says("ambition", "lead-data"):
        add(points, MODERATE // 2, "ml-lead")
    if leads:
        add(points, STRONG, "platform")


def race(says: Is, points: Points) -> None:
    """C5, C6, C18; C5 and C18 say nothing of somebody who learns ten times faster."""
    ten_times = says("learning", "ten-times")
    against = 0
    if says("fatigue", "tired"):
        against += MODERATE
        if not ten_times:
            against += STRONG if says("horizon", "4-10", "over-10") else MODERATE
            against += WEAK if says("learning", "faster") else MODERATE
    add(points, -against, *MODELLING)
    add(points, -against // 2, "hybrid", "ml-lead")
    if says("fatigue", "thrilled"):
        add(points, MODERATE if ten_times else 2 * MODERATE, *MODELLING)


def intersection(says: Is, points: Points) -> None:
    at_hand = says("standing", "top-30", "top-5") and says(
        "engineering", "ships-with-help", "owns-production"
    )
    wanted = says("ambition", "intersection")
    amount = MODERATE if at_hand or wanted else 0
    if wanted:
        amount += MODERATE
    elif at_hand:
        amount += WEAK
    add(points, amount, "platform")
    add(points, amount // 2, "data-engineering")


def best(says: Is, points: Points) -> None:
    if says("ambition", "best-at-one"):
        near = says("standing", "top-5") or says("degree", "phd")
        add(points, STRONG if near else -MODERATE, *MODELLING)
        if says("standing", "top-5") and not says("degree", "phd"):
            add(points, STRONG, "research-degree")


def degree(says: Is, points: Points) -> None:
    if says("degree", "phd"):
        add(points, MODERATE, "modelling-bigco")
    if says("degree", "masters"):
        add(points, -MODERATE, "modelling-bigco")
        if says("horizon", "4-10", "over-10"):
            add(points, -WEAK, "modelling-startup")
    if says("degree", "none-or-bachelors"):
        add(points, WEAK, "modelling-startup")
        if says("proof", "strong") or says("standing", "top-5"):
            add(points, -MODERATE, "modelling-bigco")
        if says("horizon", "4-10", "over-10"):
            add(points, -STRONG, "modelling-startup")


def employer(says: Is, points: Points) -> None:
    aims = {"bigco": "modelling-bigco", "startup": "modelling-startup"}
    for aim, path in aims.items():
        if says("employer", aim):
            add(points, WEAK, path)
            add(points, -MODERATE, *(other for other in MODELLING if other != path))
    if says("employer", "startup") and not (says("joy", "mix") and says("title", "no")):
        add(points, -MODERATE, "hybrid")


def work(says: Is, points: Points) -> None:
    """Coaching, early-stage work, and the bet on a long chapter."""
    if says("mentors", "ml"):
        add(points, MODERATE, *MODELLING)
    if says("mentors", "engineers"):
        add(points, MODERATE, "platform", "data-engineering")
    if says("fatigue", "tired"):
        add(points, -WEAK, "modelling-startup")
    if says("joy", "building", "mix"):
        add(points, WEAK, "modelling-startup")
    if says("horizon", "4-10", "over-10"):
        add(points, WEAK, "platform")
    if says("horizon", "1-3") and not says("role", ENGINEER):
        add(points, -MODERATE, "platform")


def pay(says: Is, points: Points) -> None:
    if says("ambition", "pay-first"):
        add(points, STRONG, "ml-lead")
        add(points, MODERATE, "modelling-bigco")
        if not says("cut", "none") and not says("role", ENGINEER):
            add(points, -2 * MODERATE, "platform")


def study(says: Is, points: Points) -> None:
    if says("study", "if-funded"):
        add(points, -MODERATE, "research-degree")
    if says("study", "yes") and says("joy", "modelling") and says("horizon", "over-10"):
        add(points, STRONG, "research-degree")


def joy(says: Is, points: Points) -> None:
    named = {
        "modelling": (*MODELLING, "research-degree"),
        "building": ("platform", "data-engineering"),
        "insight": ("analytics",),
        "mix": ("hybrid",),
    }
    for kind, paths in named.items():
        if says("joy", kind):
            add(points, STRONG, *paths)


def present_path(says: Is, points: Points) -> None:
    """Novelty speaks for leaving what tires: against the path of today."""
    named = {
        "software-engineer": "platform",
        "data-engineer": "data-engineering",
        "analyst": "analytics",
        "ml-engineer": "hybrid",
        "ml-lead": "ml-lead",
    }
    if says("fatigue", "tired"):
        for role, path in named.items():
            if says("role", role):
                add(points, -WEAK, path)
        if says("role", "data-scientist"):
            if says("employer", "startup", "either"):
                add(points, -WEAK, "modelling-startup")
            if says("employer", "bigco", "either"):
                add(points, -WEAK, "modelling-bigco")
