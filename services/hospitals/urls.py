from django.urls import path

from services.hospitals.kind import HOSPITALS
from services.listings import views

app_name = "hospitals"
urlpatterns = [
    path("", views.index, {"kind": HOSPITALS}, name="index"),
    path("compare/", views.compare, {"kind": HOSPITALS}, name="compare"),
    path("map.json", views.places, {"kind": HOSPITALS}, name="places"),
    path("<slug:slug>/", views.detail, {"kind": HOSPITALS}, name="detail"),
    path("<slug:slug>/taxi/", views.taxi, {"kind": HOSPITALS}, name="taxi"),
    path("<slug:slug>/wrong/<slug:key>/", views.wrong, {"kind": HOSPITALS}, name="wrong"),
]
