"""How tests make two editors collide, and press the buttons of the page that shows both."""

from __future__ import annotations

from tests.articles.admin.newsroom import address, held, send


def collide(client, article, theirs, mine):
    """Two forms of the same version: theirs is saved, then mine is sent. Returns the refusal."""
    url = address(article)
    old = held(client.get(url))
    send(client, url, **theirs)
    response = client.post(url, old | {"_form": "form-of-mine"} | mine | {"_save": "x"})
    assert response.status_code == 200
    return response


def press(client, article, response, button, **changes):
    """Presses a button of the page that shows both."""
    compared = response.context["collision"]["saved"].version
    data = held(response) | {"_compared": compared, "_form": response.context["form_key"]} | changes
    return client.post(address(article), data | button)


KEEP_MINE, TAKE_THEIRS = {"_save": "Keep mine"}, {"_take_theirs": "Take theirs"}


def points(article):
    return [point.text for point in article.key_points.all()]


def shown(response):
    """Name of field or part -> what stands on the left and on the right."""
    sides = {}
    for difference in response.context["collision"]["differences"]:
        left = ["".join(piece.text for piece in line.old) for line in difference.lines]
        right = ["".join(piece.text for piece in line.new) for line in difference.lines]
        sides[difference.name] = (list(filter(None, left)), list(filter(None, right)))
    return sides
