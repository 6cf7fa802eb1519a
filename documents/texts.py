"""Texts written in Markdown: what may stand in them, how they are drawn, and what they say without marks.

HTML in the source is shown as text. What markdown-it makes is cleaned by nh3 once more, so that a
fault of the one is caught by the other; pictures are addresses of our own alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import slugify
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

#: Characters of a text that is written here; longer ones come as files.
TEXT_MAX = 500_000
TAGS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "input",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
        "img",
    ]
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "img": {"src", "alt", "title"},
    "input": {"type", "checked", "disabled"},
    "li": {"class"},
    "ul": {"class"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
SCHEMES = frozenset({"https", "http", "mailto"})
#: The deepest heading of a table of contents.
CONTENTS_DEPTH = 3
#: A paragraph begins anew after one of these ends.
BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|pre|blockquote)>")


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents: its depth, the id it leads to, and its words."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True)
class Drawn:
    """A text as HTML that is safe, and its headings."""

    html: SafeString
    headings: Sequence[Heading]


_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(tasklists_plugin)


@lru_cache(maxsize=64)
def draw(source: str) -> Drawn:
    """Draw a text. The first level of headings becomes the second: the page has its own title."""
    tokens = _markdown.parse(source)
    headings = _number_headings(tokens)
    made = _markdown.renderer.render(tokens, _markdown.options, {})
    # Cleaned by nh3, which lets through only what is named above.
    return Drawn(SafeString(_clean(made)), headings)


def plain(source: str) -> str:
    """What a text says, a paragraph a line, without its marks: for search and for differences."""
    made = BLOCK_END.sub("\n", str(draw(source).html))
    lines = (" ".join(unescape(line).split()) for line in strip_tags(made).splitlines())
    return "\n".join(line for line in lines if line)


def _clean(made: str) -> str:
    return nh3.clean(
        made, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel="noopener noreferrer",
        attribute_filter=_kept,
    )  # fmt: skip


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Pictures come from this installation: a page loads nothing from elsewhere."""
    if tag == "img" and attribute == "src":
        return value if value.startswith("/") and not value.startswith("//") else None
    if tag == "input" and attribute == "type":
        return value if value == "checkbox" else None
    return value


def _number_headings(tokens: list[Token]) -> list[Heading]:
    """Set headings one level lower, each with an id of its own."""
    found: list[Heading] = []
    taken: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.type not in {"heading_open", "heading_close"}:
            continue
        level = min(int(token.tag[1]) + 1, 6)
        token.tag = f"h{level}"
        if token.type == "heading_open":
            words = _words(tokens[place + 1])
            anchor = _anchor(words, taken)
            token.attrSet("id", anchor)
            found.append(Heading(level, anchor, words))
    return [heading for heading in found if heading.level <= CONTENTS_DEPTH]


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in {"text", "code_inline"})


def _anchor(words: str, taken: dict[str, int]) -> str:
    """An id of the text's own, apart from those of the page."""
    name = f"text-{slugify(words)[:60] or 'part'}"
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"
