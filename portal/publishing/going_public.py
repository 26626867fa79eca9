"""How a draft takes the place of the row that readers see: Wagtail's own steps."""

from wagtail.actions.base import BaseAction
from wagtail.actions.publish_revision import PublishRevisionAction


class PublishDraft(PublishRevisionAction):
    """Publish a version as the draft that was made of it and has been given its effects.

    Wagtail would make a draft of the version anew, which knows nothing of them.
    """

    def __init__(self, revision, draft, *, user=None, **options):
        BaseAction.__init__(self, draft, user=user)
        self.revision, self.object = revision, draft
        self.changed = options.get("changed", True)
        self.log_action = options.get("log_action", True)
        self.previous_revision = options.get("previous_revision")
