"""The window in which editors pick a picture for something, or send a new one in."""

from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from portal.base.gate import Gate
from portal.base.policy import ScopedForm
from portal.pictures.forms import PictureForm
from portal.pictures.models import Picture

FIELDS = (
    "title", "file", "community", "alt_zh_hans", "alt_en", "credit", "licence", "source",
)  # fmt: skip
_NEEDS = {
    "choose": "view",
    "choose_results": "view",
    "chosen": "view",
    "chosen_multiple": "view",
    "create": "add",
}


class ThumbnailColumn(Column):
    """The picture itself, small."""

    cell_template_name = "portal/pictures/thumbnail_cell.html"


class PictureFilter(BaseFilterForm):
    """Finds pictures by what is written about them."""

    q = forms.CharField(label=pgettext_lazy("pictures", "Search"), required=False)

    def filter(self, objects):
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.filter(containing(words))


def containing(words: str) -> Q:
    """Ask for pictures of which something is written in these words."""
    question = Q()
    for column in ("title", "alt_en", "alt_zh_hans", "credit"):
        question |= Q(**{f"{column}__icontains": words})
    return question


class UploadForm(ScopedForm, PictureForm):
    """A new picture, sent in on the way."""

    class Meta(PictureForm.Meta):  # its fields are those of the desk
        model = Picture
        fields = FIELDS


def _for_record(pictures: QuerySet, community: str | None) -> QuerySet:
    """Leave what a record of this community may show: its own, and what is shared."""
    if community is None:
        return pictures
    of_it = Q(community=community) if community.isdecimal() else Q(pk__in=())
    return pictures.filter(of_it | Q(community=None))


class _OnlyTheirs:
    """Lists and takes in only what somebody may see or add, and the record may show."""

    filter_form_class = PictureFilter
    ordering = "-pk"

    def get_object_list(self) -> QuerySet:
        policy = self.get_permission_policy()
        theirs = policy.instances_user_has_permission_for(self.request.user, "view")
        return _for_record(theirs, self.request.GET.get("community"))

    def get_creation_form_kwargs(self):
        kwargs = super().get_creation_form_kwargs() | {"for_user": self.request.user}
        if community := self.request.GET.get("community"):
            kwargs["initial"] = {"community": community}
        return kwargs

    @property
    def columns(self):
        return [ThumbnailColumn("thumbnail", label=_("Picture")), *super().columns]


class ChooseView(_OnlyTheirs, chooser.ChooseView):
    pass


class ChooseResultsView(_OnlyTheirs, chooser.ChooseResultsView):
    pass


class ChosenMultipleView(chooser.SnippetChosenMultipleView):
    def get_objects(self, pks):
        policy = policy_registry.get_by_type(Picture)
        theirs = policy.instances_user_has_permission_for(self.request.user, "view")
        return theirs.filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class CreateView(_OnlyTheirs, chooser.SnippetCreateView):
    """Sends a picture in. Whose it may be, its form knows."""

    @transaction.atomic
    def save_form(self, form):
        picture = super().save_form(form)
        log(picture, "wagtail.create", user=self.request.user)
        return picture


class PictureWidget(AdminSnippetChooser):
    """The field itself; Wagtail's words would be fixed in one language at the start.

    `community` is the key of the one whose record it is on, where no field says so.
    """

    community = None

    def __init__(self, **options):
        super().__init__(**options)
        self.choose_one_text = _("Choose a picture")
        self.choose_another_text = _("Choose another picture")
        self.link_to_chosen_text = _("Open this picture")
        self.clear_choice_text = _("Take the picture out")

    def get_chooser_modal_url(self):
        address = super().get_chooser_modal_url()
        # A field of the form says it better: it may be changing just now.
        return address if self.linked_fields else f"{address}?community={self.community or ''}"


class PictureChooser(SnippetChooserViewSet):
    """The window's views, each behind the gate."""

    base_widget_class = PictureWidget
    choose_one_text = page_title = _("Choose a picture")
    search_tab_label = pgettext_lazy("pictures", "Search")
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = CreateView
    creation_form_class = UploadForm
    creation_tab_label = _("Send one in")
    create_action_label = _("Send in")
    create_action_clicked_label = _("Being sent…")
    register_widget = True
    preserve_url_parameters = ["multiple", "community"]

    def get_urlpatterns(self):
        urls = super().get_urlpatterns()
        for url in urls:
            gate = Gate(Picture, _NEEDS[url.name], recorded=False)
            url.callback = gate.before(url.callback)
        return urls
