"""Who may, at the public account."""

from meedenk.people.rules import is_staff, is_steering

may_note = is_staff
may_write_report = is_staff
may_publish_report = is_steering
