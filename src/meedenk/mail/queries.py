"""What others ask of the outbox."""

from datetime import datetime

from .models import Message


def oldest_waiting(at: datetime) -> datetime | None:
    """Since when the oldest message that may go has been waiting; None when none is. For the probe of readiness."""
    return Message.objects.due(at).order_by("not_before").values_list("not_before", flat=True).first()
