"""Pictures that go with a reply, as data: what they show is drawn by a front end."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.money.report import MoneyReport
from flows.rules.verdict import Verdict


@dataclass(frozen=True)
class MoneyPicture:
    """The running totals of staying and moving, from the report that the text shows."""

    report: MoneyReport


@dataclass(frozen=True)
class VerdictPicture:
    """Every path with its arguments for and against, as bars.

    ``names`` are the paths' short names and ``labels`` what stands beside an argument of a claim;
    without labels the picture tells what became of each path, and nothing a friend said.
    """

    verdict: Verdict
    title: str
    names: Mapping[str, str]
    labels: Mapping[str, str]


Picture = MoneyPicture | VerdictPicture
