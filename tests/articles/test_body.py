"""The sanitiser: what passes, what is turned into something better, and what never passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body

#: Hostile HTML, and the words of it that a reader may still see.
HOSTILE = {
    "<script>alert(1)</script>Text": "Text",
    "<p>Text<script src=//evil.example></script></p>": "<p>Text</p>",
    "<img src=x onerror=alert(1)>Text": "Text",
    '<p onclick="alert(1)">Text</p>': "<p>Text</p>",
    '<a href="javascript:alert(1)">Text</a>': "<a>Text</a>",
    '<a href=" java&#10;script:alert(1)">Text</a>': "<a>Text</a>",
    '<a href="JAVASCRIPT:alert(1)">Text</a>': "<a>Text</a>",
    '<a href="data:text/html,<script>alert(1)</script>">Text</a>': "<a>Text</a>",
    '<a href="vbscript:x">Text</a>': "<a>Text</a>",
    "<svg><script>alert(1)</script></svg>Text": "Text",
    '<svg onload="alert(1)">x</svg>Text': "Text",
    '<math><mtext><img src="x" onerror="alert(1)"></mtext></math>Text': "Text",
    "<style>p { background: url(//evil.example) }</style>Text": "Text",
    '<p style="position: fixed">Text</p>': "<p>Text</p>",
    '<p class="article__headline" id="main">Text</p>': "<p>Text</p>",
    "<iframe src=//evil.example>x</iframe>Text": "Text",
    '<form action="//evil.example"><input name="q"><button>Text</button></form>': "Text",
    '<object data="x">Text</object><embed src="x">': "Text",
    '<base href="//evil.example"><meta http-equiv="refresh" content="0">Text': "Text",
    "<template><script>alert(1)</script></template>Text": "Text",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>Text": None,
    "<textarea><img src=x onerror=alert(1)></textarea>Text": "Text",
    "<!-- <img src=x onerror=alert(1)> -->Text": "Text",
    "<scr<script>ipt>alert(1)</script>Text": None,
    '<a href="https://example.org/" target="_blank" ping="//evil.example">Text</a>': (
        '<a href="https://example.org/">Text</a>'
    ),
}
FORBIDDEN = ("<script", "<img", "<svg", "<style", "<iframe", "<form", "<input", "<math", 'href="javascript', "style=")


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_passes(html):
    cleaned = body.clean(html)
    assert not [word for word in FORBIDDEN if word in cleaned.lower()]


@pytest.mark.parametrize(("html", "left"), [pair for pair in HOSTILE.items() if pair[1] is not None])
def test_the_text_beside_it_stays(html, left):
    assert body.clean(html) == left


@pytest.mark.parametrize(
    "html",
    [
        "<p>Text with <strong>weight</strong> and <em>stress</em>.</p>",
        "<h2>Title</h2><h3>Lower</h3>",
        '<ul><li>a</li></ul><ol start="3"><li>b</li></ol>',
        "<blockquote><p>Words</p></blockquote>",
        "<p>One<br>two</p><hr>",
        '<p><a href="https://example.org/?a=1&amp;b=2" title="t">out</a> <a href="/tickers/">in</a></p>',
        '<p><a href="mailto:desk@example.org">desk</a></p>',
        '<table><thead><tr><th scope="col" colspan="2">a</th></tr></thead>'
        '<tbody><tr><td rowspan="2">1</td><td>2</td></tr></tbody></table>',
        "<p>5 &lt; 6 &amp; 7 &gt; 6</p>",
    ],
)
def test_what_an_article_needs_passes_unchanged(html):
    assert body.clean(html) == html


@pytest.mark.parametrize(
    ("html", "better"),
    [
        ("<p><b>x</b> <I>y</I></p>", "<p><strong>x</strong> <em>y</em></p>"),
        ("<h1>Title</h1>", "<h2>Title</h2>"),
        ("<p>a</p><p></p><p>&nbsp;</p><p> <br> </p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<blockquote><p></p></blockquote><p>a</p>", "<p>a</p>"),
        ("<p>not closed", "<p>not closed</p>"),
        ("<div><p>a</p></div>", "<p>a</p>"),
        ("<p>a\x00b\x07c&#2;d</p>", "<p>abcd</p>"),
        ("  <p>a</p>\n", "<p>a</p>"),
    ],
)
def test_old_and_careless_html_is_put_right(html, better):
    assert body.clean(html) == better


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "<p>", "</p>", "<b>", "</b>", "<h1>", "</h1>", "<blockquote>", "</blockquote>", "<li>", "</li>", "<br>",
            "<a href='x'>", "</a>", "<table>", "<td>", "</table>", "<svg>", "</svg>", "<style>", "</style>", "<math>",
            "<script>", "</script>", "<textarea>", "<img src=x onerror=y>", "<!--", "-->", "&nbsp;", "&#2;", "&lt;",
            "<", ">", '"', " ", "text",
        ]
    )
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), FRAGMENTS))
def test_cleaning_what_is_clean_changes_nothing(html):
    cleaned = body.clean(html)
    assert body.clean(cleaned) == cleaned


@given(FRAGMENTS)
def test_no_mixture_of_pieces_gets_a_tag_through(html):
    cleaned = body.clean(html)
    assert not [word for word in FORBIDDEN if word in cleaned]


@pytest.mark.parametrize("address", ["java&#1;script:alert(1)", "java&#x0b;script:alert(1)", "java\x01script:alert(1)"])
def test_an_address_cannot_hide_behind_a_control_character(address):
    assert body.clean(f'<a href="{address}">x</a>') == "<a>x</a>"


def test_what_holds_only_empty_elements_is_left_out_however_deep():
    assert body.clean("<blockquote>" * 500 + "<p> </p>" + "</blockquote>" * 500 + "<p>x</p>") == "<p>x</p>"


def test_plain_text_becomes_paragraphs():
    assert body.from_paragraphs("One\nline.\n\n \nTwo.\n") == "<p>One line.</p>\n<p>Two.</p>"


def test_plain_text_is_escaped():
    assert body.from_paragraphs("5 < 6 & <b>") == "<p>5 &lt; 6 &amp; &lt;b&gt;</p>"


def test_no_text_gives_no_paragraph():
    assert body.from_paragraphs(" \n\n ") == ""


def test_what_was_cleaned_is_not_cleaned_again_until_it_is_changed():
    html = body.clean("<p>One</p>")
    assert body.clean(html) is html
    assert body.clean(html + "<script>x</script>") == "<p>One</p>"
    assert body.clean(html.replace("One", "<b onclick=x>Two</b>")) == "<p><strong>Two</strong></p>"
