"""A question set: its first page, one question a page, and what follows.

The answers stand in the address and nowhere else: ?a=work&a=no&a=350000.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.base.moments import keep_until
from portal.facts.stated import next_change
from portal.feedback.views import about_particular
from services.guides.models import Deadline, Guide
from services.questions.flow import Walk
from services.questions.models import QuestionSet
from services.questions.numbers import NotAnAnswer


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every question set."""
    context = {"question_sets": QuestionSet.objects.published().for_cards()}
    return render(request, "services/questions/index.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The first page of a set: what it answers, what it does not, and a button."""
    question_set = get_object_or_404(QuestionSet.objects.published().for_page(), slug=slug)
    return render(request, "services/questions/detail.html", page(question_set))


def page(question_set: QuestionSet) -> dict:
    """Gather what the first page shows; a preview of a draft shows the same."""
    return {
        "question_set": question_set,
        "outcomes": question_set.outcomes.all(),
        "guides": question_set.guides.filter(live=True),
        "start": address(question_set, ()),
        "facts": question_set.facts,
    }


@require_safe
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """The next question after the answers in the address, or what follows from them.

    Answers that no page of ours leads to are not found: the page says so, and goes on from
    where they end.
    """
    question_set = get_object_or_404(QuestionSet.objects.published(), slug=slug)
    walk = question_set.flow.walk(request.GET.getlist("a"))
    if question_set.flow.is_question(walk.at):
        return _ask(request, question_set, walk)
    return _tell(request, question_set, walk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take what is wrong with one of the facts behind the results of a set."""
    question_set = get_object_or_404(QuestionSet.objects.published(), slug=slug)
    facts, guides = question_set.facts, question_set.named_guides
    lengths = Deadline.objects.public().on_arrival().filter(guide__slug__in=guides)
    names = {*question_set.shown_facts, *lengths.values_list("fact__slug", flat=True)}
    told = [facts[name].particular for name in sorted(names & facts.keys())]
    return about_particular(request, question_set, told, key)


def _ask(request: HttpRequest, question_set: QuestionSet, walk: Walk) -> HttpResponse:
    """Show a question; put what its form sends into the address, or ask again."""
    flow, given, error = question_set.flow, request.GET.get("answer", ""), ""
    if "answer" in request.GET:
        try:
            value = flow.read(walk.at, given).value
            return redirect(address(question_set, [*walk.given, value]))
        except NotAnAnswer as refusal:
            error = refusal.message
    context = _walked(question_set, walk) | {
        "options": flow.options(walk.at),
        "is_number": flow.is_number(walk.at),
        "given": given,
        "error": error,
    }
    return _answer(request, "question", context, walk.at.own_facts())


def _tell(request: HttpRequest, question_set: QuestionSet, walk: Walk) -> HttpResponse:
    """Show what follows, from which facts, with its guides and what they set a date for."""
    slugs = walk.at.guides
    guides = Guide.objects.published().in_bulk(slugs, field_name="slug")
    deadlines = Deadline.objects.public().on_arrival().with_facts().select_related("guide")
    due = sorted(deadlines.filter(guide__slug__in=slugs), key=lambda each: each.length)
    context = _walked(question_set, walk) | {
        "guides": [guides[slug] for slug in slugs if slug in guides],
        "deadlines": due,
    }
    names = {*walk.at.own_facts(), *question_set.own_facts(), *walk.edges}
    names |= {deadline.fact.slug for deadline in due}
    return _answer(request, "outcome", context, names)


def _walked(question_set: QuestionSet, walk: Walk) -> dict:
    """What every page of a walk shows: every answer, with the address that asks it again."""
    return {
        "question_set": question_set,
        "walk": walk,
        "start": address(question_set, ()),
        "so_far": [
            {"step": step, "change": address(question_set, walk.given[:number])}
            for number, step in enumerate(walk.steps)
        ],
        "facts": question_set.facts,
    }


def _answer(request: HttpRequest, template: str, context: dict, names) -> HttpResponse:
    """Render a page that shows some facts.

    No cache keeps it beyond the next change of any: they decide on the way, too.
    """
    facts = context["facts"]
    context["shown_facts"] = [facts[name] for name in sorted(set(names) & facts.keys())]
    context["particulars"] = [each.particular for each in context["shown_facts"]]
    response = render(
        request,
        f"services/questions/{template}.html",
        context,
        status=200 if context["walk"].is_understood else 404,
    )
    return keep_until(response, next_change(facts.values()))


def address(question_set: QuestionSet, given) -> str:
    """Return the address of the page that comes after some answers."""
    path = reverse("questions:answers", kwargs={"slug": question_set.slug})
    query = urlencode([("a", value) for value in given])
    return f"{path}?{query}" if query else path
