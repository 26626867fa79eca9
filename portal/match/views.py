"""Which community suits us? The page that asks, and answers in order."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.base.languages import current, join, localized
from portal.base.wording import metres
from portal.facets.facets import NOT_STATED, Facet
from portal.getting_around.ends import End, choose
from portal.getting_around.network import network_at
from portal.getting_around.views import address
from portal.match import forms, scoring
from portal.match.forms import Answers, Child
from portal.match.ranking import KINDS, rank
from portal.match.scoring import Finding, Near, Part, Score
from portal.places.models import Precision
from portal.publishing import content
from services.listings.models import Listing

NAMED = 20  # places that are named for each need
# Metres from a station within which one is there: how far it is then, nobody knows.
AT_STATION = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Ask; with any answer given, show the communities in order, every point explained."""
    answers = Answers.given(request.GET)
    network = network_at(content.version())
    work = choose(answers.work, network)
    scores = rank(answers, work.end, network) if answers.is_asked else []
    context = {
        "answers": answers,
        "work": work.field(lambda end: answers.url(work=end.key)),
        "children": _child_rows(answers),
        "hospitals": _selects(forms.ABOUT_HOSPITALS, answers.hospitals),
        "homes": _selects(forms.ABOUT_HOMES, answers.homes),
        "weights": _weights(answers),
        "results": [
            _result(score, work.end) | {"href": answers.url(community=score.community.slug)}
            for score in scores
        ],
        "best": _best(scores),
        "checked_on": _checked_on(scores),
        "this_address": answers.url(),
        "limits": scoring,
    }
    return render(request, "portal/match/index.html", context)


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is behind the points of one community: the places, by name."""
    answers = Answers.given(request.GET)
    network = network_at(content.version())
    work = choose(answers.work, network).end
    scores = rank(answers, work, network)
    score = next((each for each in scores if each.community.slug == slug), None)
    if score is None:
        raise Http404("there is no such community")
    context = {
        "result": _result(score, work, named=NAMED),
        "checked_on": _checked_on([score]),
        "all_of_them": answers.url(),
    }
    return render(request, "portal/match/community.html", context)


def _best(scores: list[Score]) -> dict:
    """Name the first; those with equal points together."""
    most = scores[0].hundredths if scores else None
    best = [score.community for score in scores if most and score.hundredths == most]
    names = join(localized(each, "short_name", current()) for each in best)
    return {"names": names, "number": len(best)}


# --- The form -------------------------------------------------------------------


def _child_rows(answers: Answers) -> list[dict]:
    rows = [*answers.children, *[Child()] * forms.MOST_CHILDREN][: forms.MOST_CHILDREN]
    return [
        {
            "number": number,
            "age": child.age,
            "curricula": _options(forms.CURRICULUM, child.curriculum),
        }
        for number, child in enumerate(rows, start=1)
    ]


def _selects(facets: dict[str, Facet], given: dict[str, str]) -> list[dict]:
    return [
        {
            "name": name,
            "label": facet.label,
            "options": _options(facet, given.get(name, "")),
        }
        for name, facet in facets.items()
    ]


def _options(facet: Facet, chosen: str) -> list[dict]:
    """List what can be wished for: a "no" or "not stated" is no wish."""
    return [
        {"value": option.value, "label": option.label, "checked": option.value == chosen}
        for option in facet.options
        if option.value not in (NOT_STATED, "no")
    ]


def _weights(answers: Answers) -> list[dict]:
    return [
        {
            "name": f"weight_{part}",
            "label": label,
            "options": [
                {"value": value, "label": words, "checked": value == answers.weights[part]}
                for value, words in forms.WEIGHTS
            ],
        }
        for part, label in forms.PARTS.items()
    ]


# --- The answer -----------------------------------------------------------------


def _result(score: Score, work: End | None, *, named: int = 0) -> dict:
    return {
        "community": score.community,
        "hundredths": score.hundredths,
        "parts": [_part(part, score, work, named) for part in score.parts],
    }


def _part(part: Part, score: Score, work: End | None, named: int) -> dict:
    shown = {
        "name": part.name,
        "label": forms.PARTS[part.name],
        "hundredths": part.hundredths,
        "share": score.share(part),
    }
    if part.name == "way":
        return shown | _way(part, score, work)
    return shown | {
        "findings": [_finding(part.name, each, score, named) for each in part.findings]
    }


def _way(part: Part, score: Score, work: End) -> dict:
    community = score.community
    legs = part.journey.legs if part.journey else ()
    return {
        "journey": part.journey,
        "work": work,
        "lines": [leg.line for leg in legs],
        "is_on_foot": bool(part.journey and not legs),
        "has_position": community.has_position,
        "as_of": min((leg.line.as_of for leg in legs), default=None),
        "href": address({"start": work.key, "end": f"communities/{community.slug}"}),
    }


def _finding(name: str, finding: Finding, score: Score, named: int) -> dict:
    has_own = any(near.is_own for near in finding.near)
    slug = score.community.slug
    return {
        "label": finding.need.label,
        "counts": _counts(finding),
        "named": [_named(name, near) for near in finding.near[:named]],
        "more": max(0, len(finding.near) - named),
        "href": finding.need.list_url(KINDS[name], slug) if has_own else "",
    }


def _counts(finding: Finding) -> str:
    """Say how many fit, and how many may."""
    counts = []
    if finding.certain:
        counts.append(
            ngettext("%(n)d fits", "%(n)d fit", finding.certain) % {"n": finding.certain}
        )
    if finding.uncertain:
        words = ngettext(
            "%(n)d may fit, not everything is stated",
            "%(n)d may fit, not everything is stated",
            finding.uncertain,
        )
        counts.append(words % {"n": finding.uncertain})
    return join(counts) or _("none listed within reach")


def _named(name: str, near: Near) -> dict:
    return {
        "place": near.place,
        "is_certain": near.is_certain,
        "how": _how(near),
        "rent": _rent(near.place) if name == "homes" else "",
    }


def _how(near: Near) -> list[str]:
    """Say how a place is within reach, each way for itself."""
    ways = []
    if near.is_own:
        ways.append(_("in the community"))
    is_about = near.place.position_precision == Precision.METRO
    if is_about and near.metres is not None and near.metres < AT_STATION:
        return [*ways, _("near the same metro station")]
    if near.metres is not None:
        distance = metres(near.metres)
        ways.append(_("about %(distance)s") % {"distance": distance} if is_about else distance)
    if near.minutes:  # none for what is at the station itself
        ways.append(_("%(n)d min by metro and on foot") % {"n": near.minutes})
    return ways


def _rent(place: Listing) -> str:
    """Give the rent with its date."""
    return next((str(fact) for fact in KINDS["homes"].card_facts(place) if fact.as_of), "")


def _checked_on(scores: list[Score]) -> dt.date | None:
    """Return when the sources of the places that count were last read, the oldest of them."""
    places = {
        near.place
        for score in scores
        for part in score.parts
        for finding in part.findings
        for near in finding.near[: scoring.ENOUGH]
    }
    read = (
        [b.value["read_on"] for b in place.sources if b.value["read_on"]] for place in places
    )
    return min((max(days) for days in read if days), default=None)
