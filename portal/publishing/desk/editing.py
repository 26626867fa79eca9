"""The form of what has drafts: it asks what a change means, and overwrites nobody's work."""

from django.db import OperationalError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.actions.edit import EditAction
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.models import Revision

from portal.base import panels
from portal.base.desk import CompareView, CreateView, EditView, HistoryView
from portal.base.languages import join
from portal.base.patience import is_held
from portal.publishing import answers, reviewing
from portal.publishing.desk import comparing
from portal.publishing.desk.typed import KeepsTyped
from portal.publishing.first_versions import keep_first

AT_ITS_TIMES = "at-its-times"
_NOT_DONE = {"publish": _("Not published yet."), "submit": _("Not submitted yet.")}


def _want_a_time(form) -> None:
    """Refuse to put a draft on the calendar without a time that is still to come."""
    appears, goes = (form.cleaned_data.get(name) for name in ("go_live_at", "expire_at"))
    if not (appears or goes):
        form.add_error("go_live_at", _("Please write down a time first."))
    elif appears and appears < timezone.now():
        form.add_error("go_live_at", _("This time has passed already."))


class EditDraft(EditAction):
    """Change a draft; what readers know stays as a version."""

    @transaction.atomic
    def execute(self, **options):
        keep_first(self.instance)
        return super().execute(**options)


class SaysWhatReadersSee:
    """A form view that says, after saving, what readers see now, and leads there."""

    def is_valid(self, form):
        """See that there is a time, where the button beside the times was pressed."""
        if self.request.POST.get("action-publish") == AT_ITS_TIMES and not form.errors:
            _want_a_time(form)
        return super().is_valid(form)

    def get_side_panels(self):
        """Without Wagtail's checks, which measure English and judge templates, not texts."""
        panels = super().get_side_panels()
        return MediaContainer(panel for panel in panels if panel.name != "checks")

    def get_success_message(self, instance=None):
        thing = instance or self.object
        if self.action == "publish":
            return reviewing.done(thing, "publish")
        if self.action == "workflow-action":
            return reviewing.done(thing, self.workflow_action)
        if self.action not in {"create", "edit"}:
            return super().get_success_message(instance)
        if thing.go_live_at and thing.go_live_at > timezone.now():
            return gettext(
                "Saved as a draft. It appears at its time only after you choose “Schedule "
                "to publish”."
            )
        if thing.live:
            return gettext(
                "Saved as a draft. Readers still see the earlier text until it is published."
            )
        return gettext("Saved as a draft. Readers do not see it yet.")

    def get_success_buttons(self):
        """Offer the public page, if there is one, and the form to who has left it."""
        buttons = [] if self.action in {"create", "edit"} else super().get_success_buttons()
        shown = type(self.object).objects.published().filter(pk=self.object.pk).first()
        if shown:
            words = gettext("Look at what readers see")
            buttons.append(messages.button(shown.get_absolute_url(), words))
        return buttons

    def save_action(self):
        """Name what would keep the draft from being published; it is saved all the same."""
        response = super().save_action()
        if self.action in {"create", "edit"} and not self.expects_json_response:
            self._warn()
        return response

    def _warn(self) -> None:
        if faults := self.object.get_latest_revision_as_object().faults():
            told = {"faults": " ".join(faults)}
            words = gettext("It cannot be published yet, readers would be lost. %(faults)s")
            messages.warning(self.request, words % told)

    def get_error_message(self):
        """Where something is missing for readers, say what, and that nothing typed is lost."""
        missing = panels.faults(self.form)
        if self.action not in _NOT_DONE or not missing:
            return super().get_error_message()
        return gettext(
            "%(not_done)s Still missing or wrong: %(fields)s. What you typed stands in the "
            "form; “Save draft” keeps it for later."
        ) % {"not_done": _NOT_DONE[self.action], "fields": join(missing)}


class CreateDraftView(SaysWhatReadersSee, CreateView):
    pass


