"""Asks the table of rights (portal/base/rights.py) in the way that Wagtail asks."""

from collections.abc import Iterable

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from portal.base.rights import NOTHING, Area
from portal.base.rules import RulesAtFields


class ScopedPolicy(BasePermissionPolicy):
    """Who may do what with the things of one model, by the community they belong to.

    `path` leads from a thing to its community, as a filter would; it is empty where things
    belong to none.
    """

    def __init__(self, model: type[Model], area: Area, path: str = ""):
        super().__init__(model)
        self.area = area
        self.path = path

    def community_of(self, thing: Model) -> int | None:
        """Return the key of the community that a thing belongs to."""
        *hops, last = self.path.split("__")
        for hop in hops:
            thing = getattr(thing, hop)
        if not last:
            return None
        return thing.pk if last == "pk" else getattr(thing, f"{last}_id")

    def user_has_permission(self, user, action: str) -> bool:
        """Whether somebody may do this with some thing or other of the model.

        Wagtail asks this where it means the one thing that is being edited, too; the desk
        (portal/base/gate.py) puts that into the user's hand first.
        """
        at_hand = getattr(user, "at_hand", None)
        if isinstance(at_hand, self.model):
            return self.user_has_permission_for_instance(user, action, at_hand)
        return bool(user.scope(self.area, action))

    def user_has_permission_for_instance(self, user, action: str, instance: Model) -> bool:
        return self.community_of(instance) in user.scope(self.area, action)

    def instances_user_has_any_permission_for(self, user, actions: Iterable[str]) -> QuerySet:
        theirs = NOTHING
        for action in actions:
            theirs |= user.scope(self.area, action).among(self.path)
        return self.model._default_manager.filter(theirs)

    def instances_user_has_permission_for(self, user, action: str) -> QuerySet:
        return self.model._default_manager.filter(
            user.scope(self.area, action).among(self.path)
        )

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        return get_user_model().objects.who_may(self.area, actions)

    def users_with_any_permission_for_instance(self, actions, instance: Model) -> QuerySet:
        people = get_user_model().objects
        return people.who_may(self.area, actions, of=self.community_of(instance))

    def owners(self, user, action: str) -> Q:
        """Ask for what the first step of `path` may lead to, so that somebody may do this."""
        _first, _, rest = self.path.partition("__")
        return user.scope(self.area, action).among(rest or "pk")

    @property
    def owner_field(self) -> str:
        """The field that says, in one or more steps, which community a thing belongs to."""
        return self.path.partition("__")[0]


def only_what_they_see(form: forms.BaseForm, user) -> None:
    """Offer in a form's lists of choices only things that somebody may see at the desk."""
    for field in form.fields.values():
        if not isinstance(field, forms.ModelChoiceField):
            continue
        policy = policy_registry.get_by_type(field.queryset.model, fallback=False)
        if isinstance(policy, ScopedPolicy):
            seen = user.scope(policy.area, "view").among(policy.path)
            field.queryset = field.queryset.filter(seen)


class ScopedForm(RulesAtFields):
    """A form of the desk that offers no thing of a foreign community, and puts none there.

    Only who may publish a thing may move it elsewhere.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.policy = policy_registry.get_by_type(self._meta.model)
        owner = self.fields.get(self.policy.owner_field)
        owners = owner and owner.queryset
        only_what_they_see(self, self.for_user)
        if owner:
            self._offer_owners(owner, owners)

    def _offer_owners(self, field: forms.ModelChoiceField, owners: QuerySet) -> None:
        may_choose = self.policy.owners(self.for_user, self._action)
        stays = Q(pk=self._owner) & self.policy.owners(self.for_user, "view")
        field.queryset = owners.filter(may_choose | stays)
        if self._owner is None and not self._may_be_none:
            field.required = True
            only = field.queryset[:2]
            if len(only) == 1:
                field.initial = only[0].pk

    @property
    def _action(self) -> str:
        return "publish" if self.instance.pk else "add"

    @property
    def _may_be_none(self) -> bool:
        return self.for_user.scope(self.policy.area, self._action).shared

    @property
    def _owner(self) -> int | None:
        return getattr(self.instance, f"{self.policy.owner_field}_id")

    def clean(self):
        cleaned = super().clean()
        # A draft may be incomplete, but not so that it would be somebody else's.
        name = self.policy.owner_field
        needed = name in self.fields and name not in self.errors and not self._may_be_none
        if needed and cleaned.get(name) is None:
            self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned


class ScopedFilterSet(WagtailFilterSet):
    """The filters of a list; they name only what one may see."""

    @property
    def form(self):
        if not hasattr(self, "_scoped"):
            self._scoped = super().form
            only_what_they_see(self._scoped, self.request.user)
        return self._scoped
