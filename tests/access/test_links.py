"""Links from the home page are followed: none leads nowhere, and all that a record has on it is reached by one."""

from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import resolve
from lxml import html

from tests.access.scene import body
from tests.access.table import KINDS, TABLE

pytestmark = pytest.mark.django_db

PLACES = ("export", "edit", "action", "unlink", "download", "detach", "withdraw-evidence", "history")


def links_of(place, answer):
    """Where the links of a page lead in this house, those in drawings too."""
    text = body(answer)
    if not answer.get("Content-Type", "").startswith("text/html"):
        return []
    found = html.fromstring(text).xpath("//a/@href")
    return [
        urldefrag(urljoin(place, href)).url for href in found if not (urlsplit(href).netloc or urlsplit(href).scheme)
    ]


def kind_of(link):
    """The address by name, and its parameters: of links alike in both, which differ in their record, one is followed."""
    parts = urlsplit(link)
    return resolve(parts.path).view_name, *sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair)


def test_an_administrator_follows_every_link(client_of, admin, scene):
    asking = client_of(admin)
    # First the records with one of everything on them: of those that are alike they show the most.
    waiting, opened, wrong = ["/", *(scene[kind][0].page_url for kind in KINDS)], set(), []
    while waiting:
        link = waiting.pop(0)
        if kind_of(link) in opened:
            continue
        opened.add(kind_of(link))
        answer = asking.get(link, follow=True)
        waiting += links_of(link, answer)
        if answer.status_code != HTTPStatus.OK:
            wrong.append((link, answer.status_code))
    assert wrong == []
    reached = {name for name, *_ in opened}
    wanted = {f"{kind}-{place}" for kind, declared in KINDS.items() for place in PLACES if declared.has_page(place)}
    assert {name for name in wanted if TABLE[name].administrator == HTTPStatus.OK} - reached == set()
