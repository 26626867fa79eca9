"""The library of pictures at the desk."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.actions.registry import action_registry
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column

from portal.base.desk import CreateView, EditView
from portal.base.languages import join
from portal.base.panels import BothLanguages, group, row, tab
from portal.base.rights import Area
from portal.pictures import uses
from portal.pictures.actions import DeletePicture
from portal.pictures.choosing import PictureChooser, ThumbnailColumn
from portal.pictures.forms import PictureForm
from portal.pictures.models import Picture
from portal.publishing.desk import ShownViewSet


class UsesPanel(Panel):
    """The picture with its focus, what it still lacks, and where it is used."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "portal/pictures/uses.html"

        def is_shown(self):
            return bool(self.instance and self.instance.pk)

        def show_panel_furniture(self):
            return False

        def get_context_data(self, parent_context=None):
            picture = self.instance
            known, others = uses.seen_by(self.request.user, list(uses.uses(picture)))
            return super().get_context_data(parent_context) | {
                "picture": picture,
                "missing": join(picture.missing()),
                "known": [(thing._meta.verbose_name, thing) for thing in known],
                "others": others,
            }


class _SaysWhatIsGone:
    """A form view that says, after a file was sent in, what was not kept of it."""

    def get_success_message(self, instance=None):
        message = super().get_success_message(instance)
        if "file" not in self.form.changed_data:
            return message
        gone = gettext(
            "The picture was drawn anew: where and with what it was taken, and whatever else "
            "was in the file, is not kept."
        )
        return f"{message} {gone}"


class AddView(_SaysWhatIsGone, CreateView):
    pass


class ChangeView(_SaysWhatIsGone, EditView):
    pass


class PictureViewSet(ShownViewSet):
    """Pictures, each with what readers are told of it, and where it is used."""

    model = Picture
    area = Area.PICTURES
    path = "community"
    icon = "image"
    base_url_path = "pictures"
    menu_order = 125
    add_to_admin_menu = True
    chooser_base_url_path = "choose/pictures"
    chooser_viewset_class = PictureChooser
    add_view_class = AddView
    edit_view_class = ChangeView
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    ordering = ("-pk",)
    list_display = (
        "title",
        ThumbnailColumn("thumbnail", label=_("Picture")),
        "community",
        Column("credit", label=_("Credit")),
        "get_licence_display",
    )
    search_fields = ("title", "alt_en", "alt_zh_hans", "credit")
    list_filter = ("licence", "community")
    edit_handler = tab(
        "",
        UsesPanel(),
        group(_("The picture"), "file", row("title", "community")),
        group(
            _("What readers are told"), BothLanguages("alt"), row("credit", "licence"), "source"
        ),
        group(
            _("What must stay when it is cut to shape"),
            row("focus_x", "focus_y"),
            help_text=_("Click on the picture above, or write how far across and down."),
        ),
    )
    edit_handler.base_form_class = PictureForm

    def get_urlpatterns(self):
        """Without Wagtail's list of uses, which names what is foreign: the form tells them."""
        return [url for url in super().get_urlpatterns() if url.name != "usage"]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"usage_url_name": None} | kwargs)

    def for_lists(self, things):
        return things.select_related("community")

    def on_register(self):
        super().on_register()
        action_registry.register(self.model, DeletePicture)
