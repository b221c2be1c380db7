"""Whether a clause asks by its words: a "how" that begins a question, and one that is told of."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from flows.nlu.phrases import Found
from flows.nlu.segmentation import listed, seeks

if TYPE_CHECKING:
    from flows.nlu.clauses import Clause

_SOUGHT = ("if", "whether")
"""What is sought, beside a "how" or "what" and what asks by itself: "not sure |if| …"."""
_WONDERING = ("curious", "wonder", "wondering")
"""What a question follows that is left as it would be asked: "wondering |is it| a dead end"."""
_OTHERS = ("third", "person", "person-named", "people")
_WAS = ("am", "are", "was", "were")
_COUNTED = (["how"], ["what"], ["which"])
_COPULAS = ("is", "isn't", "was", "wasn't")
_CLEFT = 6
"""Tokens behind a "what" among which the verb of what is told stands."""
_SOUGHT_BY = ("should", "shall", "must")
"""Between "what I" and "do is" what is sought: "what I should do is unclear"."""
_DENIED = ("can't", "couldn't", "didn't", "doesn't", "don't", "won't", "wouldn't")
_SUBJECT = 6
"""Words of a subject between two parts of a verb."""
_NO_SUBJECT = frozenset(["to", "my", "a", "an", "for", ",", "from", "with", "at"])
"""Words that stand in no such subject, but behind a verb whose "I" is left out: "do my part"."""
LEAD = 3
"""Tokens among which the subject of a clause without a pronoun of its own is looked for."""


def first_word(piece: "Clause") -> int:
    """The first token that is no filler; the last where all are: "quick question"."""
    at = 0
    starters = {found.first: found.end for found in piece.spans("starter")}
    while at < len(piece.tokens) - 1 and (
        at in starters or not piece.tokens[at].word[:1].isalnum()
    ):
        at = max(starters.get(at, at + 1), at + 1)
    return min(at, len(piece.tokens) - 1)


def word_at(piece: "Clause", at: int) -> str:
    """The word of a token; none behind the last."""
    return piece.tokens[at].word if at < len(piece.tokens) else ""


def begins_with(piece: "Clause", name: str, within: int = 0) -> bool:
    """Whether a phrase of a list stands at the head of a clause, or so many tokens behind it."""
    at = first_word(piece)
    return any(at <= found.first <= at + within for found in piece.spans(name))


def asks(piece: "Clause", *, relative: bool, marked: bool) -> bool:
    """Whether a clause asks by its words; ``relative``: a "which" may go on with what was said.

    ``marked``: its sentence ends with a question mark.
    """
    at = first_word(piece)
    if (
        piece.has("indirect")
        or is_sought(piece, "seeking")
        or (begins_with(piece, "wh") and piece.has("sought"))
    ):
        return True  # "I want to know how …", "how … is my question"
    if not marked and _leaves_out(piece, at):
        return False
    if begins_with(piece, "question"):
        # "and is bored" goes on with what was said, unless a question mark follows; and "tell me
        # I'm not crazy" asks nothing.
        goes_on = relative and piece.tokens[0].word != "also"
        told = goes_on and begins_with(piece, "copula") and not begins_with(piece, "inverted")
        return not (told or begins_with(piece, "plea"))
    if _inverts(piece, at):
        return True
    if _is_led_to(piece, at):
        at += 1  # "in how many years does it pay back"
    head = next((found for found in piece.spans("wh") if found.first == at), None)
    word = piece.tokens[at].word
    if head is None or (relative and word in ("which", "who", "when", "where")):
        return False
    return (marked or not _tells(piece, head)) and _asks_by(piece, head, relative=relative)


def _inverts(piece: "Clause", at: int) -> bool:
    """Whether a verb stands behind a helping one and a subject: "do early data scientists get …".

    "Can easily get 200k" and "would love to be one" leave out the "I".
    """
    words = [token.word for token in piece.tokens[at : at + _SUBJECT + 2]]
    if words[0] not in listed("before a subject", "asking.txt"):
        return False
    verbs = listed("behind a subject", "asking.txt")
    verb = next((n for n, word in enumerate(words) if n > 1 and word in verbs), 0)
    subject = words[1:verb]
    if not subject or subject[0] in verbs or subject[0] in listed("no subject", "asking.txt"):
        return False
    return _NO_SUBJECT.isdisjoint(subject)


def _is_led_to(piece: "Clause", at: int) -> bool:
    """Whether a preposition stands before a "how many" or the like, and a verb behind that asks."""
    words = [token.word for token in piece.tokens[at:]]
    led = words[0] in listed("before which", "asking.txt") and words[1:2] in _COUNTED
    led = led and not any(found.first == at + 2 for found in piece.spans("me-subject", "third"))
    return led and any(word in listed("{turned}", "asking.txt") for word in words[2 : 2 + LEAD + 1])


def _leaves_out(piece: "Clause", at: int) -> bool:
    """Whether a clause tells what somebody left unnamed does not do: "doesn't bother me"."""
    if piece.tokens[at].word not in _DENIED:
        return False
    word = word_at(piece, at + 1)
    return not any(
        fnmatchcase(word, each) for each in listed("{whose}")
    )  # "doesn't anything fade?"


def is_sought(piece: "Clause", name: str) -> bool:
    """Whether the friend seeks an answer to a "how" or an "if", with a phrase of this list."""
    return where_sought(piece, name) is not None


def where_sought(piece: "Clause", *names: str) -> int | None:
    """The token at which begins what the friend seeks an answer to; None where nothing is."""
    others = [found.first for found in piece.spans(*_OTHERS)]
    own = [found.first for found in piece.spans("me-subject")]
    ends = {
        found.end
        for found in piece.spans(*names)
        if not any(each < found.first for each in others)
        or any(max(others) < each < found.first for each in own)
    }
    if not ends:
        return None
    asking = {found.first for found in piece.spans("wh")}
    asking |= {
        found.first
        for found in piece.spans("question")
        if found.first in ends
        and (found.end > found.first + 1 or word_at(piece, found.first - 1) in _WONDERING)
    }
    return next(
        (
            at
            for at, token in enumerate(piece.tokens)
            if (at in asking or token.word in _SOUGHT) and seeks(piece.tokens, at, ends)
        ),
        None,
    )


def _tells(piece: "Clause", head: Found) -> bool:
    """Whether a clause without a question mark only begins like one."""
    word = piece.tokens[head.first].word
    told = word in ("what's", "which") and _is_told(piece, head.end)
    if _is_heading(piece, head) or (word == "what" and _is_cleft(piece, head)):
        return True
    people = word in ("when", "where") and word_at(piece, head.end) in ("people", "others")
    return told or people or _is_spoken_of(piece, head)


def _is_heading(piece: "Clause", head: Found) -> bool:
    """Whether a clause heads what is told behind its colon: "Why I write: a startup asked me"."""
    colon = any(token.word == ":" for token in piece.tokens[head.end :])
    return colon and word_at(piece, head.end) in listed("heads a telling", "asking.txt")


def _is_cleft(piece: "Clause", head: Found) -> bool:
    """Whether a "what" is a part of what is told: "what happens is that …", "what I miss isn't …".

    "What happens when it is gone" asks.
    """
    words = [token.word for token in piece.tokens[head.end : head.end + _CLEFT]]
    copula = next((at for at, word in enumerate(words) if word in _COPULAS), 0)
    own = any(found.first == head.end for found in piece.spans("me-subject"))
    if not copula or not {"if", "when", "whether"}.isdisjoint(words[:copula]):
        return False
    if words[copula].endswith("n't"):
        return True
    behind = words[copula + 1 : copula + 2]
    modal = any(found.first == head.end + 1 for found in piece.spans("modal"))
    return behind == ["that"] or (own and modal and words[1] not in _SOUGHT_BY)


def _asks_by(piece: "Clause", head: Found, *, relative: bool) -> bool:
    """Whether what follows a "how" or "what" makes it a question."""
    word = piece.tokens[head.first].word
    following = [token.word for token in piece.tokens[head.end : head.end + 3]]
    if following[1:] in (["do", "is"], ["do", "was"]) or piece.has("rhetorical"):
        return False  # "what I do is explain it"
    own = next((found for found in piece.spans("me-subject") if found.first == head.end), None)
    # "what should I do" and "what I should do" ask, "what I notice" and "what I have" do not.
    behind, helping = (own.end, "modal") if own else (head.end, "auxiliary")
    helped = any(found.first == behind for found in piece.spans(helping)) or (
        own is None  # "what laptop do you use"
        and any(
            found.first in range(behind, behind + LEAD) for found in piece.spans("auxiliary-behind")
        )
    )
    bare = word == "why" and own is None and not piece.has("third", "people", "past")
    heads = bare or (word in ("why", "which", "who", "how") and not relative)
    asked = own is None and word == "what" and _is_what_does(following)
    # "I have a job, why pay for a chance"
    return asked or helped or heads or word.endswith("'s")


def _is_what_does(following: Sequence[str]) -> bool:
    """Whether a verb follows a "what", or a "what" with its noun: "what roles exist"."""
    happens = following[:1] and following[0] in listed("behind what", "asking.txt")
    exists = following[1:2] and following[1] in listed("behind a subject", "asking.txt")
    return bool(happens or exists)


def _is_told(piece: "Clause", at: int) -> bool:
    """Whether what seems to ask tells: "what's hard isn't the tech", "which is a job I know"."""
    if piece.tokens[at - 1].word == "what's":
        return any(found.first > at for found in piece.spans("copula"))
    return word_at(piece, at) == "is" and piece.has("me-subject")


def _is_spoken_of(piece: "Clause", head: Found) -> bool:
    """Whether a clause that begins like a question is but a part of what is told.

    It is the subject ("how he got the job is a mystery"), the object ("how he got it nobody
    knows"), or an exclamation ("how glad I was").
    """
    behind, own = head.end + 1, next(iter(piece.spans("me-subject")), None)
    if any(found.first > behind for found in piece.spans("unknown")):
        return True
    word = word_at(piece, own.end) if own else ""
    if own and own.first == behind and word in _WAS:
        return True
    if own and own.first == head.end and any(m.first == own.end for m in piece.spans("modal")):
        # "what I do all day is answer tickets", but "what I should do is unclear"
        return word == "do" and any(each.first > own.end for each in piece.spans("copula"))
    told = [found.first for found in piece.spans("remark") if found.first > behind]
    helped = [found.first for found in piece.spans("inverting")]
    degree = word_at(piece, head.end) in listed("{quickly}")  # "how |fast| does it age"
    if head.end + degree in helped or any(
        found.first < max(told, default=0) for found in piece.spans("question")
    ):
        return False
    return bool(told) or _is_subject(piece, behind)


def _is_subject(piece: "Clause", at: int) -> bool:
    """Whether a verb stands behind the verb of a clause: "how he |became| head |was| odd"."""
    verbs = [at + n for n, token in enumerate(piece.tokens[at:]) if token.word.endswith("ed")]
    verbs += [f.first for f in piece.spans("verb", "predicate", "lasting") if f.first >= at]
    is_last = len(piece.tokens) - 1
    return any(min(verbs, default=is_last) < each.first < is_last for each in piece.spans("being"))
