"""What is stored by ids, in the words that friends see."""

from collections.abc import Iterable

from flows.dialogue.summary import NOTHING
from flows.knowledge import Knowledge
from flows.nlu.circumstances import built_in_circumstances


class Names:
    """Names of what is stored by ids, as friends see them; an unknown id stands for itself."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def path(self, path: str | None) -> str:
        known = self.knowledge.path.get(path or "")
        return known.button if known else path or NOTHING

    def question(self, question: str | None) -> str:
        known = self.knowledge.question.get(question or "")
        return known.name if known else question or ""

    def option(self, question: str, option: str | None) -> str:
        known = self.knowledge.question.get(question)
        found = known.option(option or "") if known else None
        return found.label if found else option or ""

    def circumstances(self, ids: Iterable[str]) -> str:
        known = built_in_circumstances()
        return ", ".join(known[each].told if each in known else each for each in ids)

    def place(self, place: str) -> str:
        sections = {section.id: section.name for section in self.knowledge.sections}
        return sections.get(place, place)
