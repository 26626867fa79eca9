"""What stands above a form: how each language stands, what was answered, what can be done."""

from django.urls import reverse
from wagtail.admin.panels import Panel
from wagtail.models import WorkflowState

from portal.addresses import finding
from portal.base.languages import CODES, NAMES
from portal.publishing import answers, meaning
from portal.publishing.review import may_publish


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
                "returned": review.current_task_state
                if review and review.status == WorkflowState.STATUS_NEEDS_CHANGES
                else None,
            }

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

        def _url(self, name: str) -> str:
            viewset = type(self.instance).snippet_viewset
            return reverse(viewset.get_url_name(name), args=[self.instance.pk])
