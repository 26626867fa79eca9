"""Every address of the desk in every role, against docs/permissions.md."""

import copy
import io
import re
import uuid

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import transaction
from django.http import Http404, HttpResponseNotFound
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.generic.base import View
from wagtail.admin import urls as wagtail_urls
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from communities.models import Event, Usefulness
from portal.base.rights import Role
from portal.models import Duty, Message, MissedSearch, SearchAlias, SearchSynonym
from services.models import PointsRule, Term
from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_deadline,
    make_door_link,
    make_event,
    make_guide,
    make_hospital,
    make_line,
    make_link_use,
    make_picture,
    make_platform,
    make_project,
    make_question_set,
    make_remark,
    make_scenario,
    make_school,
    make_score,
    make_series,
    make_sign_up,
    make_station,
    make_subscription,
    make_user,
)
from tests.portal.desk.forms import filled
from tests.portal.desk.permissions import AREAS, NEEDS, OTHERS, ROLES, addresses, allowed

KINDS = {kind.lower(): kind for kind in AREAS}
ADDRESSES = list(addresses())
OF_KINDS = [each for each in ADDRESSES if each.kind]
REST = [each for each in ADDRESSES if not each.kind]
OUTSIDE = ("without_a_role", "stranger")
PERSONS = (*ROLES, "administrator", *OUTSIDE)
FOREIGN = "异地标记"  # stands in the name of everything foreign, and nowhere else


def _fill(community, mark="", live=True):
    """Make one thing of every kind that belongs to a community."""
    name = {"name_zh_hans": f"名{mark}", "name_en": f"Name {mark}", "community": community}
    title = {"title_zh_hans": f"题{mark}", "title_en": f"Title {mark}", "live": live}
    event = make_event(community=community, **title)
    date = make_date(event=event, venue_zh_hans=f"地点{mark}")
    return {
        "community": community,
        "event": event,
        "eventdate": date,
        "auditentry": log(event, "wagtail.edit"),
        "signup": make_sign_up(date=date, name=f"客人{mark}"),
        "score": make_score(community=community, evidence_zh_hans=f"依据{mark}"),
        "picture": make_picture(community=community, title=f"图片{mark}"),
        "linkuse": make_link_use(community=community, title_zh_hans=f"链接{mark}"),
        "doorlink": make_door_link(date=date, name=f"门{mark}"),
        "remark": make_remark(community=community, text=f"意见{mark}", owner=None),
        "usefulness": _useful(event, community),
        **_listings(live=live, **name),
    }


def _useful(thing, community=None):
    return Usefulness.objects.create(
        kind=thing.kind, object_pk=thing.pk, version=1, community=community
    )


def _listings(**fields):
    makers = {
        "apartment": make_apartment,
        "school": make_school,
        "hospital": make_hospital,
        "project": make_project,
        "platform": make_platform,
    }
    return {kind: make(**fields) for kind, make in makers.items()}


def _shared():
    """Make one thing of every kind that may belong to no community."""
    guide = make_guide()
    return {
        **_listings(),
        "picture": make_picture(),
        "linkuse": make_link_use(),
        "guide": guide,
        "questionset": make_question_set(),
        "auditentry": log(guide, "wagtail.edit"),
        "remark": make_remark(),
        "usefulness": _useful(guide),
        "deadline": make_deadline(guide=guide),
        "pointsrule": PointsRule.objects.create(slug="p", maximum=10, position=1),
        "term": Term.objects.create(term_en="Hukou", term_zh_hans="户口"),
        "scenario": make_scenario(),
        "eventseries": make_series(),
        "metrostation": make_station(),
        "metroline": make_line(),
        "message": Message.objects.create(key="k", to="a@example.org", subject="s", text="t"),
        "subscription": make_subscription(),
        "searchalias": SearchAlias.objects.create(kind="guides", slug="x", name="别名"),
        "searchsynonym": SearchSynonym.objects.create(slug="y", words=["a", "b"]),
        "missedsearch": MissedSearch.objects.create(day=timezone.localdate(), words="z"),
        "user": make_user(is_superuser=True),
    }


@pytest.fixture
def everyone_here(client, things, settings):
    """A browser of somebody who holds every role of one community: nobody there sees more."""
    settings.DESK_SECOND_FACTOR = False
    user = make_user(is_staff=True)
    for role in Role.of_a_community():
        Duty.objects.create(user=user, role=role, community=things["own"]["community"])
    client.force_login(user)
    return client


@pytest.fixture
def things(db):
    """By whose it is: one thing of every kind, with a revision where there are drafts."""
    own, another = make_community(), make_community(name_zh_hans=f"社区{FOREIGN}", live=False)
    things = {"own": _fill(own), "another": _fill(another, FOREIGN, live=False)}
    things["none"] = _shared()
    for kinds in things.values():
        for thing in kinds.values():
            if hasattr(thing, "save_revision"):
                thing.save_revision(clean=False)
    return things


