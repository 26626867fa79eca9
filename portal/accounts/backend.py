"""Opens the desk to whoever holds a role (portal/base/rights.py says what each may do)."""

from allauth.account.auth_backends import AuthenticationBackend


class StaffBackend(AuthenticationBackend):
    """Signs staff in as allauth does, and answers Wagtail's one question about the desk."""

    def has_perm(self, user_obj, perm, obj=None):
        if perm == "wagtailadmin.access_admin":
            return user_obj.is_authenticated and user_obj.has_a_role
        return super().has_perm(user_obj, perm, obj)
