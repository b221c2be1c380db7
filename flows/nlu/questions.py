"""The questions that a message asks, each in its own words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from flows.nlu.asking import first_word, is_sought, where_sought
from flows.nlu.clauses import Clause, clauses
from flows.nlu.normalize import clean
from flows.nlu.segmentation import listed
from flows.nlu.slots.reading import Message

MOST = 8
"""Questions of one message that are looked at."""

_FEW = 2
"""Tokens of a tag such as "right?", which asks nothing."""

_TOLD = 6
"""Tokens before a bare question that say what it is about."""

_FRAME = 10
"""Tokens of what leads to the "whether" of an indirect question: a story may stand before them."""

_MOST_TOLD = 3
"""Clauses of a sentence that the question behind it may be about."""
_LONGEST_ASKED = 30
"""Words of a text that is one question, though nothing marks it."""
_LED = 4
"""Words that may stand before the "what" of a question."""
_KEYWORDS = 6
"""Tokens of a text without a verb that names a topic."""


_RUNNING_ON = ("how", "what", "why")
"""Words of a further question without a mark before it: "is it true how fast does it age"."""

_NAMED = 4
"""Tokens of what is named before something is said of it."""
_ARTICLES = ("his", "her", "my", "our", "the", "their")
_BACK = ("it", "it's", "that", "that's", "them", "they", "this")
_WONDERS = ("almost", "maybe", "only", "really", "so", "too")
_YES_OR_NO = frozenset((",", "nah", "no", "nope", "yeah", "yep", "yes"))

_ANSWERS = ("because", "to")
"""Words that an answer to one's own question begins with."""


@dataclass(frozen=True)
class Asked:
    """A question, in the words that ask it, and these with what leads up to it.

    ``core`` is what an indirect one asks: "grateful for a word on |whether it fades|". ``softly``:
    it may only tell what the friend does not know. ``bare``: its words say nothing of what they are
    about ("Is he right?"), so that what stands before them does. ``before`` is the sentence before.
    """

    words: str
    in_context: str
    core: str = ""
    softly: bool = False
    bare: bool = False
    before: str = ""


def asks(text: str) -> bool:
    """Whether a text, or a clause of it, asks something."""
    return any(clause.act == "asks" for clause in clauses(clean(text)))


def first_question(text: str) -> str:
    """The first of several questions of a text; all of it where it asks one, or none."""
    plain = clean(text)
    found = asked(plain, clauses(plain), ())
    return found[0].in_context if len(found) > 1 else text


def asked(plain: str, every: Sequence[Clause], told: Collection[str]) -> list[Asked]:
    """The questions of a cleaned text, in order; ``told`` are the words that facts rest on."""
    found: list[Asked] = []
    for group in _groups(every):
        if confirmed := _confirmed(every, group):
            found.append(Asked(confirmed, confirmed, softly=True))
        elif not _is_tag(group) and not _answers_itself(every, group):
            found += _asked(plain, every, group, told)
    return found[:MOST]


def _confirmed(every: Sequence[Clause], group: Sequence[Clause]) -> str:
    """What a tag asks to be confirmed: "|nobody becomes CTO from there|, right?"; else empty."""
    tag = group[0]
    before = [c for c in every if c.sentence == tag.sentence and c.start < tag.start]
    if len(group) > 1 or not before or tag.words not in listed("confirming tag", "asking.txt"):
        return ""
    own = any(clause.own_subjects or clause.act == "asks" for clause in before)
    return "" if own else " ".join(clause.text for clause in before)


