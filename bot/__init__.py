"""Legitbot answers "is this legit?" about a mail, and says exactly why."""

__version__ = "0.1.0"
