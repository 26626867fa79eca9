"""Doors of Wagtail that stay shut, or lead to our own sign-in. These come before Wagtail's."""

from allauth.account.views import logout
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from portal.accounts.desk import AccountView
from portal.accounts.views import shut
from portal.desk import guide, views

# Wagtail's own log-in and password forms would go round the second factor; the rest
# belongs to pages and images, which we do not have, or asks Django's permissions, which
# know no community.
SHUT = (
    "password_reset",
    "pages",
    "choose-page",
    "choose-external-link",
    "choose-email-link",
    "choose-phone-link",
    "choose-anchor-link",
    "collections",
    "images",
    "api",
    "failwhale",
    "test404",
    "tag-autocomplete",
    "block-preview",
    "snippets",
    # Who may do what is said by roles of our own; what was done, by our own record.
    "groups",
    "reports",
    "workflows",
    r"bulk/(?!communities/|services/|portal/)\w+",
    "bulk/portal/user",
)

urlpatterns = [
    path("login/", views.sign_in),
    path("logout/", logout),
    path("search/", never_cache(require_admin_access(views.search)), name="desk_search"),
    path("guide/", never_cache(require_admin_access(guide.guide)), name="desk_guide"),
    path("guide/<slug:language>/<slug:name>.png", require_admin_access(guide.picture)),
    path("work/<slug:slug>/", never_cache(require_admin_access(views.work)), name="desk_work"),
    path("account/", never_cache(require_admin_access(AccountView.as_view()))),
    re_path(rf"^(?:{'|'.join(SHUT)})/", shut),
]
