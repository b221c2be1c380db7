"""Pictures that go with a reply, as data: what they show is drawn by a front end."""

from dataclasses import dataclass

from flows.money.report import MoneyReport
from flows.rules.verdict import Verdict


@dataclass(frozen=True)
class MoneyPicture:
    """The running totals of staying and moving, from the report that the text shows."""

    report: MoneyReport


@dataclass(frozen=True)
class VerdictPicture:
    """Every path with its arguments for and against, as bars; `names` are the paths' short names.

    ``reasons`` writes the sentences of the arguments beside the bars; without them only the
    claims' numbers stand there, so that the picture tells nothing a friend said.
    """

    verdict: Verdict
    names: dict[str, str]
    title: str
    reasons: bool


Picture = MoneyPicture | VerdictPicture
