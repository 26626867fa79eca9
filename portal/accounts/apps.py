"""Tells Wagtail to use our own lists and forms for staff."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(WagtailUsersAppConfig):
    user_viewset = "portal.desk.staff.StaffViewSet"
