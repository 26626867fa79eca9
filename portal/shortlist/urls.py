from django.urls import path

from portal.shortlist import views

urlpatterns = [
    path("", views.shortlist, name="shortlist"),
    path("shortlist.pdf", views.pdf, name="shortlist_pdf"),
]
