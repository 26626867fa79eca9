from django.urls import path

from portal.local.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:name>/", views.letter, name="letter"),
    path("<slug:name>/html/", views.html, name="html"),
    path("<slug:name>/attachments/<int:number>/", views.attachment, name="attachment"),
]
