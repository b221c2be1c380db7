"""Set-up for all tests."""

import gc
import os
import signal
from collections.abc import Generator

# Before numpy is loaded: its threads would keep the processors of other workers busy with waiting.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from tests import examples
from tests.bot import running
from tests.storage import new_files

# Machines are shared and noisy: how long an example takes says nothing about the product.
settings.register_profile(
    "shared-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("short", settings.get_profile("shared-machine"), max_examples=50)
settings.load_profile("shared-machine")

# A shell without job control lets what it starts in the background ignore Ctrl-C, and programs that
# are started by tests would inherit that. Whatever handles it here, they get the default.
signal.signal(signal.SIGINT, signal.default_int_handler)

gc.disable()  # some thousand tests are collected, and all of them stay


def pytest_configure(config: pytest.Config) -> None:
    """Let programs be forked, new files be copied and less be tried, but in the long forms."""
    if "not long" in config.option.markexpr:
        running.forking = True
        new_files.use()
        settings.load_profile("short")
    else:
        examples.long_form = True


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> Generator[None, int, int]:
    """Let ``-n auto`` start one worker more than there are processors, but for the long forms.

    A good part of the time a test waits: for a process, for the disk, for Telegram to fall silent.
    """
    return (yield) + ("not long" in config.option.markexpr)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Try each property in the long form as well, where it is tried on more examples."""
    if examples.long_form and is_hypothesis_test(getattr(item, "obj", None)):
        item.add_marker(pytest.mark.long)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that have tests with time limits of their own: the longest.

    Begun last, one would leave all processors but its own idle.
    """
    long = {item.path for item in items if item.get_closest_marker("timeout")}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """Collect garbage of tests from here on, without looking through the tests themselves."""
    gc.freeze()
    gc.enable()
