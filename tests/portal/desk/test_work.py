"""The first page of the desk: what waits, for whom, and what to do next."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Revision

from portal.base.rights import Role
from portal.desk.leaving import leave
from portal.desk.todo import Work
from portal.models import Fact, FactValue, User
from portal.search import index
from services.models import Apartment
from tests.factories import (
    make_apartment,
    make_colleague,
    make_community,
    make_date,
    make_event,
    make_guide,
    make_platform,
    make_remark,
    make_sign_up,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


EXACT = {"latitude": 39.9, "longitude": 116.4, "position_precision": "exact"}


@pytest.fixture
def here():
    return make_community(**EXACT)


@pytest.fixture
def member(here):
    """Make somebody with a role in a community, or in the city's office."""

    def member(role, community=here):
        city = role == Role.CITY_OFFICE
        return make_colleague(role, None if city else community)

    return member


def board(user) -> dict:
    request = RequestFactory().get("/desk/")
    request.user = User.objects.get(pk=user.pk)
    return Work().get_context_data({"request": request})


def waits(user) -> dict[str, tuple]:
    """How many wait, how many are late, what is next; by kind of work, where any wait."""
    return {
        todo.line.slug: (todo.number, todo.late, todo.url)
        for todo in board(user)["todos"]
        if todo.number
    }


def edit(thing) -> str:
    kind = f"{thing._meta.app_label}/{thing._meta.model_name}"
    return {
        "services/apartment": f"/desk/apartments/edit/{thing.pk}/",
        "communities/eventdate": f"/desk/event-dates/edit/{thing.pk}/",
        "services/guide": f"/desk/guides/edit/{thing.pk}/",
    }[kind]


def placed(**fields) -> Apartment:
    """Make a home whose position nobody need look for."""
    return make_apartment(**EXACT | fields)


def aged(thing, days: int):
    """Let the newest version of a thing be so many days old."""
    revision = thing.save_revision()
    Revision.objects.filter(pk=revision.pk).update(created_at=timezone.now() - days * DAY)
    return thing


def test_where_nothing_waits_every_line_says_done(desk):
    page = BeautifulSoup(desk.get("/desk/").content, "html.parser")

    lines = page.select(".work__line")
    assert len(lines) == 11
    assert all("work__line--done" in line["class"] for line in lines)


def test_drafts_count_from_fourteen_days_on_and_the_oldest_is_next(member, here):
    aged(placed(community=here, live=False), 13)
    aged(placed(community=here, live=False), 15)
    oldest = aged(placed(community=here, live=False), 31)
    aged(placed(community=make_community(**EXACT), live=False), 99)

    assert waits(member(Role.EDITOR)) == {"drafts": (2, 1, edit(oldest))}
    assert waits(member(Role.HELPER)) == {}


def test_a_review_waits_for_those_who_may_publish_and_not_for_its_author(member, here):
    author, publisher = member(Role.PUBLISHER), member(Role.PUBLISHER)
    home = aged(placed(community=here), 0)
    home.get_workflow().start(home, author)

    assert waits(publisher) == {"reviews": (1, 0, edit(home))}
    assert waits(author) == waits(member(Role.EDITOR)) == {}


def test_what_comes_back_waits_for_its_author(member, here):
    author, publisher = member(Role.EDITOR), member(Role.PUBLISHER)
    home = aged(placed(community=here), 0)
    state = home.get_workflow().start(home, author)
    state.current_task_state.reject(user=publisher, comment="Why?")

    assert waits(author) == {"returned": (1, 0, edit(home))}
    assert waits(publisher) == {}

    leave(author, successor=None)  # nobody in particular is left to do it
    assert waits(publisher) == {"returned": (1, 0, edit(home))}


def test_translations_are_counted_by_versions(member, here):
    home = placed(community=here, meaning_changed_on=TODAY)
    publish(home)
    home.summary_en = "A pool, too."
    publish(home, note="A pool.", stated_in=["en"])
    long_ago = placed(community=here, meaning_version=2, meaning_changed_on=TODAY - 8 * DAY)
    placed(community=here, live=False, name_en="")

    translator = member(Role.TRANSLATOR)
    assert waits(translator) == {"translations": (3, 1, edit(long_ago))}

    Apartment.objects.filter(pk=long_ago.pk).update(
        answered_version_en=2, answered_version_zh_hans=2
    )
    assert waits(translator) == {"translations": (2, 0, edit(home))}


def test_what_is_due_for_a_check_is_late_from_the_next_day_on(member, here):
    placed(community=here, review_due=TODAY)
    late = placed(community=here, review_due=TODAY - DAY)
    placed(community=here, review_due=TODAY + DAY)
    owner = member(Role.EDITOR)
    theirs = placed(community=here, review_due=TODAY, owner=owner)

    assert waits(member(Role.PUBLISHER)) == {"checks": (3, 1, edit(late))}
    assert waits(owner) == {"checks": (1, 0, edit(theirs))}


def test_dates_wait_that_hardly_anybody_comes_to_or_too_many_want_to(member, here):
    event = make_event(community=here)
    now = timezone.now()
    empty, full = (
        make_date(event=event, starts_at=now + days * DAY, seats=3) for days in (5, 2)
    )
    make_date(event=event, starts_at=now + 20 * DAY)
    make_sign_up(date=full, party_size=3)
    well = make_date(event=event, starts_at=now + 6 * DAY, seats=3)
    make_sign_up(date=well)

    organiser = member(Role.ORGANISER)
    assert waits(organiser) == {"dates": (1, 0, edit(empty))}
    make_sign_up(date=full, state="waiting")
    assert waits(organiser) == {"dates": (2, 1, edit(full))}


