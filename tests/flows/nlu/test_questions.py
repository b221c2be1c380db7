"""Which questions a message asks, each in its own words, and which only look like one."""

import pytest

from flows.nlu.clauses import clauses
from flows.nlu.normalize import clean
from flows.nlu.phrases import load_lists, spelt_out
from flows.nlu.questions import asked
from tests.flows.nlu.reading import understand


def _asked(text: str) -> list[str]:
    plain = clean(text)
    return [each.words for each in asked(plain, clauses(plain), ())]


@pytest.mark.parametrize(
    "text",
    [
        "They'd make me a junior. Do I care? A bit, my ex does.",
        "Is this about a friend?? no its about me",
        "I would go for it, right?",
        "it is Milan?? no, Rome",
        "I live in a small town. Too small? I sleep well.",
        "They keep me busy. The tests themselves? I write them at night.",
        "I lead a team. My models? Nobody uses them.",
        "A doctorate? No no, my wife has one.",
        "So am I an engineer? On paper yes.",
        "Right, what else. I like the food.",
        "Why I write: a startup wants me as a founding engineer",
        "what bothers me: slides, slides and slides",
        "How it started: a summer job in 2015",
        "What happens is that I lose my evenings",
        "What I can do is run things",
        "What I want isn't about the money",
        "a title is a word. doesn't bother me much",
        "tell them two to four years, since that's how long I'd stay",
    ],
)
def test_what_the_friend_answers_is_no_question(text: str) -> None:
    assert not _asked(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("remote jobs from Argentina, realistic?", "realistic?"),
        ("Should I move? No degree btw.", "Should I move?"),
        ("Is it worth it? They pay less.", "Is it worth it?"),
        (
            "Do I need a degree? Or can I teach myself?",
            "Do I need a degree? Or can I teach myself?",
        ),
        ("what happens when the model is gone", "what happens when the model is gone"),
        ("They pay less. In how many years does it pay back", "In how many years does it pay back"),
        ("What I should do is unclear", "What I should do is unclear"),
        ("doesn't it get boring", "doesn't it get boring"),
    ],
)
def test_what_waits_for_an_answer_is_a_question(text: str, words: str) -> None:
    assert _asked(text) == [words]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I am a nurse. My visa is tied to this job, can I switch at all?", "visa"),
        ("will I get in w/out a masters?", "need-degree"),
        ("Internal transfer vs going outside, which one is easier?", "internal-transfer"),
    ],
)
def test_what_leads_up_to_a_question_may_tell_its_topic(text: str, topic: str) -> None:
    assert [question.topic for question in understand(text).questions] == [topic]


def _listed(name: str, file: str = "clauses.txt") -> list[str]:
    lists = load_lists(file)
    return [spelt for phrase in lists[name] for spelt in spelt_out(phrase, lists)]


def _found(text: str, topic: str) -> bool:
    """Whether the one question of a text is answered by a topic, or it is offered."""
    questions = understand(text).questions
    return len(questions) == 1 and topic in (questions[0].topic, *questions[0].alternatives)


@pytest.mark.parametrize("word", _listed("judging", "asking.txt"))
def test_a_word_that_judges_asks_about_what_was_said(word: str) -> None:
    told = "I am a web developer. I want to switch to machine learning."
    assert _found(f"{told} {word.capitalize()}?", "into-ml")


@pytest.mark.parametrize(
    ("told", "topic"),
    [
        ("My uncle says nobody without a PhD gets to do modelling.", "need-degree"),
        ("She swears that machine learning gets boring within a year.", "drudgery"),
        ("You write that there are three kinds of data work.", "three-functions"),
        ("They say that a head of ML decides nothing.", "influence"),
    ],
)
@pytest.mark.parametrize("asked", ["Is that so?", "true?", "Are they right?", "what do you mean?"])
def test_a_question_without_a_matter_is_about_what_stands_before_it(
    told: str, topic: str, asked: str
) -> None:
    assert _found(f"{told} {asked}", topic)


def test_a_question_without_a_matter_asks_nothing_anew() -> None:
    (question,) = understand("Does machine learning get boring? Is that so?").questions
    assert question.topic == "drudgery"


@pytest.mark.parametrize("phrase", _listed("seeking softly"))
def test_what_is_not_known_is_asked_where_a_topic_answers_it(phrase: str) -> None:
    assert _found(f"I'm {phrase} whether my ML skills will rot after the move", "skill-fade")
    assert not understand(f"I'm {phrase} whether Martin has a red bicycle").questions


def test_what_an_indirect_question_asks_is_what_it_is_known_by() -> None:
    assert _found("Grateful for any opinion as to how high a career in data can go.", "ceiling")


