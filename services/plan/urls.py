from django.urls import include, path

from services.plan.views import keeping, paper, plan, reminding

reminders_urls = [
    path("", reminding.ask, name="ask"),
    path("answer/", reminding.answer, name="answer"),
    path("<uuid:token>/confirmation/", reminding.confirmation, name="confirmation"),
    path("<uuid:token>/end/", reminding.end, name="end"),
]

app_name = "plan"
urlpatterns = [
    path("", plan.ask, name="ask"),
    path("dates/", plan.dates, name="dates"),
    path("employer/", plan.employer, name="employer"),
    path("plan.ics", plan.calendar_file, name="calendar"),
    path("plan.pdf", paper.pack, name="pack"),
    path("counter/<slug:slug>/", paper.counter, name="counter"),
    path("counter/<slug:slug>.pdf", paper.counter_pdf, name="counter_pdf"),
    path("keep/", keeping.keep, name="keep"),
    path("deleted/", keeping.deleted, name="deleted"),
    path("sealed/<slug:key>/", keeping.kept, name="kept"),
    path("sealed/<slug:key>/questions/", keeping.questions, name="kept_questions"),
    path("sealed/<slug:key>/answers/", keeping.change, name="kept_answers"),
    path("sealed/<slug:key>/deletion/", keeping.deletion, name="kept_deletion"),
    path("sealed/<slug:key>/plan.ics", keeping.kept_calendar, name="kept_calendar"),
    path("reminders/", include((reminders_urls, "reminders"))),
]
