"""Staff at the desk: who may come in, and what each may set for themselves."""

from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import account
from wagtail.users.models import UserProfile
from wagtail.users.views import users

from portal.accounts.forms import OwnNameForm, StaffCreationForm, StaffEditForm
from portal.accounts.models import User
from portal.base.gate import Gated
from portal.base.rights import Area


def roles(user: User) -> str:
    """Name everything that somebody is here, for a list."""
    held = [str(duty) for duty in user.duties.all()]
    if user.is_superuser:
        held.insert(0, pgettext("role", "Administrator"))
    return gettext(", ").join(held)


class StaffFilterSet(users.UserFilterSet):
    """Without Wagtail's groups, which nobody is in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.filters["group"]


class StaffIndexView(users.IndexView):
    add_item_label = _("Add a member of staff")
    page_title = _("Staff")
    search_fields = ("name", "email")

    @cached_property
    def columns(self):
        columns = [
            column
            for column in super().columns
            if column.name not in {"bulk_actions", "is_superuser"}
        ]
        for column in columns:
            if column.name == "email":
                column.label = _("Email address")
        return [*columns[:2], Column("roles", label=_("Roles"), accessor=roles), *columns[2:]]

    def get_delete_url(self, instance):
        return None

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("duties__community")

    def order_queryset(self, queryset):
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class StaffViewSet(Gated, users.UserViewSet):
    """Members of staff. They choose their password themselves, by mail.

    An account ends (portal/desk/leaving.py) and is not deleted: the record would name a
    number where it names who did something.
    """

    area = Area.STAFF
    index_view_class = StaffIndexView
    filterset_class = StaffFilterSet
    menu_label = _("Staff")

    def get_urlpatterns(self):
        return [url for url in super().get_urlpatterns() if url.name != "delete"]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"delete_url_name": None} | kwargs)

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm


class NamePanel(account.BaseSettingsPanel):
    name = "name"
    title = _("Full name")
    order = 100
    form_class = OwnNameForm


class AccountView(account.AccountView):
    """What staff set for themselves: name, language, colours. The rest is at /accounts/."""

    def get_panels(self):
        profile = UserProfile.get_for_user(self.request.user)
        kinds = (NamePanel, account.LocaleSettingsPanel, account.ThemeSettingsPanel)
        return [kind(self.request, self.request.user, profile) for kind in kinds]
