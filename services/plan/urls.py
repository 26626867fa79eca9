from django.urls import path

from services.plan import views

app_name = "plan"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("dates/", views.dates, name="dates"),
    path("employer/", views.employer, name="employer"),
    path("plan.ics", views.calendar_file, name="calendar"),
]
