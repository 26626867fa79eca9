"""Events, sign-ups and staff that show how the portal works. None of it is real."""
