"""How each language writes dates and times, where Django's own habit is not ours."""
