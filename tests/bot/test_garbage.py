"""What stays for good is not looked through for garbage, and everything else still is."""

import gc
import platform
from contextlib import suppress

import pytest

from benchmarks.machine import resident
from bot.garbage import SELDOM, give_back, look_seldom, made_to_stay


def test_no_garbage_is_looked_for_while_that_is_made_which_stays() -> None:
    with made_to_stay():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_looks_for_no_garbage_still_does_not_afterwards() -> None:
    gc.disable()
    try:
        with made_to_stay():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_made_is_never_looked_through_even_if_making_it_failed() -> None:
    made: list[object] = []
    with suppress(ValueError), made_to_stay():
        made.append([made])
        raise ValueError
    later = [made]
    looked_through = set(map(id, gc.get_objects()))
    assert id(made[0]) not in looked_through
    assert id(later) in looked_through


def looks() -> int:
    return sum(int(each["collections"]) for each in gc.get_stats())


def looks_while(objects: int) -> int:
    """How many times garbage is looked for while so many objects are made."""
    gc.collect()
    before = looks()
    made: list[object] = [[] for _ in range(objects)]
    assert len(made) == objects
    return looks() - before


def test_garbage_is_looked_for_seldom_but_still_is() -> None:
    usual = gc.get_threshold()
    look_seldom()
    try:
        assert looks_while(SELDOM // 2) == 0
        assert looks_while(2 * SELDOM) > 0
    finally:
        gc.set_threshold(*usual)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives memory back")
def test_what_making_took_is_given_back() -> None:
    with made_to_stay():
        pieces = [bytearray(100_000) for _ in range(300)]  # too small to be given back by itself
        kept, held = pieces[-1], resident()
        del pieces
    give_back()
    assert resident() < held - 20
    assert len(kept) == 100_000


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_where_memory_cannot_be_given_back_it_is_kept(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def missing(_: None) -> object:
        raise error

    monkeypatch.setattr("ctypes.CDLL", missing)
    give_back()