class EditDraftView(KeepsTyped, SaysWhatReadersSee, EditView):
    """Publishing and submitting lead to the question first, if it is open; a save on a
    version that somebody else has moved on from is refused, with both versions shown."""

    # Where what was saved meanwhile differs from what was typed; none if nobody saved.
    collision = ()
    taken_over = ()

    # --- Did the meaning change? ----------------------------------------------

    def publish_action(self):
        return self._ask("publish") or super().publish_action()

    def submit_action(self):
        return self._ask("submit") or super().submit_action()

    def workflow_action_action(self):
        asked = self._ask("approve") if self.workflow_action == "approve" else None
        return asked or super().workflow_action_action()

    def _ask(self, then: str):
        live = self.model._base_manager.get(pk=self.object.pk)
        if not answers.is_open(live, self.new_revision.as_object()):
            return None
        url_name = self.model.snippet_viewset.get_url_name("meaning")
        return redirect(f"{reverse(url_name, args=[live.pk])}?then={then}")

    # --- Nobody's work is lost ------------------------------------------------

    @cached_property
    def overtaken_by(self) -> Revision | None:
        """The newest version that somebody else has saved since the form was opened."""
        others = self.object.revisions.exclude(user=self.request.user)
        opened = parse_datetime(self.request.POST.get("loaded_revision_created_at", ""))
        # Without a version there was only what the public knows, which is nobody's.
        newer = others.filter(created_at__gt=opened) if opened else others.exclude(user=None)
        return newer.order_by("-created_at", "-pk").first()

    @cached_property
    def is_out_of_date(self):
        known = {"overwrite_revision_id", "loaded_revision_id"} & set(self.request.POST)
        if self.expects_json_response and known:
            return super().is_out_of_date
        return self.overtaken_by is not None

    def is_valid(self, form):
        valid = super().is_valid(form)
        if valid and self._is_held():
            self.produced_error_code = "locked"
            self.produced_error_message = gettext(
                "Not saved yet: this is being changed at this moment, perhaps by an import. "
                "What you typed stands in the form; please save it in a few minutes."
            )
            return False
        ends_review = self.action == "cancel-workflow"
        if valid and not self.expects_json_response and not ends_review and self.is_out_of_date:
            self._collide(form)
            return False
        return valid

    def _is_held(self) -> bool:
        """Whether something else is changing the record, as an import does for minutes."""
        row = self.model._base_manager.select_for_update(of=("self",)).filter(pk=self.object.pk)
        try:
            with transaction.atomic():
                row.values_list("pk").first()
        except OperationalError as error:
            if is_held(error):
                return True
            raise
        return False

    def _collide(self, form) -> None:
        theirs = self.overtaken_by.as_object()
        self.taken_over = _take_over(form, self._opened(), theirs)
        mine = form.save(commit=False)
        found = comparing.differences(self.panel, self.request, theirs, mine)
        self.collision = [each for each in found if each.name not in self.taken_over]
        self.produced_error_code = "invalid_revision"
        self.produced_error_message = gettext(
            "Not saved yet: %(name)s has saved another version meanwhile. Both stand below."
        ) % {"name": self.overtaken_by.user or gettext("Somebody else")}

    def _opened(self):
        """Return the version that the form was opened on, if it is still what it was."""
        post = self.request.POST
        opened = self.object.revisions.filter(
            pk=post.get("loaded_revision_id") or 0,
            created_at=parse_datetime(post.get("loaded_revision_created_at", "")),
        ).first()
        return opened.as_object() if opened else None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.collision or self.taken_over:
            # Before anything is saved a person looks at both.
            context["autosave_enabled"] = False
            context |= {"collision": self.collision, "overtaken_by": self.overtaken_by}
            context["taken_over"] = [form_label(self.form, name) for name in self.taken_over]
        return context


def _take_over(form, opened, theirs) -> list[str]:
    """Put into a form what the other person changed and this one left alone; name it."""
    if opened is None:
        return []
    data, taken = form.data.copy(), []
    for name, field in form.fields.items():
        column = {each.name: each for each in form._meta.model._meta.concrete_fields}.get(name)
        if column is None or not isinstance(data.get(form.add_prefix(name)), str):
            continue
        was, now = column.value_from_object(opened), column.value_from_object(theirs)
        if was == now or form.cleaned_data.get(name) != column.to_python(was):
            continue
        shown = field.widget.format_value(field.prepare_value(now))
        if not isinstance(shown, str | None):
            continue
        data[form.add_prefix(name)] = shown or ""
        setattr(form.instance, name, now)
        form.cleaned_data[name] = now
        taken.append(name)
    form.data = data
    return taken


def form_label(form, name: str) -> str:
    """Name a field as the form does."""
    return str(form[name].label)


class GoingBack:
    """The form filled from an earlier version: what it is, and that nothing has changed yet."""

    def get_warning_message(self):
        told = {
            "moment": formats.localize(timezone.localtime(self.revision.created_at)),
            "person": self.revision.user,
        }
        if self.revision.user is None:
            words = gettext(
                "The form shows the version of %(moment)s, which readers knew at first. It "
                "becomes your draft only when you save it."
            )
        else:
            words = gettext(
                "The form shows the version of %(moment)s by %(person)s. It becomes your draft "
                "only when you save it."
            )
        return words % told


class VersionsView(HistoryView):
    @property
    def no_results_message(self):
        """Why nothing is there: what came with the content pack has only what readers see."""
        if self.is_searching or self.is_filtering or not self.object.live:
            return super().no_results_message
        return gettext(
            "Nobody has changed it at the desk yet. What readers see now is kept as its first "
            "version as soon as somebody does."
        )


class CompareVersionsView(CompareView):
    def _get_comparison(self, before, after):
        return comparing.comparisons(self.get_edit_handler(), self.request, before, after)
