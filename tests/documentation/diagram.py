"""The state diagram of the dialogue in Mermaid, drawn from the machine's own table."""

from flows.dialogue.conversation import WELCOME
from flows.dialogue.machine import Row, table


def diagram(sections: list[str]) -> str:
    """The machine as a Mermaid diagram; rows that start anywhere start from one box."""
    lines = ["stateDiagram-v2", '  state "any place" as any', f"  [*] --> {WELCOME}"]
    return "\n".join([*lines, *(_arrow(row) for row in table(sections))])


def _arrow(row: Row) -> str:
    trigger, sources, target, condition = row
    source = "any" if WELCOME in sources else " and ".join(sources)
    when = f" [{condition.__name__}]" if condition else ""
    arrows = [source] if source == "any" else list(sources)
    return "\n".join(f"  {name} --> {target}: {trigger}{when}" for name in arrows)
