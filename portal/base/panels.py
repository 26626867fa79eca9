"""Parts of the desk's forms that more than one feature needs."""

from django.db import models
from django.utils.functional import lazy
from django.utils.text import capfirst, format_lazy
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from portal.base.languages import CODES, field_label, other, suffix

_label = lazy(field_label, str)


class TextPanel(FieldPanel):
    """A text in a known language: browsers check its spelling, screen readers say it right."""

    def __init__(self, *arguments, language: str, **options):
        self.language = language
        super().__init__(*arguments, **options)

    def clone_kwargs(self):
        return super().clone_kwargs() | {"language": self.language}

    def get_form_options(self):
        options = super().get_form_options()
        if isinstance(self.db_field, models.TextField):
            # Wagtail gives this to its own text fields alone: it grows while one writes.
            options["widgets"] = {self.field_name: AdminAutoHeightTextInput}
        return options

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            if self.bound_field and (mark := self._mark()):
                label = format_lazy("{label} · {mark}", label=self.heading, mark=mark)
                self.heading = self.bound_field.label = label

        def _mark(self):
            """Say what is wrong with this language's text beside that of the other."""
            thing, ending = self.instance, suffix(self.panel.language)
            if not thing.pk or not self.field_name.endswith(ending):
                return ""
            beside = self.field_name.removesuffix(ending) + suffix(other(self.panel.language))
            if not getattr(thing, self.field_name) and getattr(thing, beside):
                return pgettext_lazy("translation", "Missing")
            answered = getattr(thing, f"answered_version_{ending}", 0)
            if answered < getattr(thing, "meaning_version", 0):
                return pgettext_lazy("translation", "Outdated")
            return ""

        def get_editable_context_data(self):
            self.bound_field.field.widget.attrs["lang"] = self.panel.language
            return super().get_editable_context_data()


class BothLanguages(FieldRowPanel):
    """A translated field in both languages, side by side; on a phone one below the other.

    The English text of `suggests_slug` suggests the page's address while it is new.
    """

    def __init__(self, field: str, *, suggests_slug: bool = False, **options):
        self.field = field
        self.suggests_slug = suggests_slug
        options.pop("children", None)
        super().__init__(**options)

    def clone_kwargs(self):
        own = {"field": self.field, "suggests_slug": self.suggests_slug}
        return super().clone_kwargs() | own

    def on_model_bound(self):
        self.children = [self._text(code) for code in CODES]
        super().on_model_bound()

    def _text(self, code: str) -> FieldPanel:
        name = f"{self.field}_{suffix(code)}"
        heading = _label(self.model, name)
        if self.suggests_slug and code == "en":
            return TitleFieldPanel(name, heading=heading, classname="", placeholder=False)
        return TextPanel(name, heading=heading, language=code)


def group(heading, *panels, **options) -> MultiFieldPanel:
    """Put fields that belong together under one heading."""
    return MultiFieldPanel([_panel(panel) for panel in panels], heading=heading, **options)


def row(*fields) -> FieldRowPanel:
    """Put short fields beside each other."""
    return FieldRowPanel([_panel(field) for field in fields])


def tab(heading, *panels, form=None) -> ObjectList:
    """Put panels on a tab of their own; `form` is the class of the form that it makes."""
    panels = [_panel(panel) for panel in panels]
    return ObjectList(panels, heading=heading, base_form_class=form)


def _panel(panel):
    return FieldPanel(panel) if isinstance(panel, str) else panel


def field_names(panel) -> list[str]:
    """Name the fields of a form in its order; not those of its child records."""
    if isinstance(panel, FieldPanel):
        return [panel.field_name]
    return [name for child in getattr(panel, "children", ()) for name in field_names(child)]


def faults(form) -> list[str]:
    """Name every field of a form that is wrong, with its language, children included."""
    model = form._meta.model
    named = [field_label(model, name) for name in form.fields if name in form.errors]
    for formset in form.formsets.values():
        for number, child in enumerate(formset.forms, start=1):
            thing = capfirst(formset.model._meta.verbose_name)
            named += [f"{thing} {number}: {fault}" for fault in faults(child)]
    return named
