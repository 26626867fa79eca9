from django.urls import path

from portal.sharing import views

urlpatterns = [
    path("share/<slug:kind>/<slug:slug>/", views.page, name="share"),
    path("share/<slug:kind>/<slug:slug>/code.svg", views.code, name="share_code"),
    path("share/<slug:kind>/<slug:slug>/<slug:shape>.png", views.picture, name="share_picture"),
    path("pdf/<slug:kind>/<slug:slug>.pdf", views.pdf, name="pdf"),
]
