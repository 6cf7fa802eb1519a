"""The product's addresses, the floor and Django's admin over the same rows."""

from django.contrib import admin
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from smsapp.urls import urlpatterns as product
from tests.bench.models import Plain

ROWS = """<table>{% for r in rows %}<tr><td>{{ r.reference }}</td><td><a href="/plain/{{ r.pk }}/">{{ r.title }}</a></td>
<td>{{ r.source }}</td><td>{{ r.benefit }}</td><td>{{ r.state }}</td><td>{{ r.owner.display_name }}</td><td>{{ r.due|date:"D j M" }}</td>
<td>{{ r.created|date:"D j M H:i" }}</td></tr>{% endfor %}</table>{{ user.display_name }}"""


def floor(request):
    template = engines["django"].from_string(ROWS)
    rows = Plain.objects.select_related("owner").order_by("-created")[:50]
    return HttpResponse(template.render({"rows": rows, "user": request.user}))


class PlainAdmin(admin.ModelAdmin):
    list_display = ("reference", "title", "source", "benefit", "state", "owner", "due", "created")
    list_per_page = 50
    list_select_related = ("owner",)

    def has_view_permission(self, request, obj=None):
        return True

    has_change_permission = has_module_permission = has_view_permission


site = admin.AdminSite()
site.has_permission = lambda request: request.user.is_active
site.register(Plain, PlainAdmin)
urlpatterns = [*product, path("floor/", floor, name="floor"), path("admin/", site.urls)]
