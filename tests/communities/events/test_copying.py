"""A copy of an event takes its texts and questions along, and nobody who came."""

import pytest

from communities.models import Event, SignUp
from tests.factories import make_date, make_event, make_question, make_sign_up
from tests.portal.desk.forms import filled

pytestmark = pytest.mark.django_db


def test_a_copy_is_a_draft_with_texts_and_questions_and_without_dates_and_people(desk, at):
    event = make_event(description_en="Bring a *cup*.", languages=["en"], fee=30)
    question = make_question(event=event, label_en="How many cups?")
    guest = make_sign_up(date=make_date(event=event))

    page = desk.get(at(Event, "copy", event.pk))
    desk.post(at(Event, "add"), filled(page, slug="again"))

    copy = Event.objects.get(slug="again")
    draft = copy.get_latest_revision_as_object()
    assert (copy.live, draft.description_en, draft.fee) == (False, "Bring a *cup*.", 30)
    [asked] = draft.questions.all()
    assert (asked.label_en, asked.pk) == ("How many cups?", copy.questions.get().pk)
    assert copy.dates.count() == 0
    assert [*SignUp.objects.all()] == [guest]
    assert [*event.questions.all()] == [question]
