"""What readers say, at the desk of those who tend the page."""

import django_filters
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry

from portal.base.desk import ReadOnlyViewSet, ScopedIndexView
from portal.base.errors import Refusal
from portal.base.policy import ScopedFilterSet
from portal.base.rights import Area
from portal.facts.models import Fact
from portal.facts.stated import POINTED_AT
from portal.feedback import actions
from portal.feedback.forms import AnswerForm
from portal.feedback.models import Remark, Usefulness
from portal.publishing import kinds

ADDRESS = "wagtailsnippets_communities_remark:{}"


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a remark beside its page, and say what came of it."""
    remark = get_object_or_404(Remark, pk=pk)
    back = reverse(ADDRESS.format("list"))
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.answer(remark, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Answered. Thank you."))
        return redirect(back)
    thing, named_fact = _thing(remark), _named_fact(remark)
    context = {
        "remark": remark,
        "form": form,
        "back": back,
        "page_title": remark.reference,
        "version_now": thing and thing.meaning_version,
        "edit_url": _edit_url(request.user, thing),
        "named_fact": named_fact,
        "named_fact_url": _edit_url(request.user, named_fact),
    }
    return render(request, "portal/feedback/desk/answer.html", context)


def _thing(remark: Remark):
    return kinds.model(remark.kind).objects.filter(pk=remark.object_pk).first()


def _named_fact(remark: Remark) -> Fact | None:
    """The fact that many pages show, where the remark points at one."""
    if not remark.fact.startswith(POINTED_AT):
        return None
    return Fact.objects.filter(slug=remark.fact.removeprefix(POINTED_AT)).first()


def _edit_url(user, thing) -> str:
    """Where somebody mends the page or the fact, if they may."""
    if thing is None:
        return ""
    policy = policy_registry.get_by_type(type(thing))
    if not policy.user_has_permission_for_instance(user, "change", thing):
        return ""
    return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])


class RemarkFilterSet(ScopedFilterSet):
    state = django_filters.ChoiceFilter(choices=Remark.State, label=_("state"))

    class Meta:
        model = Remark
        fields = ["state", "about", "community"]


class RemarkIndexView(ScopedIndexView):
    def get_edit_url(self, instance):
        """What is open leads to where it is answered, whoever may do that."""
        if self.may("change", instance) and instance.state == Remark.State.NEW:
            return reverse(ADDRESS.format("answer"), args=[instance.pk])
        return None

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if self.get_edit_url(instance):
            buttons[0].label, buttons[0].icon_name = _("Read and answer"), "mail"
        return buttons


class RemarkViewSet(ReadOnlyViewSet):
    """What readers wrote, the most urgent first."""

    model = Remark
    area = Area.FEEDBACK
    path = "community"
    icon = "comment"
    base_url_path = "remarks"
    index_view_class = RemarkIndexView
    filterset_class = RemarkFilterSet
    list_display = (
        "reference",
        Column("page", label=pgettext_lazy("remark", "Page"), accessor="page_name"),
        "about", "state", "due_on", "owner", "created_at",
    )  # fmt: skip
    search_fields = ("reference", "text")
    ordering = ("-answered_at", "due_on", "pk")
    inspect_view_fields = (
        "reference", "about", "told", "text", "language", "version", "community", "state",
        "due_on", "owner", "created_at", "answered_at", "outcome_zh_hans", "outcome_en",
    )  # fmt: skip
    needs = {"answer": "change"}
    personal = ("inspect", "answer")

    def for_lists(self, things):
        return things.with_page().select_related("owner")

    def own_urls(self):
        return [path("<int:pk>/answer/", answer, name="answer")]


class UsefulnessViewSet(ReadOnlyViewSet):
    """Which pages readers found useful, those with most noes first."""

    model = Usefulness
    area = Area.FEEDBACK
    path = "community"
    icon = "tick-inverse"
    base_url_path = "usefulness"
    list_display = (
        Column("page", label=pgettext_lazy("remark", "Page"), accessor="page_name"),
        "version", "yes", "no", "community",
    )  # fmt: skip
    list_filter = ("community",)
    ordering = ("-no", "-yes", "pk")
    inspect_view_fields = ("version", "yes", "no", "community")

    def for_lists(self, things):
        return things.with_page().select_related("community")
