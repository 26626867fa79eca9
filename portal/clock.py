"""When the clock (`celery beat`) asks for what; every task is safe to run twice."""

from celery.schedules import crontab

# What beat asks for each minute is worth nothing a minute later.
_each_minute = {"schedule": crontab(), "options": {"expires": 60}}
SCHEDULE = {
    # The sign of life that /health/ waits for.
    "tick": {"task": "health.tick", "schedule": 10, "options": {"expires": 30}},
    # What has been published is counted before a reader waits for it.
    "count-lists": {"task": "listings.count", "schedule": 5, "options": {"expires": 5}},
    "deliver-mail": {"task": "outbox.call_workers"} | _each_minute,
    "look-at-dates": {"task": "events.look_at_dates"} | _each_minute,
    "release-abandoned-mail": {"task": "outbox.release_abandoned"} | _each_minute,
    "carry-out-imports": {"task": "exchange.work"} | _each_minute,
    "forget-imports": {"task": "exchange.forget", "schedule": crontab(minute="7")},
    "apply-schedule": {"task": "publishing.apply_schedule"} | _each_minute,
    "note-changed-facts": {"task": "facts.note_changes"} | _each_minute,
    "repair-version": {"task": "publishing.repair_version"} | _each_minute,
    # In office hours, each hour: should one be missed, the next does it.
    "remind-of-checks": {
        "task": "publishing.remind",
        "schedule": crontab(hour="8-18", minute="7"),
    },
    "ask-who-is-needed": {"task": "duties.ask", "schedule": crontab(hour="9", minute="27")},
    "erase-mail-bodies": {
        "task": "outbox.erase_bodies",
        "schedule": crontab(hour="3", minute="17"),
    },
    "forget-helpers": {
        "task": "check_in.forget_helpers",
        "schedule": crontab(hour="3", minute="47"),
    },
    "forget-missed-searches": {
        "task": "search.forget_missed",
        "schedule": crontab(hour="3", minute="37"),
    },
    "forget-people": {
        "task": "events.forget_people",
        "schedule": crontab(hour="3", minute="27"),
    },
    "collect-new-links": {"task": "links.collect_new"} | _each_minute,
    "collect-all-links": {
        "task": "links.collect_all",
        "schedule": crontab(hour="4", minute="7"),
    },
    "check-links": {"task": "links.check_due"} | _each_minute,
    "tell-news": {"task": "news.tell"} | _each_minute,
    "tell-changes": {"task": "watches.tell"} | _each_minute,
    "forget-watches": {"task": "watches.forget", "schedule": crontab(hour="3", minute="57")},
    "forget-sessions": {
        "task": "accounts.forget_sessions",
        "schedule": crontab(hour="4", minute="17"),
    },
    "forget-remarks": {"task": "feedback.forget", "schedule": crontab(hour="4", minute="7")},
    "remind-of-plans": {"task": "plan.remind"} | _each_minute,
    "forget-reminders": {"task": "plan.forget"} | _each_minute,
    "forget-plans": {
        "task": "plan.forget_untouched",
        "schedule": crontab(hour="4", minute="7"),
    },
    "forget-unconfirmed": {
        "task": "subscriptions.forget_unconfirmed",
        "schedule": crontab(hour="3", minute="37"),
    },
}
