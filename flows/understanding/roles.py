"""Today's role in running text, told from the role that is wished for, offered or left behind."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.understanding.clauses import Clause

_FILE = Path(__file__).with_name("roles.toml")
_GRADE = (
    r"(?:an?|the|my|senior|sr\.?|junior|jr\.?|staff|principal|lead|mid|mid-level"
    r"|level|associate|founding|working|as|proper|real"
    r"|pure|plain|good|great|top|best|better|world-class|world|class|full[- ]time"
    r"|part[- ]time|remote|sole|only|just|still|fellow"
    r"|entry-level|fresh|self-taught|average|typical|tech|technical|ic|indian"
    r"|experienced|physics|female|male|lone|solo|basically"
    r"|officially|mostly|kind of|kinda|sort of|more of)"
)
_WISHED = re.compile(
    r"\b(?:want\w*|wanna|like|love|hop(?:e|ing)|wish|dream\w*|aim\w*|goal|plan\w*"
    r"|becom\w+|be|be an?|into|to|for|go|going|target\w*"
    r"|apply\w*|interview\w*|next|new|instead of|rather than|or|than|not|n't|never"
    r"|no|ex|former(?:ly)?|used to be|was|were|worked|from|previously"
    r"|before|quit|left|leaving|mentor\w*|coach\w*|with|other|said|says|hear\w*"
    r"|help|by|among|many|most|every|each|term|why|half|between"
    r"|hire me as|hired as|called|call|versus|vs\.?|against|consider\w*|about|and|see me as|hired "
    r"(?:me )?as|my boss is|some|another|is|are)"
    rf"[\s:]+(?:(?:to|{_GRADE}|\w+ of|being|position|role|job)[\s:]+){{0,4}}$"
    rf"|->\s*(?:\w+\s)?$|\bex[- ]$|/\s*$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:vs\.?|versus|offer\w*|new (?:job|gig|role|position|title)|if i|if|would"
    r"|wouldn't|switch\w*|mov(?:e|ing) (?:in)?to|instead|could"
    r"|become|becoming|convert\w*|transition\w*|want(?:ing)? to|wanna|thinking "
    r"(?:of|about)|consider\w*|going to|should|recruiter)\b|->",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"^(?:[ -](?:role|job|position|gig|work|opportunity|opening|profile|stuff"
    r"|internships?|side|team))*"
    r"(?: at [\w ]{1,20}?| elsewhere| there)?[ ,:]*(?:offer\w*|would|pays?|gives?"
    r"|(?:is|at) (?:only |about )?[^\w\s]?[\w$]{0,4}\d|opening|or\b"
    r"|for [^\w\s]?\d[\d.]* ?(?:lpa|k|l|lakhs?|cr)|vs|(?:role|job|position|gig"
    r"|internships?)\b(?! ?[,.]|$| in | at | since| for))\b",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"(?:(?<!life )(?<!being )(?<!well )\b(?:as|als)(?= )|\b(?:i'?m|i am|am|we'?re"
    r"|now|currently|current|today|right now|still|job|role|title|profession"
    r"|position|designation)"
    r"|\b(?:work(?:ing)?|arbeite|employed|hired|here|team|years?|yrs?|yoe|exp"
    r"|experience|month|annum|lpa|lakhs?|crores?|cr|k|€|\d)"
    r"(?: now| currently| today)? (?:as|als|come)|\bi (?:have|work|been)|been"
    r"|(?:years?|yrs?|yoe) (?:of|in)|(?:work|working|job|am|live) in|been (?:an?"
    r"|working as)|my (?:current )?(?:role|job|title|position))"
    rf"[\s:,-]*(?:(?:is|now|currently|{_GRADE}|of)[\s:]+)*$",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"^(?:leads?|leading|heads?|heading|run|running|manag\w+|supervis\w+|overs\w+)\b", re.IGNORECASE
)
_NEAR = 12
_A_FIELD = re.compile(r"(?:back[- ]?end|platform|software|engineering|infra|dev)\b", re.IGNORECASE)
_YEARS_OF = re.compile(r"(?:years|yrs|yoe|work|working|am|been|job) ", re.IGNORECASE)
_I_DO = re.compile(
    r"(?:^|\b(?:i|now|currently|and|i'm|am|also|i do)\b)[\s\w]{0,14}$", re.IGNORECASE
)
_PLAIN_BEFORE = re.compile(
    rf"^\W*(?:(?:{_GRADE}|hi|hello|hey|yo|sir|there|now|currently|already|at the "
    rf"moment|atm|so|well|ok|im|me|myself|role|current|exp|experience|yoe"
    r"|years?|yrs?|yr|y|\d[\d.+]*(?:y|yrs?|yoe)?|of|in|as|female|with|total|since"
    r"|for|[a-z]+[- ]based|profile|title|designation)[\s:.,|-]*)*$",
    re.IGNORECASE,
)
_PLAIN_AFTER = re.compile(
    r"^\s*(?:$|\W*$|(?:\(?(?:at|in|à|en|em|im|bei|from|with|for|since|@|here|guy|girl|person|dude"
    r"|lady|professional|by|of|job|role|based|now|currently|right now|today"
    r"|working|thinking|looking|earning|making|considering|wondering|trying|on"
    r"|around|near|and|already|myself|out of|who|i{1,3}|ii|iv|l\d|yoe|years?"
    r"|yrs?|exp|turned|tired|w|w/)\b|@|\d|[-/|,(:+&]|->|to\b)|(?!.*\b(?:pay"
    r"|salar\w+|jobs?|life|careers?|interviews?|roadmap|offers?|questions?|course"
    r"|path|skills|or|vs|dreams?|stuff|things?)\b)[a-z]+(?: \w+)?$|[a-z]+ \d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role the friend is said to have today, and the words that say so."""

    role: str
    phrase: str
    start: int
    sure: bool


