"""What a "what if …" supposes: its words as they are read, and conditions in the advice's own."""

import re
from collections.abc import Iterator, Mapping

from flows.knowledge.models import Knowledge
from flows.nlu.commands import LONGEST_OPENING, behind
from flows.nlu.cues import Cues
from flows.nlu.entities.numbers import has_number
from flows.nlu.entities.places import places
from flows.nlu.interpretation import Fact, Fits
from flows.nlu.normalize import clean, normalize, tokens

_AS_STATED: Mapping[str, str] = {
    "was": "is",
    "were": "am",
    "had": "have",
    "got": "get",
    "would": "",
    "be": "is",
    "wanted": "want",
    "lived": "live",
    "needed": "need",
    "worked": "work",
    "earned": "earn",
    "made": "make",
    "paid": "pay",
    "offered": "offer",
    "loved": "love",
    "enjoyed": "enjoy",
    "hated": "hate",
    "liked": "like",
    "cared": "care",
    "preferred": "prefer",
    "planned": "plan",
    "took": "take",
    "didn't": "don't",
}

_OF_FRIEND: Mapping[str, str] = {"your": "my", "you're": "i'm", "you'd": "i'd"}

_HEADS = frozenset(["if", "and", "or", "than", "that", "what", "but"])
"""Words behind which "you" is a subject."""

SUPPOSED = frozenset({"were", "was", "had", "would", "could", "if"})
"""Words of what is supposed to be otherwise than it is."""

SUBJECTS = frozenset({"i", "i'd", "i'll", "i'm", "i've", "my", "they", "we"})
"""Words that begin what is supposed, and no mere answer."""

_PAYER = 4
"""Words of whoever pays at most: "the fintech in Pune"."""

_NUMBERED = 2
"""Words among which what is paid is a number: "S$ 90k"."""

_AFFORDED = re.compile(r"\bafford \d+ ?%$")
"""A share that is told as what one can afford is that of a cut."""
_MOVED = re.compile(r"\b(?:moved?|relocated?|went) to (?P<where>.+)", re.IGNORECASE)
_DENIES = re.compile(r"\b(not|never|cannot)\b|n't\b")


def supposed_in(text: str) -> str:
    """What a text supposes, said of "I"; empty where it is no supposition.

    A condition that the advice has named is one by itself: "the new job paid at least 32 LPA".
    What the advice says beside the sum, "4 LPA more than it does", supposes nothing more.
    """
    asks = text.rstrip().endswith("?") and len(text) <= LONGEST_OPENING
    rest = behind(text, "supposing") or (_asked_in_short(text) if asks else "")
    opening = _without_if(clean(text[:LONGEST_OPENING]))
    if not rest and not _cues(opening).begins(0, "condition"):
        return ""
    condition = rest or _without_if(clean(text))
    head, comma, tail = condition.rpartition(", ")
    if comma and _cues(tail).anywhere("gap"):
        condition = head
    return _of_friend(condition)


def _asked_in_short(text: str) -> str:
    """What a few words ask to suppose: "if they paid 95k?", "and in the US?", no "in 5 years?"."""
    where = behind(text, "supposing where")
    return behind(text, "supposing asked") or ("" if has_number(tokens(where)) else where)


def supposed_plainly(rest: str, known: Mapping[str, tuple[str, str]]) -> dict[str, object] | None:
    """What is supposed in the words of the advice: answers, or that cut and limit fit.

    None where other words have to be read.
    """
    if answers := _answers(rest, known):
        return {"what_if": True, "facts": facts_of(answers, rest)}
    return {"what_if": True, "fits": fits} if (fits := _fits(rest)) else None


def facts_of(answers: Mapping[str, str], words: str) -> tuple[Fact, ...]:
    """Answers that rest on the same words, as facts."""
    return tuple(Fact(question=q, option=option, words=words) for q, option in answers.items())


def _fits(rest: str) -> Fits:
    """Whether it is supposed that cut and limit fit, and which of them gives way."""
    if _DENIES.search(rest.lower()):
        return ""
    cues = _cues(rest)
    if cues.anywhere("fits by pay"):
        return "pay"
    return "limit" if cues.anywhere("fits by limit") else ""


