"""``make screens``: every page of the demo as each role and signed out, in light and dark, at 360, 820 and 1440 pixels.

It starts the demo of this folder on a free port, and stops it. ``make screens ROLES="Internal auditor"`` takes one role.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smsapp.settings")

import django

django.setup()

from playwright.sync_api import sync_playwright

from smsapp.demo.accounts import password_of, role_holders

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = Path("screens")
WIDTHS = (360, 820, 1440)
SCHEMES = ("light", "dark")
CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu"]
#: Seconds until the demo must answer: the first start loads it.
PATIENCE = 120
SIGNED_OUT = ("/account/sign-in/", "/account/password/reset/", "/account/password/reset/sent/", "/account/closed/",
              "/people/welcome/over/")  # fmt: skip
START = ("/", "/standard/", "/standard/8/", "/standard/10.2/", "/people/", "/people/1/", "/people/preferences/",
         "/account/sessions/", "/account/password/", "/account/sign-out/", "/nowhere/", "/improvement/opportunities/",
         "/improvement/opportunities/?q=nothing", "/improvement/opportunities/columns/", "/improvement/opportunities/new/",
         "/parties/organisations/", "/parties/organisations/new/", "/parties/contacts/", "/parties/contacts/new/")  # fmt: skip
LISTS = ("/improvement/opportunities/", "/parties/organisations/", "/parties/contacts/")


@contextmanager
def demo() -> Iterator[str]:
    """The address of the demo, which runs until the block ends."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    settings = {**os.environ, "PORT": port, "DEMO": "yes", "SITE_URL": address}
    run = [Path("deploy/run.sh").resolve()]
    running = subprocess.Popen(run, env=settings, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own
    try:
        wait_for(f"{address}/healthz", running)
        yield address
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()


def wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    """Come back when the address answers; raises TimeoutError when it does not in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        try:
            urlopen(address).close()  # noqa: S310 - our own server
        except URLError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(address)


def sign_in(page, email):
    page.goto("/account/sign-in/")
    page.fill("#id_login", email)
    page.fill("#id_password", password_of(email))
    page.click("main button[type=submit]")
    page.wait_for_selector("#main")


def places_of(page):
    """The pages to start from, and the first record of each list with all its tabs and actions."""
    found = list(START)
    for place in LISTS:
        page.goto(place)
        for link in page.locator("td.c-title a").evaluate_all(
            "all => all.slice(0, 1).map(a => a.getAttribute('href'))"
        ):
            page.goto(link)
            inside = "nav.views a, .page-top a.btn, .page-top a.dropdown-item"
            found += [link, *page.locator(inside).evaluate_all("all => all.map(a => a.getAttribute('href'))")]
    return list(dict.fromkeys(found))


def shoot(page, place, folder):
    """A page in each width and scheme, as tall as it is."""
    page.goto(place)
    name = place.strip("/").replace("/", "-").replace("?", "-") or "home"
    for scheme in SCHEMES:
        page.evaluate("scheme => { document.documentElement.dataset.bsTheme = scheme }", scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
            place_of = folder / f"{width}-{scheme}"
            place_of.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=place_of / f"{name}.png")


def visit(browser, address, folder, email=None):
    """Everything one person sees; without an account, what is seen signed out."""
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    places = SIGNED_OUT
    if email:
        sign_in(page, email)
        places = places_of(page)
    for place in places:
        shoot(page, place, folder)
    context.close()
    sys.stdout.write(f"{folder}: {len(places)} pages\n")


def main():
    wanted = os.environ.get("ROLES", "")
    with demo() as address:
        # Read first: inside Playwright's loop Django refuses to ask the database.
        holders = [(title, account.email) for title, account in role_holders() if title in (wanted or title)]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            visit(browser, address, OUT / "signed-out")
            for title, email in holders:
                visit(browser, address, OUT / title.lower().replace(" ", "-"), email)
            browser.close()


if __name__ == "__main__":
    main()
