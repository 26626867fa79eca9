"""What an action raises when it will not do what was asked."""


class Refusal(Exception):
    """A rule says no. The message is translated and fit to show to the person who asked."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message
