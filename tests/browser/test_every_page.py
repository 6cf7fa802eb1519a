"""Every page of the product in a browser, as the access table lists them: a new address cannot be forgotten."""

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from people.domain.installation import new_set_up_token
from people.models import Installation
from tests.access.scene import address
from tests.access.table import FILES, TABLE, differs

pytestmark = pytest.mark.django_db(transaction=True)

#: Addresses that answer with something else than a page.
NO_PAGES = {"healthz", "records:offers", "operations:board-major", "operations:incident-advice"}
#: Pages shown only where a test cannot come to: drawn here as the product draws them.
DRAWN = ("500.html", "403_csrf.html", "account/too_many.html", "people/not_set_up.html", "people/invitation_over.html")
DRAWN_AT = "/drawn/"
TOO_MUCH = "/people/?" + "a=1&" * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)

#: What gets the focus and shows nothing for it, on itself or on the label around it; of those alike, three are asked.
UNMARKED = """() => {
  const look = (el) => { const s = getComputedStyle(el); return [s.outline, s.boxShadow, s.borderColor].join(); };
  const places = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, [tabindex='0']");
  const wrong = [], alike = {};
  for (const el of places) {
    const kind = [el.tagName, el.type, el.className, el.parentElement.className].join();
    alike[kind] = (alike[kind] ?? 0) + 1;
    if (alike[kind] > 3 || el.disabled || !el.checkVisibility({ visibilityProperty: true })) continue;
    const around = el.closest("label") ?? el;
    document.activeElement.blur();
    const before = look(el) + look(around);
    el.focus({ preventScroll: true });
    if (document.activeElement === el && look(el) + look(around) === before) wrong.push(el.outerHTML.slice(0, 120));
  }
  document.activeElement.blur();
  return wrong;
}"""
#: What is drawn on the page, as tags with their classes: a page is looked at closely where one is new.
LOOKS = (
    "() => [...new Set([...document.querySelectorAll('body, body *')].map((el) => `${el.tagName} ${el.className}`))]"
)
DARK = "document.documentElement.dataset.bsTheme = 'dark'"
WIDE = "() => document.documentElement.scrollWidth - innerWidth"


def pages(person):
    """The names of the pages that answer this person with 200."""
    return [name for name, row in TABLE.items() if getattr(row, person) == 200 and name not in NO_PAGES]


def is_file(name):
    return name.endswith(FILES)


def faults(page, axe, known):
    """What is wrong with the page at hand, on tablet and phone, and where something is drawn that no page before had."""
    looks = set(page.evaluate(LOOKS))
    wrong = [] if looks <= known else closely(page, axe)
    known |= looks
    for width in (820, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if (over := page.evaluate(WIDE)) > 0:
            wrong.append((width, over))
    page.set_viewport_size({"width": 1440, "height": 900})
    return wrong


def closely(page, axe):
    """What is wrong with it for axe in light and dark, and for the keyboard."""
    wrong = [*axe(page), *page.evaluate(UNMARKED)]
    page.evaluate(DARK)
    return wrong + [("dark", *each) for each in axe(page, "color-contrast")]


def faults_of(page, axe, places):
    found, known = {}, set()
    for name, place in places:
        page.goto(place)
        if wrong := faults(page, axe, known):
            found[name] = wrong
    return found


def test_every_page_is_in_order_for_those_who_are_in(open_as, axe, scene, admin, charlie):
    page = open_as(admin, width=1440)
    places = [(name, address(name, scene)) for name in pages("administrator") if differs(name) and not is_file(name)]
    assert faults_of(page, axe, [*places, ("404", "/nowhere/"), ("400", TOO_MUCH)]) == {}


def test_every_page_is_in_order_for_those_who_are_not_in(open_as, axe, scene, charlie):
    page = open_as(None, width=1440)
    places = [(name, address(name, scene)) for name in pages("anonymous")]
    assert faults_of(page, axe, places) == {}
    new = open_as(charlie, width=1440)
    refused = address("improvement:opportunity-edit", scene)
    assert faults_of(new, axe, [("403", refused)]) == {}


def test_pages_of_rare_moments_are_in_order(open_as, axe, installation):
    def draw(route):
        template = route.request.url.partition(DRAWN_AT)[2]
        route.fulfill(content_type="text/html", body=render_to_string(template))

    page = open_as(None, width=1440)
    page.route(f"**{DRAWN_AT}**", draw)
    assert faults_of(page, axe, [(name, DRAWN_AT + name) for name in DRAWN]) == {}


def test_the_set_up_page_is_in_order(open_as, axe, installation):
    Installation.objects.update(set_up_at=None)
    page = open_as(None, width=1440)
    assert faults_of(page, axe, [("set-up", reverse("people:set-up", args=[new_set_up_token()]))]) == {}
