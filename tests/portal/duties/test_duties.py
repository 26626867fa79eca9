"""Once a year somebody says who still needs a role; nothing ends without a word."""

import datetime as dt

import pytest
from django.utils import timezone

from communities.models import AuditEntry
from portal.base.rights import Role
from portal.duties import actions
from portal.models import Duty, Message, User
from tests.factories import make_community, make_user

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def member(role, community, *, seen=1, needed=1, **fields) -> Duty:
    """Make somebody who came so many days ago, and of whom somebody spoke so long ago."""
    user = make_user(is_staff=True, last_login=timezone.now() - seen * DAY, **fields)
    return Duty.objects.create(
        user=user, role=role, community=community, needed_on=TODAY - needed * DAY
    )


@pytest.fixture
def here(settings):
    settings.DESK_SECOND_FACTOR = False
    return make_community()


def test_a_role_is_doubtful_a_year_after_somebody_spoke_for_it_or_when_nobody_comes(here):
    member(Role.EDITOR, here, seen=179, needed=364)
    member(Role.EDITOR, here, seen=200, needed=179)  # spoken for since
    asked = member(Role.EDITOR, here, needed=365)
    unused = member(Role.EDITOR, here, seen=181, needed=180)

    assert {*Duty.objects.doubtful()} == {asked, unused}
    assert [*User.objects.unused()] == [
        User.objects.get(duties__needed_on=TODAY - 179 * DAY),
        unused.user,
    ]


def test_a_publisher_says_it_of_each_colleague_with_one_click(client, here):
    there = make_community()
    publisher = member(Role.PUBLISHER, here, needed=400)
    stays = member(Role.EDITOR, here, needed=400, name="林", seen=9)
    goes = member(Role.HELPER, here, seen=300, needed=400, name="王")
    foreign = member(Role.EDITOR, there, needed=400)
    client.force_login(publisher.user)
    at = "/desk/roles/{}/answer/"

    assert at.format(goes.pk) in client.get("/desk/").text  # the next one
    page = client.get("/desk/roles/").text
    assert [at.format(each.pk) in page for each in (stays, goes, publisher)] == [
        True,
        True,
        False,
    ]
    answers = [client.post(at.format(goes.pk), {"needed": "no"})]
    answers.append(client.post(at.format(stays.pk), {"needed": "yes"}))

    assert [answer.url for answer in answers] == [at.format(stays.pk), "/desk/roles/"]
    assert {*Duty.objects.all()} == {publisher, stays, foreign}
    stays.refresh_from_db()
    assert stays.needed_on == TODAY
    for other in (publisher, foreign):
        assert client.post(at.format(other.pk), {"needed": "no"}).status_code == 404
    said = [str(each) for each in AuditEntry.objects.order_by("pk")]
    name = str(publisher.user)
    assert said == [
        f"{name} took a role away: 王 · Helper.",
        f"{name} said that a role is still needed: 林 · Editor.",
    ]
    assert "王 · Helper" in client.get("/desk/record/").text


def test_who_can_speak_for_a_role_is_asked_by_mail_once_a_month(here):
    administrator = make_user(is_superuser=True, last_login=timezone.now())
    publisher = member(Role.PUBLISHER, here, needed=400)
    member(Role.EDITOR, here, needed=400, name="林")
    idle = make_user(is_superuser=True, name="Idle", last_login=timezone.now() - 181 * DAY)

    actions.ask()
    actions.ask()

    letters = {letter.to: letter for letter in Message.objects.all()}
    # Of the only publisher the administrators are asked: nobody speaks for themselves.
    assert set(letters) == {publisher.user.email, administrator.email, idle.email}
    asked = letters[publisher.user.email]
    assert asked.subject == "工作台角色核对：哪些同事仍需要？"
    assert "林 · 编辑" in asked.text
    assert "Idle" in letters[administrator.email].text
    assert "Idle" not in letters[idle.email].text
    assert Duty.objects.count() == 2  # nothing ends by itself


def test_an_administrator_has_everybody_asked_now_and_sees_accounts_that_nobody_uses(
    client, here
):
    administrator = make_user(is_superuser=True, last_login=timezone.now())
    publisher, _editor = (member(role, here) for role in (Role.PUBLISHER, Role.EDITOR))
    make_user(is_superuser=True, name="Idle", last_login=timezone.now() - 181 * DAY)
    client.force_login(administrator)

    assert "Idle" in client.get("/desk/").text
    assert client.get("/desk/roles/ask/").status_code == 200
    client.post("/desk/roles/ask/")

    assert Message.objects.filter(to=publisher.user.email).exists()
    assert Duty.objects.doubtful().count() == 2
    client.force_login(publisher.user)
    assert client.post("/desk/roles/ask/").status_code == 404
    assert "Idle" not in client.get("/desk/").text


def test_of_two_who_answer_at_once_one_takes_the_role_away_and_the_other_is_told(here):
    duty = member(Role.EDITOR, here, needed=400)
    other, late = Duty.objects.get(), Duty.objects.get()

    actions.drop(duty)
    actions.drop(other)
    with pytest.raises(actions.NotHeld):
        actions.keep(late)

    assert [entry.action for entry in AuditEntry.objects.all()] == ["portal.take_role"]
