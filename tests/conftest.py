"""Set-up for all tests."""

import os

import pytest
from hypothesis import HealthCheck, settings

from bot.settings import variable
from tests import learned

os.environ[variable("models")] = str(learned.FOLDER)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Learn the models once for all workers and processes, before any of them counts its time."""
    if not hasattr(session.config, "workerinput"):
        learned.matcher()
        learned.MODELS.reader()


# Machines are shared and noisy: how long an example takes says nothing about the product.
settings.register_profile(
    "shared-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared-machine")