def _person(who: str, community):
    if who == "stranger":
        return AnonymousUser()
    user = make_user(is_staff=True, is_superuser=who == "administrator")
    if who in ROLES:
        of = None if who == Role.CITY_OFFICE else community
        Duty.objects.create(user=user, role=who, community=of)
    # What each request asks anew is asked once for all of them.
    UserProfile.get_for_user(user)
    assert user.has_a_role == (who != "without_a_role")
    return user


class LetIn(Exception):
    """A view was reached."""


@pytest.fixture
def asked(monkeypatch):
    """Ask an address as somebody: "in", "404" or "sign in". How the views then answer is not
    asked here; that would take a hundred times as long."""

    def reached(self, **kwargs):
        raise LetIn

    monkeypatch.setattr(View, "__init__", reached)
    monkeypatch.setattr(
        wagtail_urls, "page_not_found", lambda *args, **kwargs: HttpResponseNotFound()
    )
    found = {}

    def ask(user, method, address):
        if address not in found:
            found[address] = resolve(address.partition("?")[0])
        view = found[address]
        request = RequestFactory().generic(method, address)
        request.user = copy.copy(user)
        request._messages = CookieStorage(request)
        try:
            if method == "GET":
                response = view.func(request, *view.args, **view.kwargs)
            else:
                with transaction.atomic():
                    response = view.func(request, *view.args, **view.kwargs)
                    transaction.set_rollback(True)
        except LetIn:
            return "in"
        except Http404:
            return "404"
        if response.status_code == 302 and response.url.startswith("/accounts/login/"):
            return "sign in"
        return "404" if response.status_code == 404 else "in"

    return ask


def _values(address, thing):
    """Fill in what varies in an address."""
    known = {
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "revision_id": getattr(thing, "latest_revision_id", 1),
        "action_name": "approve",
        "stamp": uuid.UUID(int=1),
        "pk": thing and thing.pk,
    }
    return {name: known.get(name, 1) for name in address.parameters}


def _questions(address, things):
    """Every thing that an address can be asked for, with whose it is."""
    if "pk" not in address.parameters:
        yield "any", None
    for whose, kinds in things.items():
        if "pk" in address.parameters and address.kind in kinds:
            yield whose, kinds[address.kind]


def _answer(who, address, whose):
    if who in OUTSIDE:
        return "sign in"
    area, action = AREAS[KINDS[address.kind]], NEEDS[address.name]
    return "in" if allowed(who, area, action, whose=whose) else "404"


@pytest.mark.parametrize("who", PERSONS)
def test_every_view_of_every_kind_lets_in_whom_the_page_names(who, things, asked):
    user = _person(who, things["own"]["community"])
    wrong, number = {}, 0
    for address in OF_KINDS:
        questions = list(_questions(address, things))
        # Who is outside does not get as far as a thing: any one will do.
        for whose, thing in questions[:1] if who in OUTSIDE else questions:
            url = reverse(f"{address.namespace}:{address.name}", kwargs=_values(address, thing))
            for method in ("GET", "POST"):
                number += 1
                answer = asked(user, method, url)
                if answer != _answer(who, address, whose):
                    wrong[method, url, whose] = answer

    assert wrong == {}
    assert number > 700


def _open_to(address) -> str:
    rest = address.route.removeprefix("desk/").lstrip("^")
    if not rest:
        return OTHERS["(the first page)"]
    return next(who for prefix, who in OTHERS.items() if rest.startswith(prefix))


def _sample(parameter) -> str:
    known = {"app_label": "communities", "model_name": "event", "action": "delete"}
    return known.get(parameter[1], "1")


@pytest.mark.parametrize("who", PERSONS)
def test_every_other_address_is_open_to_whom_the_page_names(who, db, asked):
    user = _person(who, make_community())
    outside = who in OUTSIDE
    wrong = {}
    for address in REST:
        if "(?:" in address.route:  # what is shut, all in one
            continue
        url = "/" + re.sub(r"<(?:\w+:)?(\w+)>", _sample, address.route).replace("^", "")
        for method in ("GET", "POST"):
            answer = asked(user, method, url)
            fits = {
                "nobody": answer == "404",
                "everybody": answer != "404",
                "staff": (answer == "sign in") == outside,
            }
            if not fits[_open_to(address)]:
                wrong[method, url] = answer

    assert wrong == {}


VIEWS = ("inspect", "edit", "copy", "history", "usage", "delete", "revisions_compare")
HERE = [role for role in ROLES if role != "city_office"]


