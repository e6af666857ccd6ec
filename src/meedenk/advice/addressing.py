"""To whom an advice goes and to what it belongs, as plain values."""

from dataclasses import dataclass
from datetime import date

from .models import Body, Delivery

BODIES: dict[str, tuple[Body, ...]] = {
    Delivery.To.EXECUTIVE: (Body.EXECUTIVE,),
    Delivery.To.COUNCIL: (Body.COUNCIL,),
    Delivery.To.BOTH: (Body.EXECUTIVE, Body.COUNCIL),
}


@dataclass(frozen=True)
class Office:
    """Where the advice is sent for one body."""

    body: Body
    name: str
    email: str


@dataclass(frozen=True)
class ProposalData:
    """The proposal of the municipality to which the advice belongs."""

    title: str
    body: str
    number: str = ""
    on: date | None = None
    link: str = ""
    meeting: str = ""
