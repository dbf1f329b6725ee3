"""What was, and who made it so: each save of an article is kept whole, and chained to the one before.

`append` writes revisions and is called by `articles.workflow` alone; `content` says what a revision
holds, `chain` how they hang together, `proof` checks it all, `difference` tells two of them apart.
"""

from articles.revisions.chain import append
from articles.revisions.content import contents

__all__ = ["append", "contents"]
