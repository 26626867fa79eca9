"""Staff's sign-in. Nobody signs up; an address is changed by an administrator."""

from django.urls import include, path, re_path
from django.views.i18n import set_language

from portal.accounts import views

SHUT = ("signup", "email", "confirm-email", "login/code", "password/set", "3rdparty")

urlpatterns = [
    re_path(rf"^(?:{'|'.join(SHUT)})/", views.shut),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("language/", set_language, name="account_language"),
    path("", include("allauth.urls")),
]
