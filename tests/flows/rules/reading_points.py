"""A second, independent reading of the arguments: the points of each path as plain conditions.

It shares nothing with the rules files or the engine. A strong argument is worth 16 points, a
moderate one 8, a weak one 4; "half" halves. What was not answered supports nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from flows.figures import Figures
from tests.flows.rules.reading import expected_status, with_bands

STRONG, MODERATE, WEAK = 16, 8, 4
LADDER = 2 * STRONG + MODERATE
"""What wanting to lead data is worth to who leads ML: the least with which another path comes first
for them, where fatigue is not tired, only with two strong arguments of its own."""
UNDERPAID = STRONG + MODERATE
"""What being underpaid is worth to who puts pay first: more than the joy that names the role."""
MODELLING = ("modelling-startup", "modelling-bigco")

PRESENT = {
    "software-engineer": "platform",
    "data-engineer": "data-engineering",
    "analyst": "analytics",
    "ml-engineer": "hybrid",
    "ml-lead": "ml-lead",
}
"""Today's path; a data scientist's is the modelling path of the employer, a student has none."""

Is = Callable[..., bool]
Points = Counter[str]


def expected_points(answers: Mapping[str, str], figures: Figures | None = None) -> Points:
    answers = with_bands(answers, figures)

    def says(question: str, *options: str) -> bool:
        return answers.get(question) in options

    points: Points = Counter()
    parts = (ceiling, race, intersection, best, degree, employer, hybrid, work, study, joy, leaving)
    for part in parts:
        part(says, points)
    pay(says, points, answers)
    return points


def present_paths(answers: Mapping[str, str]) -> set[str]:
    if answers.get("role") == "data-scientist":
        aims = {
            "startup": {"modelling-startup"},
            "bigco": {"modelling-bigco"},
            "either": set(MODELLING),
        }
        return aims.get(answers.get("employer", ""), set())
    path = PRESENT.get(answers.get("role", ""))
    return {path} if path else set()


def add(points: Points, amount: int, *paths: str) -> None:
    for path in paths:
        points[path] += amount


def tires(says: Is) -> bool:
    """Whether modelling work tires somebody who does it: told by others, it argues nothing."""
    others = says("role", "analyst", "data-engineer", "software-engineer")
    return says("fatigue", "tired") and not others


def moves(says: Is) -> bool:
    """Software engineers have no move to make."""
    return not says("role", "software-engineer")


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
        add(points, LADDER if says("role", "ml-lead") else MODERATE // 2, "ml-lead")
    if leads:
        add(points, STRONG, "platform")


def race(says: Is, points: Points) -> None:
    """C5, C6, C18; C5 and C18 say nothing of somebody who learns ten times faster."""
    against = 0
    if tires(says):
        against += MODERATE
        if not says("learning", "ten-times"):
            against += STRONG if says("horizon", "4-10", "over-10") else MODERATE
            against += WEAK if says("learning", "faster") else MODERATE
    add(points, -against, *MODELLING)
    add(points, -against // 2, "hybrid", "ml-lead")
    if says("fatigue", "thrilled"):
        add(points, STRONG, *MODELLING)
        if says("role", "ml-lead"):
            add(points, STRONG // 2, "ml-lead")


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


def hybrid(says: Is, points: Points) -> None:
    """C17 is one argument, and the stronger where pay comes first."""
    content = says("joy", "mix") and says("title", "no")
    if says("ambition", "pay-first"):
        add(points, -UNDERPAID, "hybrid")
    elif says("employer", "startup") and not content:
        add(points, -MODERATE, "hybrid")


def work(says: Is, points: Points) -> None:
    """Coaching, early-stage work, and the bet on a long chapter."""
    if says("mentors", "ml"):
        add(points, MODERATE, *MODELLING)
        add(points, MODERATE // 2, "ml-lead")
    if says("mentors", "engineers"):
        add(points, MODERATE, "platform", "data-engineering")
    if tires(says):
        add(points, -WEAK, "modelling-startup")
    if says("joy", "building", "mix"):
        add(points, WEAK, "modelling-startup")
    if says("horizon", "4-10", "over-10") and moves(says):
        add(points, WEAK, "platform")
    if says("horizon", "1-3") and moves(says):
        add(points, -MODERATE, "platform")


def pay(says: Is, points: Points, answers: Mapping[str, str]) -> None:
    """Cash (C20, C21), and the title that a leader or a modeller of some years would lose."""
    if says("ambition", "pay-first"):
        if moves(says) and says("cut", "none"):
            add(points, MODERATE, "platform")
        elif moves(says) and "cut" in answers:
            add(points, -2 * MODERATE, "platform")
            for path in present_paths(answers) - {"hybrid"}:
                if expected_status(path, answers) != "out":
                    add(points, MODERATE, path)
        if says("role", "ml-lead"):
            add(points, STRONG, "ml-lead")
        if says("role", "data-scientist", "ml-engineer"):
            add(points, WEAK, "ml-lead")
    seasoned = says("role", "data-scientist", "ml-engineer") and says("years", "6-9", "10+")
    if says("title", "a-lot") and (seasoned or says("role", "ml-lead")):
        add(points, -WEAK, "platform")


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
    if says("joy", "modelling") and says("role", "ml-lead"):
        add(points, STRONG // 2, "ml-lead")


def leaving(says: Is, points: Points) -> None:
    """Novelty speaks for leaving what tires: the path of today, where it is modelling."""
    if tires(says):
        for role in ("ml-engineer", "ml-lead"):
            if says("role", role):
                add(points, -WEAK, PRESENT[role])
        if says("role", "data-scientist"):
            if says("employer", "startup", "either"):
                add(points, -WEAK, "modelling-startup")
            if says("employer", "bigco", "either"):
                add(points, -WEAK, "modelling-bigco")
