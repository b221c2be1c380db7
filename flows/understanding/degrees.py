"""The highest completed degree out of free text; what is under way, wished or denied is none."""

import re
from dataclasses import dataclass
from typing import Literal

_LEVELS: tuple[tuple[str, str], ...] = (
    (
        "phd",
        r"ph\.?\s?d\.?(?!\w)|d\.?\s?phil\b\.?|doctora(?:te|l degree)|doctrate|doctor "
        r"(?:of|in|degree|title)|doctor of philosophy"
        r"|\bdr\.?(?:[- ]?(?:ing|rer|phil)\.?\b[\w. ]*)?(?= ?(?:$|[,.;)]|actually|of "
        r"|in |by |title|rer|ing))|doktor\w*|promoviert\w*|post-?docs?(?:toral)?"
        r"|thèse|habilitation|proper doctor",
    ),
    (
        "masters",
        r"(?<!kaggle )(?<!sushi )(?<!grand)(?<!scrum )masters?'?s?(?! of (?:one|none"
        r"|my|the|all)| thesis| plan| mind)(?: degree| of (?:science|engineering"
        r"|technology|arts|computer \w+))?(?!\w)|mastr\w*|m\.?\s?sc\.?(?!\w)"
        r"|m\.?\s?tech\.?(?!\w)|mt[ce]{2}h"
        r"|(?-i:\bMS\b|\bM\.S\.?|\bMA\b|\bM\.A\.?|\bM\.E\.?|\bME\b(?= in| from|,|$)"
        r"|\bM2\b|\bM\.?Eng\b)|\bms\b(?= (?:in|from|at|cs|degree|done|completed|stats"
        r"|ds))"
        r"|meng\b|m\.?phil\b|mca\b|m\.?res\b|m\.?math\b|(?<=^)ms$|diplom(?!a)(?:-\w+)?"
        r"|dipl\.?-?\s?ing\w*\.?|dipl[oô]me d'ing[eé]nieur|magister|omscs|post[- "
        r"]?grad(?:uate|uation)?(?! diploma)"
        r"|grande? [eé]cole|dual degree|integrated m\w+|mim\b|mfin\b|mcs\b|msba\b"
        r"|mds\b|m\.s\.?(?= in| from| at|$)|stanford ms\b|\bms$|mst?ats?\b",
    ),
    (
        "none-or-bachelors",
        r"bachelor'?s?(?: degree)?(?:s)?|bachlors?|b\.?\s?tech\.?(?!\w)|(?-i:\bBE\b"
        r"|\bB\.E\.?|\bBS\b|\bB\.S\.?|\bBA\b|\bB\.A\.?)|\bbe\b(?= (?:cse|ece|mech"
        r"|student|computer|grad\b|degree|final year))|(?<=year )be\b|^b\.?e\.?$"
        r"|\bb\.e\.?|b\.?\s?sc\.?(?!\w)|\bbca\b|\bbba\b|b\.?\s?com\b|b\.?eng\b"
        r"|\bbs\b(?= in| from| cs|$)|\bba\b(?= in| from|$)|undergrad(?:uate)? degree"
        r"|undergrad\b(?! student)"
        r"|\bmba\b|\bpgdm?\b|pg diploma|bootcamp|boot camp|self[- ]?(?:taught|trained"
        r"|learned|learnt)|high[- ]school|a[- ]levels|12th pass|polytechnic|diploma\b"
        r"|apprenticeship|ausbildung"
        r"|associate'?s? degree|drop(?:ped)?[- ]?out(?: of (?:college|uni\w*|school"
        r"|engineering|btech|b\.tech))?|college drop\w*|licen[cs]e d|licenciatura"
        r"|iim\b|honours\b|hons\b|engineering degree"
        r"|licentiate|abitur|four[- ]year degree|first degree",
    ),
)
_NONE = re.compile(
    r"\b(?:no|without(?: an?)?|never (?:got|had|did|went|finished|completed)(?: "
    r"an?| any| to)?|don'?t have (?:an?|any)|do not have (?:an?|any)|not (?:got "
    r")?an?y?|nor|haven'?t (?:got )?an?y?"
    r"|didn'?t (?:go to|finish|do)(?: an?| any| my)?|lack(?:ing)?)\s+(?:formal "
    r"|university |college |uni |advanced |graduate |higher |postgrad\w* |grad "
    r"|further |fancy |proper |cs |tech |relevant )*"
    r"(?:degrees?|grad school|university|uni|college|higher (?:studies|education)"
    r"|postgrad\w*|post[- ]grad\w*|education|diploma|qualifications?|school)\b"
    r"|\bnothing (?:beyond|after|past|above|postgraduate)|\bno degree",
    re.IGNORECASE,
)
_NO_MASTERS = re.compile(
    r"\b(?:no|without a|never did a|don'?t have a|not a|nor a?|never"
    r"|neither)\s+(?:\w+ )?(?:masters?|master's|msc|ms|mtech|grad(?:uate)? "
    r"(?:school|degree)|post[- ]?grad\w*|advanced degree)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not(?: even| really| yet)?(?: an?| my)?|without(?: an?)?|never(?: "
    r"\w+)?(?: an?| my| the)?|don'?t have (?:an?|my)|do not have an?|haven'?t "
    r"(?:got |done |finished )?(?:an?|my)?|didn'?t (?:do|finish|get|go for)(?: an?"
    r"| my| the)?|isn'?t an?|nor an?|neither an?"
    r"|instead of an?|rather than an?|but not an?|dropped out of (?:an? |my |the "
    r")?|broke off (?:an? |my |the )?|thesis for (?:an? "
    r"|my |the )?|quit (?:an? |my |the )?|left (?:an? |my |the )?|abandoned (?:an? |my "
    r"|the )?|declined (?:an? |my |the )?|gave up (?:on )?(?:an? |my |the )?|no "
    r"need of an?|lack an?|skipped (?:an? |the )?)\s*(?:\w+ )?$",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"\b(?:doing|pursuing|in the middle of|halfway through|half way through|in "
    r"the (?:\w+ )?(?:year|semester|term) of|studying (?:for)?|working on|working "
    r"towards|enrolled in|starting|started|writing up|finishing"
    r"|part[- ]time|applied (?:for|to)|applying|currently an?|(?:first|second"
    r"|third|fourth|final|last|1st|2nd|3rd|4th)[ -](?:year|sem(?:ester)?)(?: "
    r"of)?(?: (?:my|an?))?|about to (?:start|begin|finish)|still writing"
    r"|preparing for|third sem|admitted to|accepted (?:to|into)|got "
    r"into)\s*(?:\w+ ){0,2}$"
    r"|\b(?:want|would|wanna|like to|hope|plan\w*|think\w*|consider\w*|should"
    r"|shall|could|might|maybe|if|dream\w*|going (?:for|to)|to do|do)\b[^,;]*$",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"^\s*(?:(?:is|'s)(?: still)? )?(?:\w+ ){0,2}?(?:student|candidate|dropout|drop-out|in progress"
    r"|ongoing|(?:still )?(?:running|being written|to be (?:finished|defended|written))"
    r"|only if|if only|if some"
    r"|not (?:done|finished|completed|yet)|pending|pursuing|unfinished|scholar"
    r"|applicant|half done|level|seeker|next year|underway|under way|loan|I "
    r"abandoned|the year after|programme|program|offer|position|friends?"
    r"|advis[eo]r|holder?s around|colleagues?|hires?|folks|people|competitors"
    r"|salaries|thesis (?:in|half))\b",
    re.IGNORECASE,
)
_DROPPED_HIGHER = re.compile(
    r"\b(?:grad(?:uate)? school|phd|doctorate|masters?|msc|ms)\b", re.IGNORECASE
)

