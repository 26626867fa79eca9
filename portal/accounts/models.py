"""The people who work at the desk. Visitors need no account."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.rights import (
    EVERYTHING,
    OF_A_COMMUNITY,
    OF_NONE,
    Area,
    Role,
    Scope,
    allows,
    roles_that_may,
)

# Nobody has to be named, so that "of no community" can be.
ANY = object()
# An account that nobody signs in with for so long is asked about, and so is each role when
# nobody has said for so long that it is needed.
UNUSED = dt.timedelta(days=180)
ASKED_AFTER = dt.timedelta(days=365)


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

    def who_may(self, area: Area, actions: Iterable[str], *, of=ANY) -> models.QuerySet:
        """Return who may do one of some things: with the things of a community (its key),
        with those of none (None), or with any."""
        actions = set(actions)
        theirs = roles_that_may(OF_A_COMMUNITY, area, actions)
        shared = roles_that_may(OF_NONE, area, actions)
        if of is ANY:
            duties = Duty.objects.filter(role__in={*theirs, *shared})
        elif of is None:
            duties = Duty.objects.filter(role__in=shared)
        else:
            duties = Duty.objects.filter(Q(community=of) | Q(community=None), role__in=theirs)
        holders = Q(is_superuser=True) | Q(pk__in=duties.values("user"))
        return self.filter(holders, is_active=True)

    def unused(self) -> models.QuerySet:
        """Those that may sign in and have not done so for long, the longest first."""
        seen = Coalesce("last_login", "date_joined")
        long_ago = timezone.now() - UNUSED
        users = self.filter(is_active=True).annotate(seen_at=seen)
        return users.filter(seen_at__lt=long_ago).order_by("seen_at", "pk")


class User(AbstractUser):
    """A member of staff, known by an e-mail address and one full name in any script."""

    username = last_name = None
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

    @property
    def language(self) -> str:
        """The language of this person's desk, and of letters; most staff read Chinese."""
        profile = getattr(self, "wagtail_userprofile", None)
        return (profile and profile.preferred_language) or "zh-hans"

    @cached_property
    def duties_held(self) -> list[tuple[str, int | None]]:
        """Role and community of every duty, asked once for a request."""
        return list(self.duties.values_list("role", "community"))

    def scope(self, area: Area, action: str) -> Scope:
        """With whose things of an area this person may do something."""
        if not self.is_active:
            return Scope()
        if self.is_superuser:
            return EVERYTHING
        theirs = {
            c for role, c in self.duties_held if allows(OF_A_COMMUNITY, area, role, action)
        }
        return Scope(
            communities=frozenset(theirs - {None}),
            everywhere=None in theirs,
            shared=any(allows(OF_NONE, area, role, action) for role, _c in self.duties_held),
        )

    @property
    def has_a_role(self) -> bool:
        """Whether the desk is open to this person at all."""
        return self.is_active and (self.is_superuser or bool(self.duties_held))

    def holds(self, role: Role, community: int | None = None) -> bool:
        """Whether this person is, say, a publisher of one community, or the city's office."""
        return (role, community) in self.duties_held

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email

    @property
    def first_name(self):
        """What Wagtail writes at the foot of the menu."""
        return self.name


class DutyQuerySet(models.QuerySet):
    def doubtful(self):
        """Those of which somebody should say that they are still needed: nobody has for a
        year, or has been asked to since, or whoever holds them does not come any more."""
        today = timezone.localdate()
        duties = self.filter(user__is_active=True).annotate(
            seen_at=Coalesce("user__last_login", "user__date_joined")
        )
        unused = Q(seen_at__lt=timezone.now() - UNUSED, needed_on__lte=today - UNUSED)
        return duties.filter(Q(needed_on=None) | Q(needed_on__lte=today - ASKED_AFTER) | unused)


class Duty(models.Model):
    """A role that somebody holds: in one community, or the city's office, in none."""

    user = models.ForeignKey(
        User,
        verbose_name=_("member of staff"),
        on_delete=models.CASCADE,
        related_name="duties",
    )
    role = models.CharField(pgettext_lazy("staff", "role"), max_length=20, choices=Role)
    # By name: communities stand on accounts.
    community = models.ForeignKey(
        "communities.Community",
        verbose_name=_("community"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="duties",
    )
    # When somebody last said so, by giving it or when asked; none: they have been asked.
    needed_on = models.DateField(
        _("said to be needed on"), null=True, default=timezone.localdate
    )

    objects = DutyQuerySet.as_manager()

    class Meta:
        # Its table stands with the communities, which stand on the accounts.
        app_label = "communities"
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "community"],
                nulls_distinct=False,
                name="duty_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.CITY_OFFICE, community=None)
                | ~Q(role=Role.CITY_OFFICE) & Q(community__isnull=False),
                name="duty_is_of_a_community_or_the_city",
            ),
        ]

    def __str__(self):
        place = f" · {self.community}" if self.community_id else ""
        return f"{self.get_role_display()}{place}"
