"""A whole site in one file, and back: whichever database, whatever models. See docs/decisions."""
