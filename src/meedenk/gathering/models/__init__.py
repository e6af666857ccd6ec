"""Activities with their dates, the pieces we read, what we heard, and where we thought along."""

from .activities import Activity, Guest
from .along import ThoughtAlong
from .dates import DateOption, DatePoll, DateVote
from .findings import Finding
from .sources import Source

__all__ = ["Activity", "DateOption", "DatePoll", "DateVote", "Finding", "Guest", "Source", "ThoughtAlong"]
