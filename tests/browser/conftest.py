"""A real Chromium on a real server; a page that complains fails its test."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.conftest import BACKEND

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text()


def pytest_collection_modifyitems(items):
    """What stands in this folder is marked: ``make test-fast`` leaves it out."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


def is_complaint(said):
    """Errors and warnings, but for Chromium's remark that a form was answered by 409 or 422.

    Nor does htmx complain by giving up what is outdated; a request that fails it calls a sendError.
    """
    is_answer = "the server responded with a status of 4" in said.text
    is_outdated = said.text in {"htmx:sendAbort", "htmx:afterRequest"}
    return said.type in {"error", "warning"} and not is_answer and not is_outdated


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def open_as(chromium, live_server):
    """``open_as(user, width=, height=, scheme=)``: a page of a browser in which the person, or nobody, is signed in."""
    contexts, complaints = [], []

    def opened(user, width=1280, height=900, scheme="light"):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            base_url=live_server.url,
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([{**_session_of(user), "url": live_server.url}])
        page = context.new_page()
        host = urlsplit(live_server.url).netloc
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda asked: None if urlsplit(asked.url).netloc in {host, ""} else complaints.append(asked.url)
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _session_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


@pytest.fixture
def axe():
    """``axe(page, rule)``: what axe finds wrong, by all rules or one, as rule and first place."""

    def check(page, rule=None):
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        found = page.evaluate(
            """async (rule) => {
              const only = rule ? { runOnly: [rule] } : {};
              const { violations } = await axe.run({ ...only, resultTypes: ["violations"], preload: false });
              return violations.map((v) => [v.id, v.nodes[0].html.slice(0, 200)]);
            }""",
            rule,
        )
        return [tuple(each) for each in found]

    return check
