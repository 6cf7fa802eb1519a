"""Links from the home page are followed: none leads nowhere, and all that a record has on it is reached by one."""

from http import HTTPStatus
from itertools import product
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import resolve
from lxml import html

from tests.access.scene import body
from tests.access.table import KINDS, SHOWN_ON, TABLE, differs

pytestmark = pytest.mark.django_db

#: Reached from every kind's list or record; and from the parts of a record, which the trunk draws alike.
PLACES, PLACES_ON_PARTS = ("export", "edit", "action", "history"), ("unlink", "download", "detach", "withdraw-evidence")


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
    waiting, reached, wrong = ["/", *(scene[kind][0].page_url for kind in KINDS)], set(), []
    while waiting:
        link = waiting.pop(0)
        if kind_of(link) in reached:
            continue
        reached.add(kind_of(link))
        # What the trunk draws alike for all kinds leads on from three of them.
        if not differs(kind_of(link)[0]):
            continue
        answer = asking.get(link, follow=True)
        waiting += links_of(link, answer)
        if answer.status_code != HTTPStatus.OK:
            wrong.append((link, answer.status_code))
    assert wrong == []
    names = {name for name, *_ in reached}
    wanted = {*product(KINDS, PLACES), *product(SHOWN_ON, PLACES_ON_PARTS)}
    there = {f"{kind}-{place}" for kind, place in wanted if KINDS[kind].has_page(place)}
    asked = {name for name in there if TABLE[name].administrator == HTTPStatus.OK}
    assert asked - names == set()
