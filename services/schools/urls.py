from django.urls import path

from services.listings import views
from services.schools.kind import SCHOOLS

app_name = "schools"
urlpatterns = [
    path("", views.index, {"kind": SCHOOLS}, name="index"),
    path("compare/", views.compare, {"kind": SCHOOLS}, name="compare"),
    path("map.json", views.places, {"kind": SCHOOLS}, name="places"),
    path("<slug:slug>/", views.detail, {"kind": SCHOOLS}, name="detail"),
    path("<slug:slug>/taxi/", views.taxi, {"kind": SCHOOLS}, name="taxi"),
    path("<slug:slug>/wrong/<slug:key>/", views.wrong, {"kind": SCHOOLS}, name="wrong"),
]
