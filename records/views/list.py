"""The list of a kind: page, table alone for htmx, columns, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from records.access.permits import permits
from records.domain.preferences import choose_columns
from records.exporters import XLSX_MAX, write_csv, write_xlsx
from records.importing.importers import import_url
from records.in_bulk import CHOSEN_MAX, bulk_actions
from records.listing import Listing
from records.saved_lists import SavedLists, is_saved, params_of
from records.table import render_rows
from records.views.base import KindView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

    from records.kind import Tab
    from records.kind.filters import Options


#: So many filters stand in the bar; of more only the first few do, and those in use.
IN_BAR, FIRST = 10, 8
#: Columns that stand first in every list.
ALWAYS_FIRST = ("reference", "title")
#: Buttons that move a column, and how far.
MOVES = {"up": -1, "down": 1}


class ListView(KindView):
    """The records of the kind that the person may see."""

    listing_class = Listing

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, or the table alone when htmx asks for it."""
        listing = self.listing_class(self.kind, self.user, request.GET)
        saved = SavedLists.of(listing)
        if saved.is_unknown:
            raise Http404
        if not request.GET and (opening := saved.opening):
            listing = self.listing_class(self.kind, self.user, params_of(opening.asks, saved=str(opening.pk)))
            saved = SavedLists(listing, saved.every)
        return self._draw(listing, saved)

    def _draw(self, listing: Listing, saved: SavedLists) -> HttpResponse:
        request, page = self.request, listing.page
        filters, more = _in_sight([_drawn(listing, key) for key in self.kind.all_filters])
        bulk = bulk_actions(self.kind).values()
        template = "list/_table.html" if _is_for_table(request) else "list/page.html"
        response = self.page(
            template,
            listing=listing,
            saved=saved,
            page=page,
            rows=render_rows(page.rows, listing.columns, listing.shown(page.rows), has_boxes=bool(bulk)),
            bulk=bulk,
            has_own=any(action.is_own for action in bulk),
            chosen_max=CHOSEN_MAX,
            heads=_heads(listing),
            may_create=self.kind.has_page("create") and permits(self.user, "create", self.kind.model),
            import_url=import_url(self.kind, self.user),
            filters=filters,
            more_filters=more,
            tabs=[_tab(listing, tab) for tab in self.kind.tabs],
        )
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response


class ColumnsView(KindView):
    """Choosing the columns of the list, and their order."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The choice, with what is shown now ticked and first; of a saved filter, what it shows."""
        shown = [column.key for column in Listing(self.kind, self.user, request.GET).columns]
        return self._draw(self._in_order(shown), shown)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the choice; or draw it with a column moved, which is not kept yet."""
        order, ticked = self._in_order(request.POST.getlist("order")), request.POST.getlist("columns")
        for step in MOVES.keys() & request.POST.keys():
            key = request.POST[step]
            return self._draw(_moved(order, key, MOVES[step]), ticked, moved=(key, step))
        keys = [] if "first" in request.POST else [key for key in order if key in {*ticked, *ALWAYS_FIRST}]
        listing = Listing(self.kind, self.user, request.GET)
        if is_saved(listing):
            return redirect(self.kind.url() + listing.address(columns=",".join(keys)))
        choose_columns(self.user, self.kind.key, keys)
        return redirect(self.kind.url() + listing.address())

    def _in_order(self, keys: Iterable[str]) -> list[str]:
        """Every column: those always first, then as asked, then the others."""
        every = self.kind.all_columns
        return [key for key in dict.fromkeys([*ALWAYS_FIRST, *keys, *every]) if key in every]

    def _draw(self, order: list[str], ticked: list[str], moved: tuple[str, str] = ("", "")) -> HttpResponse:
        columns = [self.kind.all_columns[key] for key in order]
        first, others = columns[: len(ALWAYS_FIRST)], columns[len(ALWAYS_FIRST) :]
        listing = Listing(self.kind, self.user, self.request.GET)
        context = {"first": first, "others": others, "chosen": ticked, "moved": moved}
        back = self.kind.url() + listing.address()
        return self.page("list/columns.html", **context, is_saved=is_saved(listing), back=back)


def _moved(order: list[str], key: str, step: int) -> list[str]:
    """The order with a column one place up or down, never among those always first."""
    if key not in order[len(ALWAYS_FIRST) :]:
        return order
    rest = [other for other in order if other != key]
    place = max(order.index(key) + step, len(ALWAYS_FIRST))
    return [*rest[:place], key, *rest[place:]]


class ExportView(KindView):
    """Exactly what the list shows, all pages of it, as a file."""

    def get(self, request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse:
        """The file: CSV of any length, XLSX up to a limit."""
        listing = Listing(self.kind, self.user, request.GET)
        if form == "csv":
            return write_csv(listing)
        if form != "xlsx":
            raise Http404
        if listing.records.order_by()[: XLSX_MAX + 1].count() > XLSX_MAX:
            message = _("A workbook takes at most %(limit)s rows. Narrow the list by a filter, or export CSV.")
            return self.page("list/too_many.html", status=400, message=message % {"limit": f"{XLSX_MAX:,}"})
        return write_xlsx(listing)


def _is_for_table(request: HttpRequest) -> bool:
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and htmx.target == "list"


def _heads(listing: Listing) -> list[dict[str, object]]:
    """Heads of the columns; those with an index are links that order the list."""
    heads = []
    for column in listing.columns:
        is_sorted = bool(column.sort) and column.sort == listing.field
        descends = listing.sort.startswith("-")
        flipped = column.sort if is_sorted and descends else f"-{column.sort}"
        if not is_sorted and column.sort in {"title", "due"}:
            flipped = column.sort
        heads.append(
            {
                "column": column,
                "url": listing.address(sort=flipped) if column.sort else "",
                "order": ("descending" if descends else "ascending") if is_sorted and column.key != "created" else "",
            }
        )
    return heads


def _drawn(listing: Listing, key: str) -> dict[str, object]:
    """A filter as the bar draws it: what is chosen stands in it also where it is not offered to everybody."""
    filter_ = listing.kind.all_filters[key]
    chosen, options = listing.chosen.get(key, ""), filter_.options(listing.user)
    if chosen and chosen not in dict(options):
        options = [*options, (chosen, filter_.label_of(chosen, listing.user) or chosen)]
    return {"filter": filter_, "options": _options(options, chosen), "chosen": chosen}


def _in_sight(filters: list[dict[str, object]]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The filters in the bar, and those that open with "More filters"."""
    first = len(filters) if len(filters) <= IN_BAR else FIRST
    return (
        [each for place, each in enumerate(filters) if place < first or each["chosen"]],
        [each for place, each in enumerate(filters) if place >= first and not each["chosen"]],
    )


def _options(options: Options, chosen: str) -> SafeString:
    """The options of a filter, in Python as the cells are, for the same reason."""
    lines = [
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in options
    ]
    return mark_safe("".join(lines))  # escaped above


def _tab(listing: Listing, tab: Tab) -> dict[str, object]:
    """A tab, marked when its filters are those in force."""
    values, order = dict(tab.values), {"sort": tab.sort} if tab.sort else {}
    blank = dict.fromkeys([*listing.kind.all_filters, "q", "saved", "columns"], "")
    return {
        "tab": tab,
        "url": listing.address(**{**blank, **values, **order}),
        "is_current": values == listing.chosen and not listing.words and not is_saved(listing),
    }
