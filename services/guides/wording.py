"""A deadline as one whole sentence: languages order its parts too differently to join them.

One entry for each clock, direction and unit that a deadline may have; a test compares.
"""

from django.utils.translation import ngettext_lazy

_SENTENCES = {
    ("entered_china", "within", "hours"): ngettext_lazy(
        "Within %(n)d hour of entering China", "Within %(n)d hours of entering China", "n"
    ),
    ("entered_china", "within", "days"): ngettext_lazy(
        "Within %(n)d day of entering China", "Within %(n)d days of entering China", "n"
    ),
    ("entered_china", "within", "working_days"): ngettext_lazy(
        "Within %(n)d working day of entering China",
        "Within %(n)d working days of entering China",
        "n",
    ),
    ("entered_china", "within", "months"): ngettext_lazy(
        "Within %(n)d month of entering China", "Within %(n)d months of entering China", "n"
    ),
    ("entered_china", "within", "years"): ngettext_lazy(
        "Within %(n)d year of entering China", "Within %(n)d years of entering China", "n"
    ),
    ("entered_china", "before", "hours"): ngettext_lazy(
        "At least %(n)d hour before you enter China",
        "At least %(n)d hours before you enter China",
        "n",
    ),
    ("entered_china", "before", "days"): ngettext_lazy(
        "At least %(n)d day before you enter China",
        "At least %(n)d days before you enter China",
        "n",
    ),
    ("entered_china", "before", "working_days"): ngettext_lazy(
        "At least %(n)d working day before you enter China",
        "At least %(n)d working days before you enter China",
        "n",
    ),
    ("entered_china", "before", "months"): ngettext_lazy(
        "At least %(n)d month before you enter China",
        "At least %(n)d months before you enter China",
        "n",
    ),
    ("entered_china", "before", "years"): ngettext_lazy(
        "At least %(n)d year before you enter China",
        "At least %(n)d years before you enter China",
        "n",
    ),
    ("moved_in", "within", "hours"): ngettext_lazy(
        "Within %(n)d hour of moving in", "Within %(n)d hours of moving in", "n"
    ),
    ("moved_in", "within", "days"): ngettext_lazy(
        "Within %(n)d day of moving in", "Within %(n)d days of moving in", "n"
    ),
    ("moved_in", "within", "working_days"): ngettext_lazy(
        "Within %(n)d working day of moving in", "Within %(n)d working days of moving in", "n"
    ),
    ("moved_in", "within", "months"): ngettext_lazy(
        "Within %(n)d month of moving in", "Within %(n)d months of moving in", "n"
    ),
    ("moved_in", "within", "years"): ngettext_lazy(
        "Within %(n)d year of moving in", "Within %(n)d years of moving in", "n"
    ),
    ("moved_in", "before", "hours"): ngettext_lazy(
        "At least %(n)d hour before you move in", "At least %(n)d hours before you move in", "n"
    ),
    ("moved_in", "before", "days"): ngettext_lazy(
        "At least %(n)d day before you move in", "At least %(n)d days before you move in", "n"
    ),
    ("moved_in", "before", "working_days"): ngettext_lazy(
        "At least %(n)d working day before you move in",
        "At least %(n)d working days before you move in",
        "n",
    ),
    ("moved_in", "before", "months"): ngettext_lazy(
        "At least %(n)d month before you move in",
        "At least %(n)d months before you move in",
        "n",
    ),
    ("moved_in", "before", "years"): ngettext_lazy(
        "At least %(n)d year before you move in", "At least %(n)d years before you move in", "n"
    ),
    ("circumstances_changed", "within", "hours"): ngettext_lazy(
        "Within %(n)d hour of the change", "Within %(n)d hours of the change", "n"
    ),
    ("circumstances_changed", "within", "days"): ngettext_lazy(
        "Within %(n)d day of the change", "Within %(n)d days of the change", "n"
    ),
    ("circumstances_changed", "within", "working_days"): ngettext_lazy(
        "Within %(n)d working day of the change",
        "Within %(n)d working days of the change",
        "n",
    ),
    ("circumstances_changed", "within", "months"): ngettext_lazy(
        "Within %(n)d month of the change", "Within %(n)d months of the change", "n"
    ),
    ("circumstances_changed", "within", "years"): ngettext_lazy(
        "Within %(n)d year of the change", "Within %(n)d years of the change", "n"
    ),
    ("circumstances_changed", "before", "hours"): ngettext_lazy(
        "At least %(n)d hour before the change", "At least %(n)d hours before the change", "n"
    ),
    ("circumstances_changed", "before", "days"): ngettext_lazy(
        "At least %(n)d day before the change", "At least %(n)d days before the change", "n"
    ),
    ("circumstances_changed", "before", "working_days"): ngettext_lazy(
        "At least %(n)d working day before the change",
        "At least %(n)d working days before the change",
        "n",
    ),
    ("circumstances_changed", "before", "months"): ngettext_lazy(
        "At least %(n)d month before the change", "At least %(n)d months before the change", "n"
    ),
    ("circumstances_changed", "before", "years"): ngettext_lazy(
        "At least %(n)d year before the change", "At least %(n)d years before the change", "n"
    ),
    ("permit_ends", "within", "hours"): ngettext_lazy(
        "Within %(n)d hour after your permit ends",
        "Within %(n)d hours after your permit ends",
        "n",
    ),
    ("permit_ends", "within", "days"): ngettext_lazy(
        "Within %(n)d day after your permit ends",
        "Within %(n)d days after your permit ends",
        "n",
    ),
    ("permit_ends", "within", "working_days"): ngettext_lazy(
        "Within %(n)d working day after your permit ends",
        "Within %(n)d working days after your permit ends",
        "n",
    ),
    ("permit_ends", "within", "months"): ngettext_lazy(
        "Within %(n)d month after your permit ends",
        "Within %(n)d months after your permit ends",
        "n",
    ),
    ("permit_ends", "within", "years"): ngettext_lazy(
        "Within %(n)d year after your permit ends",
        "Within %(n)d years after your permit ends",
        "n",
    ),
    ("permit_ends", "before", "hours"): ngettext_lazy(
        "%(n)d hour before your permit ends", "%(n)d hours before your permit ends", "n"
    ),
    ("permit_ends", "before", "days"): ngettext_lazy(
        "%(n)d day before your permit ends", "%(n)d days before your permit ends", "n"
    ),
    ("permit_ends", "before", "working_days"): ngettext_lazy(
        "%(n)d working day before your permit ends",
        "%(n)d working days before your permit ends",
        "n",
    ),
    ("permit_ends", "before", "months"): ngettext_lazy(
        "%(n)d month before your permit ends", "%(n)d months before your permit ends", "n"
    ),
    ("permit_ends", "before", "years"): ngettext_lazy(
        "%(n)d year before your permit ends", "%(n)d years before your permit ends", "n"
    ),
    ("job_ends", "within", "hours"): ngettext_lazy(
        "Within %(n)d hour of your job ending", "Within %(n)d hours of your job ending", "n"
    ),
    ("job_ends", "within", "days"): ngettext_lazy(
        "Within %(n)d day of your job ending", "Within %(n)d days of your job ending", "n"
    ),
    ("job_ends", "within", "working_days"): ngettext_lazy(
        "Within %(n)d working day of your job ending",
        "Within %(n)d working days of your job ending",
        "n",
    ),
    ("job_ends", "within", "months"): ngettext_lazy(
        "Within %(n)d month of your job ending", "Within %(n)d months of your job ending", "n"
    ),
    ("job_ends", "within", "years"): ngettext_lazy(
        "Within %(n)d year of your job ending", "Within %(n)d years of your job ending", "n"
    ),
    ("job_ends", "before", "hours"): ngettext_lazy(
        "At least %(n)d hour before your job ends",
        "At least %(n)d hours before your job ends",
        "n",
    ),
    ("job_ends", "before", "days"): ngettext_lazy(
        "At least %(n)d day before your job ends",
        "At least %(n)d days before your job ends",
        "n",
    ),
    ("job_ends", "before", "working_days"): ngettext_lazy(
        "At least %(n)d working day before your job ends",
        "At least %(n)d working days before your job ends",
        "n",
    ),
    ("job_ends", "before", "months"): ngettext_lazy(
        "At least %(n)d month before your job ends",
        "At least %(n)d months before your job ends",
        "n",
    ),
    ("job_ends", "before", "years"): ngettext_lazy(
        "At least %(n)d year before your job ends",
        "At least %(n)d years before your job ends",
        "n",
    ),
}


def sentence(clock: str, direction: str, unit: str, amount: int) -> str:
    """Say when, in the active language: "Within 24 hours of moving in"."""
    return _SENTENCES[clock, direction, unit] % {"n": amount}