@cache
def _titles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))["title"]
    return tuple(
        (table["role"], re.compile(rf"(?<![\w-])(?:{'|'.join(table['patterns'])})", re.IGNORECASE))
        for table in tables
    )


def mentions(text: str) -> list[tuple[str, int, int]]:
    """Return the roles named in the text with their places; longer titles hide what is in them."""
    found: list[tuple[str, int, int]] = []
    for role, pattern in _titles():
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for _, start, end in found):
                found.append((role, match.start(), match.end()))
    return sorted(found, key=lambda mention: mention[1])


def current_role(clauses: list[Clause]) -> Role | None:
    """Return the friend's role of today, or None when it is not said or said in two ways."""
    roles = [role for clause in clauses if clause.kind == "fact" for role in _of_today(clause)]
    firm = [r for r in roles if r.sure] or roles
    if not firm:
        return None
    if len({r.role for r in firm}) > 1:
        return firm[0] if firm[0].sure or firm[0].role in {"student", "ml-lead"} else None
    return firm[0]


def _of_today(clause: Clause) -> Iterator[Role]:
    for role, start, end in mentions(clause.text):
        before, after = clause.text[:start], clause.text[end:]
        title = clause.text[start:end]
        sure = bool(_CURRENT.search(before)) or bool(_HEADS.match(title) and _I_DO.search(before))
        sure = sure or bool(_YEARS_OF.match(title))
        left_for_another = bool(_goal_of(after))
        wished = _WISHED.search(before[-60:]) or _ELSEWHERE.search(before) or _OFFERED.match(after)
        if wished and not (sure and not _ELSEWHERE.search(before)) and not left_for_another:
            continue
        plural = title.lower().endswith("s") and not title.lower().endswith(("ds", "ops"))
        # "data engineering" names a field; only "I work in" makes it the friend's.
        named = not plural and not title.lower().endswith(
            ("ing", "analytics", "role", "job", "work", "side", "team")
        )
        fragment = named and _PLAIN_BEFORE.match(before) and _PLAIN_AFTER.match(after)
        if sure or fragment or left_for_another:
            yield Role(role, title.strip(), clause.start + start, sure)


def _goal_of(after: str) -> re.Match[str] | None:
    """Find another role right behind, as in "analyst to software engineer"."""
    following = re.match(r"\s*(?:->|to)\s*(.{2,40})", after)
    if following is None:
        return None
    named = mentions(following[1])
    return following if named and named[0][1] < _NEAR else _A_FIELD.match(following[1])
