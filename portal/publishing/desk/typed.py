"""What is typed into a form while one of the buttons above it is pressed: it is kept."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

# Stands in the form around the buttons: what they send holds the form too.
AROUND = "around-the-buttons"


def keep_typed(model, request: HttpRequest, pk) -> HttpResponse | None:
    """Save what stands in the form around a button as a draft, as “Save draft” would.

    Return the form as it was sent, with its faults, where that cannot be done.
    """
    if AROUND not in request.POST:
        return None
    request.keeps_typed = True
    answer = model.snippet_viewset.edit_view(request, pk=str(pk))
    return None if isinstance(answer, HttpResponseRedirect) else answer


class KeepsTyped:
    """A form view through which `keep_typed` saves: only what was changed, in few words."""

    @property
    def keeps_typed(self) -> bool:
        return getattr(self.request, "keeps_typed", False)

    def post(self, request, *args, **kwargs):
        if self.keeps_typed and not self.get_form().has_changed():
            return HttpResponseRedirect(self.get_edit_url())
        return super().post(request, *args, **kwargs)

    def get_success_message(self, instance=None):
        if self.keeps_typed:
            return gettext("What you had typed was saved as a draft.")
        return super().get_success_message(instance)
