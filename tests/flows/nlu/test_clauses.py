"""A message is cut into clauses, and each is known for what it does, of whom, and when."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.clauses import Clause, clauses
from flows.nlu.normalize import LONGEST, clean
from flows.nlu.phrases import load_lists, spelt_out
from flows.nlu.questions import asks


def _shape(clause: Clause) -> str:
    return f"{clause.act} {clause.whom} {clause.when}"


def _shapes(text: str) -> list[str]:
    return [_shape(clause) for clause in clauses(clean(text))]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("I am a data scientist in Pune", "states me now"),
        ("8 years of experience", "states me now"),
        ("My manager says I am top 5%", "states another now"),
        ("they want 8 years", "wants another planned"),
        ("everyone says DS is dead", "states people now"),
        ("I used to work in Berlin", "states me past"),
        ("I was an analyst", "states me past"),
        ("I want to become a CTO", "wants me planned"),
        ("If I had 90k", "states me hypothetical"),
        ("I am not tired", "denies me now"),
        ("should I move?", "asks me planned"),
        ("how fast is this out of date", "asks me now"),
        ("Am working as data scientist since 5 years", "states me now"),
        ("When I started everyone told me it was the sexiest job", "states me past"),
        ("What I notice is that papers bore me", "states me now"),
        ("Backend Engineer opening, PhD preferred", "states people now"),
    ],
)
def test_what_a_clause_does(text: str, shape: str) -> None:
    assert _shapes(text)[0] == shape


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("MLE in Bangalore, 6 yrs, mtech", 3),
        ("I built it and I love it", 2),
        ("CHF 210,000 a year", 1),
        ("B.Tech. from Pune", 1),
        ("e.g. this and that", 1),
        ("Ph.D. in NLP. Two papers", 2),
        ("I earn 3.5 lakh a month", 1),
        ("a friend who left ML", 2),
        ("I could stay if they paid more", 2),
        ("the plan is six, seven years abroad", 1),
        ("I'm 34, 5 years in", 2),
        ("a bonus which was 9k", 2),
        ("it comes with a bonus that was 9k last year", 2),
        ("a bonus that is 9k", 1),
    ],
)
def test_where_clauses_end(text: str, pieces: int) -> None:
    assert len(clauses(clean(text))) == pieces


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("5 years in Pune, should I move?", [False, True]),
        ("What worries me more is the title", [False]),
        ("which I don't want", [True]),
        ("I get paid well, which is nice", [False, False]),
        ("Is it smart, or should I wait?", [True, True]),
        ("is there any point at my age, I'm 44", [True, False]),
        ("no idea what they pay", [False]),
        ("Tell me I'm not crazy", [False]),
        ("tell me if I should move", [True, False]),
        ("When people like me meet, we talk", [False, False]),
        ("what I do is explain things", [False]),
        ("who knows", [False]),
        ("will anybody hire me", [True]),
        ("can a data scientist become CTO", [True]),
        ("did the course, is that enough", [False, True]),
        ("I don't want to be CTO, why pay for it", [False, True]),
        ("my flatmate quit, he's happy??", [False, False]),
        ("What I do all day is answer tickets", [False]),
        ("what I should do next is unclear", [True]),
        ("how glad I was that day", [False]),
        ("how old am I then", [True]),
        ("how the firm got so big is amusing", [False]),
        ("what is the job that they cut", [True]),
        ("how far one can go is my question", [True]),
        ("I'd like to know whether it fades", [True]),
        ("I know how it fades", [False]),
        ("is what it is", [False]),
    ],
)
def test_which_clauses_ask(text: str, questions: list[bool]) -> None:
    assert [clause.act == "asks" for clause in clauses(clean(text))] == questions


CLAUSES = (
    *("How my boss got that job", "Why they kept two teams", "What became of the old crew"),
    *("Who decides there", "Which of the teams survives", "How much others earn", "Where it went"),
)
INVERTED = (
    *("How did my boss get that job", "Why do they keep two teams", "What is the old crew for"),
    *("Who will decide that", "Which of the teams should I join", "How can others earn more"),
)


def _listed(name: str) -> list[str]:
    lists = load_lists("clauses.txt")
    return sorted(spelt for phrase in lists[name] for spelt in spelt_out(phrase, lists))


@pytest.mark.parametrize("clause", CLAUSES)
@pytest.mark.parametrize("name", ["remark", "unknown"])
def test_what_is_told_of_is_not_asked(clause: str, name: str) -> None:
    texts = [f"{clause} {told}" for told in _listed(name)]
    assert not [text for text in texts if asks(text)]
    assert asks(f"{clause}?")


@pytest.mark.parametrize("question", INVERTED)
def test_what_is_asked_is_asked_whatever_is_said_of_it(question: str) -> None:
    assert not [t for t in _listed("remark") if not asks(f"{question} that {t}")]
    assert not [t for t in _listed("indirect") if not asks(f"{t} {question.split(' ', 2)[2]}")]


@pytest.mark.parametrize("asked", ["how far it goes", "if it fades", "whether it fades"])
def test_what_seeks_an_answer_asks_however_it_goes_on(asked: str) -> None:
    assert not [t for t in _listed("seeking") if not asks(f"I am an analyst and {t} {asked}")]
    others = [t for t in _listed("seeking") if not t.startswith("i")]
    assert not [t for t in others if asks(f"My manager is {t} {asked}")]
    assert not [t for t in _listed("seeking softly") if asks(f"I'm {t} {asked}")]


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("grateful for an honest word with mentors", [False]),
        ("grateful for your opinion as to whether it fades", [True]),
        ("I was wondering is analytics a dead end", [True]),
        ("he was wondering is analytics a dead end", [False]),
        ("what types of roles are there", [True]),
        ("how fast does it age also is full stack a trap", [True, True]),
        ("so I was like ok is that true how fast does it age", [False, True, True]),
        ("I keep thinking what are folks going to say", [False, True]),
        ("Would moving cost me the visa, and should I", [True, True]),
        ("This or that for a modeller (Leeds, 3 yrs)?", [True, False, False]),
        ("Is it for me (Leeds, 3 yrs)?", [True, True, True]),
        ("doesn't anything fade", [True]),
        ("doesn't bother me", [False]),
    ],
)
def test_what_asks_without_a_mark_of_its_own(text: str, asking: list[bool]) -> None:
    assert [clause.act == "asks" for clause in clauses(clean(text))] == asking


@pytest.mark.parametrize(
    ("text", "something"),
    [
        ("the server was run by a botanist", True),
        ("my head of ML got us no GPU for eight months", True),
        ("Nobody here keeps a title", True),
        ("my pal Rhodri works as a developer", True),
        ("my current title is ML engineer", False),
        ("our payslips say so, but I am an analyst", False),
        ("a data scientist", False),
        ("the server that I run was mine", False),
    ],
)
def test_what_a_thing_or_a_stranger_does(text: str, something: bool) -> None:
    assert clauses(clean(text))[0].is_of_something == something


def test_what_is_told_by_somebody_else_lasts_for_the_sentence() -> None:
    told, again = clauses(clean("My boss said that I am solid, I own production. I like that"))[::2]
    assert not told.tells
    assert again.tells


@pytest.mark.parametrize("aside", ["they call it DS here", "my boss insists", "she is 33"])
@pytest.mark.parametrize("mark", [",", "", " -"])
def test_what_stands_between_brackets_changes_no_subject(aside: str, mark: str) -> None:
    before, _, *after = clauses(clean(f"ML developer ({aside}){mark} 60k a year"))
    assert [clause.whom for clause in (before, *after)] == ["me", "me"]


def test_somebody_else_is_still_spoken_of_behind_brackets() -> None:
    assert [clause.whom for clause in clauses("My wife (an SRE) makes 80k")] == ["another"] * 3


def test_a_supposition_ends_where_the_friend_states_something() -> None:
    supposed, stated = clauses(clean("it is fine if they pay 90k, and I have a masters now"))[1:]
    assert supposed.when == "hypothetical"
    assert stated.tells


@given(st.text(max_size=LONGEST))
def test_any_text_is_cut_into_its_own_words(text: str) -> None:
    plain = clean(text)
    for clause in clauses(plain):
        assert plain[clause.start : clause.end] == clause.text
        assert clause.tokens


LISTED = sorted(
    {
        spelt.replace("*", "").replace("_", "x")
        for name, phrases in load_lists("clauses.txt").items()
        if not name.startswith("{")
        for phrase in phrases
        for spelt in islice(spelt_out(phrase, load_lists("clauses.txt")), 3)
    }
)


@pytest.mark.parametrize("form", ["{}", "{}?", "{}, {}", "why {}", "{} why", "I {}", "8 yrs, {}."])
def test_any_listed_phrase_can_be_all_that_is_said(form: str) -> None:
    """ "Quick question." has no word beside those that a question is opened with."""
    for phrase in LISTED:
        assert clauses(clean(form.format(phrase, phrase)))


@given(st.lists(st.sampled_from([*LISTED, ",", ".", "?", "(", "-", "8", "80k"]), max_size=8))
def test_listed_phrases_in_any_row_are_cut_into_clauses(row: list[str]) -> None:
    text = clean(" ".join(row))
    assert all(clause.tokens for clause in clauses(text))


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("Let's pretend I'm an ML lead. Ten years of it. Based in Oslo", [True, True, True]),
        ("Hypothetically I have a PhD. In reality I have a masters", [True, False]),
        ("Suppose I moved. And had a PhD. I work in Pune", [True, True, False]),
        ("Hypothetically, what if I left? I work in Pune", [True, True, False]),
        ("I work in Pune. Hypothetically I'd move", [False, True]),
    ],
)
def test_a_frame_lasts_until_facts_are_told(text: str, supposed: list[bool]) -> None:
    assert [clause.when == "hypothetical" for clause in clauses(text)] == supposed
