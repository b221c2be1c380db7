"""Small invented knowledge, so small that everything can be tried: any rules over few questions."""

from typing import Any

from hypothesis import strategies as st

from flows.knowledge import Knowledge

OPTIONS = {"a": "xyz", "b": "xy", "c": "xyz", "d": "xy"}
DERIVED, SOURCES = {"e": "xy"}, ("b", "d")
PATHS = ("left", "middle", "right")

CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        question: st.lists(st.sampled_from(options), min_size=1, max_size=2, unique=True)
        for question, options in (OPTIONS | DERIVED).items()
    },
)

RULES = {"when": CONDITIONS, "unless": st.lists(CONDITIONS, max_size=1), "says": st.just("So.")}

ELIMINATIONS = st.fixed_dictionaries(
    RULES
    | {
        "claims": st.just(["C1"]),
        "path": st.sampled_from(PATHS),
        "status": st.sampled_from(["out", "not-now"]),
        "without": st.sampled_from([{}, {"b": "x"}, {"d": "y"}]),
    }
)

ARGUMENTS = st.fixed_dictionaries(
    RULES
    | {
        "claims": st.sampled_from([["C1"], ["C2"]]),
        "side": st.sampled_from(["for", "against"]),
        "strength": st.sampled_from(["strong", "moderate", "weak"]),
        "unless_out": st.booleans(),
        "paths": st.lists(st.sampled_from(PATHS), min_size=1, max_size=2, unique=True),
    }
)


def knowledge(eliminations: list[dict[str, Any]], arguments: list[dict[str, Any]]) -> Knowledge:
    """Knowledge about three paths, four questions and a derived answer with these rules."""
    names = {"name": "n", "advice": "a", "stay": "s"}
    return Knowledge.model_validate(
        {
            "claims": [
                {"id": "C1", "brief": "one", "says": "One.", "sure": "firm"},
                {"id": "C2", "brief": "two", "says": "Two.", "sure": "a guess", "weight": "half"},
            ],
            "paths": [{"id": path, "button": path, **names} for path in PATHS],
            "present": [{"path": "middle", "when": {"a": ["x", "y"]}}],
            "sections": [{"id": "s", "name": "S"}],
            "questions": [
                {
                    "id": question,
                    "section": "s",
                    "name": question,
                    "ask": "?",
                    "why": ".",
                    "given": question == "a",
                    "options": [
                        {"id": option, "label": option, "told": "t", "would": "w"}
                        for option in options
                    ],
                }
                for question, options in OPTIONS.items()
            ],
            "derived": [
                {"id": name, "sources": SOURCES, "options": list(options)}
                for name, options in DERIVED.items()
            ],
            "eliminations": [{**rule, "id": f"e{n}"} for n, rule in enumerate(eliminations)],
            "arguments": [{**rule, "id": f"a{n}"} for n, rule in enumerate(arguments)],
            "gates": [],
            "confidence": [],
            "notes": [],
            "costs": [],
            "steps": [],
            "author": {"answers": {"a": "x"}, "says": "He."},
        }
    )


SMALL_KNOWLEDGE = st.builds(
    knowledge, st.lists(ELIMINATIONS, max_size=3), st.lists(ARGUMENTS, max_size=6)
)


def _known(answers: dict[str, str]) -> dict[str, str]:
    """The answers, and what is derived from them only where these are known."""
    derived = set(SOURCES) <= set(answers)
    return {name: option for name, option in answers.items() if derived or name not in DERIVED}


SMALL_ANSWERS = st.fixed_dictionaries(
    {},
    optional={name: st.sampled_from(options) for name, options in (OPTIONS | DERIVED).items()},
).map(_known)
