from tests.portal.desk.conftest import administrator, at, desk

__all__ = ["administrator", "at", "desk"]
