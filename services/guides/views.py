"""The guides by topic, one guide, and the glossary."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communities.chosen.surroundings import surroundings
from portal.base.grouping import by_choice
from portal.base.languages import current
from portal.base.moments import keep_until
from portal.facts.stated import facts_on, next_change
from portal.feedback.views import about_particular
from portal.search.models import SearchEntry
from portal.watches import feeds
from services.guides.both import pairs
from services.guides.glance import glance
from services.guides.models import Deadline, Guide, PointsRule, Term
from services.guides.structured import how_to
from services.guides.words import Words
from services.journeys.beside import journeys_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every guide by topic; what a newcomer must do first stands above them."""
    guides = Guide.objects.published().for_cards()
    arrival = list(Deadline.objects.public().on_arrival().with_facts().select_related("guide"))
    context = {
        "topics": by_choice(guides, "topic", Guide.Topic),
        "first_steps": sorted(arrival, key=lambda deadline: deadline.length),
        "question_sets": SearchEntry.objects.filter(kind="questions").order_by("slug"),
    }
    response = render(request, "services/guides/index.html", context)
    return keep_until(response, next_change(deadline.stated for deadline in arrival))


@require_safe
@feeds.unless_known
def topic_changes(request: HttpRequest, topic: str) -> HttpResponse:
    """What has changed in the guides of a topic, as Atom."""
    if topic not in Guide.Topic.values:
        raise Http404("no such topic")
    label = Guide.Topic(topic).label
    return feeds.atom(
        request,
        title=_("Changes: %(title)s") % {"title": label},
        about=f"{reverse('guides:index')}#{topic}",
        pages=SearchEntry.objects.filter(groups__contains=[f"topics/{topic}"]),
    )


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One errand from beginning to end."""
    guide = get_object_or_404(Guide.objects.published().for_page(), slug=slug)
    context = page(guide) | {"local": surroundings(request)}
    response = render(request, "services/guides/detail.html", context)
    return keep_until(response, next_change(context["shown_facts"]))


def page(guide: Guide) -> dict:
    """Gather what the page of a guide shows; a preview of a draft shows the same."""
    steps, papers = list(guide.steps.all()), list(guide.papers.all())
    deadlines = guide.deadlines.with_facts()
    facts = facts_on(timezone.localdate())
    names = {name for part in (guide, *steps, *papers) for name in part.own_facts()}
    names |= {deadline.fact.slug for deadline in deadlines}
    shown = [facts[name] for name in sorted(names & facts.keys())]
    return {
        "guide": guide,
        "steps": steps,
        "papers": papers,
        "facts": facts,
        "shown_facts": shown,
        "particulars": glance(guide, facts) + [each.particular for each in shown],
        "deadlines": sorted(deadlines, key=lambda deadline: deadline.order),
        "official_links": guide.official_links.all(),
        "related": guide.related.filter(live=True),
        # Rows of services/questions, which stands above this package.
        "question_sets": guide.question_sets.filter(live=True).order_by("slug"),
        "points": PointsRule.objects.all() if guide.explains_points else [],
        "besides": journeys_of(guide) if guide.pk else [],
        "structured": how_to(guide, steps, papers),
        "words": Words(Term.objects.all(), current()),
    }


@require_safe
def both(request: HttpRequest, slug: str) -> HttpResponse:
    """One errand in both languages, side by side, for two people at one counter."""
    guide = get_object_or_404(Guide.objects.published().for_page(), slug=slug)
    deadlines = guide.deadlines.with_facts()
    facts = facts_on(timezone.localdate())
    with_pinyin = "pinyin" in request.GET
    context = {
        "guide": guide,
        "pairs": pairs(guide, deadlines, facts, with_pinyin=with_pinyin),
        "with_pinyin": with_pinyin,
    }
    response = render(request, "services/guides/both.html", context)
    return keep_until(response, next_change(facts.values()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take what is wrong with one thing that a guide states."""
    guide = get_object_or_404(Guide.objects.published().for_page(), slug=slug)
    return about_particular(request, guide, page(guide)["particulars"], key)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words that a newcomer meets, from A to Z in the page's language."""
    terms = sorted(Term.objects.all(), key=lambda term: term.sort_key)
    by_letter = groupby(terms, key=lambda term: term.letter)
    context = {"letters": [(letter, list(group)) for letter, group in by_letter]}
    return render(request, "services/guides/glossary.html", context)
