"""What was done, as a sentence in either language."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

ENTRY = _("entry of the record")
ENTRIES = _("entries of the record")

SENTENCES = {
    "wagtail.create": _("%(who)s added “%(item)s”."),
    "wagtail.edit": _("%(who)s changed “%(item)s”."),
    "wagtail.delete": _("%(who)s deleted “%(item)s”."),
    "wagtail.publish": _("%(who)s published “%(item)s”."),
    "wagtail.publish.schedule": _("%(who)s set a time for publishing “%(item)s”."),
    "wagtail.publish.scheduled": _("“%(item)s” was published at its time."),
    "wagtail.schedule.cancel": _("%(who)s took “%(item)s” off the calendar."),
    "wagtail.unpublish": _("%(who)s withdrew “%(item)s”."),
    "wagtail.unpublish.scheduled": _("“%(item)s” was withdrawn at its time."),
    "wagtail.revert": _("%(who)s went back to an older version of “%(item)s”."),
    "wagtail.rename": _("%(who)s gave “%(item)s” this name."),
    "wagtail.lock": _("%(who)s locked “%(item)s”."),
    "wagtail.unlock": _("%(who)s unlocked “%(item)s”."),
    "wagtail.workflow.start": _("%(who)s submitted “%(item)s” for review."),
    "wagtail.workflow.approve": _("%(who)s approved “%(item)s”."),
    "wagtail.workflow.reject": _("%(who)s returned “%(item)s” with a comment."),
    "wagtail.workflow.resume": _("%(who)s submitted “%(item)s” again."),
    "wagtail.workflow.cancel": _("%(who)s ended the review of “%(item)s”."),
    "portal.read": _("%(who)s read personal data: %(item)s."),
    "portal.export": _("%(who)s took personal data along as a file: %(item)s."),
    "portal.take_along": _("%(who)s took a list along as a file: %(item)s."),
    "portal.import": _("%(who)s imported a list: %(item)s."),
    "portal.undo_import": _("%(who)s undid an import: %(item)s."),
    "portal.first": _("“%(item)s”: the version that readers knew at first was kept."),
    "portal.still_right": _("%(who)s found a text of “%(item)s” still right."),
    "portal.confirmed": _("%(who)s confirmed “%(item)s”."),
    "portal.confirmed_fact": _("%(who)s confirmed one fact of “%(item)s”."),
    "portal.entrust": _("%(who)s said who is in charge of “%(item)s” and when it is checked."),
    "portal.four_eyes": _("%(who)s changed whether a second person must look: %(item)s."),
    "portal.ignore_link": _("%(who)s left a link of “%(item)s” alone for a time."),
    "portal.succeed": _("%(who)s said what came in the place of “%(item)s”."),
    "portal.give_up": _("%(who)s let “%(item)s” give up an old address."),
    "portal.call_off": _("%(who)s called off “%(item)s”."),
    "portal.repeat": _("%(who)s repeated “%(item)s”."),
    "portal.write": _("%(who)s wrote to the guests of “%(item)s”."),
    "portal.take_back": _("%(who)s took back a message to the guests of “%(item)s”."),
    "portal.cancel": _("%(who)s cancelled a place: %(item)s."),
    "portal.change_place": _("%(who)s changed a place: %(item)s."),
    "portal.retry": _("%(who)s had a mail sent again: %(item)s."),
    "portal.withdraw": _("%(who)s withdrew a mail: %(item)s."),
    "portal.invite": _("%(who)s sent an invitation: %(item)s."),
    "portal.accept": _("%(who)s accepted the invitation."),
    "portal.answer": _("%(who)s answered a reader's remark: %(item)s."),
    "portal.leave": _("%(who)s ended an account: %(item)s."),
    "portal.end_sessions": _("%(who)s signed somebody out everywhere: %(item)s."),
    "portal.start_over": _("%(who)s had somebody start over with a new password: %(item)s."),
    "portal.give_role": _("%(who)s gave a role: %(item)s."),
    "portal.take_role": _("%(who)s took a role away: %(item)s."),
    "portal.needs_role": _("%(who)s said that a role is still needed: %(item)s."),
    "portal.ask_all": _("%(who)s had everybody asked which roles are still needed."),
    "portal.administer": _("%(who)s made somebody administrator: %(item)s."),
    "portal.administer_no_more": _("%(who)s made somebody administrator no more: %(item)s."),
    "portal.password": _("%(who)s has a new password."),
    "portal.app_added": _("%(who)s added an authenticator app to the account."),
    "portal.app_removed": _("%(who)s removed the authenticator app from the account."),
    "portal.passkey_added": _("%(who)s added a passkey to the account."),
    "portal.passkey_removed": _("%(who)s removed a passkey from the account."),
    "portal.codes_made": _("%(who)s made new recovery codes."),
}

# Ours, as a history names them.
LABELS = {
    "portal.read": _("Personal data read"),
    "portal.export": _("Personal data taken along"),
    "portal.take_along": _("List taken along"),
    "portal.import": _("List imported"),
    "portal.undo_import": _("Import undone"),
    "portal.first": _("First version"),
    "portal.still_right": _("Still right"),
    "portal.confirmed": _("Confirmed by staff"),
    "portal.confirmed_fact": _("Fact confirmed by staff"),
    "portal.entrust": _("In charge and next check"),
    "portal.four_eyes": _("Second person"),
    "portal.ignore_link": _("Link left alone"),
    "portal.succeed": _("What came in its place"),
    "portal.give_up": _("Old address given up"),
    "portal.call_off": _("Called off"),
    "portal.repeat": _("Repeated"),
    "portal.write": _("Wrote to the guests"),
    "portal.take_back": _("Took a message back"),
    "portal.cancel": _("Place cancelled by staff"),
    "portal.change_place": _("Place changed by staff"),
    "portal.retry": _("Mail sent again"),
    "portal.withdraw": _("Mail withdrawn"),
    "portal.invite": _("Invited"),
    "portal.accept": _("Invitation accepted"),
    "portal.answer": _("Remark answered"),
    "portal.leave": _("Account ended"),
    "portal.end_sessions": _("Signed out everywhere"),
    "portal.start_over": _("Started over"),
    "portal.give_role": _("Role given"),
    "portal.take_role": _("Role taken away"),
    "portal.needs_role": _("Role still needed"),
    "portal.ask_all": _("Asked which roles are needed"),
    "portal.administer": _("Made administrator"),
    "portal.administer_no_more": _("Administrator no more"),
    "portal.password": _("New password"),
    "portal.app_added": _("Authenticator app added"),
    "portal.app_removed": _("Authenticator app removed"),
    "portal.passkey_added": _("Passkey added"),
    "portal.passkey_removed": _("Passkey removed"),
    "portal.codes_made": _("Recovery codes made"),
}


def sentence(action: str, *, who: str, item: str) -> str:
    """Say in the active language what somebody did."""
    words = SENTENCES.get(action)
    if words is None:
        label = registry.get_action_label(action) if registry.action_exists(action) else action
        return gettext("%(who)s: %(action)s, “%(item)s”.") % {
            "who": who,
            "action": label,
            "item": item,
        }
    return words % {"who": who, "item": item}


def register(actions) -> None:
    """Tell Wagtail of the actions that are ours, so that histories can show them."""
    for action, label in LABELS.items():
        actions.register_action(action, label, label)
