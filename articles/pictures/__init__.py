"""Pictures: what is uploaded is checked and made anew; sizes of it are made in the background.

Everything about a stored picture follows from its name and width, so that a list of articles asks
nothing more of the database to print them.
"""

from articles.pictures.field import PictureField
from articles.pictures.preparing import FORMATS, MAX_BYTES, MAX_PIXELS, Prepared, prepare

__all__ = ["FORMATS", "MAX_BYTES", "MAX_PIXELS", "PictureField", "Prepared", "prepare"]
