"""Staff accounts as the desk edits them: an address, a name, no password."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from portal.accounts.models import User


class _StaffFields(forms.ModelForm):
    # Wagtail asks for a first and a last name; here a person has one name, in any script.
    first_name = last_name = None
    name = forms.CharField(label=_("Full name"), max_length=120)

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        others = User.objects.filter(email=email).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("This e-mail address is taken."))
        return email


class StaffCreationForm(_StaffFields, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("email", "name", "is_superuser", "groups")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _(
            "The person then chooses a password through “Forgot your password?” on the "
            "sign-in page and sets up a second factor."
        )

    def save(self, commit=True):
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)


class StaffEditForm(_StaffFields, UserEditForm):
    class Meta(UserEditForm.Meta):
        model = User
        fields = ("email", "name", "is_active", "is_superuser", "groups")


class OwnNameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name"]
