"""The visitor's HTTP of plans: the plan, paper, reminders, a link for another device."""
