"""The acts of this station, one module per part of the way from a first sentence to a published advice."""

from . import adopting, delivering, publishing, rounds, writing

__all__ = ["adopting", "delivering", "publishing", "rounds", "writing"]
