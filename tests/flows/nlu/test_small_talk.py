"""Goodbyes, how sure, what to do, moods: as they are said, and what only looks like it."""

import pytest

from tests.flows.nlu.reading import understand


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("k bye", "stop"),
        ("I will sleep on it. Auf Wiedersehen", "stop"),
        ("au revoir!", "stop"),
        ("bas bye", "stop"),
        ("Ciao", "stop"),
        ("ok see you tomorrow then", "stop"),
        ("good night bro", "stop"),
        ("thank you so much, goodbye", "stop"),
        ("thanks for everything, bye!", "stop"),
        ("how sure in percent", "how-sure"),
        ("how sure are you really?", "how-sure"),
        ("so how certain is that", "how-sure"),
        ("are you sure about that?", "how-sure"),
        ("what's the probability", "how-sure"),
        ("final answer kya hai bro, what should i do", "advice"),
        ("What would you do in my place?", "advice"),
        ("so what now", "advice"),
        ("so that's a yes then", "short"),
        ("tell short", "short"),
        ("what did your guy do", "author"),
        ("tell me what he did", "author"),
        ("stop asking about me and tell me what your guy did", "author"),
        ("what did I just answer", "answers"),
        ("what happens if i make a mistake", "answers"),
        ("explain me again easier", "plainly"),
        ("my manager said bye to his career", ""),
        ("I said goodbye to research long ago", ""),
        ("good night shifts are the worst", ""),
        ("let me think", ""),
        ("how sure must I be", ""),
        ("are you sure that data engineering is worse?", ""),
        ("what if leaving is a mistake", ""),
        ("explain the red queen again", ""),
        ("what should I do with my stock options", ""),
    ],
)
@pytest.mark.parametrize("question", [None, "mentors"])
def test_small_talk_is_a_command_where_it_is_one(
    text: str, command: str, question: str | None
) -> None:
    assert understand(text, question).command == command


@pytest.mark.parametrize(
    ("word", "question", "option"),
    [
        ("bachelors", "degree", "none-or-bachelors"),
        ("tired", "fatigue", "tired"),
        ("boring", "fatigue", "tired"),
        ("startup", "employer", "startup"),
        ("FAANG", "employer", "bigco"),
        ("CTO", "ambition", "lead-engineering"),
    ],
)
def test_a_word_that_answers_another_question_is_asked_back(
    word: str, question: str, option: str
) -> None:
    read = understand(word, "influence")
    assert [(each.question, each.option) for each in read.ask_back] == [(question, option)]
    assert (read.facts, read.questions) == ((), ())


@pytest.mark.parametrize("word", ["maybe", "well", "family", "life", "ok", "ceiling", "payback"])
def test_a_word_that_answers_nothing_is_not_taken_for_an_answer(word: str) -> None:
    read = understand(word, "influence")
    assert (read.facts, read.ask_back) == ((), ())


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("fine. 11 years… fed up with it", ""),
        ("full-stack ds, is it so bad? thats me", ""),
        ("analyst job is really so bad?", ""),
        ("360k SGD now, plus stock I don't believe in", ""),
        ("my job is really boring, 4 years in Pune", ""),
        ("I don't believe in stock options", ""),
        ("this is so stupid. I have a PhD", "anger"),
        ("your questions are so stupid", "anger"),
        ("this app is really bad", "anger"),
        ("I don't believe you", "doubt"),
    ],
)
def test_a_mood_about_the_job_is_none_about_the_advisor(text: str, mood: str) -> None:
    assert understand(text).mood == mood
