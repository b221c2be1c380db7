"""Sorts the examples and lists of words in ``flows/nlu/data``: ``python -m tools.tidy``.

Lines are sorted under their headings, and those that stand there twice are left out.
"""

from pathlib import Path

from flows.nlu.examples import order
from flows.nlu.phrases import DATA


def tidied(content: str) -> str:
    """The content of a file in order; remarks stay where they are at the head of a heading."""
    parts: list[list[str]] = [[]]
    for line in content.splitlines():
        if line.startswith("["):
            parts.append([])
        parts[-1].append(line)
    return "\n".join("\n".join(_sorted(part)) for part in parts if part) + "\n"


def _sorted(lines: list[str]) -> list[str]:
    head = [line for line in lines if line.startswith(("[", "#"))]
    entries = {line.strip() for line in lines if line.strip() and line not in head}
    blank = [""] if not lines[-1].strip() else []
    return [*head, *sorted(entries, key=order), *blank]


def main() -> None:
    """Sort every file in place."""
    for file in sorted(DATA.rglob("*.txt")):
        _tidy(file)


def _tidy(file: Path) -> None:
    content = file.read_text(encoding="utf-8")
    if content != tidied(content):
        file.write_text(tidied(content), encoding="utf-8")


if __name__ == "__main__":
    main()
