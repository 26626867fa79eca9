"""What every list and form of the desk has in common."""

from django.contrib import messages
from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaksbr
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.messages import render as as_message
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import TaskState, WorkflowState
from wagtail.snippets.views import snippets
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from portal.base import panels
from portal.base.export import Exports
from portal.base.fields import shown
from portal.base.gate import Gated
from portal.base.languages import NAMES, field_label
from portal.base.policy import ScopedFilterSet, ScopedForm


class NameColumn(TitleColumn):
    """The Chinese name, or whatever the thing is called while it has none."""

    def get_value(self, instance):
        return super().get_value(instance) or str(instance)


class Pages(WagtailPaginator):
    """Says below a list how much there is of what."""

    @property
    def items_count_label(self):
        name = self.verbose_name if self.count == 1 else self.verbose_name_plural
        return gettext("%(number)d %(name)s") % {"number": self.count, "name": name}


class ScopedIndexView(Exports, snippets.IndexView):
    """A list that leads from each row only to where one may go."""

    base_filterset_class = ScopedFilterSet
    paginator_class = Pages

    @cached_property
    def columns(self):
        """Without boxes to tick where nothing can be done to many at once."""
        deletes = self.delete_url_name and self.user_has_permission("delete")
        return super().columns if deletes else super().columns[1:]

    def may(self, action: str, thing: Model) -> bool:
        return self.user_has_permission_for_instance(action, thing)

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if self.may("change", instance) else None

    def get_copy_url(self, instance):
        return super().get_copy_url(instance) if self.may("add", instance) else None

    def get_delete_url(self, instance):
        return super().get_delete_url(instance) if self.may("delete", instance) else None


class IndexView(ScopedIndexView):
    """A list whose first columns are the Chinese and the English name."""

    name_field = "name"

    def _get_title_column(self, field_name, column_class=NameColumn, **kwargs):
        column = super()._get_title_column(field_name, column_class, **kwargs)
        if field_name == f"{self.name_field}_zh_hans":
            column.label = name_in("zh-hans")
        return column


class NamesFaults:
    """A form view whose error message names each wrong field and its language."""

    def is_valid(self, form):
        self.form = form
        return super().is_valid(form)

    def get_error_message(self):
        message = super().get_error_message()
        named = panels.faults(self.form)
        if not message or not named:
            return message
        return gettext("%(message)s Please look at: %(fields)s.") % {
            "message": message,
            "fields": gettext(", ").join(named),
        }

    def form_invalid(self, form):
        """Say it once: Wagtail would list every field again, in words of its own."""
        if not self.expects_json_response and self.produced_error_message is not None:
            detail = form.non_field_errors() or ""
            messages.error(self.request, as_message(self.produced_error_message, None, detail))
            self.produced_error_message = None
        return super().form_invalid(form)


class _Creates(NamesFaults):
    """From now on the new thing is at hand: whether one may publish depends on whose it is."""

    def is_valid(self, form):
        if not super().is_valid(form):
            return False
        self.request.user.at_hand = form.instance
        if self.action == "publish" and not self.user_has_permission("publish"):
            words = _("You may draft this for this community, but not publish it.")
            form.add_error(self.permission_policy.owner_field, words)
            self.produced_error_message = self.get_error_message()
            return False
        return True


class CreateView(_Creates, snippets.CreateView):
    pass


class CopyView(_Creates, snippets.CopyView):
    pass


class EditView(NamesFaults, snippets.EditView):
    pass


class DeleteView(snippets.DeleteView):
    def form_valid(self, form):
        # The database knows what still needs it, and says so (portal/desk/middleware.py);
        # Wagtail's index of references would only say that it is not permitted.
        self.usage = None
        return super().form_valid(form)


class HistoryView(snippets.HistoryView):
    paginator_class = Pages
    any_permission_required = ("view",)


class CompareView(snippets.RevisionsCompareView):
    permission_required = "view"


class RevisionView(snippets.PreviewRevisionView):
    permission_required = "view"


class OfItsOwnReview:
    """A view of one step of a review. Wagtail would take the step of any other thing's,
    which its reviewer may know nothing of."""

    def get_task_state(self):
        reviews = WorkflowState.objects.for_instance(self.object)
        steps = TaskState.objects.filter(workflow_state__in=reviews)
        return get_object_or_404(steps, pk=self.task_state_id).specific


