"""Set-up for all tests."""

import os

from hypothesis import HealthCheck, settings

from bot.settings import variable
from tests import learned

os.environ[variable("models")] = str(learned.FOLDER)

# Machines are shared and noisy: how long an example takes says nothing about the product.
settings.register_profile(
    "shared-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared-machine")
