"""All judged queries, in the order of their kinds.

Whoever adds one looks at the stories that its rules grade highest, and sees that at least three are
worth `GOOD` or more (one or two for a known item).
"""

from __future__ import annotations

from bench.judged.grades import Query
from bench.judged.happenings import HAPPENINGS
from bench.judged.known_items import REMEMBERED
from bench.judged.names import NAMES
from bench.judged.places import PLACES
from bench.judged.subjects import SUBJECTS

QUERIES: tuple[Query, ...] = (*SUBJECTS, *PLACES, *NAMES, *HAPPENINGS, *REMEMBERED)
KINDS: tuple[str, ...] = tuple(dict.fromkeys(query.kind for query in QUERIES))
