"""A journey at the desk: its steps have names and wait for earlier ones only."""

from services.models import Journey
from tests.factories import make_journey
from tests.portal.desk.forms import filled


def test_a_step_waits_for_earlier_ones_only(desk, at):
    journey = make_journey(steps=["One", "Two"])
    url = at(Journey, "edit", journey.pk)

    def save(**answers):
        return desk.post(url, filled(desk.get(url), **answers), follow=True)

    loop = save(**{"steps-0-after": "step-2"})
    twice = save(**{"steps-1-key": "step-1"})
    fine = save(**{"steps-1-after": "step-1"})

    assert "No earlier step is named “step-2”." in loop.text
    assert "An earlier step has this name already." in twice.text
    assert "No earlier step" not in fine.text
    draft = Journey.objects.get().get_latest_revision_as_object()
    assert [step.after for step in draft.steps.all()] == [[], ["step-1"]]
