"""The portal's addresses and the two yardsticks."""

from django.urls import path

from portal.bench import views
from portal.urls import urlpatterns as portal_urls

urlpatterns = [
    path("bench/bare/", views.bare),
    path("bench/cards/", views.cards),
    *portal_urls,
]
