"""Where Wagtail meets us: the index of what the desk shows and what it hides."""

from django.db import models
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.snippets.models import register_snippet

from communities.record import words
from communities.record.models import AuditEntry
from portal.desk import guide, menu
from portal.desk.bulk import DeleteMany
from portal.desk.idle import Idle
from portal.desk.overview import Overview
from portal.desk.search_words import Missed
from portal.desk.todo import Work
from portal.publishing.desk import review_menu

for viewset_group in menu.GROUPS:
    register_snippet(viewset_group)


@hooks.register("construct_admin_api")
def name_the_documents(router):
    """Wagtail's pages ask for this address though we have no documents; it is shut."""
    router.register_endpoint("documents", PagesAdminAPIViewSet)


@hooks.register("construct_main_menu")
def keep_what_we_use(request, items):
    menu.without(menu.UNUSED, items)


@hooks.register("construct_settings_menu")
def keep_settings_we_use(request, items):
    menu.without(menu.UNUSED, items)


@hooks.register("register_admin_search_area")
def search_everything():
    """Wagtail takes the first area for the search of the menu; its own finds pages."""
    return SearchArea(_("Everything"), reverse("desk_search"), name="everything", order=0)


@hooks.register("register_admin_menu_item")
def offer_the_guide():
    """How the desk works, in the reader's language, below all that one works on."""
    return MenuItem(guide.MENU_LABEL, reverse("desk_guide"), icon_name="help", order=900)


@hooks.register("register_account_menu_item")
def change_password(request):
    return {
        "url": reverse("account_change_password"),
        "label": _("Change password"),
        "help_text": _("Best done when somebody else may have seen it."),
    }


@hooks.register("register_account_menu_item")
def second_factor(request):
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("Authenticator app, passkeys and recovery codes."),
    }


@hooks.register("register_account_menu_item")
def sessions(request):
    return {
        "url": reverse("usersessions_list"),
        "label": _("Where you are signed in"),
        "help_text": _("Every device, and a button to sign out on all others."),
    }


@hooks.register("construct_homepage_panels")
def begin_with_the_board(request, panels):
    panels[:] = [Work(), Overview(), Missed(), Idle()]


@hooks.register("construct_homepage_summary_items")
def no_summary_of_pages(request, items):
    items.clear()


@hooks.register("construct_snippet_action_menu")
def offer_the_review(items, request, context):
    review_menu.arrange(items, request, context)


@hooks.register("insert_global_admin_css")
def desk_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("register_log_actions", order=1)
def keep_a_record(actions):
    """After Wagtail's own: what it would log, the record keeps."""
    actions.register_model(models.Model, AuditEntry)
    words.register(actions)


# The last one of its name counts: it takes the place of Wagtail's own.
hooks.register("register_bulk_action", DeleteMany, order=1)
