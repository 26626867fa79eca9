"""What `manage.py` reads before Django does."""


def prepare(argv: list[str]) -> None:
    """Give the local commands their environment."""
