"""Question sets at the desk: their rows, and a page to try a draft and see its test cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from portal.base.panels import BothLanguages, row
from portal.base.rights import Area
from portal.publishing.desk import PublishableViewSet, preview_of
from services.questions import checking, views
from services.questions.models import QuestionSet

GUIDES = FieldPanel("guides", help_text=_("Their pages lead to these questions."))


class TrialPanel(Panel):
    """The way to the page where a draft is tried, above its rows."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/questions/desk/way.html"

        def is_shown(self):
            return bool(self.instance and self.instance.pk)

        def show_panel_furniture(self):
            return False

        def get_context_data(self, parent_context=None):
            url_name = QuestionSet.snippet_viewset.get_url_name("trial")
            address = reverse(url_name, args=[self.instance.pk])
            return super().get_context_data(parent_context) | {"trial_url": address}


class QuestionSetViewSet(PublishableViewSet):
    """Questions that lead to a route; tried and checked before they are public."""

    model = QuestionSet
    area = Area.GUIDES
    icon = "help"
    preview = preview_of("services/questions/detail.html", views.page)
    texts = ("title", "summary", "not_covered")
    needs = PublishableViewSet.needs | {"trial": "view"}
    parts = (
        TrialPanel(),
        InlinePanel(
            "questions",
            [
                row("slug", "kind"),
                BothLanguages("text"),
                BothLanguages("hint"),
                row("rule", "looks_at", "most"),
                BothLanguages("unit"),
            ],
            heading=_("Questions"),
        ),
        InlinePanel(
            "answers",
            [
                row("question", "slug", "goes_to"),
                BothLanguages("text"),
                row("low", "high"),
                row("above", "through"),
            ],
            heading=_("Answers"),
        ),
        InlinePanel(
            "outcomes",
            [
                row("slug", "guides"),
                BothLanguages("title"),
                BothLanguages("text"),
                BothLanguages("not_covered"),
            ],
            heading=pgettext_lazy("of questions", "Outcomes"),
        ),
        InlinePanel("cases", [row("given", "outcome")], heading=_("Test cases")),
    )
    facts = (GUIDES,)

    def own_urls(self):
        return [*super().own_urls(), path("trial/<int:pk>/", self._try, name="trial")]

    @cached_property
    def _try(self):
        return require_safe(self.try_draft)

    def try_draft(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Walk the newest draft as a reader would, beside its faults and its test cases."""
        draft = get_object_or_404(self.model, pk=pk).get_latest_revision_as_object()
        flow = draft.flow
        walk = flow.walk(request.GET.getlist("a"))
        asked = walk.at if flow.is_question(walk.at) else None
        context = {
            "page_title": _("Try the questions"),
            "page_subtitle": str(draft),
            "header_icon": self.icon,
            "faults": draft.faults(),
            "cases": [
                (case, checking.failure(flow, case), _way(case)) for case in draft.cases.all()
            ],
            "walk": walk,
            "facts": draft.facts,
            "asked": asked,
            "is_number": asked and flow.is_number(asked),
            "options": [
                (words, _query(*walk.given, value)) for value, words in flow.options(asked)
            ]
            if asked
            else [],
            "so_far": [
                (step, _query(*walk.given[:number])) for number, step in enumerate(walk.steps)
            ],
            "edit_url": reverse(self.get_url_name("edit"), args=[pk]),
        }
        return render(request, "services/questions/desk/trial.html", context)


def _query(*given: str) -> str:
    return "?" + urlencode([("a", value) for value in given])


def _way(case) -> str:
    return _query(*case.given.split())