class WorkflowActionView(OfItsOwnReview, snippets.WorkflowActionView):
    pass


class CollectWorkflowActionDataView(OfItsOwnReview, snippets.CollectWorkflowActionDataView):
    pass


class InspectView(snippets.InspectView):
    """A record to look at: fields by the names that forms give them, nothing by a dash."""

    def get_field_label(self, field_name, field):
        if field is None:
            return super().get_field_label(field_name, field)
        return field_label(self.model, field_name)

    def get_field_display_value(self, field_name, field):
        in_words = hasattr(self, f"get_{field_name}_display_value")
        if field is None or in_words:
            value = super().get_field_display_value(field_name, field)
        else:
            value = shown(self.object, field_name)
        return linebreaksbr(value or "–")


class PlainChoices(SnippetChooserViewSet):
    """Leaves other things to be picked from a plain list, not in a window of its own."""

    register_widget = False

    def get_urlpatterns(self):
        return []


class ScopedViewSet(Gated, snippets.SnippetViewSet):
    """The view set of one kind of thing; `base_url_path` is its address under /desk/."""

    # Wagtail's own is translated at the start, into no language.
    breadcrumbs_items = WagtailAdminTemplateMixin.breadcrumbs_items
    add_to_reference_index = False
    search_backend_name = None
    list_per_page = 50
    index_view_class = ScopedIndexView
    add_view_class = CreateView
    copy_view_class = CopyView
    edit_view_class = EditView
    delete_view_class = DeleteView
    history_view_class = HistoryView
    inspect_view_class = InspectView
    revisions_compare_view_class = CompareView
    revisions_view_class = RevisionView
    workflow_action_view_class = WorkflowActionView
    collect_workflow_action_data_view_class = CollectWorkflowActionDataView
    chooser_viewset_class = PlainChoices

    def for_lists(self, things):
        """Add to a list's rows what its columns show of other tables."""
        return things

    def get_queryset(self, request):
        theirs = self.permission_policy.instances_user_has_permission_for(request.user, "view")
        return self.for_lists(theirs)

    def get_form_class(self, for_update=False):
        form = super().get_form_class(for_update)
        return type(form.__name__, (ScopedForm, form), {})


class DeskViewSet(ScopedViewSet):
    """A view set with both names in its list, searched in both languages.

    `columns` come after the names; `panels` or `edit_handler` make the form.
    """

    name_field = "name"
    columns: tuple = ()
    search_fields: tuple[str, ...] = ()
    add_to_reference_index = True
    inspect_view_enabled = True

    @property
    def index_view_class(self):
        return type("IndexView", (IndexView,), {"name_field": self.name_field})

    @cached_property
    def inspect_view_fields(self):
        """What its form shows of the record, in the same order."""
        known = {field.name for field in self.model._meta.get_fields()}
        return [name for name in panels.field_names(self._edit_handler) if name in known]

    @cached_property
    def list_display(self):
        english = f"{self.name_field}_en"
        return [
            f"{self.name_field}_zh_hans",
            Column(english, label=name_in("en"), sort_key=english),
            *self.columns,
        ]

    def get_index_view_kwargs(self, **kwargs):
        both = (f"{self.name_field}_zh_hans", f"{self.name_field}_en")
        names = [name for name in both if hasattr(self.model, name)]
        return super().get_index_view_kwargs(
            **{"search_fields": [*names, *self.search_fields]} | kwargs
        )


class ReadOnlyViewSet(ScopedViewSet):
    """A view set to look at things, not to change them."""

    copy_view_enabled = False
    inspect_view_enabled = True
    readable = ("list", "list_results", "inspect")

    def get_urlpatterns(self):
        own = {url.name for url in self.own_urls()}
        return [url for url in super().get_urlpatterns() if url.name in {*self.readable, *own}]

    def get_common_view_kwargs(self, **kwargs):
        closed = ("add", "edit", "delete", "usage", "history")
        return super().get_common_view_kwargs(
            **{f"{name}_url_name": None for name in closed} | kwargs
        )


def name_in(language: str):
    """Head the column of a name in one language."""
    return format_lazy("{name} ({language})", name=_("Name"), language=NAMES[language])
