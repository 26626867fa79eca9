"""The people who work at the desk. Visitors need no account."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Makes users whose address is their name."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Make a member of staff. Without a password nobody can sign in as them."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    create_user.alters_data = True

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Make a member of staff who may do everything."""
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True} | fields
        )

    create_superuser.alters_data = True


class User(AbstractUser):
    """A member of staff, known by an e-mail address and one full name in any script."""

    username = first_name = last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("full name"), max_length=120, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"
            )
        ]

    def clean(self):
        self.email = self.email.strip().lower()

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email