def test_remarks_wait_for_an_answer_and_name_their_page(member, here):
    home = placed(community=here)
    index.refresh(home)
    about = {"kind": "apartments", "object_pk": home.pk, "community": here}
    late, _due = make_remark(due_on=TODAY - DAY, **about), make_remark(**about)
    make_remark(state="spam", **about)

    editor = member(Role.EDITOR)
    assert waits(editor) == {"remarks": (2, 1, f"/desk/remarks/{late.pk}/answer/")}
    [todo] = [each for each in board(editor)["todos"] if each.number]
    assert todo.name["name_1"] == home.name_zh_hans


def test_facts_wait_a_year_after_they_were_checked_or_on_their_own_day(member):
    year = {"kind": "text", "name_en": "A", "name_zh_hans": "甲"}
    old = Fact.objects.create(slug="old", checked_on=TODAY - 367 * DAY, **year)
    Fact.objects.create(slug="new", checked_on=TODAY - 300 * DAY, **year)
    Fact.objects.create(slug="later", checked_on=old.checked_on, review_due=TODAY + DAY, **year)
    Fact.objects.create(slug="soon", checked_on=TODAY, review_due=TODAY, **year)

    office = member(Role.CITY_OFFICE)
    assert waits(office)["facts"] == (2, 1, f"/desk/facts/edit/{old.pk}/")
    assert "facts" not in waits(member(Role.PUBLISHER))


def test_facts_wait_when_their_rule_has_ended_and_nobody_knows_what_holds_now(member):
    kept = {"kind": "money", "name_en": "A", "name_zh_hans": "甲", "checked_on": TODAY}
    ended, followed, ending, to_come = (
        Fact.objects.create(slug=slug, **kept)
        for slug in ("ended", "followed", "ending", "to-come")
    )
    says = FactValue.objects.create
    says(fact=ended, number=1, valid_until=TODAY - DAY)
    says(fact=followed, number=1, valid_until=TODAY - DAY)
    says(fact=followed, number=2, valid_from=TODAY)
    says(fact=ending, number=1, valid_until=TODAY)
    says(fact=to_come, number=1, valid_from=TODAY + DAY)

    assert waits(member(Role.CITY_OFFICE))["facts"] == (1, 1, f"/desk/facts/edit/{ended.pk}/")


def test_places_wait_that_no_map_shows_before_those_near_a_station(member, here):
    placed(community=here, position_precision="metro")
    nowhere = make_apartment(community=here)
    make_platform(community=here, platform_kind="app")
    placed(community=here)

    assert waits(member(Role.EDITOR)) == {"positions": (2, 0, edit(nowhere))}


def test_the_city_office_sees_all_communities_side_by_side(member, here, client, settings):
    settings.DESK_SECOND_FACTOR = False
    names = [make_community(**EXACT) for _turn in range(7)]
    make_apartment(community=names[0])
    placed(community=names[0], review_due=TODAY - DAY)
    make_apartment()
    make_guide(review_due=TODAY)
    office = member(Role.CITY_OFFICE)

    found = board(office)

    headings = [line.slug for line in found["lines"]]
    numbers = {
        str(row["name"]): {
            slug: (cell["number"], cell["late"])
            for slug, cell in zip(headings, row["cells"], strict=True)
            if cell["number"]
        }
        for row in found["communities"]
    }
    assert [*numbers] == [*map(str, [here, *names]), "Shared", "All together"]
    assert numbers[str(names[0])] == {"checks": (1, 1), "positions": (1, 0)}
    assert numbers["Shared"] == {"checks": (1, 0), "positions": (1, 0)}
    assert numbers["All together"] == {"checks": (2, 1), "positions": (2, 0)}
    client.force_login(office)
    page = client.get(found["communities"][1]["cells"][headings.index("positions")]["url"])
    assert [row["thing_pk"] for row in page.context["page_obj"].object_list] == [
        Apartment.objects.get(community=names[0], latitude=None).pk
    ]
    # Its own: what belongs to no community.
    assert waits(office)["positions"][:2] == (1, 0)
    assert "communities" not in board(member(Role.PUBLISHER))


def test_a_list_of_work_shows_only_what_is_theirs(member, here, client, settings):
    settings.DESK_SECOND_FACTOR = False
    there = make_community()
    late, due = (placed(community=here, review_due=TODAY - days * DAY) for days in (3, 0))
    placed(community=there, review_due=TODAY)
    client.force_login(member(Role.PUBLISHER))

    shown = client.get("/desk/work/checks/").context["page_obj"].object_list
    foreign = client.get(f"/desk/work/checks/?community={there.pk}")

    assert [row["thing_pk"] for row in shown] == [late.pk, due.pk]
    assert [row["url"] for row in shown] == [edit(late), edit(due)]
    assert foreign.context["page_obj"].object_list == []
    assert client.get("/desk/work/checks/?community=x").status_code == 404
    assert client.get("/desk/work/nothing/").status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_board_costs_the_same_however_much_waits(
    administrator, how_many, django_assert_num_queries
):
    for _turn in range(how_many):
        community = make_community()
        aged(make_apartment(community=community, live=False), 20)
        make_apartment(community=community, review_due=TODAY)
        make_date(event=make_event(community=community), starts_at=timezone.now() + DAY)
        make_guide(meaning_version=2)
        make_remark(object_pk=make_guide().pk)
        home = aged(make_apartment(community=community), 0)
        home.get_workflow().start(home, make_user())
    board(administrator)

    request = RequestFactory().get("/desk/")
    request.user = administrator
    with django_assert_num_queries(3):
        Work().render_html({"request": request})
