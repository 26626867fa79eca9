"""Ask for the days, show the plan. The answers live in the address and nowhere else."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from communities.directory.chosen import chosen
from portal.base.private import private
from portal.places import holidays
from services.guides.models import Deadline, Guide
from services.plan import agenda, around, calendar, lines
from services.plan.answers import Answers
from services.plan.forms import EmployerForm, OwnLineForm, Questions
from services.plan.lines import Line

# What the buttons of the form are called in its address.
GO, MORE = "go", "more"
# What the buttons of a plan are called, and where its lines begin on the page.
BUTTONS = {"tick", "remove"}
LINES = "by-when"


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; with every answer readable, lead on to the plan.

    Answers that stand in the address already, an employer's or one's own, fill the form.
    """
    is_asked, community = GO in request.GET, chosen(request)
    questions = Questions(
        request.GET,
        is_asked=is_asked,
        more=2 if MORE in request.GET else 0,
        community=community.slug if community else "",
    )
    if is_asked and questions.is_valid():
        return personal(redirect(address_of(questions.answers().with_key())))
    context = {
        "questions": questions,
        "is_employers": "employer" in request.GET,
        "go": GO,
        "more": MORE,
    }
    response = render(request, "services/plan/ask.html", context)
    return personal(response) if request.GET else response


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """The plan by its days. A button of it leads to the address of what it makes of them."""
    answers = Answers.given(request.GET)
    if not answers.is_dated:
        return redirect("plan:ask")
    if request.GET.keys() & BUTTONS:
        return personal(redirect(f"{address_of(answers.changed(request.GET))}#{LINES}"))
    if not answers.key:
        return personal(redirect(address_of(answers.with_key())))
    own = OwnLineForm(request.GET if "text" in request.GET else None)
    if own.is_bound and own.is_valid():
        return personal(redirect(f"{address_of(own.add_to(answers))}#{LINES}"))
    context = page(answers) | {"own": own}
    return personal(render(request, "services/plan/dates.html", context))


@require_safe
def employer(request: HttpRequest) -> HttpResponse:
    """Make a link for a newcomer out of what an employer knows; nothing of it is kept."""
    form = EmployerForm(request.GET if GO in request.GET else None)
    link = ""
    if form.is_valid():
        query = urlencode([("employer", "1"), *form.answers().pairs])
        link = f"{settings.SITE_ROOT}{reverse('plan:ask')}?{query}"
    context = {"form": form, "go": GO, "link": link}
    response = render(request, "services/plan/employer.html", context)
    return personal(response) if request.GET else response


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The plan for a calendar: to open once, or to subscribe to by this very address."""
    answers = Answers.given(request.GET)
    address = settings.SITE_ROOT + address_of(answers)
    content = calendar.plan(
        answers, lines.of(answers, Deadline.objects.for_plans()), address=address
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="plan.ics"'
    return personal(response)


def page(answers: Answers) -> dict:
    """Gather what the page of a plan shows."""
    today, deadlines = timezone.localdate(), list(Deadline.objects.for_plans())
    told = lines.of(answers, deadlines)
    community = around.community(answers.community)
    checklists, journeys = around.journeys(answers)
    return {
        "answers": answers,
        "lines_id": LINES,
        "groups": agenda.groups(told, today),
        "checklists": checklists,
        "journeys": journeys,
        "undated": lines.undated(answers, deadlines),
        "errands": errands(answers, told),
        "community": community,
        "service_points": around.service_points(community) if community else [],
        "doctors": around.doctors(community) if community else [],
        "holidays_known_until": holidays.known_until(),
        "query": answers.query(),
        "feed": settings.SITE_ROOT.partition("://")[2] + address_of(answers, "plan:calendar"),
    }


def errands(answers: Answers, told: list[Line]) -> list[Guide]:
    """Each guide once: those of the lines in the order of their days, then the others."""
    dated = dict.fromkeys(line.guide.slug for line in told if line.guide)
    wanted = dict.fromkeys([*dated, *around.errands(answers)])
    found = around.guides(wanted)
    return [found[slug] for slug in wanted if slug in found]


def address_of(answers: Answers, name: str = "plan:dates") -> str:
    """Return the address that holds the answers."""
    return f"{reverse(name)}?{answers.query()}"


def personal(response: HttpResponse) -> HttpResponse:
    """Let no cache, no search engine and no other site have what stands in the address."""
    add_never_cache_headers(response)
    return private(response, "same-origin")
