"""The state diagram of the dialogue in Mermaid, drawn from the machine's own tables."""

from flows.dialogue.conversation import INTERRUPTIONS, WELCOME
from flows.dialogue.machine import REFUSALS, LegalRow, Row, legal, table


def diagram(sections: list[str]) -> str:
    """The machine as a Mermaid diagram; rows that start anywhere start from one box.

    What an interruption leads back to, any state, is drawn as one arrow.
    """
    lines = ["stateDiagram-v2", '  state "any state" as any', f"  [*] --> {WELCOME}"]
    rows = [row for row in table(sections) if row[0] != "resume"]
    back = [f"  {state} --> any: resume [the state it interrupted]" for state in INTERRUPTIONS]
    return "\n".join([*lines, *(_arrow(row) for row in rows), *back])


def _arrow(row: Row) -> str:
    trigger, sources, target, condition = row
    when = f" [{condition.__name__}]" if condition else ""
    arrows = ["any"] if WELCOME in sources else sources
    return "\n".join(f"  {name} --> {target}: {trigger}{when}" for name in arrows)


def legal_table(sections: list[str]) -> str:
    """Which events are legal where, and what is replied elsewhere, as a Markdown table."""
    head = ["| event | legal in | if | reply elsewhere |", "|---|---|---|---|"]
    return "\n".join([*head, *(_legal_row(row) for row in legal(sections))])


def _legal_row(row: LegalRow) -> str:
    kind, states, condition = row
    where = "any state" if WELCOME in states else ", ".join(states)
    when = condition.__name__ if condition else ""
    return f"| `{kind}` | {where} | {when} | `{REFUSALS[kind].template}` |"
