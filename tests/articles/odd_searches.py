"""Searches that nobody should type: control characters, half quotes, SQL, the engines' own syntax, words
without end, every script. How many of them are tried is said in `tests/conftest.py`.
"""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

SIGNS = [
    *"\"'-*()^:+$_%&|!<>{}[];,./\\=~@#?", '"" ', "-\"", "\u201c", "\u201e", "\u00ab", "\uff02", "\u2019", "\u00ad",
    "\u200d", "\x00", "\x1a", "\x1b[0m", "\r\n", "\t", "\u200b", "\u202e", "\u2028", "\ufeff", "\ufffe", "\ue000",
    "\U0010ffff",
]  # fmt: skip
OPERATORS = ["OR", "AND", "NOT", "NEAR(a b, 5)", "NEAR/3", "or", "<->", "<2>", ":*", "& !", "||", "{headline}:", "-OR"]
SQL = ["'; DROP TABLE articles_search; --", "' OR '1'='1", "%' ESCAPE '", "UNION SELECT 1", "%s", "%(q)s", "$1", "?1"]
FIELDS = [
    "ticker:", "$", "NYSE:", "category:", "author:", "risk:", "sentiment:", "after:", "before:", "-ticker:", "-after:",
    "headline:", "rowid:", "a:b:", "ticker:\"", "author:\"",
]  # fmt: skip
WORDS = [
    "copper", "tariffs", "cop*", "*", "SPY", "(SPY)", "$SPY.", "Jane Doe", "U.S.'s", "BRK.B's", "AT&T", "10-K", "3.62%",
    "1,234.5", "$5", "positive", "2026-02-01", "2026-13", "0001", "9999-12-31", "99999", "sses", "ies", "<b>", "&lt;",
]  # fmt: skip
SCRIPTS = [
    "Łódź", "Ørsted", "рынок", "αγορά", "שוק", "سوق", "बाज़ार", "ตลาดหุ้น", "ຕະຫຼາດ", "ဈေးကွက်", "ផ្សារ", "東京株式", "ﾃﾞｰﾀ",
    "시장", "ገበያ", "ბაზარი", "𐐀𐐁", "\U0001d49c\U0001d4b7", "ﬁne", "ǅ", "İıß", "e\u0301\u0327",
    "👩\u200d👩\u200d👧", "①½²",
]  # fmt: skip
#: What is typed to be understood, joined in ways that are not.
pieces = st.sampled_from([*SIGNS, *OPERATORS, *SQL, *FIELDS, *WORDS, *SCRIPTS]) | st.text(max_size=4)
joined = st.builds(str.join, st.sampled_from(["", " ", " OR ", '"', " -"]), st.lists(pieces, max_size=40))
endless = st.builds(lambda piece, times: piece * times, pieces, st.integers(1, 10_000)).map(lambda text: text[:20_000])
odd_searches = st.one_of(
    st.text(max_size=600), st.text(st.characters(categories=["L", "M", "N"]), max_size=80), joined, joined, endless
)

for_strings = settings(settings.get_profile("odd searches"))
for_pages = settings(settings.get_profile("odd searches on pages"))
