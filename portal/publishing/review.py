"""The review that every draft can be sent to: who may do it, and that it is there."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Task, TaskState, Workflow, WorkflowContentType, WorkflowTask
from wagtail.permissions import policy_registry

# Wagtail shows the name as it is stored, to readers of both languages.
NAME = "审核 Review"


class ReturnForm(TaskStateCommentForm):
    """Why a draft goes back: its author must know what to do."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = True
        self.fields["comment"].label = pgettext_lazy("review", "What has to be changed")


class CommunityReview(Task):
    """Somebody who may publish the item itself looks at it, whatever community it is of.

    Wagtail binds one workflow to a kind of thing, and its own tasks ask groups, which know
    no community; this one asks the item.
    """

    class Meta:
        # Wagtail's tables come after those that users and their duties need, so this one
        # has to stand in the last of our apps.
        app_label = "services"
        verbose_name = _("review by a publisher")
        verbose_name_plural = _("reviews by publishers")

    def locked_for_user(self, thing, user):
        """Nobody changes under the reviewer's eyes what they are looking at."""
        return not may_publish(user, thing)

    def user_can_access_editor(self, thing, user):
        return may_publish(user, thing)

    def get_actions(self, thing, user):
        if not may_publish(user, thing):
            return []
        back = ("reject", pgettext_lazy("review", "Return with a comment"), True)
        if thing.is_alone_with(user):
            return [back]
        return [("approve", pgettext_lazy("review", "Approve"), False), back]

    def get_form_for_action(self, action):
        return ReturnForm if action == "reject" else TaskStateCommentForm

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = TaskState.objects.filter(
            task=self.task_ptr, status=TaskState.STATUS_IN_PROGRESS
        ).select_related("workflow_state")
        theirs = [
            state.pk
            for state in waiting
            if may_publish(user, state.workflow_state.content_object)
        ]
        return TaskState.objects.filter(pk__in=theirs)


def may_publish(user, thing) -> bool:
    """Whether somebody may make this very item public."""
    policy = policy_registry.get_by_type(type(thing))
    return policy.user_has_permission_for_instance(user, "publish", thing)


def reviewers(thing):
    """Return who may publish an item: they hear that it waits."""
    policy = policy_registry.get_by_type(type(thing))
    people = policy.users_with_any_permission_for_instance(["publish"], thing)
    people = people.select_related("wagtail_userprofile").order_by("pk")
    # Administrators may do everything; they are written to where nobody else could.
    return people.filter(is_superuser=False) or people


def provide(models) -> None:
    """See to it that there is one review, for every kind that has drafts."""
    task = CommunityReview.objects.first() or CommunityReview.objects.create(name=NAME)
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=NAME)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for model in models:
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model),
            defaults={"workflow": workflow},
        )
