"""Who may, at the public account."""

from meedenk.people.rules import is_staff

may_note = is_staff
