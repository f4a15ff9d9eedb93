"""How the laws are tried here."""

from hypothesis import HealthCheck, settings

# How long an example takes says something of the machine, not of the product.
settings.register_profile(
    "report", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
settings.load_profile("report")
