"""A question set: its first page, one question a page, and what follows.

The answers stand in the address and nowhere else: ?a=work&a=no&a=350000.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from services.guides.models import Deadline, Guide
from services.questions.flow import Walk
from services.questions.models import Outcome, QuestionSet
from services.questions.numbers import NotAnAnswer


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every question set."""
    context = {"question_sets": QuestionSet.objects.published().for_cards()}
    return render(request, "services/questions/index.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The first page of a set: what it answers, what it does not, and a button."""
    question_set = get_object_or_404(QuestionSet.objects.published(), slug=slug)
    return render(request, "services/questions/detail.html", page(question_set))


def page(question_set: QuestionSet) -> dict:
    """Gather what the first page shows; a preview of a draft shows the same."""
    return {
        "question_set": question_set,
        "outcomes": question_set.outcomes.all(),
        "guides": question_set.guides.filter(live=True),
        "start": address(question_set, ()),
    }


@require_safe
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """The next question after the answers in the address, or what follows from them.

    What the form sends is put into the address itself. Answers that no page of ours leads
    to are not found: the page says so, and asks from where they end.
    """
    question_set = get_object_or_404(QuestionSet.objects.published(), slug=slug)
    flow = question_set.flow
    walk = flow.walk(request.GET.getlist("a"))
    context = {"question_set": question_set, "walk": walk, "start": address(question_set, ())}
    if flow.is_question(walk.at):
        context |= {"options": flow.options(walk.at), "is_number": flow.is_number(walk.at)}
        if "answer" in request.GET:
            given = request.GET["answer"]
            try:
                step = flow.read(walk.at, given)
            except NotAnAnswer as refusal:
                context |= {"given": given, "error": refusal.message}
            else:
                return redirect(address(question_set, [*walk.given, step.value]))
    elif walk.at is not None:
        context |= _what_follows(walk.at)
    context["so_far"] = _so_far(question_set, walk)
    template = "question" if flow.is_question(walk.at) else "outcome"
    status = 200 if walk.is_understood else 404
    return render(request, f"services/questions/{template}.html", context, status=status)


def address(question_set: QuestionSet, given) -> str:
    """Return the address of the page that comes after some answers."""
    path = reverse("questions:answers", kwargs={"slug": question_set.slug})
    query = urlencode([("a", value) for value in given])
    return f"{path}?{query}" if query else path


def _so_far(question_set: QuestionSet, walk: Walk) -> list[dict]:
    """Every answer with the address that asks its question again."""
    return [
        {"step": step, "change": address(question_set, walk.given[:number])}
        for number, step in enumerate(walk.steps)
    ]


def _what_follows(outcome: Outcome) -> dict:
    """Gather the guides of an outcome, in its order, and what they set a date for."""
    found = Guide.objects.published().in_bulk(outcome.guides, field_name="slug")
    deadlines = Deadline.objects.public().filter(guide__slug__in=outcome.guides)
    return {
        "guides": [found[slug] for slug in outcome.guides if slug in found],
        "deadlines": sorted(
            deadlines.on_arrival().select_related("guide"), key=lambda each: each.length
        ),
    }
