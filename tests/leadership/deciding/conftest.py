"""The people who ask and decide, and a browser that fills forms as a page shows them."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.factories import PASSWORD
from tests.leadership.conftest import again, desk, director, give, live, smr, twelve
from tests.leadership.deciding.waiting import CASES, House

__all__ = ["again", "desk", "director", "give", "live", "smr", "twelve"]
PAGE = "/leadership/to-decide/"


class FormReader(HTMLParser):
    """What the form of a decision would send as it stands, and where to."""

    def __init__(self, text):
        super().__init__()
        self.sent, self.action, self._open, self._choice = {}, None, False, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self._open = "decide-form" in (found.get("class") or "")
            self.action = found["action"] if self._open else self.action
        if not self._open:
            return
        if tag in {"input", "textarea"} and found.get("name"):
            self.sent[found["name"]] = found.get("value", "")
        if tag == "select":
            self._choice = found["name"]
        if tag == "option" and self._choice and ("selected" in found or self._choice not in self.sent):
            self.sent[self._choice] = found["value"]

    def handle_endtag(self, tag):
        self._open = self._open and tag != "form"


#: What people type, by the name of the field.
TYPED = {"reason": "Because", "decision": "Because", "text": "How many?", "password": PASSWORD}


@pytest.fixture
def house(alice, bob, charlie, admin, smr, director, give, live):
    return House(alice, bob, charlie, admin, smr, director, give, live)


@pytest.fixture
def waits(house):
    """A record of a kind that waits, and who decides on it."""

    def made(kind, **about):
        return CASES[kind].make(house, **about), getattr(house, CASES[kind].who)

    return made


@pytest.fixture
def decide(client_of):
    """Takes a step as somebody who types what the form asks for; the answer."""

    def taken(person, record, step, **typed):
        browser = client_of(person)
        page = browser.get(f"{PAGE}{record.reference}/{step}/")
        if page.status_code != 200:
            return page
        form = FormReader(page.content.decode())
        filled = {name: TYPED.get(name, value) for name, value in form.sent.items()}
        return browser.post(form.action, {**filled, **typed})

    return taken


@pytest.fixture
def page_of(client_of):
    """The page of all decisions, as a person sees it."""
    return lambda person: client_of(person).get(PAGE).content.decode()
