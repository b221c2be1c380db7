"""Today's role, told from the role that is wished for, offered or left behind."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.numbers import is_glued
from flows.nlu.normalize import Token
from flows.nlu.phrases import Found, load_lists, load_phrases
from flows.nlu.slots.reading import Message, Reading

_FIELDS = ("ing", "analytics", "ops", "science")
_NO_ROLES = ("nothing", "ml-team")
_PLURAL = ("engineers", "scientists", "analysts", "developers", "devs", "students", "sdes", "swes")
_NEAR = 5
"""Tokens between the verb of somebody who leads and whom they lead."""

_PAIR = 2
_LEVELS = ("1", "2", "3", "4", "5", "6", "i", "ii", "iii")
_AS = 4
"""Tokens before a title with the "as" among them that names it."""
_NAME = 3
"""Tokens of a reply that is but the name of a field."""
_FRAGMENT = 5
"""Tokens before a title in a clause without a verb that names it as one's own."""

_ARTICLES = ("a", "an", "another", "one", "some")
_THE = frozenset(("the", "our", "their", "his", "her", "this", "that"))
_COUNTED = ("my", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PREPOSITIONS = frozenset(("at", "for", "from", "here", "in", "of", "on", "with"))

STRONG, FIRM, LIKELY, FIELD = 4, 3, 2, 1
"""How much the words around a title say that it is today's: "I am a …", "as a …", it stands
alone, or it only names the field that one works in."""
SHORT = 18
"""Words of a reply that may tell what one does without a title."""
LIKELY_LEAD, SURE_LEAD = 0.05, 0.45
"""The lead of a guess that is worth asking back, and that is noted."""
_LEADS = "ml-lead"
"""What a lead is who has people to lead."""
_ALONE, _MAYBE = " alone", " maybe"
"""What the lists end in of what is a title where nothing else can be meant ("Backend, 8 years"),
and of titles that are asked about."""
_SHORT_FORM = 2
"""Letters of a title that counts in capitals only."""
STUDENT = "student"
TARGET = "software-engineer"
"""The role that most friends think of moving to: beside another role it is seldom today's."""


class Mention(NamedTuple):
    """A title of today that a clause names, and how much the words around it say so.

    ``leads``: it is that of a lead, who may have people; ``doubtful``: it is one on paper, or
    means several things; ``first``: it stands in the first sentence.
    """

    role: str
    words: str
    weight: int
    leads: bool = False
    doubtful: bool = False
    first: bool = False


def mentions(clause: Clause) -> list[Found]:
    """The titles that a clause names; a longer title hides what is in it."""
    return [title for title in _titles(clause.tokens) if not title.name.endswith(_ALONE)]


def stated(message: Message) -> Reading | None:
    """Today's role that running text states; two that are alike are asked about."""
    found: list[Mention] = []
    for clause in message.clauses:
        mentioned = list(_of_today(clause))
        if mentioned and _is_topic(clause, message):
            continue
        if mentioned and _is_left(clause, message):
            mentioned = [each._replace(doubtful=True) for each in mentioned]
        if mentioned and clause.tokens[0].word == "then":
            found = []
        found += mentioned
    if not found:
        return None
    if found[0].role == STUDENT:
        return Reading(STUDENT, found[0].words)
    found = [mention for mention in found if not mention.doubtful] or found
    best = max(mention.weight for mention in found)
    if best < STRONG and not (best == LIKELY and found[0].role == TARGET):
        found = [mention for mention in found if mention.role != TARGET] or found
        best = max(mention.weight for mention in found)
    firm = [mention for mention in found if mention.weight == best]
    chosen = firm[-1]
    # A title named in passing may be somebody else's; and one who studies may work beside it.
    alike = firm if best > LIKELY and all(m.role != STUDENT for m in found) else found
    if chosen.leads and _has_reports(message):
        return Reading(_LEADS, chosen.words, sure=False)
    passing = message.is_story and chosen.weight < STRONG and not any(m.first for m in alike)
    sure = len({mention.role for mention in alike}) == 1 and not (chosen.doubtful or passing)
    return Reading(chosen.role, chosen.words, sure)


def _has_reports(message: Message) -> bool:
    """Whether somebody reports to the friend: "lead data scientist, four people under me"."""
    return any(
        cue.name == "reports" and not clause.before(cue.first, "negation")
        for clause in message.clauses
        if clause.act != "asks" and clause.whom != "another" and clause.when != "past"
        for cue in Cues(clause.tokens, "roles.txt").found
    )


def _is_left(clause: Clause, message: Message) -> bool:
    """Whether brackets tell of a job that was lost: "laid off from a bank (team lead, 80k)".

    Or whether a title is left to the card that says it: "my title says X, I do Y".
    """
    behind = [each for each in message.clauses if each.start > clause.start][:1]
    if Cues(clause.tokens, "roles.txt").anywhere("title says"):
        return any(each.own_subjects for each in behind)
    line = [each for each in message.line(clause) if each.end <= clause.start]
    opened = [number for number, each in enumerate([*line, clause]) if each.opens == "("]
    told = line[: opened[-1]] if opened else []
    return any(Cues(each.tokens, "roles.txt").anywhere("lost") for each in told)


def _is_topic(clause: Clause, message: Message) -> bool:
    """Whether a title is what a question is about: "Head of ML, real power or decoration?"."""
    around = message.line(clause)
    asked = around[-1].act == "asks" and not any(each.has("me-subject", "me") for each in around)
    return asked and any(title.end == len(clause.tokens) for title in mentions(clause)[:1])


def replied(question: str, message: Message) -> Reading | None:
    """Today's role that a reply states: by a title, or by what one does all day."""
    if reading := stated(message):
        return reading
    named = [title for clause in message.clauses for title in mentions(clause)]
    first = message.clauses[0] if len(message.clauses) == 1 else None
    alone = first and first.tells and len(named) == 1 and named[0].end == len(first.tokens) <= _NAME
    if alone and named[0].name not in _NO_ROLES:
        return Reading(named[0].name, message.plain)  # "mlops", "analytics"
    if named or len(message.plain.split()) > SHORT or not all(c.tells for c in message.clauses):
        return None
    option, lead = message.guess(question, message.plain)
    if not option or lead < LIKELY_LEAD:
        return None
    return Reading(option, message.plain, sure=lead >= SURE_LEAD)


@lru_cache(maxsize=256)  # places, years and shares ask for the titles of the same clauses
def _titles(read: tuple[Token, ...]) -> tuple[Found, ...]:
    found = [each for each in load_phrases("titles.txt").find(read) if _is_written_so(read, each)]
    found.sort(key=lambda each: (each.first - each.end, each.first))
    kept: list[Found] = []
    for each in found:
        if not any(each.first < other.end and other.first < each.end for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.first))