def test_what_stands_before_brackets_is_what_is_asked() -> None:
    first, second = understand(
        "Big bank or small startup for a modeller like me (MSc, 5 yrs)? and how do I start?"
    ).questions
    assert (first.topic, second.topic) == ("startup-or-bigco", "how-to-start")


def test_a_story_without_a_stop_leaves_its_question_alone() -> None:
    story = "so um i build models at a shop in lyon six years now and uh i was wondering"
    read = understand(f"{story} is analytics just a dead end")
    assert [each.topic for each in read.questions] == ["why-not-analytics"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("do early data scientists get sidelined later on", "startup-relegation"),
        ("would DE be a softer landing than going full SWE", "data-engineering"),
        ("did anybody judge you", "what-people-say"),
        ("will all of this be outdated in 2 yrs", "obsolescence"),
        ("what pushed you out of machine learning", "why-move"),
        ("nobody becomes CTO from the data science side, right?", "ceiling"),
        ("you seem to look down on analysts lol why", "why-not-analytics"),
    ],
)
@pytest.mark.parametrize("mark", ["", "?"])
def test_a_question_needs_no_mark(text: str, topic: str, mark: str) -> None:
    said = understand(text.rstrip("?") + mark)
    assert [each.topic for each in said.questions] == [topic]
    assert not said.facts


@pytest.mark.parametrize(
    "text",
    [
        "do ML at a bank, 5 years",
        "did a PhD in physics",
        "did my time in consulting",
        "can easily get 200k here",
        "could live on half of it",
        "would love to be a manager",
        "should be fine with 20% less",
        "will be an analyst for two more years",
        "When I joined we were five people",
        "Who decides that is unclear",
    ],
)
def test_what_leaves_out_its_i_asks_nothing(text: str) -> None:
    assert not understand(text).questions


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("We are at series A, I'm the first ML hire. What's coming?", "startup-relegation"),
        ("I feel like I'm on a treadmill in applied ML. Does that end?", "red-queen"),
        ("Applied scientist who also deploys. Good deal?", "hybrid-trap"),
    ],
)
def test_a_question_may_be_about_the_sentence_before(text: str, topic: str) -> None:
    assert [each.topic for each in understand(text).questions] == [topic]


@pytest.mark.parametrize(
    ("matter", "topic"),
    [
        ("FAANG", "startup-or-bigco"),
        ("big companies", "startup-or-bigco"),
        ("startups", "early-startup-work"),
        ("the ceiling", "ceiling"),
        ("influence", "influence"),
        ("degrees", "do-a-degree"),
        ("PhDs", "phd-competition"),
        ("coaching", "mentors"),
        ("the Red Queen", "red-queen"),
        ("titles", "title-cut"),
        ("the pay cut", "pay-cut"),
        ("drudgery", "drudgery"),
        ("the intersection", "intersection"),
        ("half-life", "obsolescence"),
        ("hybrid roles", "hybrid-trap"),
        ("analysts", "why-not-analytics"),
        ("data engineering", "data-engineering"),
        ("the other offer", "other-offer"),
        ("payback", "payback"),
        ("fast learners", "not-for-me"),
        ("shame", "what-people-say"),
        ("going into ML", "into-ml"),
        ("being CTO", "keep-options"),
        ("books", "what-to-learn"),
        ("remote work", "remote-work"),
    ],
)
@pytest.mark.parametrize(
    "asked",
    [
        "what did the author mean by {}?",
        "What does he say about {}",
        "and what's his view on {}?",
        "what would your guy think about {}",
    ],
)
def test_what_the_author_says_of_a_matter_is_a_question_about_it(
    asked: str, matter: str, topic: str
) -> None:
    assert [each.topic for each in understand(asked.format(matter)).questions] == [topic]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("is he happy now, the author?", "regret-least-sure"),
        ("did the move work out for him in the end?", "regret-least-sure"),
        ("so is the author glad that he left", "regret-least-sure"),
        ("do you ever tell people to stay?", "what-it-advises"),
        ("isn't your answer platform for just about everybody", "what-it-advises"),
        ("should I wait another two years with it?", "timing"),
        ("how many months until I'm a useful backend engineer", "timing"),
        ("what's an ML lead supposed to be", "ml-lead"),
        ("would a blog count as public?", "public-proof"),
        ("who does a Head of ML report to", "ceiling"),
        ("why not just do a master's?", "do-a-degree"),
        ("do I earn less if I go from backend into ML?", "into-ml"),
    ],
)
def test_what_friends_wonder_about_finds_its_topic(text: str, topic: str) -> None:
    assert [each.topic for each in understand(text).questions] == [topic]


@pytest.mark.parametrize(
    "text",
    [
        "my father says stay in a stable job",
        "no need to lead anyone",
        "you said stay. but I came here because I'm tired of clients",
        "who cares about coaching",
    ],
)
def test_what_only_tells_is_no_question(text: str) -> None:
    assert not understand(text, "horizon").questions
