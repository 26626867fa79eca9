"""What stands above a form: how each language stands, what was answered, what can be done."""

from django.urls import reverse
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from portal.addresses import finding
from portal.base.languages import CODES, NAMES
from portal.publishing import answers, meaning
from portal.publishing.review import may_publish


class PicturePanel(FieldPanel):
    """Offers the pictures that the record may show: its community's own, and shared ones."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            if not self.bound_field:
                return
            widget = self.bound_field.field.widget
            if "community" in self.form.fields:
                widget.linked_fields = {"community": f"#{self.form['community'].auto_id}"}
            else:
                widget.community = self.instance.community_key


class SchedulePanel(Panel):
    """Below the two times: one button that puts the draft on the calendar."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "portal/desk/schedule.html"

        def show_panel_furniture(self):
            return False

        def get_context_data(self, parent_context=None):
            thing = self.instance
            return super().get_context_data(parent_context) | {
                "planned": thing.pk and thing.get_scheduled_revision_as_object(),
                "publishes": self._publishes(),
            }

        def _publishes(self) -> bool:
            user, thing = self.request.user, self.instance
            if thing.pk and (thing.workflow_in_progress or thing.is_alone_with(user)):
                return False
            return policy_registry.get(thing).user_has_permission(user, "publish")


class StandingPanel(Panel):
    """Both languages with their state, and one button for each thing that can be settled."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "portal/desk/standing.html"

        def is_shown(self):
            return bool(self.instance and self.instance.pk)

        def show_panel_furniture(self):
            return False

        def get_context_data(self, parent_context=None):
            thing = self.instance
            row = type(thing)._base_manager.get(pk=thing.pk)
            review = row.current_workflow_state
            publishes = may_publish(self.request.user, row)
            return super().get_context_data(parent_context) | {
                "thing": row,
                "languages": [self._language(row, code) for code in CODES],
                "answer": answers.answer_to(thing),
                "newer_url": self._newer(row),
                "meaning_url": self._url("meaning"),
                "confirm_url": self._url("confirmation") if publishes else "",
                "upkeep_url": self._url("upkeep") if publishes else "",
                "facts": [
                    {
                        "fact": fact,
                        "confirmed_on": row.fact_confirmed_on(fact.name),
                    }
                    for fact in row.dated_facts
                    if row.live and fact.is_stated(row)
                ],
                "four_eyes_url": self._url("four_eyes")
                if hasattr(row, "four_eyes") and self.request.user.is_superuser
                else "",
                "succession_url": self._url("succession")
                if publishes and row.was_public and not row.live
                else "",
                "successor": finding.successor(row.kind, row.pk)
                if row.was_public and not row.live
                else None,
                "withdraw_url": self._url("unpublish") if publishes else "",
                "waiting": review
                if publishes and review and review.status == WorkflowState.STATUS_IN_PROGRESS
                else None,
                "decides": not row.is_alone_with(self.request.user),
                "returned": review.current_task_state
                if review and review.status == WorkflowState.STATUS_NEEDS_CHANGES
                else None,
            }

        def _newer(self, row) -> str:
            """Where a draft beside the public text is compared with it."""
            if not (row.live and row.has_unpublished_changes and row.live_revision_id):
                return ""
            return self._url("revisions_compare", row.live_revision_id, "latest")

        def _language(self, row, code: str) -> dict:
            state = meaning.state(row, code)
            outdated = state == meaning.State.OUTDATED
            return {
                "code": code,
                "name": NAMES[code],
                "state": state,
                "since": row.changes().told_after(code, row).first() if outdated else None,
                "still_right_url": self._url("still_right") if outdated else "",
            }

        def _url(self, name: str, *which) -> str:
            viewset = type(self.instance).snippet_viewset
            return reverse(viewset.get_url_name(name), args=[self.instance.pk, *which])
