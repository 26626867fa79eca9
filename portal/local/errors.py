"""Why a local run ends."""


class CannotRun(Exception):
    """The portal cannot start or go on. The message says why and what to do."""


class Stopped(BaseException):
    """Somebody asked the run to end. Not an Exception: nothing must swallow it."""
