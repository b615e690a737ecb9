"""What may be wrong with an installation; commands catch this one class at the edge and show its message."""


class InstallationError(Exception):
    """Raised when this machine cannot do what was asked; the message is for a person, and says what would be right."""
