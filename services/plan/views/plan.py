"""Ask for the days, show the plan. The answers live in the address and nowhere else."""

import datetime as dt
import re
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communities.directory.chosen import chosen
from portal.base.private import private
from portal.places import holidays
from services.guides.models import Deadline, Guide
from services.plan import around, calendar, lines
from services.plan.answers import Answers
from services.plan.forms import EmployerForm, OwnLineForm, Questions
from services.plan.lines import Line

# What the buttons of the form are called in its address.
GO, MORE = "go", "more"
KEY = re.compile(r"[-\w]{20,60}", re.ASCII)


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
        answers = questions.answers().with_key()
        return personal(redirect(address_of(answers, kept=_kept(request))))
    if not request.GET and (mine := chosen(request)):
        questions.you.initial["community"] = mine.slug
    context = {
        "questions": questions,
        "is_employers": "employer" in request.GET,
        "kept": _kept(request),
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
        return personal(redirect(address_of(answers.with_key(), kept=_kept(request))))
    own = OwnLineForm(request.GET if "text" in request.GET else None)
    if own.is_bound and own.is_valid():
        return personal(redirect(address_of(own.add_to(answers), kept=_kept(request))))
    context = page(answers) | {"own": own, "kept": _kept(request)}
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
    return {
        "answers": answers,
        "today": today,
        "groups": _groups(told, today, answers),
        "undated": lines.undated(answers, deadlines),
        "errands": errands(answers, told),
        "community": community,
        "service_points": around.service_points(community) if community else [],
        "doctors": around.doctors(community) if community else [],
        "holidays_known_until": holidays.known_until(),
        "query": answers.query(),
        "feed": settings.SITE_ROOT.partition("://")[2] + address_of(answers, "plan:calendar"),
    }


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
    row = {"line": line, "anchor": anchor, "ticked": answers.ticked(line.key).query()}
    return row | {"without": answers.without(line.key).query()} if line.is_own else row


def errands(answers: Answers, told: list[Line]) -> list[Guide]:
    """Each guide once: those of the lines in the order of their days, then the others."""
    dated = dict.fromkeys(line.guide.slug for line in told if line.guide)
    wanted = dict.fromkeys([*dated, *around.errands(answers)])
    found = around.guides(wanted)
    return [found[slug] for slug in wanted if slug in found]


def address_of(answers: Answers, name: str = "plan:dates", *, kept: str = "") -> str:
    """Return the address that holds the answers; `kept` is the key of a link to change."""
    more = f"&{urlencode({'kept': kept})}" if kept else ""
    return f"{reverse(name)}?{answers.query()}{more}"


def _kept(request: HttpRequest) -> str:
    """The key of the link that these answers are meant for, if they are for one."""
    return request.GET.get("kept", "") if KEY.fullmatch(request.GET.get("kept", "")) else ""


def personal(response: HttpResponse) -> HttpResponse:
    """Let no cache, no search engine and no other site have what stands in the address."""
    add_never_cache_headers(response)
    return private(response, "same-origin")