def _is_written_so(read: tuple[Token, ...], title: Found) -> bool:
    written = read[title.first].written
    return not (title.name.endswith(_ALONE) and len(written) <= _SHORT_FORM and written.islower())


def _of_today(clause: Clause) -> Iterator[Mention]:
    titles = [t for t in _titles(clause.tokens) if not _is_field(clause, t)]
    if not titles or clause.act == "asks" or clause.former:
        return
    cues = Cues(clause.tokens, "roles.txt")
    made = any(cues.ends(title.first, "made me") for title in titles)
    if (clause.whom != "me" or clause.is_of_something) and not made:
        return
    if lead := _leads_people(clause, titles, cues):
        yield lead
        return
    if len(titles) > _PAIR and all(_leads_to(clause, *pair) for pair in pairwise(titles)):
        yield Mention(
            titles[-1].name, clause.words_of(titles[-1]), STRONG
        )  # "analyst -> DS -> MLE"
        return
    for number, title in enumerate(titles):
        if one := _as_one_of(clause, title):
            yield one
            continue
        plural = clause.words_of(title).lower().endswith(_PLURAL)
        other = plural or _is_counted(clause, title) or _is_person(clause, title)
        other = other or _is_among(clause, title)
        if title.name not in _NO_ROLES and not other:
            weight = _weight(clause, titles, number, cues)
            if weight:
                yield _mentioned(clause, title, weight, cues)
            elif not title.first and _is_work_for(clause, title):
                yield _mentioned(clause, title, FIELD, cues)._replace(doubtful=True)


def _is_work_for(clause: Clause, title: Found) -> bool:
    """Whether a field stands for the work in it: "data science for a water utility"."""
    states = clause.act == "states" and clause.when == "now" and not clause.own_subjects
    verbs = clause.has("copula", "verb", "predicate", "modal")
    return states and not verbs and _behind(clause, title)[:1] in (["at"], ["for"])


def _as_one_of(clause: Clause, title: Found) -> Mention | None:
    """The friend's title where it is told of several: "I'm one of the developers"."""
    grade = load_lists("roles.txt")["grade"]
    words = [token.word for token in clause.tokens[: title.first]]
    while words and (words[-1] in (*grade, *_THE, *_COUNTED) or words[-1].isdigit()):
        words.pop()
    name = _of_one(clause.tokens[title.first : title.end])
    if words[-2:] != ["one", "of"] or not name or clause.act != "states":
        return None
    if words[:-2]:
        mine = words[-3] in ("i'm", "am", "as", "being")
        return Mention(name, clause.words_of(title), STRONG) if mine else None
    behind = _behind(clause, title)[:1]
    told = not behind or not behind[0].isalpha() or behind[0] in _PREPOSITIONS
    return Mention(name, clause.words_of(title), LIKELY) if told else None


