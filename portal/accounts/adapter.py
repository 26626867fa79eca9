"""How allauth behaves here: staff are invited, nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter


class StaffAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        """Without the "[host]" that allauth would put before it."""
        return subject.strip()
