"""``make screens``: every page of the running demo as each role, at 360, 820 and 1440 pixels, into screens/.

Needs ``make run`` beside it: it signs in with the demo's own accounts.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smsapp.settings")

import django

django.setup()

from django.conf import settings
from playwright.sync_api import sync_playwright

from smsapp.demo.accounts import password_of, role_holders

OUT = Path("screens")
WIDTHS = (360, 820, 1440)
CHROMIUM = "/usr/bin/chromium"
START = ("/", "/standard/", "/people/", "/people/preferences/", "/improvement/opportunities/", "/parties/organisations/",
         "/parties/contacts/", "/improvement/opportunities/new/")  # fmt: skip


def sign_in(page, email):
    page.goto("/account/sign-in/")
    page.fill("#id_login", email)
    page.fill("#id_password", password_of(email))
    page.click("main button[type=submit]")
    page.wait_for_url("**/")


def places_of(page):
    """The pages to start from, and the first record of each list with all its tabs."""
    found = list(START)
    for place in START:
        page.goto(place)
        links = page.locator("td.c-title a").evaluate_all("all => all.slice(0, 1).map(a => a.getAttribute('href'))")
        for link in links:
            page.goto(link)
            tabs = page.locator("nav.views a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
            found += [link, *tabs[1:], f"{link}edit/"]
    return found


def main():
    # Read first: inside Playwright's loop Django refuses to ask the database.
    holders = role_holders()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for title, account in holders:
            page = browser.new_context(base_url=settings.SITE_URL).new_page()
            sign_in(page, account.email)
            places = places_of(page)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                shoot(page, places, OUT / title.lower().replace(" ", "-") / str(width))
            sys.stdout.write(f"{title}: {len(places)} pages\n")
        browser.close()


def shoot(page, places, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for place in places:
        page.goto(place)
        name = place.strip("/").replace("/", "-") or "home"
        page.screenshot(path=folder / f"{name}.png", full_page=True)


if __name__ == "__main__":
    main()
