"""Finding records from anywhere: the page, what the palette shows while one types, and what is kept at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy
from django.views import View

from records.domain.at_hand import note_opened, pin, unpin
from records.kind import all_kinds, kind_of
from records.models import Opened, Pin, Record
from records.search.hits import hits_of, with_pins, with_quotes
from records.search.query import ASKED_MAX, HITS_MAX, STRETCHES, Search
from records.search.words import TERMS_MAX, words_of
from records.views.base import number
from shell.navigation import navigation

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User
    from records.kind import Kind
    from records.search.hits import Hit
    from shell.registry import Text

#: Hits on a page, and in the palette; records at hand in the palette.
PAGE, OFFERED, AT_HAND = 20, 8, 6
SORTS: dict[str, Text] = {"best": gettext_lazy("Best first"), "newest": gettext_lazy("Newest first")}
CHANGED: dict[str, Text] = {
    "week": gettext_lazy("in the last week"),
    "month": gettext_lazy("in the last month"),
    "year": gettext_lazy("in the last year"),
}


@dataclass(frozen=True)
class Jump:
    """A page of the navigation that is called as somebody typed."""

    label: str
    room: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A record as a row: how its kind draws it."""

    hit: Hit
    kind: Kind

    @property
    def badge(self) -> str:
        """Its state."""
        return self.kind.badge(self.hit.record)


class SearchView(View):
    """Records by reference, title and text; for htmx what the palette shows."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page with its filters, or the palette's rows."""
        asked = _asked(request)
        is_palette = request.htmx.target == "palette-hits"  # type: ignore[attr-defined]
        response = self._palette(asked) if is_palette else self._page(asked)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def _palette(self, asked: Search) -> HttpResponse:
        hits = hits_of(asked.best()[:OFFERED], asked.user, asked.terms)
        at_hand = {} if asked.text.strip() else records_at_hand(asked.user, AT_HAND)
        rows, jumps = _shown(hits), jumps_of(self.request, asked)
        context = {"asked": asked, "rows": rows, "jumps": jumps, "more": _address(self.request), **at_hand}
        return render(self.request, "records/search/_palette.html", context)

    def _page(self, asked: Search) -> HttpResponse:
        found = _found(asked, self.request)
        hits = with_quotes(hits_of(found["keys"], asked.user, asked.terms), asked.terms)
        at_hand = {} if asked.text.strip() else records_at_hand(asked.user)
        context = {
            "asked": asked,
            "rows": _shown(with_pins(hits, asked.user) if hits else []),
            "jumps": jumps_of(self.request, asked),
            "kinds": all_kinds(),
            "stretches": CHANGED,
            "sorts": SORTS,
            "sort": _sort(self.request),
            "limits": {"letters": ASKED_MAX, "words": TERMS_MAX, "hits": HITS_MAX},
            **found,
            **at_hand,
        }
        return render(self.request, "records/search/page.html", context)


class OpenedView(View):
    """A page tells that it was opened: looking at a page itself writes nothing."""

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Remember it."""
        note_opened(_find(request, reference), by=request.user)  # type: ignore[arg-type]
        return HttpResponse(status=204)


class PinView(View):
    """Keeping a record at hand, and letting it go."""

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Pin, or unpin where ``pinned`` is 0; back to where one was, or the button alone for htmx."""
        record = _find(request, reference)
        is_pinned = request.POST.get("pinned", "1") != "0"
        (pin if is_pinned else unpin)(record, by=request.user)  # type: ignore[arg-type]
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "records/search/_pin.html", {"record": record, "is_pinned": is_pinned})
        back = request.POST.get("back", "")
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if is_ours else record.page_url)


def records_at_hand(user: User, count: int | None = None) -> dict[str, list[Shown]]:
    """Records that a person pinned and opened lately, as far as they are seen (still)."""
    pinned = _rows(user, Pin.objects.filter(user=user).order_by("-at"), count)
    kept = {shown.hit.record.pk for shown in pinned}
    opened = [
        row
        for row in _rows(user, Opened.objects.filter(user=user).order_by("-at"), None)
        if row.hit.record.pk not in kept
    ]
    return {"pinned": pinned, "opened": opened[:count]}


