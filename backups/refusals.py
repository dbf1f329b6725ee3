"""Why a backup is not made, or not brought back. Each text is a sentence for the operator who asked."""


class Refused(Exception):
    """It was not done, and nothing was changed."""


class Damaged(Refused):
    """The file is not, or no longer, what a backup wrote."""
