"""What every list and form of the desk has in common."""

from django.contrib import messages
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.messages import render as as_message
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views import snippets
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from portal.base import panels
from portal.base.languages import NAMES


class NameColumn(TitleColumn):
    """The Chinese name, or whatever the thing is called while it has none."""

    def get_value(self, instance):
        return super().get_value(instance) or str(instance)


class IndexView(snippets.IndexView):
    """A list whose first columns are the Chinese and the English name."""

    name_field = "name"

    def _get_title_column(self, field_name, column_class=NameColumn, **kwargs):
        column = super()._get_title_column(field_name, column_class, **kwargs)
        if field_name == f"{self.name_field}_zh_hans":
            column.label = _name_in("zh-hans")
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


class CreateView(NamesFaults, snippets.CreateView):
    pass


class CopyView(NamesFaults, snippets.CopyView):
    pass


class EditView(NamesFaults, snippets.EditView):
    pass


class DeleteView(snippets.DeleteView):
    def form_valid(self, form):
        # The database knows what still needs it, and says so (portal/desk/middleware.py);
        # Wagtail's index of references would only say that it is not permitted.
        self.usage = None
        return super().form_valid(form)


class PlainChoices(SnippetChooserViewSet):
    """Leaves other things to be picked from a plain list, not in a window of its own."""

    register_widget = False


class DeskViewSet(snippets.SnippetViewSet):
    """A view set with both names in its list, searched in both languages.

    A subclass names its model, its address under /desk/ (`base_url_path`), an icon, and
    `panels` or `edit_handler`; `columns` come after the names.
    """

    name_field = "name"
    columns: tuple = ()
    search_fields: tuple[str, ...] = ()
    search_backend_name = None
    list_per_page = 50
    chooser_viewset_class = PlainChoices
    add_view_class = CreateView
    copy_view_class = CopyView
    edit_view_class = EditView
    delete_view_class = DeleteView

    @property
    def index_view_class(self):
        return type("IndexView", (IndexView,), {"name_field": self.name_field})

    @cached_property
    def list_display(self):
        english = f"{self.name_field}_en"
        return [
            f"{self.name_field}_zh_hans",
            Column(english, label=_name_in("en"), sort_key=english),
            *self.columns,
        ]

    def get_index_view_kwargs(self, **kwargs):
        names = (f"{self.name_field}_zh_hans", f"{self.name_field}_en")
        return super().get_index_view_kwargs(
            **{"search_fields": [*names, *self.search_fields]} | kwargs
        )


class ReadOnlyViewSet(snippets.SnippetViewSet):
    """A view set to look at things, not to change them."""

    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    search_backend_name = None
    list_per_page = 50
    chooser_viewset_class = PlainChoices
    readable = ("list", "list_results", "inspect")

    def get_urlpatterns(self):
        return [url for url in super().get_urlpatterns() if url.name in self.readable]

    def get_common_view_kwargs(self, **kwargs):
        closed = ("add", "edit", "delete", "usage", "history")
        return super().get_common_view_kwargs(
            **{f"{name}_url_name": None for name in closed} | kwargs
        )


def _name_in(language: str):
    return format_lazy("{name} ({language})", name=_("Name"), language=NAMES[language])
