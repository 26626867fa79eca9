"""The search over everything public: its page, and what it suggests while one types."""

import re
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from communities.directory.chosen import chosen as chosen_by
from communities.directory.models import Community
from portal.base.languages import current, localized, other
from portal.base.paging import page_of
from portal.publishing import kinds
from portal.search.actions import note_missed
from portal.search.finding import MOST, Found, Group, find
from portal.search.marking import excerpt, mark
from portal.search.models import SearchEntry
from portal.search.question import Near, Question, understand

IN_A_GROUP = 5
ON_A_PAGE = 24
SUGGESTED = 8
# Asked for by those who have chosen a community, and want none of it here.
ANYWHERE = Near("any", None, None)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found, kind by kind; or all of one kind, page by page."""
    communities = Community.objects.published().in_order().in_bulk(field_name="slug")
    near = _where(request, communities)
    chosen = communities.get(near.community) if near else None
    question = understand(request.GET.get("q", ""), near=near)
    names = kinds.plurals()
    kind = request.GET.get("kind", "")
    kind = kind if kind in names else ""
    page = _page_number(request)
    found = find(
        question,
        now=timezone.now(),
        kind=kind,
        each=ON_A_PAGE if kind else IN_A_GROUP,
        skip=(page - 1) * ON_A_PAGE if kind else 0,
    )
    if question.parts and (found.partly or not found.total):
        note_missed(question.text)
    groups = [_group(each, names, question, communities) for each in found.groups]
    context = {
        "question": question,
        "kind": kind,
        "chosen": chosen,
        "nearer": _nearer(question, kind, communities, mine=chosen_by(request)),
        "partly": found.partly,
        "total": found.total,
        "more_than": MOST if found.more else 0,
        "groups": groups,
        "shown": [group for group in groups if group["results"]],
        "everything": _address(question),
        "page_obj": _page_of(found, kind, page),
        "meant": _offer(question.meant) if question.meant else None,
        "alike": [_offer(words) for words in question.alike],
    }
    return render(request, "portal/pages/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """List the few things that somebody who is still typing probably looks for."""
    near = _near(chosen_by(request))
    question = understand(request.GET.get("q", ""), typing=True, near=near)
    found = find(question, now=timezone.now(), each=SUGGESTED)
    names = kinds.plurals()
    context = {
        "suggestions": [
            {
                "href": entry.get_absolute_url(),
                "title": mark(localized(entry, "title", current()), question, sounds=True),
                "second": mark(localized(entry, "title", other()), question, sounds=True),
                "kind": names[entry.kind],
            }
            for entry in found.entries[:SUGGESTED]
        ],
        "question": question,
    }
    return render(request, "portal/pages/search/suggestions.html", context)


def _page_number(request: HttpRequest) -> int:
    page = request.GET.get("page", "")
    return int(page) if re.fullmatch(r"[1-9][0-9]{0,3}", page) else 1


def _page_of(found: Found, kind: str, number: int):
    """Return where we are in the list of one kind; no such page is not found."""
    of_kind = next((group.number for group in found.groups if group.kind == kind), 0)
    return page_of(of_kind, number, ON_A_PAGE) if of_kind else None


def _where(request: HttpRequest, communities: dict[str, Community]) -> Near | None:
    """Return what the address asks for or else what the reader has chosen."""
    asked = request.GET.get("community", "")
    if asked == ANYWHERE.community:
        return ANYWHERE
    return _near(communities.get(asked) or chosen_by(request))


def _near(community: Community | None) -> Near | None:
    if community is None:
        return None
    return Near(community.slug, community.latitude, community.longitude)


def _nearer(
    question: Question, kind: str, communities: dict[str, Community], *, mine: Community | None
) -> list[dict]:
    """Offer to put each community's surroundings first, or none's."""
    anywhere = {
        "label": gettext("anywhere in Beijing"),
        "href": _address(replace(question, near=ANYWHERE if mine else None), kind),
        "chosen": question.near in (None, ANYWHERE),
    }
    return [anywhere] + [
        {
            "label": localized(each, "short_name", current()),
            "href": _address(replace(question, near=_near(each)), kind),
            "chosen": bool(question.near) and question.near.community == slug,
            "lattice": each.lattice,
        }
        for slug, each in communities.items()
    ]


def _address(question: Question, kind: str = "") -> str:
    asked = {"q": question.text} | ({"kind": kind} if kind else {})
    if question.near:
        asked["community"] = question.near.community
    return f"{reverse('search')}?{urlencode(asked)}"


def _offer(words: str) -> dict:
    return {"words": words, "href": f"{reverse('search')}?{urlencode({'q': words})}"}


def _group(group: Group, names: dict, question: Question, communities: dict) -> dict:
    """Tell of one kind what was found of it, and where all of it stands."""
    return {
        "kind": group.kind,
        "name": names[group.kind],
        "number": group.number,
        "href": _address(question, group.kind),
        "results": [_result(entry, question, communities) for entry in group.entries],
    }


def _result(entry: SearchEntry, question: Question, communities: dict) -> dict:
    """Mark what was asked for; where neither name nor summary says it, show where it stands."""
    summary = mark(localized(entry, "summary", current()), question)
    title = mark(localized(entry, "title", current()), question, sounds=True)
    second = mark(localized(entry, "title", other()), question, sounds=True)
    result = {
        "href": entry.get_absolute_url(),
        "title": title,
        "second": second,
        "text": summary,
        "community": communities.get(entry.community),
        "is_over": bool(entry.over_at and entry.over_at < timezone.now()),
    }
    if "<mark>" not in title + second + summary:
        result |= _found_elsewhere(entry, question)
    return result


def _found_elsewhere(entry: SearchEntry, question: Question) -> dict:
    """Show the line that says most of it: a heading, else of the text; here, then there."""
    here = [(field, current()) for field in ("headings", "text")]
    there = [(field, other()) for field in ("summary", "headings", "text")]
    for field, language in here + there:
        lines = localized(entry, field, language).splitlines()
        cuts = [excerpt(line, question) for line in lines]
        if cut := max(cuts, key=lambda cut: cut.count("<mark>"), default=""):
            return {"excerpt": cut, "excerpt_language": language}
    return {}