def _pages(things):
    """Every page on which a foreign thing could be named."""
    yield from ("/desk/", "/desk/search/?q=标记")
    for address in OF_KINDS:
        thing = things["own"].get(address.kind)
        whose = "own" if thing else "none"
        area, action = AREAS[KINDS[address.kind]], NEEDS[address.name]
        if any(allowed(role, area, action, whose=whose) for role in HERE):
            yield from _pages_at(address, thing, things["another"])


def _pages_at(address, thing, another):
    name = f"{address.namespace}:{address.name}"
    if address.name in {"list", "list_results", "add"}:
        yield reverse(name)
    if address.name == "list_results":
        yield f"{reverse(name)}?q=标记"
    if address.name == "list":
        for kind, column in (
            ("community", "community"),
            ("event", "event"),
            ("eventdate", "date"),
        ):
            yield f"{reverse(name)}?{column}={another[kind].pk}"
        yield from (f"{reverse(name)}?export={format}" for format in ("csv", "xlsx"))
    if address.name in VIEWS and thing:
        yield reverse(name, kwargs=_values(address, thing))


def _text(response) -> str:
    """What a page or a file says; of a workbook, all its cells."""
    content = response.getvalue()
    if not content.startswith(b"PK"):
        return content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return str([[cell.value for cell in row] for row in sheet.iter_rows()])


def test_no_page_and_no_file_names_what_is_foreign(everyone_here, things):
    pages = list(_pages(things))
    answers = {page: everyone_here.get(page) for page in pages}

    assert len(pages) > 100
    assert {p: a.status_code for p, a in answers.items() if a.status_code != 200} == {}
    assert [page for page, answer in answers.items() if FOREIGN in _text(answer)] == []


def test_what_is_foreign_is_not_deleted_among_many(everyone_here, things):
    own, foreign = (things[whose]["apartment"] for whose in ("own", "another"))
    address = "/desk/bulk/services/apartment/delete/"

    for asked in (f"?id={own.pk}&id={foreign.pk}", "?id=all"):
        page = everyone_here.get(address + asked)
        assert page.status_code == 200
        assert FOREIGN not in page.text
    assert everyone_here.post(f"{address}?id={foreign.pk}").status_code == 404
    everyone_here.post(f"{address}?id=all")

    assert not type(own).objects.filter(pk=own.pk).exists()
    assert type(own).objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("kind", ["signup", "message", "auditentry"])
def test_what_is_only_read_is_not_deleted_among_many_either(desk, things, kind):
    thing = next(kinds[kind] for kinds in things.values() if kind in kinds)
    app = thing._meta.app_label

    address = reverse("wagtail_bulk_action", args=[app, kind, "delete"])
    assert desk.post(f"{address}?id={thing.pk}").status_code == 404


def test_only_who_may_change_a_thing_learns_who_else_does(everyone_here, things):
    addresses = [
        f"/desk/editing-sessions/ping/communities/event/{things[whose]['event'].pk}/1/"
        for whose in ("own", "another")
    ]

    assert [everyone_here.post(each).status_code for each in addresses] == [200, 404]


def test_a_thing_is_put_into_no_foreign_community(everyone_here, things):
    own, foreign = (things[whose]["community"] for whose in ("own", "another"))
    event = things["own"]["event"]
    address = reverse("wagtailsnippets_communities_event:edit", args=[event.pk])
    form = filled(everyone_here.get(address))

    moved = everyone_here.post(address, form | {"community": foreign.pk})
    nobodys = everyone_here.post(address, form | {"community": ""})

    assert moved.status_code == nobodys.status_code == 200
    assert "community" in moved.context["form"].errors
    assert "community" in nobodys.context["form"].errors
    assert form["community"] == [str(own.pk)]


def test_who_publishes_elsewhere_only_drafts_here(client, db, settings):
    settings.DESK_SECOND_FACTOR = False
    here, there = make_community(), make_community()
    user = make_user(is_staff=True)
    Duty.objects.create(user=user, role=Role.EDITOR, community=here)
    Duty.objects.create(user=user, role=Role.PUBLISHER, community=there)
    client.force_login(user)
    event = make_event(community=here, live=False)
    edit = reverse("wagtailsnippets_communities_event:edit", args=[event.pk])
    add = reverse("wagtailsnippets_communities_event:add")

    page = client.get(edit)
    assert "action-publish" not in page.text
    client.post(edit, filled(page) | {"action-publish": "1"})
    new = filled(page) | {"slug": "new", "action-publish": "1"}
    refused = client.post(add, new)
    client.post(add, new | {"community": there.pk})

    assert [*Event.objects.filter(live=True)] == [Event.objects.get(community=there)]
    assert "community" in refused.context["form"].errors
