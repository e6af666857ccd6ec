"""Who may, at an advice."""

from meedenk.people.rules import is_support
from meedenk.trajectories.rules import in_group

may_write = in_group | is_support
