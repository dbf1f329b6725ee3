"""No article without an address: its pages, and every list with it, could not be printed."""

from django.db import migrations, models
from django.db.models import Q


def forwards(apps, schema_editor):
    """An import could leave one; it is given an address that nobody has."""
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    for article in articles.filter(slug="").only("pk"):
        slug, number = f"article-{article.pk}", 1
        while articles.filter(slug=slug).exists():
            number += 1
            slug = f"article-{article.pk}-{number}"
        articles.filter(pk=article.pk).update(slug=slug)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_standing_pages")]
    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(condition=~Q(slug=""), name="article_has_slug"),
        ),
    ]
