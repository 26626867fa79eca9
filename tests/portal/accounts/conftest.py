from tests.portal.desk.conftest import administrator, desk

__all__ = ["administrator", "desk"]
