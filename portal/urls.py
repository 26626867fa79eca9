"""The roof: the one module that knows every feature."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as desk_urls

urlpatterns = [
    path("desk/", include(desk_urls)),
    path("accounts/", include("allauth.urls")),
]

urlpatterns += i18n_patterns(
    path("", include("portal.pages.urls")),
    prefix_default_language=True,
)
