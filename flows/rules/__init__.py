"""The rules engine: three-valued elimination, arguments, ranking, and the verdict they make."""

from flows.rules.advise import advise
from flows.rules.compiled import CompiledRules, compile_rules
from flows.rules.outcome import Outcome, evaluate
from flows.rules.verdict import Verdict

__all__ = [
    "CompiledRules",
    "Outcome",
    "Verdict",
    "advise",
    "compile_rules",
    "evaluate",
]
