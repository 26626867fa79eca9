"""Staff at the desk: who may come in, and what each may set for themselves."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import account
from wagtail.users.models import UserProfile
from wagtail.users.views import users

from portal.accounts.forms import OwnNameForm, StaffCreationForm, StaffEditForm
from portal.base.desk import Gated
from portal.base.rights import Area


class StaffIndexView(users.IndexView):
    add_item_label = _("Add a member of staff")
    page_title = _("Staff")
    search_fields = ("name", "email")

    @cached_property
    def columns(self):
        columns = super().columns
        for column in columns:
            if column.name == "email":
                column.label = _("E-mail")
        return columns

    def order_queryset(self, queryset):
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class StaffViewSet(Gated, users.UserViewSet):
    """Members of staff. They choose their password themselves, by mail."""

    area = Area.STAFF
    index_view_class = StaffIndexView
    menu_label = _("Staff")

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
