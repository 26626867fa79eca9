"""Somebody leaves: at once, with what they owned handed over; the last one stays."""

import pytest

from portal.desk.leaving import LastAdministrator, leave
from portal.feedback import actions as feedback
from portal.models import User
from portal.search import index
from tests.factories import make_apartment, make_user
from tests.portal.desk.forms import messages

pytestmark = pytest.mark.django_db


def test_the_last_administrator_cannot_leave(administrator):
    colleague = make_user()
    make_user(is_superuser=True, is_active=False)
    home = make_apartment(owner=administrator)

    with pytest.raises(LastAdministrator):
        leave(administrator, successor=colleague)

    home.refresh_from_db()
    kept = User.objects.get(pk=administrator.pk)
    assert (kept.is_active, kept.is_superuser, home.owner) == (True, True, administrator)
    make_user(is_superuser=True)
    assert leave(administrator, successor=colleague) == 1


def test_nobody_ends_the_account_that_they_are_signed_in_with(desk, administrator):
    make_user(is_superuser=True)

    assert desk.post(f"/desk/users/{administrator.pk}/leaving/").status_code == 404


def test_who_takes_over_is_asked_and_owns_it_from_then_on(desk):
    leaver, colleague = make_user(name="Leaver"), make_user(name="Colleague")
    home = make_apartment(owner=leaver)
    index.refresh(home)
    home.save_revision()
    state = home.get_workflow().start(home, leaver)
    type(home).objects.update(locked=True, locked_by=leaver)
    remark = feedback.take(home, language="en", about="text", text="?")
    address = f"/desk/users/{leaver.pk}/leaving/"

    answer = desk.post(address, {"successor": colleague.pk}, follow=True)

    home.refresh_from_db()
    remark.refresh_from_db()
    state.refresh_from_db()
    assert home.owner == remark.owner == state.requested_by == colleague
    assert (home.locked, home.locked_by) == (False, None)
    assert messages(answer)[0] == "The account has ended: Leaver"
    assert desk.get(address).status_code == 404
