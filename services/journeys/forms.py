"""A journey at the desk: each step has a name, and waits for earlier ones only."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class JourneyForm(WagtailAdminModelForm):
    """Clean steps in their order. It saves nothing of its own."""

    def is_valid(self):
        if not super().is_valid():
            return False
        earlier = set()
        forms = [form for form in self.formsets["steps"].ordered_forms if form.cleaned_data]
        for form in forms:
            key = form.cleaned_data["key"]
            self._check(form, key, earlier)
            earlier.add(key)
        return not any(form.errors for form in forms)

    @staticmethod
    def _check(form, key: str, earlier: set[str]) -> None:
        if key in earlier:
            form.add_error("key", _("An earlier step has this name already."))
        for name in form.cleaned_data["after"]:
            if name not in earlier:
                fault = _("No earlier step is named “%(name)s”.") % {"name": name}
                form.add_error("after", fault)
