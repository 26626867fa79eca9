"""Ask for the days, show the plan. The answers live in the address and nowhere else."""

import datetime as dt
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.base.private import private
from portal.paper import press
from portal.places import holidays
from services.guides.models import Deadline, Guide
from services.plan import around, calendar, lines, sheets
from services.plan.answers import Answers
from services.plan.forms import EmployerForm, OwnLineForm, Questions
from services.plan.lines import Line

# What the buttons of the form are called in its address.
GO, MORE = "go", "more"


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; with every answer readable, lead on to the plan.

    Answers that stand in the address already, an employer's or one's own, fill the form.
    """
    is_asked = GO in request.GET
    questions = Questions(request.GET, is_asked=is_asked, more=2 if MORE in request.GET else 0)
    if is_asked and questions.is_valid():
        return personal(redirect(_address(questions.answers().with_key())))
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
    """The plan by its days."""
    answers = Answers.given(request.GET)
    if not answers.is_dated:
        return redirect("plan:ask")
    if not answers.key:
        return personal(redirect(_address(answers.with_key())))
    own = OwnLineForm(request.GET if "text" in request.GET else None)
    if own.is_bound and own.is_valid():
        return personal(redirect(_address(own.add_to(answers))))
    context = page(answers) | {"own": own, "here": _address(answers)}
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
    address = settings.SITE_ROOT + _address(answers)
    content = calendar.plan(answers, lines.of(answers, _deadlines()), address=address)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="plan.ics"'
    return personal(response)


@require_safe
def counter(request: HttpRequest, slug: str) -> HttpResponse:
    """One errand for the counter, Chinese over English: what I need, what I have brought."""
    guide = _guide(slug)
    chosen = around.community(request.GET.get("community", ""))
    context = {
        "guide": guide,
        "community": chosen,
        "places": around.service_points(chosen) if chosen else [],
        "words": sheets,
    }
    return render(request, "services/plan/counter.html", context)


@require_safe
def counter_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a PDF of one page."""
    guide = _guide(slug)
    chosen = around.community(request.GET.get("community", ""))
    places = around.service_points(chosen) if chosen else []
    told = sheets.counter(guide, places, path=guide.get_absolute_url())
    return _pdf(press.sheet(request, told), f"{slug}-counter.pdf")


def _guide(slug: str) -> Guide:
    guide = around.guides([slug]).get(slug)
    if guide is None:
        raise Http404("no such guide")
    return guide


@require_safe
def pack(request: HttpRequest) -> HttpResponse:
    """The whole plan on paper, to arrive with."""
    answers = Answers.given(request.GET)
    told, chosen = lines.of(answers, _deadlines()), around.community(answers.community)
    places = around.places(chosen) if chosen else []
    errands = [errand["guide"] for errand in _errands(answers, told)]
    data = sheets.pack(told, errands, chosen, places, path=_address(answers))
    made = press.sheet(request, data, lifetime=press.OF_A_READER_LIVES)
    return personal(_pdf(made, "plan.pdf"))


def _pdf(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def page(answers: Answers) -> dict:
    """Gather what the page of a plan shows."""
    today, deadlines = timezone.localdate(), list(_deadlines())
    told = lines.of(answers, deadlines)
    chosen = around.community(answers.community)
    return {
        "answers": answers,
        "today": today,
        "groups": _groups(told, today, answers),
        "undated": lines.undated(answers, deadlines),
        "errands": _errands(answers, told),
        "community": chosen,
        "service_points": around.service_points(chosen) if chosen else [],
        "doctors": around.doctors(chosen) if chosen else [],
        "holidays_known_until": holidays.known_until(),
        "query": answers.query(),
        "feed": settings.SITE_ROOT.partition("://")[2] + _address(answers, "plan:calendar"),
    }


def _deadlines():
    return Deadline.objects.public().with_facts().select_related("guide").order_by("pk")


def _groups(told: list[Line], today: dt.date, answers: Answers) -> list[dict]:
    """Sort the lines into what is late, what comes, and what is done."""
    done = [line for line in told if line.is_done]
    late = [line for line in told if line.is_overdue(today)]
    past = [line for line in told if line not in done and line not in late and line.day < today]
    to_come = [line for line in told if not line.is_done and line.day >= today]
    groups = (
        ("late", _("Overdue"), late),
        ("to-come", _("By when"), to_come),
        ("past", _("Past"), past),
        ("done", _("Done"), done),
    )
    return [
        {
            "id": name,
            "title": title,
            "is_late": rows is late,
            "rows": [_row(line, answers) for line in rows],
        }
        for name, title, rows in groups
        if rows
    ]


def _row(line: Line, answers: Answers) -> dict:
    anchor = line.key.replace(".", "-")
    other = _address(answers.ticked(line.key))
    row = {"line": line, "anchor": anchor, "tick": f"{other}#{anchor}"}
    if line.is_own:
        row["without"] = _address(answers.without(line.key))
    return row


def _errands(answers: Answers, told: list[Line]) -> list[dict]:
    """Each guide once: those of the lines in the order of their days, then the others."""
    dated = dict.fromkeys(line.guide.slug for line in told if line.guide)
    wanted = dict.fromkeys([*dated, *around.errands(answers)])
    found = around.guides(wanted)
    return [
        {"guide": found[slug], "is_dated": slug in dated} for slug in wanted if slug in found
    ]


def _address(answers: Answers, name: str = "plan:dates") -> str:
    return f"{reverse(name)}?{answers.query()}"


def personal(response: HttpResponse) -> HttpResponse:
    """Let no cache, no search engine and no other site have what stands in the address."""
    add_never_cache_headers(response)
    return private(response, "same-origin")
