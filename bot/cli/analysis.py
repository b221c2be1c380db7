"""What goes with an advice as JSON: what would change it, its robustness, the author's side."""

from typing import Any

from flows.rules import CompiledRules
from flows.rules.author import author_difference
from flows.rules.changes import flips
from flows.rules.findings import Answers
from flows.rules.relevance import asked_at_most
from flows.rules.robustness import robustness, without_least_sure


def analysis_json(rules: CompiledRules, answers: Answers) -> dict[str, Any]:
    """The analysis of some answers, ready to be merged into the advice.

    ``flips``: all smallest sets of changes that turn the pick, what a friend cannot change held
    fixed. ``firmness``: the share of single-answer changes that leave the pick alone (null with
    nothing answered), and ``hangs_on`` the questions of the others. ``without_least_sure``: the
    advice without the least sure claims. ``author_difference``: where friend and author differ.
    ``asked_at_most``: a bound on the questions still to come.
    """
    found = robustness(rules, answers)
    author = author_difference(rules, answers)
    return {
        "flips": [{"changes": each.changes, "pick": each.pick} for each in flips(rules, answers)],
        "firmness": found.share,
        "hangs_on": list(found.hangs_on),
        "without_least_sure": without_least_sure(rules, answers).model_dump(mode="json"),
        "author_difference": {
            "pick": author.pick,
            "same": list(author.same),
            "differences": [each.model_dump(mode="json") for each in author.differences],
        },
        "asked_at_most": asked_at_most(rules, answers),
    }