def jumps_of(request: HttpRequest, asked: Search) -> list[Jump]:
    """Pages of the navigation whose name has every word that was typed."""
    if not asked.terms:
        return []
    offered = navigation(request.user, request.path)
    above = [Jump(str(top.link.label), "", top.url) for top in offered.top]
    pages = [
        Jump(str(entry.label), str(open_room.room.label), entry.url)
        for group in offered.groups
        for open_room in group.rooms
        for entry in open_room.entries
    ]
    return [page for page in (*above, *pages) if _is_called(page, asked)][:OFFERED]


def _is_called(page: Jump, asked: Search) -> bool:
    words = words_of(page.label, page.room)
    return all(any(word.startswith(term.word) for word in words) for term in asked.terms)


def _asked(request: HttpRequest) -> Search:
    asked = request.GET
    kind, changed = asked.get("kind", ""), asked.get("changed", "")
    return Search(
        user=request.user,  # type: ignore[arg-type]
        text=asked.get("q", "").replace("\x00", " "),
        kind=kind if kind in {found.key for found in all_kinds()} else "",
        changed=changed if changed in STRETCHES else "",
        is_withdrawn=asked.get("withdrawn") == "only",
    )


def _sort(request: HttpRequest) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked in SORTS else "best"


def _found(asked: Search, request: HttpRequest) -> dict[str, Any]:
    """The keys of a page of hits, the ways on and back, and how many there are where that is known."""
    way, key = _cursor(request.GET.get("at", ""))
    if _sort(request) == "newest" and key is not None:
        return _walked(asked, request, key, is_back=way == "n")
    keys = asked.newest() if _sort(request) == "newest" else asked.best()
    place = keys.index(key) if key in keys else None
    begin = 0 if place is None else place + 1 if way == "o" else max(place - PAGE, 0)
    shown = keys[begin : begin + PAGE]
    has_older = begin + PAGE < len(keys)
    return _ways(request, shown, has_older=has_older, has_newer=begin > 0) | {"count": len(keys)}


def _walked(asked: Search, request: HttpRequest, key: int, *, is_back: bool) -> dict[str, Any]:
    """A page of the newest hits beyond a key, as far back as there are any."""
    keys = asked.newest(PAGE + 1, beyond=key, is_back=is_back)
    has_more, keys = len(keys) > PAGE, keys[:PAGE]
    if is_back:
        return _ways(request, keys[::-1], has_older=True, has_newer=has_more)
    return _ways(request, keys, has_older=has_more, has_newer=True)


def _ways(request: HttpRequest, keys: list[int], *, has_older: bool, has_newer: bool) -> dict[str, Any]:
    return {
        "keys": keys,
        "older": _address(request, at=f"o{keys[-1]}") if keys and has_older else "",
        "newer": _address(request, at=f"n{keys[0]}") if keys and has_newer else "",
    }


def _cursor(text: str) -> tuple[str, int | None]:
    """Older or newer than which key; none for what makes no sense."""
    way, key = text[:1], number(text[1:])
    return (way, key) if way in {"o", "n"} else ("", None)


def _address(request: HttpRequest, **changes: str) -> str:
    """The address of the page with what is asked now, and some changed."""
    kept = {key: request.GET.get(key, "").replace("\x00", " ") for key in ("q", "kind", "changed", "withdrawn", "sort")}
    asked = {key: value[: ASKED_MAX + 1] for key, value in (kept | changes).items() if value}
    return f"{reverse('records:search')}?{urlencode(asked)}"


def _shown(hits: list[Hit]) -> list[Shown]:
    return [Shown(hit, kind_of(hit.record)) for hit in hits]


def _rows(user: User, kept: Any, count: int | None) -> list[Shown]:
    """The records that rows of a person name, in their order."""
    return _shown(hits_of(list(kept.values_list("record_id", flat=True)), user, []))[:count]


def _find(request: HttpRequest, reference: str) -> Any:
    """The record, if the person sees it; else 404, as if it were not there."""
    found = Record.objects.visible_to(request.user).filter(reference=reference.upper()).first()
    if found is None:
        raise Http404
    return found
