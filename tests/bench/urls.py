"""The product's addresses, the floor, the list with an exact count, and Django's admin over the same rows."""

from django.contrib import admin
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from records.kind import find_kind
from records.listing import Listing
from records.views.list import ListView
from smsapp.urls import urlpatterns as product
from tests.bench.models import Plain

FLOOR = engines["django"].from_string(
    """<table>{% for r in rows %}<tr><td>{{ r.reference }}</td><td><a href="/plain/{{ r.pk }}/">{{ r.title }}</a></td>
<td>{{ r.source }}</td><td>{{ r.benefit }}</td><td>{{ r.state }}</td><td>{{ r.owner.display_name }}</td><td>{{ r.due|date:"D j M" }}</td>
<td>{{ r.created|date:"D j M H:i" }}</td></tr>{% endfor %}</table>{{ user.display_name }}"""
)


def floor(request):
    rows = Plain.objects.select_related("owner").order_by("-created")[:50]
    return HttpResponse(FLOOR.render({"rows": rows, "user": request.user}))


class ExactListing(Listing):
    """A list that counts to the end."""

    count_max = 10**9


class ExactListView(ListView):
    """The list with an exact count, as the changelist shows one."""

    listing_class = ExactListing


class PlainAdmin(admin.ModelAdmin):
    """The changelist with what our list offers: the same filters, search, dates, and the count it makes by itself."""

    list_display = ("reference", "title", "source", "benefit", "state", "owner", "due", "created")
    list_filter = ("state", "owner", "source", "benefit")
    search_fields = ("title", "reference")
    list_per_page = 50
    list_select_related = ("owner",)
    ordering = ("-created",)

    def has_view_permission(self, request, obj=None):
        return True

    has_change_permission = has_module_permission = has_view_permission


site = admin.AdminSite()
site.has_permission = lambda request: request.user.is_active
site.register(Plain, PlainAdmin)
urlpatterns = [
    *product,
    path("floor/", floor, name="floor"),
    path("exact/", ExactListView.as_view(kind=find_kind("opportunity"))),
    path("admin/", site.urls),
]
