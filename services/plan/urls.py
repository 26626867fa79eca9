from django.urls import path

from services.plan import views

app_name = "plan"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("dates/", views.dates, name="dates"),
    path("employer/", views.employer, name="employer"),
    path("counter/<slug:slug>/", views.counter, name="counter"),
    path("counter/<slug:slug>.pdf", views.counter_pdf, name="counter_pdf"),
    path("plan.pdf", views.pack, name="pack"),
    path("plan.ics", views.calendar_file, name="calendar"),
]
