"""Staff accounts as the desk edits them: an address, a name, no password."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.users.forms import UserCreationForm, UserEditForm

from portal.accounts import actions
from portal.accounts.models import Duty, User
from portal.base.languages import current, localized
from portal.base.rights import Role

CITY = ("", Role.CITY_OFFICE)


def _duties() -> list[tuple]:
    """Every duty that can be held, by community: value and name of the role."""
    communities = Duty.community.field.related_model.objects.order_by("batch", "pk")
    of_communities = [
        (
            localized(each, "short_name", current()) or str(each),
            [(f"{each.pk}:{role}", role.label) for role in Role.of_a_community()],
        )
        for each in communities
    ]
    city = (":".join(CITY), Role.CITY_OFFICE.label)
    return [(_("The whole city"), [city]), *of_communities]


class _StaffFields(forms.ModelForm):
    duties = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=_duties,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One person may hold several roles, in several communities."),
    )
    # Wagtail asks for a first and a last name; here a person has one name, in any script.
    first_name = last_name = None
    name = forms.CharField(label=_("Full name"), max_length=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["duties"] = [
                f"{community or ''}:{role}" for role, community in self.instance.duties_held
            ]

    def clean(self):
        cleaned = super().clean()
        administers = cleaned.get("is_superuser", self.instance.is_superuser)
        if "duties" in cleaned and not cleaned["duties"] and not administers:
            self.add_error("duties", _("Choose at least one role."))
        return cleaned

    @transaction.atomic
    def save(self, commit=True):
        user = super().save(commit)
        chosen = set()
        for value in self.cleaned_data["duties"]:
            community, role = value.split(":")
            chosen.add((role, int(community) if community else None))
        actions.assign(user, duties=chosen)
        if "is_superuser" in self.changed_data:
            given = "portal.administer" if user.is_superuser else "portal.administer_no_more"
            log(user, given)
        return user

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        others = User.objects.filter(email=email).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("This e-mail address is taken."))
        return email


class StaffCreationForm(_StaffFields, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("email", "name", "is_superuser")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _(
            "An invitation goes there: the person chooses a password and sets up a second "
            "factor."
        )

    def save(self, commit=True):
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)


class StaffEditForm(_StaffFields, UserEditForm):
    """Somebody's account. It is ended by a step of its own, which hands over what they own
    (portal/desk/leaving.py); here one that has ended begins again."""

    class Meta(UserEditForm.Meta):
        model = User
        fields = ("email", "name", "is_active", "is_superuser")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_active:
            self.fields.pop("is_active", None)

    @transaction.atomic
    def save(self, commit=True):
        user = super().save(commit)
        if "email" in self.changed_data:
            actions.forget_addresses(user)
        return user


class OwnNameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name"]
