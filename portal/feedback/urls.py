from django.urls import path

from portal.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.outcomes, name="outcomes"),
    path("number/<str:reference>/", views.state, name="state"),
    path("<slug:kind>/<slug:slug>/", views.remark, name="remark"),
    path("<slug:kind>/<slug:slug>/useful/", views.useful, name="useful"),
    path("<slug:kind>/<slug:slug>/thanks/", views.thanks, name="thanks"),
]
