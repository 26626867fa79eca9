"""Who may sign in to a demonstration, and with which password.

Only the embedded database ever gets these accounts. The password follows from the
data folder's own secret key: it differs from folder to folder, is stored nowhere, and
can be told again at every start.
"""

import hmac
from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """A demonstration account of the desk."""

    email: str
    name: str


ACCOUNTS = (Account("admin@example.org", "Demonstration administrator"),)


def password(account: Account, secret_key: str) -> str:
    """Return an account's password in the portal that has this secret key."""
    digest = hmac.new(secret_key.encode(), account.email.encode(), "sha256").hexdigest()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))