def _of_one(read: tuple[Token, ...]) -> str:
    """The role of one of several people, by the title that all of them have."""
    last = read[-1]._replace(word=read[-1].word.removesuffix("s"))
    found = _titles((*read[:-1], last))
    return found[0].name if found and found[0].name not in _NO_ROLES else ""


def _is_field(clause: Clause, title: Found) -> bool:
    """Whether what may be a title is but a field: "we need a backend for it"."""
    if not title.name.endswith(_ALONE):
        return False
    behind = _behind(clause, title)[:1]
    noun = bool(behind) and behind[0].isalpha() and behind[0] not in (*_PREPOSITIONS, "lead")
    opens = not clause.start and _is_fragment(clause, title, most=0)
    # "33, DE at a telecom"
    opens = opens or (not (clause.sentence or title.first) and _behind(clause, title)[:1] == ["at"])
    before = clause.tokens[title.first - 1].word if title.first else ""
    told = _cues_before(clause, Cues(clause.tokens, "roles.txt"), title.first)
    told = told & {"today", "strong"} if before != "as" else set()
    came = before == ">"
    return noun or not (opens or told or came)


def _mentioned(clause: Clause, title: Found, weight: int, cues: Cues) -> Mention:
    graded = title.first and clause.tokens[title.first - 1].word == "lead"
    on_paper = any(cue.end <= title.first for cue in cues.found if cue.name == "on paper")
    doubtful = on_paper or title.name.endswith(_MAYBE)
    name = title.name.removesuffix(_MAYBE).removesuffix(_ALONE)
    first = clause.sentence == 0
    return Mention(name, clause.words_of(title), weight, bool(graded), doubtful, first)


def _weight(clause: Clause, titles: list[Found], number: int, cues: Cues) -> int:
    """How much the words around a title say that it is today's; 0 where it is not."""
    title = titles[number]
    before = _cues_before(clause, cues, title.first)
    following = titles[number + 1] if number + 1 < len(titles) else None
    came = number > 0 and _leads_to(clause, titles[number - 1], title)
    goes = following is not None and _leads_to(clause, title, following)
    if following and _is_followed(clause, title, following):
        return 0  # "2 years data analyst + 3 years data scientist"
    if number and _is_followed(clause, titles[number - 1], title):
        return FIRM
    if came or goes or ("left" in before and _behind(clause, title)[:1] == ["to"]):
        # "switched from analyst to engineer" has happened, "from analyst to engineer" has not.
        return (STRONG if came else FIRM) if came == cues.anywhere("changed") else 0
    over = _is_elsewhere(clause, title, before, cues) or _is_over(clause, title)
    if clause.when == "hypothetical" or over:
        return 0
    field = title.name != _LEADS and clause.words_of(title).lower().endswith(_FIELDS)
    field = field and not title.name.endswith(_ALONE)
    if before & {"today", "strong", "made me"}:
        return FIELD if field else STRONG if "strong" in before else FIRM
    told = clause.when != "past" and not field and not _is_spoken_of(clause, title)
    return LIKELY if told and _is_fragment(clause, title) else 0


def _leads_people(clause: Clause, titles: list[Found], cues: Cues) -> Mention | None:
    """Read "I head a team of 6 ML folks"."""
    for title in titles:
        if title.name != "ml-team" or clause.when not in ("now", "planned"):
            continue
        reach = range(max(title.first - _NEAR, 0), title.first + 1)
        heads = [c for c in cues.found if c.name == "heads" and c.end in reach]
        under = any(cues.begins(at, "under-me") for at in range(title.end, len(clause.tokens)))
        if under or (heads and not _is_wished(clause, heads[0].first)):
            first = heads[0].first if heads else title.first
            return Mention("ml-lead", clause.words_of(title._replace(first=first)), STRONG)
    return None


def _is_elsewhere(clause: Clause, title: Found, before: set[str], cues: Cues) -> bool:
    """Whether a title is that of an offer, a wish, the past, or one of two compared."""
    offered = any(cue.name == "offer" and cue.end <= title.first for cue in cues.found)
    offered = offered or bool(cues.begins(_with_level(clause, title), "offered"))
    offered = offered and title.name != STUDENT  # "in the final year of a degree"
    if "left" in before or offered or _is_wished(clause, title.first):
        return True
    today = bool(before & {"today", "strong", "made me"})
    if not today and ("other" in before or clause.when == "past"):
        return True
    compared = _behind(clause, title)[:1] in (["vs"], ["versus"], ["or"])
    return compared and bool(_titles(clause.tokens[title.end + 1 : title.end + 3]))


