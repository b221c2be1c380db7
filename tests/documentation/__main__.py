"""Writes every generated part of the documentation anew."""

from flows.knowledge import built_in
from tests.documentation.conversation import conversation
from tests.documentation.diagram import diagram, legal_table
from tests.documentation.examples import refreshed
from tests.documentation.places import DOCS, ROOT, with_part
from tests.documentation.reading import reading_table
from tests.documentation.transcripts import all_transcripts


def main() -> None:
    """Write transcripts, the README's conversation, the state diagram and the examples' output."""
    for name, text in all_transcripts().items():
        (DOCS / "transcripts" / name).write_text(text, encoding="utf-8")
    readme = ROOT / "README.md"
    shown = with_part(readme.read_text(encoding="utf-8"), "conversation", conversation())
    readme.write_text(shown, encoding="utf-8")
    page = DOCS / "architecture.md"
    sections = [section.id for section in built_in().sections]
    drawn = f"```mermaid\n{diagram(sections)}\n```"
    text = with_part(page.read_text(encoding="utf-8"), "state diagram", drawn)
    text = with_part(text, "legal events", legal_table(sections))
    text = with_part(text, "reading", reading_table())
    page.write_text(text, encoding="utf-8")
    engine = DOCS / "engine.md"
    engine.write_text(refreshed(engine.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
