from django.urls import path

from services.apartments.kind import APARTMENTS
from services.listings import views

app_name = "apartments"
urlpatterns = [
    path("", views.index, {"kind": APARTMENTS}, name="index"),
    path("compare/", views.compare, {"kind": APARTMENTS}, name="compare"),
    path("map.json", views.places, {"kind": APARTMENTS}, name="places"),
    path("<slug:slug>/", views.detail, {"kind": APARTMENTS}, name="detail"),
    path("<slug:slug>/taxi/", views.taxi, {"kind": APARTMENTS}, name="taxi"),
    path("<slug:slug>/wrong/<slug:key>/", views.wrong, {"kind": APARTMENTS}, name="wrong"),
]
