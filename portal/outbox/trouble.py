"""What kind of trouble kept a mail from going out, and when to try again."""

import datetime as dt
import smtplib
from enum import Enum

# Counted from the writing of the mail; by then nobody needs it any more.
GIVE_UP_AFTER = dt.timedelta(days=2)
# "Closing transmission channel": it is about the server, not about this mail.
CLOSING = 421


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
