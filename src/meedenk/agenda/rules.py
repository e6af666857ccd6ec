"""Who may, at a theme."""

from meedenk.people.rules import is_staff, is_steering

may_describe = is_staff
may_decide = is_steering
