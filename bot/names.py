"""What is stored by ids, in the words that friends see, for the owner's pages."""

from collections.abc import Iterable, Mapping

from flows.dialogue.summary import NOTHING
from flows.knowledge import Knowledge
from flows.nlu.circumstances import built_in_circumstances
from storage.finding import Reason
from storage.review import Listed, Shown
from storage.texts import one_line

LONGEST_NAME = 80

WHY: Mapping[Reason, str] = {
    "unanswered": "had a question or words that I could not make anything of",
    "corrected": "put something right that I had read",
    "close-call": "got a close call",
    "nothing": "answered much, and nothing was singled out",
    "stopped": "stopped on the way",
    "sample": "as a sample",
}
"""Why a conversation is worth a look, said of its friend."""


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

    def result(self, each: Listed) -> str:
        """What came of a conversation, or where it stands."""
        if each.outcome == "advised":
            second = f", then {self.path(each.runner_up)}" if each.runner_up else ""
            sure = f" ({each.confidence} confidence{second})" if each.pick else ""
            yet = ", not yet" if each.later else ""
            return f"{self.path(each.pick)}{yet}{sure}"
        stopped = "stopped" if each.place == "stopped" else f"at {self.place(each.place)}"
        at = f", asked: {self.question(each.question)}" if each.question else ""
        return f"{stopped}{at}"

    def sections(self, shown: Shown) -> list[tuple[str, list[tuple[str, str]]]]:
        """The answers by section, in the order of the interview; what is unknown comes last."""
        left = dict(shown.answers)
        found = []
        for section in self.knowledge.sections:
            lines = [
                (question.name, self.option(question.id, left.pop(question.id)))
                for question in self.knowledge.questions
                if question.section == section.id and question.id in left
            ]
            if lines:
                found.append((section.name, lines))
        return [*found, *([("Other", [*left.items()])] if left else [])]


def name_of(each: Listed) -> str:
    return one_line(each.name)[:LONGEST_NAME] or f"Somebody on {each.channel}"


def reasons(why: Iterable[Reason]) -> str:
    """Why a conversation is worth a look, said of its friend."""
    return "; ".join(WHY[reason] for reason in why)
