"""Rules across fields, told where one looks for them."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint


class RulesAtFields:
    """A model form that tells a rule of the database at each field that it is about, where
    the tabs count it, and not only above them all."""

    def _update_errors(self, errors):
        if hasattr(errors, "error_dict"):
            errors = ValidationError(self._placed(errors.error_dict))
        super()._update_errors(errors)

    def _placed(self, faults: dict[str, list]) -> dict[str, list]:
        placed = {name: list(told) for name, told in faults.items()}
        for fault in placed.pop(NON_FIELD_ERRORS, ()):
            for name in self._about(fault) or [NON_FIELD_ERRORS]:
                placed.setdefault(name, []).append(fault)
        return placed

    def _about(self, fault: ValidationError) -> list[str]:
        """Name the fields of the rule that was broken; a fault carries only its words."""
        for _model, constraints in self.instance.get_constraints():
            for rule in constraints:
                broken = isinstance(rule, CheckConstraint) and (
                    rule.get_violation_error_message() == fault.message
                )
                if broken:
                    return sorted(rule.condition.referenced_base_fields & self.fields.keys())
        return []
