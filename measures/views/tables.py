"""The table from which values are imported."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import Http404
from django.views import View

from measures.importing import template_csv, template_xlsx
from shell.contents import saved

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TYPES = {
    "csv": ("text/csv", template_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", template_xlsx),
}


class TemplateView(View):
    """A table with a row for each value that is due, to be filled in."""

    def get(self, request: HttpRequest, form: str) -> HttpResponse:
        """The file, CSV or XLSX."""
        if form not in TYPES:
            raise Http404
        media_type, write = TYPES[form]
        return saved(BytesIO(write(request.user)), name=f"values.{form}", media_type=media_type)  # type: ignore[arg-type, return-value]
