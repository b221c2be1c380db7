"""Any text is read in bounded work: twice the length takes no more than about twice of it."""

import sys
from types import FrameType

import pytest

from flows.dialogue.events import LONGEST_TEXT
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import READ, built_in_interpreter

HOSTILE = (
    *("½" * 4096, "1,2" * 1365, "(" * 4096, "a? " * 1365, "😀" * 2048, "&lt;" * 1024),
    *("not " * 1024, "10-20k " * 585, "\u202e\u0301x" * 1365, "A.B" * 1365, "🇬🇧" * 1024),
)
"""Texts of 4,096 characters that are hard to read."""

MOST = 500_000
"""Calls of functions, of Python's own too; some 50 ms."""


def calls(text: str) -> int:
    """How many functions are called to read a text; that does not depend on the machine."""
    made = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    interpreter, before = built_in_interpreter(), sys.getprofile()
    sys.setprofile(count)
    try:
        interpreter.interpret(text, TextContext())
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:4]))
def test_a_hostile_text_is_read_in_bounded_work(text: str) -> None:
    built_in_interpreter().load()
    half, read, longest = (calls(text[1:end]) for end in (READ // 2, READ, LONGEST_TEXT))
    assert read <= 2.5 * half
    assert longest <= 2.5 * read
    assert longest <= MOST
