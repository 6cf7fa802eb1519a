"""Links from the home page are followed: none leads nowhere, asks elsewhere or breaks the content policy."""

from http import HTTPStatus
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import resolve

from tests.access.table import FILES, KINDS, TABLE

pytestmark = pytest.mark.django_db(transaction=True)


def links_of(page):
    # The href of a link in a drawing is no text.
    found = page.locator("a[href]").evaluate_all(
        "all => all.map((a) => new URL(a.getAttribute('href'), location).href)"
    )
    return [urldefrag(link).url for link in found if link.startswith("http")]


def kind_of(link):
    """The address by name, and its parameters: of links alike in both, which differ in their record, one is followed."""
    parts = urlsplit(link)
    return resolve(parts.path).view_name, *sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair)


def test_an_administrator_follows_every_link(open_as, admin, scene):
    page = open_as(admin, width=1440)
    page.goto("/")
    # First the records with one of everything on them: of those that are alike they show the most.
    full = [f"{page.url.rstrip('/')}{scene[kind][0].page_url}" for kind in KINDS]
    waiting, opened, wrong = [page.url, *full], set(), []
    while waiting:
        link = waiting.pop(0)
        if kind_of(link) in opened:
            continue
        opened.add(kind_of(link))
        if kind_of(link)[0].endswith(FILES):
            answer = page.request.get(link)
        else:
            answer = page.goto(link)
            waiting += links_of(page)
        if not answer.ok:
            wrong.append((link, answer.status))
    assert wrong == []
    for kind in KINDS:
        for place in ("export", "edit", "action", "unlink", "download", "detach", "withdraw-evidence", "history"):
            if TABLE[f"{kind}-{place}"].administrator == HTTPStatus.OK:
                assert any(name == f"{kind}-{place}" for name, *_ in opened), (kind, place)
