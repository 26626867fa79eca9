"""What kind of trouble kept a mail from going out, and when to try again."""

import datetime as dt
import smtplib
from enum import Enum

from django.utils.translation import gettext_lazy as _

# Counted from the writing of the mail; by then nobody needs it any more.
GIVE_UP_AFTER = dt.timedelta(days=2)
# "Closing transmission channel": it is about the server, not about this mail.
CLOSING = 421
# The error of a mail that workers died with.
DIED = "Died"


class Trouble(Enum):
    """The kinds, with the minutes to wait after each attempt (the last one repeats)."""

    # The server asks us to come back: a full mailbox, greylisting, too many mails at once.
    TEMPORARY = (1, 5, 15, 30, 60)
    # The server cannot be reached or will not have us: no mail is at fault.
    SLOW = (1, 2, 4, 8, 15, 30)
    # The server will never take this mail, or it cannot even be put together.
    PERMANENT = ()

    def delay(self, attempts: int) -> dt.timedelta:
        """How long to wait after so many attempts."""
        return dt.timedelta(minutes=self.value[min(attempts, len(self.value)) - 1])


def of(error: Exception) -> Trouble:
    """Tell the kind of an error that sending a mail raised."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            # One recipient a mail: there is one answer.
            return _by_code(next(iter(error.recipients.values()))[0])
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError():
            return _by_code(error.smtp_code)
        case ValueError() | TypeError() | LookupError():
            return Trouble.PERMANENT
    # Not reached, not let in, cut off, out of time: none of it is about this mail.
    return Trouble.SLOW


def _by_code(code: int) -> Trouble:
    if code == CLOSING:
        return Trouble.SLOW
    return Trouble.PERMANENT if 500 <= code < 600 else Trouble.TEMPORARY


# What staff read, by the name of the error; the server's own words stand below it.
IN_WORDS = {
    "SMTPRecipientsRefused": _("The recipient's mail server refuses this address."),
    "SMTPSenderRefused": _("Our mail server refuses our own address."),
    "SMTPDataError": _("The mail server refuses this mail."),
    "SMTPAuthenticationError": _("Our mail server does not accept our name and password."),
    "SMTPServerDisconnected": _("The mail server broke the connection."),
    "TimeoutError": _("The mail server did not answer in time."),
    "ConnectionRefusedError": _("The mail server is not there."),
    "gaierror": _("The mail server's name is not known."),
    DIED: _("Every worker that took it has died."),
    "Bounced": _("It came back: the recipient's mail server does not know the address."),
}


def in_words(error: str) -> str:
    """Say in plain words what a mail's last error means; nothing for no error."""
    if not error:
        return ""
    name, _colon, _rest = error.partition(":")
    return str(IN_WORDS.get(name, _("Something went wrong that we have no words for.")))