def _groups(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Clauses that ask one thing together."""
    group: list[Clause] = []
    for clause in clauses:
        if not (clause.act == "asks" or _asks_softly(clause)):
            if group and clause.sentence == group[-1].sentence and clause.when == "hypothetical":
                group.append(clause)  # "is it smart if …"
                continue
            if group:
                yield group
            group = []
            continue
        if group and _is_new(clause, group):
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


def _asks_softly(clause: Clause) -> bool:
    return clause.act != "asks" and is_sought(clause, "seeking softly")


def _is_new(clause: Clause, group: Sequence[Clause]) -> bool:
    """Whether a clause asks something else than the clauses before it."""
    if clause.sentence != group[-1].sentence:
        return not _is_alternative(clause, group)
    heads = clause.opens in ("and", "&") or clause.tokens[0].word in ("and", "also", "plus")
    heads = heads or (not clause.opens and clause.tokens[0].word in _RUNNING_ON)
    return heads and clause.asks and len(clause.tokens) > _FEW


def _is_alternative(clause: Clause, group: Sequence[Clause]) -> bool:
    """Whether a sentence but adds an alternative: "Do I need a degree? |Or can I learn it alone?".

    "Or a startup?" and "Or why not analytics?" ask something else.
    """
    heads = clause.tokens[0].word == "or" and clause.sentence == group[-1].sentence + 1
    inverted = any(found.first == 1 for found in clause.spans("question", "auxiliary"))
    brief = _KEYWORDS > len(clause.tokens) - 2 > _FEW and not clause.has("wh")
    return heads and inverted and brief and len(group[0].tokens) > _FEW


def _is_tag(group: Sequence[Clause]) -> bool:
    clause = group[0]
    if len(group) == 1 and clause.words in listed("turn of speech", "asking.txt"):
        return True
    if len(group) > 1 or len(clause.tokens) >= _FEW or clause.asks:
        return False
    if clause.words in listed("judging", "asking.txt"):  # "Smart?" asks
        return False
    return clause.has("tag") or not (clause.opens and clause.text.islower())


def _answers_itself(every: Sequence[Clause], group: Sequence[Clause]) -> bool:
    """Whether the friend asks and answers: "What do I do for it? I add features", "Sad? A bit"."""
    behind = next((clause for clause in every if clause.start > group[-1].start), None)
    if behind is None or len(group) > 1 or len(group[0].tokens) > _KEYWORDS:
        return False
    if any(found.first == 0 for found in behind.spans("answer")):
        return len(behind.tokens) <= _KEYWORDS
    words = [token.word for token in behind.tokens]
    if _YES_OR_NO.issuperset(words) or (words[-1] in ("no", "yes") and len(words) <= _KEYWORDS):
        return True
    if group[0].sentence > 0 and behind.act != "asks":
        before = [c for c in every if c.sentence == group[0].sentence - 1]
        if (_is_named_first(group[0]) and _goes_back(behind)) or _echoes(group[0], before):
            return True
    return (
        group[0].has("me-subject")
        and group[0].sentence > 0
        and ((behind.tells and behind.has("me-subject")) or behind.tokens[0].word in _ANSWERS)
    )


def _is_named_first(clause: Clause) -> bool:
    """Whether a clause but names what the next one is about: "The modelling itself? …"."""
    named = clause.tokens[0].word in _ARTICLES
    verbs = clause.has("copula", "verb", "predicate", "modal", "wh", "question")
    return named and len(clause.tokens) <= _NAMED and not verbs


def _echoes(clause: Clause, before: Sequence[Clause]) -> bool:
    """Whether a clause wonders at a word of the sentence before it: "It's calm. Too calm?"."""
    said = {token.word for each in before for token in each.tokens}
    words = [token.word for token in clause.tokens]
    return words[0] in _WONDERS and 1 < len(words) <= _NAMED and said.issuperset(words[1:])


def _goes_back(clause: Clause) -> bool:
    """Whether a clause says something of what was named before it: "I could do it asleep"."""
    return any(token.word in _BACK for token in clause.tokens)


def _asked(
    plain: str, every: Sequence[Clause], group: Sequence[Clause], told: Collection[str]
) -> Iterator[Asked]:
    """The question of some clauses; what leads up to an "and …?" is a question of its own."""
    start, end = group[0].start, group[-1].end
    leading: list[Clause] = []
    for clause in reversed(every):
        if clause.start >= start or clause.sentence != group[0].sentence:
            continue
        if clause.act == "asks" or any(words in clause.text for words in told):
            break
        leading.insert(0, clause)
    if leading and group[0].tokens[0].word in ("and", "also") and not leading[0].has("me-subject"):
        words = plain[leading[0].start : leading[-1].end]
        yield Asked(words, words)
        leading = []
    end += len(plain[end:]) - len(plain[end:].lstrip(" ?!"))
    context = plain[leading[0].start if leading else start : end].strip()
    words, core = plain[start:end].strip(), ""
    if (at := where_sought(group[0], "seeking", "seeking softly")) is not None:
        read = group[0].tokens
        words = plain[read[max(at - _FRAME, 0)].start : end].strip()
        core = plain[read[at].start : end].strip()
        if any(fact in core for fact in told):
            return
    known = listed("bare", "asking.txt")
    bare = all(token.word in known for clause in group for token in clause.tokens)
    if bare:
        context = plain[_told_before(every, group[0]) : end].strip()
    softly = all(_asks_softly(clause) for clause in group)
    before = "" if bare else _sentence_before(every, group[0])
    yield Asked(words, words if core else context, core, softly, bare, before)


def _sentence_before(every: Sequence[Clause], question: Clause) -> str:
    """What the sentence before a question tells: "At series A, first hire. |What's coming?"."""
    told = [clause for clause in every if clause.sentence == question.sentence - 1]
    if not told or any(c.act == "asks" for c in told) or len(told) > _MOST_TOLD:
        return ""
    return " ".join(clause.text for clause in told)


def seems_to_ask(message: Message) -> bool:
    """Whether a text without a question may be meant as one, by how it begins or ends.

    "For a modeller what is the difference", "FAANG or startup", "you look down on analysts, why".
    """
    words = [token.word for token in message.tokens if token.word[0].isalnum()]
    if not words or len(words) > _LONGEST_ASKED:
        return False
    either = "or" in words[1:-1] and len(words) <= _KEYWORDS
    ends = words[-1] in listed("confirming tag", "asking.txt") | {"why", "how"}
    return either or ends or any(_leads_to_a_question(clause) for clause in message.clauses)


def _leads_to_a_question(clause: Clause) -> bool:
    """Whether a "what is" stands behind some words: "for a modeller what is the difference"."""
    at = first_word(clause)
    ends = {found.end for found in clause.spans("wh") if at < found.first <= at + _LED}
    own = any(found.first < at + _LED for found in clause.spans("me-subject", "verb", "seeking"))
    return not own and any(found.first in ends for found in clause.spans("inverting", "copula"))


def tells(message: Message) -> bool:
    """Whether a text begins as a question does, but tells: "When I joined we were five"."""
    if any(clause.has("seeking", "seeking softly", "unknown") for clause in message.clauses):
        return True  # what is sought was looked at
    return any(
        found.first == first_word(clause)
        for clause in message.clauses[:1]
        for found in clause.spans("wh", "question", "inverting", "auxiliary")
    )


def _told_before(every: Sequence[Clause], question: Clause) -> int:
    """Where begins what a bare question is about: the clauses before it, some words at least."""
    words = 0
    start, sentence = question.start, question.sentence
    for clause in reversed(every):
        if clause.start >= question.start:
            continue
        if words >= _TOLD and clause.sentence != sentence:
            break
        words += len(clause.tokens)
        start, sentence = clause.start, clause.sentence
    return start


def names_a_topic(message: Message) -> bool:
    """Whether a text says nothing of anybody and is short: "payback", "go or rust"."""
    clauses = message.clauses
    return len(clauses) == 1 and all(
        len(clause.tokens) <= _KEYWORDS
        and not clause.has("me-subject", "me", "third", "person", "says", "now", "past")
        and not clause.has("negation", "remark", "unknown", "rhetorical")
        and not any(found.first == 0 for found in clause.spans("left out"))
        for clause in clauses
    )
