"""Property tests take the time the machine gives them."""

from hypothesis import settings

settings.register_profile("readers", deadline=None)
settings.load_profile("readers")
