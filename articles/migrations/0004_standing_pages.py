"""The four standing pages, with words that suit any publisher until the publisher has its own."""

from django.db import migrations

ABOUT = """
<p>We report on markets, on companies and on the economy, for people who have money at stake and little time.</p>
<h2>How an article is built</h2>
<p>Every article says first what happened, in a headline, a summary and a few key points. The body gives the evidence.
Under <strong>Risks</strong> stands what could prove the story wrong or make it worse. Where an article bears on
something that is traded, <strong>Ticker Sentiment</strong> says for each ticker whether the news is positive, neutral
or negative for it: our reading of the news, and not a forecast of the price.</p>
<h2>Prices</h2>
<p>A price on these pages is the last one we hold. It carries the time at which it was true and the source that says
so, and it may be delayed. Check with your broker before you trade.</p>
<h2>Not advice</h2>
<p>What we publish is for education. It is not financial advice, and it takes no account of your circumstances.</p>
"""
STANDARDS = """
<h2>Accuracy</h2>
<p>We publish what we can support. Figures carry their source and their date. What we do not know, we say we do not
know.</p>
<h2>Fairness</h2>
<p>People and companies that we criticise are asked for their side before we publish, and their answer is
reported.</p>
<h2>Independence</h2>
<p>Nobody pays to be written about, or to be left out. Those who write here tell the editors what they hold, and do
not trade in what they write about while they work on the story. Where an interest remains, the article's disclosure
names it.</p>
<h2>Sources</h2>
<p>We name our sources. Where a source has good reason not to be named, an editor knows who it is, and the article
says how the source knows.</p>
<h2>Sentiment and risks</h2>
<p>The sentiment given to a ticker is an editor's judgement of the news in that article. Risks are worded so that a
reader can tell later whether they came about.</p>
<h2>Dates</h2>
<p>“Updated” on an article means that something of substance was added. The correction of a comma does not count.</p>
"""
CORRECTIONS = """
<p>When we get something wrong, we say so where it stood: at the foot of the article, with the date, what was wrong
and what is right. We do not remove mistakes in silence.</p>
<p>A <strong>correction</strong> puts right what was false. A <strong>clarification</strong> makes plain what could be
misread. An <strong>update</strong> adds what became known later. An article that should not have been published is
withdrawn, and its address says so.</p>
<p>All corrections are listed here, newest first.</p>
"""
PRIVACY = """
<p>You can read everything here without an account and without telling us who you are.</p>
<h2>What we keep</h2>
<p>The pages set no cookie for readers and load nothing from other companies: no advertising, no counters, no fonts.
Your choice of light or dark is kept in your own browser and is not sent to us.</p>
<p>Like every server on the web, ours may note the address of a page, the time and the network address that asked for
it, so that it can be kept running and safe.</p>
<h2>Those who work here</h2>
<p>Members of the newsroom sign in. For them one cookie keeps the session and another protects the forms.</p>
"""
PAGES = (
    ("about", "About", ABOUT),
    ("standards", "Standards", STANDARDS),
    ("corrections", "Corrections", CORRECTIONS),
    ("privacy", "Privacy", PRIVACY),
)


def forwards(apps, schema_editor):
    """Leaves alone what is there."""
    pages = apps.get_model("articles", "StandingPage").objects.using(schema_editor.connection.alias)
    for slug, title, body in PAGES:
        pages.get_or_create(slug=slug, defaults={"title": title, "body": body.strip()})


def backwards(apps, schema_editor):
    """Removes what nobody has changed; an editor's words stay."""
    pages = apps.get_model("articles", "StandingPage").objects.using(schema_editor.connection.alias)
    for slug, title, body in PAGES:
        pages.filter(slug=slug, title=title, body=body.strip()).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_groups")]
    operations = [migrations.RunPython(forwards, backwards)]
