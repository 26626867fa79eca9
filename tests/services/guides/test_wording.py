"""Every deadline that can be written can be said."""

from itertools import product

import pytest
from django.utils import translation

from portal.facts.models import Unit
from services.guides.models import Deadline
from services.guides.wording import sentence

EVERY = list(product(Deadline.Clock, Deadline.Direction, Unit))


@pytest.mark.parametrize(("clock", "direction", "unit"), EVERY)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_deadline_has_a_sentence_of_its_own(language, clock, direction, unit):
    with translation.override(language):
        said = sentence(clock, direction, unit, 7)
        others = {sentence(*other, 7) for other in EVERY if other != (clock, direction, unit)}

    assert "7" in said
    assert said not in others
