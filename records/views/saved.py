"""Saved filters of a list: keeping, opening, changing, sharing and removing them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people import kept_forms
from records.access.list_rules import changes_filter, removes_filter
from records.access.permits import Refused, require_rule
from records.domain.errors import InputError
from records.domain.saved_filters import change_filter, filters_for, keep_shape, open_with, remove_filter, save_filter
from records.forms.lists import SavedFilterForm
from records.listing import Listing
from records.saved_lists import SavedLists, address_of, shape_of
from records.views.base import KindView, number, say_refusal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from records.models import ListShape, SavedFilter


class FilterView(KindView):
    """A page about one saved filter, or about the list as it stands."""

    def find_saved(self, key: int) -> SavedFilter:
        """The saved filter with this key, if it stands above this person's list; else 404."""
        found = filters_for(self.user, self.kind.key).filter(pk=key).first()
        if found is None:
            raise Http404
        return found

    def shape(self, text: str) -> ListShape:
        """What the list of an address asks for."""
        return shape_of(Listing(self.kind, self.user, QueryDict(text)))

    def draw(self, form: Any, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
        """The page of a form."""
        author_field = kept_forms.author_field(self.user)
        return self.page("list/form.html", form=form, status=status, author_field=author_field, **context)


class SavedView(FilterView):
    """Every saved filter that stands above this person's list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Own ones and shared ones, with what may be done to each."""
        saved = SavedLists.of(Listing(self.kind, self.user, request.GET))
        prefetch_related_objects(saved.every, "groups")
        rows = [
            {
                "tab": saved.tab(each),
                "may_change": changes_filter(self.user, each),
                "may_remove": removes_filter(self.user, each),
                "is_opening": each == saved.opening,
                "groups": each.groups.all(),
            }
            for each in saved.every
        ]
        return self.page("list/saved.html", rows=rows)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Let the list open with one of them, or plainly."""
        key = number(request.POST.get("opens", ""))
        open_with(self.user, self.kind.key, self.find_saved(key) if key else None)
        messages.success(request, _("Noted how the list opens for you."))
        return redirect(self.kind.url("saved"))


class SaveView(FilterView):
    """Keeping the list as it stands under a name."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, with the list it is about."""
        first = {"list": request.GET.urlencode()}
        return self._draw(SavedFilterForm(kept_forms.take(request), user=self.user, initial=first))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it, or say why not."""
        form = SavedFilterForm(request.POST, user=self.user)
        if not form.is_valid():
            return self._draw(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            saved = self._save(form)
        except (InputError, Refused) as error:
            return self._draw(form, say_refusal(form, error))
        messages.success(request, _("“%(name)s” was saved.") % {"name": saved})
        return redirect(address_of(self.kind, saved))

    def _save(self, form: SavedFilterForm) -> SavedFilter:
        answers, shape = form.cleaned_data, self.shape(form.cleaned_data["list"])
        saved = save_filter(actor=self.user, kind=self.kind.key, name=answers["name"], shape=shape, **form.sharing)
        if answers["opens"]:
            open_with(self.user, self.kind.key, saved)
        return saved

    def _draw(self, form: SavedFilterForm, status: int = HTTPStatus.OK) -> HttpResponse:
        lead = _("Filters, words, order and columns as they stand. Records that fit later are found too.")
        back = f"{self.kind.url()}?{form['list'].value() or ''}"
        title = _("Save this filter")
        return self.draw(form, status, title=title, lead=lead, button=_("Save"), back=back)


class OpenSavedView(FilterView):
    """The lasting address of a saved filter."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """To the list it asks for now."""
        return redirect(address_of(self.kind, self.find_saved(key)))


class ChangeSavedView(FilterView):
    """Renaming a saved filter, and sharing it."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """The form with what is so now."""
        saved = self._own(key)
        return self._draw(saved, self._form(saved, kept_forms.take(request)))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Change it, or say why not."""
        saved = self._own(key)
        form = self._form(saved, request.POST)
        if not form.is_valid():
            return self._draw(saved, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            changed = change_filter(saved, actor=self.user, name=form.cleaned_data["name"], **form.sharing)
        except (InputError, Refused) as error:
            return self._draw(saved, form, say_refusal(form, error))
        messages.success(request, _("“%(name)s” was changed.") % {"name": changed})
        return redirect(self.kind.url("saved"))

    def _own(self, key: int) -> SavedFilter:
        saved = self.find_saved(key)
        require_rule(changes_filter, self.user, saved)
        return saved

    def _form(self, saved: SavedFilter, data: Any) -> SavedFilterForm:
        first = {"name": saved.name, "groups": saved.groups.all(), "is_for_everybody": saved.is_for_everybody}
        form = SavedFilterForm(data, user=self.user, saved=saved, initial=first)
        del form.fields["opens"], form.fields["list"]
        return form

    def _draw(self, saved: SavedFilter, form: SavedFilterForm, status: int = HTTPStatus.OK) -> HttpResponse:
        title, back = _("Change: %(name)s") % {"name": saved.name}, self.kind.url("saved")
        return self.draw(form, status, title=title, button=_("Save changes"), back=back)


class KeepSavedView(FilterView):
    """Letting a saved filter ask for what the list asks for now."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Keep it."""
        saved = keep_shape(self.find_saved(key), actor=self.user, shape=self.shape(request.POST.get("list", "")))
        messages.success(request, _("“%(name)s” was changed.") % {"name": saved})
        return redirect(address_of(self.kind, saved))


class RemoveSavedView(FilterView):
    """Removing a saved filter."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask first."""
        saved = self.find_saved(key)
        require_rule(removes_filter, self.user, saved)
        shared = _("It goes for everybody it is shared with. No record is changed.")
        return self.page("list/remove.html", saved=saved, lead=shared)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Remove it."""
        saved = self.find_saved(key)
        remove_filter(saved, actor=self.user)
        messages.success(request, _("“%(name)s” was removed.") % {"name": saved})
        return redirect(self.kind.url("saved"))
