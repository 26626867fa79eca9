"""Who may do what, as the table says it: scopes, and who is asked for a thing."""

import pytest
from wagtail.permissions import policy_registry

from communities.models import Event
from portal.base.rights import Area, Role
from portal.models import Duty, User
from services.models import Apartment, Guide
from tests.factories import make_apartment, make_community, make_event, make_guide, make_user

pytestmark = pytest.mark.django_db


def staff(*duties, **fields):
    user = make_user(is_staff=True, **fields)
    Duty.objects.bulk_create(
        Duty(user=user, role=role, community=community) for role, community in duties
    )
    return user


def theirs(user, model, action):
    policy = policy_registry.get_by_type(model)
    things = policy.instances_user_has_permission_for(user, action)
    each = policy.user_has_permission_for_instance
    assert {*things} == {t for t in model.objects.all() if each(user, action, t)}
    return {*things}


def test_everybody_has_what_their_duties_give_in_each_community():
    one, other, third = make_community(), make_community(), make_community()
    mine, half, foreign = (make_apartment(community=c) for c in (one, other, third))
    of_none = make_apartment()
    user = staff((Role.PUBLISHER, one), (Role.EDITOR, other))

    assert theirs(user, Apartment, "view") == {mine, half}
    assert theirs(user, Apartment, "publish") == {mine}
    city = staff((Role.CITY_OFFICE, None))
    assert theirs(city, Apartment, "view") == {mine, half, foreign, of_none}
    assert theirs(city, Apartment, "change") == {of_none}
    assert theirs(staff(is_superuser=True), Apartment, "delete") == {
        mine, half, foreign, of_none
    }  # fmt: skip
    assert theirs(staff(), Apartment, "view") == set()
    assert theirs(staff((Role.PUBLISHER, one), is_active=False), Apartment, "view") == set()


def test_what_belongs_to_no_community_is_the_citys():
    guide, community = make_guide(), make_community()

    assert theirs(staff((Role.CITY_OFFICE, None)), Guide, "publish") == {guide}
    assert theirs(staff((Role.PUBLISHER, community)), Guide, "view") == set()


def test_those_are_asked_who_may_do_it_with_this_thing():
    event = make_event()
    publisher = staff((Role.PUBLISHER, event.community))
    administrator = staff(is_superuser=True)
    staff((Role.PUBLISHER, make_community()))
    staff((Role.PUBLISHER, event.community), is_active=False)
    city = staff((Role.CITY_OFFICE, None))
    policy = policy_registry.get_by_type(Event)

    asked = policy.users_with_permission_for_instance("publish", event)
    assert {*asked} == {publisher, administrator}
    readers = policy.users_with_permission_for_instance("view", event)
    assert {*readers} == {publisher, administrator, city}
    assert {*User.objects.who_may(Area.GUIDES, ["publish"], of=None)} == {administrator, city}
    assert User.objects.who_may(Area.EVENTS, ["publish"]).count() == 3
