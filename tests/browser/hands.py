"""What a person does at the keyboard."""

from __future__ import annotations

from tests.factories import PASSWORD

#: The word by which somebody knows what has the focus: its label, what stands on it, or what it is called.
NAME = """() => {
  const at = document.activeElement;
  const said = at.getAttribute("aria-label") ?? (at.labels?.length ? at.labels[0].innerText : at.innerText);
  return (said ?? "").trim().replace(/\\s+/g, " ");
}"""
#: More steps than any page of ours has places to stop.
FAR = 150


def focused(page):
    """The name of what has the focus."""
    return page.evaluate(NAME)


def tab_to(page, name):
    """Press Tab until what has the focus is called so (or begins so); fails when one never comes there."""
    seen = []
    for _ in range(FAR):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1].startswith(name):
            return
    raise AssertionError(name, seen)


def press(page, name, key="Enter"):
    """Come to something by Tab and use it."""
    tab_to(page, name)
    page.keyboard.press(key)


def end_session(page):
    """The session ends on the server's side; the browser keeps what else it had."""
    page.context.clear_cookies(name="session")


def sign_in_again(page, user):
    """Fill in the sign-in page one was brought to."""
    page.wait_for_selector("h1:has-text('Sign in')")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("#main")