Standing = Literal["done", "denied", "under-way"]


@dataclass(frozen=True, slots=True)
class Degree:
    """The highest degree that a text says is completed, and the words that say so."""

    degree: str
    phrase: str
    start: int


def stated_degree(text: str) -> Degree | None:
    """Return the highest completed degree that the text states, or None."""
    said = list(_mentions(text))
    done = [m for m in said if m[3] == "done"]
    for level, _ in _LEVELS:
        for degree, start, end, _standing in done:
            if degree == level:
                return Degree(degree, text[start:end].strip(" ,."), start)
    return _below(text, said)


def _below(text: str, said: list[tuple[str, int, int, Standing]]) -> Degree | None:
    """Read a degree out of what is missing or under way: a master's student has a bachelor's."""
    none = _NONE.search(text) or _NO_MASTERS.search(text)
    if none:
        return Degree("none-or-bachelors", none.group().strip(), none.start())
    for degree, start, end, standing in said:
        if standing == "under-way" and degree != "phd" and _now_under_way(text[:start], text[end:]):
            return Degree("none-or-bachelors", text[start:end].strip(), start)
    return None


def _now_under_way(before: str, after: str) -> bool:
    return not re.search(
        r"\b(?:want|would|wanna|like to|hope|plan\w*|think\w*|consider\w*|should|shall"
        r"|could|might|maybe|if|dream\w*|going (?:for|to)|to do|do|appl\w+|only|got "
        r"into|accepted|admitted|starting|start|about)\b",
        before,
        re.IGNORECASE,
    ) and not re.match(
        r"\s*(?:next year|loan|programme|program|offer|friends?|advis[eo]r|colleagues?"
        r"|hires?|folks|people|competitors|salaries)\b",
        after,
        re.IGNORECASE,
    )


def _mentions(text: str) -> list[tuple[str, int, int, Standing]]:
    found: list[tuple[str, int, int, Standing]] = []
    for degree, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if not any(s < match.end() and match.start() < e for _, s, e, _ in found):
                found.append((degree, match.start(), match.end(), _standing(text, match)))
    return sorted(found, key=lambda m: m[1])


def _standing(text: str, match: re.Match[str]) -> Standing:
    before = re.split(r"[.;!?,]| but | then ", text[max(0, match.start() - 50) : match.start()])[-1]
    after = text[match.end() : match.end() + 34]
    if _DENIED.search(before):
        return "denied"
    if re.match(r"^\s*(?:and |&|/|or )", after) and re.search(
        r"\bno\b|\bnor\b|\bneither\b", before
    ):
        return "denied"
    if _DONE_AFTER.match(after) or (_DONE_BEFORE.search(before)):
        return "done"
    return "under-way" if _UNDER_WAY.search(before) or _NOT_DONE.match(after) else "done"


_DONE_AFTER = re.compile(
    r"^\s*(?:\w+ ){0,2}?(?:done|completed|finished|compelted|already|in hand"
    r"|graduate\b|grad\b|holder\b)",
    re.IGNORECASE,
)
_DONE_BEFORE = re.compile(
    r"\b(?:have|has|finished|completed|got|did|hold|holding|with|earned|defended"
    r"|after|survived)\s+(?:(?:just|my|an?|the|both|already|only|a "
    r"proper)\s+)*(?:\w+ )?$",
    re.IGNORECASE,
)
_COMPILED = tuple(
    (degree, re.compile(rf"(?<![\w-])(?:{pattern})", re.IGNORECASE)) for degree, pattern in _LEVELS
)
