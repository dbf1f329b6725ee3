"""Why a backup is not made, or not brought back. Each text is a sentence for the operator who asked."""


def shown(name: str) -> str:
    """A name out of a file, for a sentence: whoever made the file starts no line of ours, nor moves a terminal."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in name[:200])


class Refused(Exception):
    """It was not done, and nothing was changed."""


class Damaged(Refused):
    """The file is not, or no longer, what a backup wrote."""
