"""The form of a picture. Every way to send a file in goes through `PictureFile`."""

from copy import copy

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from portal.base.languages import CODES, join, suffix
from portal.pictures import actions, cleaning, sizes, uses
from portal.pictures.models import Picture


class PictureFile(forms.FileField):
    """Takes a file, and gives the picture that is in it, drawn anew."""

    widget = forms.ClearableFileInput(
        attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}
    )

    def clean(self, value, initial=None):
        sent = super().clean(value, initial)
        if not sent or sent is initial:
            return sent
        content, ending = cleaning.clean(sent, size=sent.size)
        return ContentFile(content, name=sizes.name_of(content, ending))


class PictureForm(WagtailAdminModelForm):
    """What is said of a picture, and whose it is. Once readers see it, it stays complete, and
    only who may publish changes it: there is no draft of it."""

    file = PictureFile(
        label=capfirst(Picture._meta.get_field("file").verbose_name),
        help_text=Picture._meta.get_field("file").help_text,
    )

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.changed_data and not self.errors:
            self._keep_what_is_shown()
        return cleaned

    def _keep_what_is_shown(self) -> None:
        if "community" in self.changed_data and any(uses.uses(self.instance)):
            self.add_error(
                "community", _("It is used where it is now; take it out there first.")
            )
        if not uses.is_public(self.instance):
            return
        policy = policy_registry.get(self.instance)
        if not policy.user_has_permission_for_instance(self.for_user, "publish", self.instance):
            raise ValidationError(
                _("Readers see this picture: only somebody who may publish changes it.")
            )
        if missing := self._as_it_would_be().missing():
            raise ValidationError(
                _("Readers see this picture, so it needs: %(fields)s.")
                % {"fields": join(missing)}
            )

    def _as_it_would_be(self) -> Picture:
        picture = copy(self.instance)
        texts = [f"alt_{suffix(code)}" for code in CODES]
        for name in (*texts, "credit", "licence", "source"):
            if name in self.cleaned_data:
                setattr(picture, name, self.cleaned_data[name])
        return picture

    def save(self, commit=True):
        if {"file", "focus_x", "focus_y"} & set(self.changed_data):
            self._draw()
        return super().save(commit)

    def _draw(self) -> None:
        picture = self.instance
        with picture.file.open() as file:
            content = file.read()
            file.seek(0)
            picture.width, picture.height = Image.open(file).size
            file.seek(0)
        actions.draw(picture, content=content)
