"""Who may, at an advice."""

from meedenk.people.rules import is_staff, is_support
from meedenk.trajectories.rules import in_group

may_write = in_group | is_support
may_read_draft = in_group | is_staff
