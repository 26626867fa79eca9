"""The visitor's HTTP of events: the list, one event, signing up, one's own place."""