def without_cost(rest: str) -> tuple[str, bool]:
    """What is left of a supposition, and whether the move was supposed to cost no pay.

    Not where it is about what one could bear, about today's job, or where an amount is named.
    """
    parts = rest.split(" and ")
    left = [part for part in parts if not _costs_nothing(part)]
    return " and ".join(left), len(left) < len(parts)


def _costs_nothing(part: str) -> bool:
    cues = _cues(part)
    if not cues.anywhere("costs nothing") or any(each.isdigit() for each in part):
        return False
    bears = Cues(cues.read, "share.txt").anywhere("bears")
    return not (cues.anywhere("where i am") or bears)


def _without_if(text: str) -> str:
    return text[3:] if text[:3].lower() == "if " else text


def as_stated(text: str) -> str:
    """A supposition as if it were so: "my cut was 60%" says that it is."""
    offered = offered_in(text)
    said, _, _ = (offered or text).rstrip("? ").partition(" instead of ")
    if _AFFORDED.search(said):
        said = f"{said} cut"
    if moved := _MOVED.search(said):
        said = said[: moved.start()] + _living(moved["where"], otherwise=moved[0])
    words = [_AS_STATED.get(word.lower(), word) for word in said.split()]
    # What is tried is one amount, also where it is told as the least that would do.
    return " ".join(word for word in words if word).replace(" at least ", " ")


def _living(where: str, otherwise: str) -> str:
    """Where one would live by moving there; what is no place stays as it is."""
    return f"live in {where}" if places(where, tokens(where)) else otherwise


def offered_in(text: str) -> str:
    """What is supposed of the new path's pay, said of "the new job"; "" where nothing is.

    Whoever pays it may be named, unless it is where the friend is: "the fintech pays 130".
    """
    plain = clean(text[:LONGEST_OPENING])
    cues = _cues(plain)
    away = cues.anywhere("away")  # "I earn 90 there"
    own = ("where i am",) if away else ("where i am", "own pay")
    today = [each.first for each in cues.found if each.name in own]
    paid = ("paid", "pays me", "own pay") if away else ("paid", "pays me")
    for each in (each for each in cues.found if each.name in paid):
        whose = any(first < each.end for first in today) or (each.name != "pays me" and each.first)
        amount = cues.read[each.end : each.end + _NUMBERED]
        if not whose and each.first <= _PAYER and has_number(amount):
            return f"the new job pays {plain[amount[0].start :]}"
    return ""


def would(knowledge: Knowledge) -> dict[str, tuple[str, str]]:
    """Every answer by the clause that the advice has for it, said of "I"."""
    return {
        _compared(option.would): (question.id, option.id)
        for question in knowledge.questions
        for option in question.options
    }


def _answers(rest: str, known: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The answers that a supposition is made of: "I aimed at startups and pay came first for me".

    Empty where anything else is in it.
    """
    left, found = _compared(rest), {}
    longest_first = sorted(known, key=len, reverse=True)
    while left:
        clause = next((each for each in longest_first if f"{left} ".startswith(f"{each} ")), None)
        if clause is None:
            return {}
        question, option = known[clause]
        found[question] = option
        left = left[len(clause) :].strip().removeprefix("and ")
    return found


def _compared(clause: str) -> str:
    words = normalize(_of_friend(clause)).split()
    return " ".join("was" if word == "were" else word for word in words)


def _cues(text: str) -> Cues:
    return Cues(tokens(text), "openings.txt")


def _of_friend(clause: str) -> str:
    """A clause with "you" as "I", or as "me" where it is no subject."""
    return " ".join(_pronouns(clause.split()))


def _pronouns(words: list[str]) -> Iterator[str]:
    before = "if"
    for word in words:
        plain = word.lower().strip(",.?!")
        if plain == "you":
            yield word.lower().replace("you", "I" if before in _HEADS else "me")
        else:
            yield word.lower().replace(plain, _OF_FRIEND[plain]) if plain in _OF_FRIEND else word
        before = plain
