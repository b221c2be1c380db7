"""Keeps the search for garbage away from what is there for as long as the program runs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 10_000
"""New objects until Python looks for garbage, in place of 700."""


def look_seldom() -> None:
    """Look for garbage once in a dozen updates, not several times in each.

    There is next to none that goes only so; but while many updates are under way, each look goes
    through all that they hold.
    """
    gc.set_threshold(SELDOM)


@contextmanager
def made_to_stay() -> Iterator[None]:
    """Look for no garbage within, and later never among what was made up to here.

    Modules and models are hundreds of thousands of objects: as they come, Python would look through
    all of them again and again, and at any time later halt everybody for a tenth of a second.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collected:
            gc.enable()


def give_back() -> None:
    """Return memory that is free to the system, where the C library can be told to (glibc).

    It keeps that for later, in the size of the largest arrays, but Python's objects have room of
    their own, so that it would stay unused.
    """
    import ctypes  # noqa: PLC0415 - every command loads this module, and few have to give back

    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # no such function, or no such library
        return
    trim(0)
