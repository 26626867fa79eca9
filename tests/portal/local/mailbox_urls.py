"""The portal's addresses as they are where the local runner has switched the mailbox on."""

from django.urls import include, path

from portal.urls import urlpatterns as portal_urls

urlpatterns = [path("mailbox/", include("portal.local.mailbox.urls")), *portal_urls]
