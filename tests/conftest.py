"""Set-up for all tests."""

from hypothesis import HealthCheck, settings

# Machines are shared and noisy: how long an example takes says nothing about the product.
settings.register_profile(
    "shared-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared-machine")