def _is_over(clause: Clause, title: Found) -> bool:
    """Whether a title is that of a time gone by: "I liked it as a student"."""
    words = [token.word for token in clause.tokens[: title.first]]
    ends = [own.end for own in clause.own_subjects if own.end < len(words)]
    if "as" not in words[-_AS:] or clause.has("lasting", "now") or not ends:
        return False
    did = words[ends[-1] :][:1]
    listed = load_lists("roles.txt")
    return bool(did) and (
        (did[0].endswith("ed") and did[0] not in listed["still so"]) or did[0] in listed["did"]
    )


def _with_level(clause: Clause, title: Found) -> int:
    """Where a title ends with the level behind it: "SDE 1", "SDE-2", "engineer II"."""
    at = title.end + (_behind(clause, title)[:1] == ["-"])
    level = at < len(clause.tokens) and clause.tokens[at].word in _LEVELS
    return at + 1 if level else title.end


def _is_followed(clause: Clause, title: Found, second: Found) -> bool:
    between = {token.word for token in clause.tokens[title.end : second.first]}
    return not between.isdisjoint(("+", "then"))


def _behind(clause: Clause, title: Found) -> list[str]:
    return [token.word for token in clause.tokens[title.end : title.end + 3]]


def _cues_before(clause: Clause, cues: Cues, at: int) -> set[str]:
    """What is said right before a title, past words that grade it: "a senior …"."""
    graded = {cue.end: cue.first for cue in cues.found if cue.name == "grade"}
    places = {at}
    while at in graded:
        at = graded[at]
        places.add(at)
    if at and clause.tokens[at - 1].word in (":", ",", "-"):
        places.add(at - 1)
    return {cue.name for cue in cues.found if cue.end in places and cue.name != "grade"}


def _is_wished(clause: Clause, at: int) -> bool:
    """Whether a wish or a plan stands somewhere before a title."""
    return clause.before(at, "wants", "planned") or clause.before(at, "negation")


def _leads_to(clause: Clause, first: Found, second: Found) -> bool:
    """Whether one title is left for the other: "analyst to software engineer"."""
    between = [token.word for token in clause.tokens[first.end : second.first]]
    return between in (["to"], ["-", ">"], ["turned"])


def _is_counted(clause: Clause, title: Found) -> bool:
    """Whether a title says what is counted: "2 in DS", "a team of 3 DS"."""
    before = [token.word for token in clause.tokens[: title.first]]
    if before and before[-1].isdigit():
        return not is_glued(clause.tokens, title.first - 1)  # "3 DS", but "L5 MLE"
    return before[-1:] == ["in"] and before[-2:-1] != ["years"] and before[0][0].isdigit()


def _is_among(clause: Clause, title: Found) -> bool:
    """Whether a title is that of one of several beside the friend: "a data engineer and me"."""
    before = clause.tokens[title.first - 1].word if title.first else ""
    return before in _ARTICLES and _behind(clause, title)[:2] in (["and", "me"], ["and", "i"])


def _is_person(clause: Clause, title: Found) -> bool:
    """Whether a title is that of somebody else: "and a platform guy"."""
    persons = load_lists("roles.txt")["person"]
    before = clause.tokens[title.first - 1].word if title.first else ""
    named = before in (*_ARTICLES, "the") and clause.tokens[title.end - 1].word in persons
    behind = _behind(clause, title)[:1]
    return (named or (bool(behind) and behind[0] in persons)) and not clause.own_subjects


def _is_spoken_of(clause: Clause, title: Found) -> bool:
    """Whether a title is that of somebody who does something: "the head of ML left"."""
    plain = load_lists("roles.txt")["grade"]
    before = reversed([token.word for token in clause.tokens[: title.first]])
    named = list(takewhile(lambda word: word in plain or word in _THE, before))
    behind = _behind(clause, title)[:1]
    does = bool(behind) and behind[0].isalpha() and behind[0] not in _PREPOSITIONS
    return does and not _THE.isdisjoint(named)


def _is_fragment(clause: Clause, title: Found, most: int = _FRAGMENT) -> bool:
    """Whether a title stands for itself in a clause that says little else before it."""
    plain = load_lists("roles.txt")["grade"]
    before = [token.word for token in clause.tokens[: title.first]]
    return len([word for word in before if word not in plain]) <= most
