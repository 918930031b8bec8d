from __future__ import annotations

from hypothesis import settings

# The first example of a test may load a model or a gazetteer: a deadline would test the machine.
settings.register_profile("rashomon", deadline=None)
settings.load_profile("rashomon")
