"""Top management's duties line by line: who did what for which item, and what shows it (clause 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership.domain.candidates import offers_of
from leadership.domain.commitments import CLAUSE, items, kept_in, record_entry, top_managers
from leadership.forms.commitment import CorrectionForm, EntryForm
from leadership.models import CommitmentEntry
from leadership.rules.commitment import records_commitment
from leadership.views.allocation import year_asked
from people import kept_forms
from people.calendar import today
from people.models import User
from records.access.permits import meets, require_rule
from records.labels import labels_for, seen_among
from records.views.base import REFUSALS, number, once, say_refusal
from standard.models import RequirementItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from leadership.domain.candidates import Offer
    from leadership.domain.commitments import Kept


@dataclass(frozen=True)
class Cell:
    """How an item stands for a person: what was written down, and what the house offers as evidence."""

    person: User
    item: RequirementItem
    kept: Kept | None
    offers: Sequence[Offer]
    labels: Mapping[int, SafeString]

    @property
    def count(self) -> int:
        """How many entries stand."""
        return self.kept.count if self.kept else 0

    @property
    def entries(self) -> Sequence[tuple[CommitmentEntry, SafeString | str, bool, str]]:
        """The entries that the reader sees: each with its evidence, whether it was corrected, and why, if that is seen."""
        found = self.kept.entries if self.kept else ()
        reasons = {each.corrects_id: each.reason for each in found}
        return [
            (each, self.labels.get(each.evidence_id or 0, ""), hasattr(each, "corrected_by"), reasons.get(each.pk, ""))
            for each in found
        ]

    @property
    def unseen(self) -> int:
        """How many entries rest on evidence that the reader does not see."""
        return self.kept.unseen if self.kept else 0

    @property
    def offered(self) -> Sequence[tuple[Offer, str]]:
        """What is offered, each with the words that choose it."""
        taken = {entry.evidence_id for entry in self.kept.entries} if self.kept else set()
        return [
            (each, urlencode({"evidence": str(each.record.reference), "on": each.on.isoformat()}))
            for each in self.offers
            if each.record.pk not in taken
        ]


@require_safe
def commitment(request: HttpRequest) -> HttpResponse:
    """The matrix of people and items of a year, and one person's entries item by item."""
    reader: Any = request.user
    year = year_asked(request)
    people = top_managers(year)
    chosen = _chosen(request, people, reader)
    rows = _rows(people, year, reader)
    about = {
        "year": year,
        "this_year": today().year,
        "people": people,
        "rows": rows,
        "chosen": chosen,
        "own": [next(cell for cell in cells if cell.person == chosen) for _item, cells in rows] if chosen else [],
        "may_record": chosen is not None and meets(records_commitment, reader, chosen),
    }
    return render(request, "leadership/commitment.html", about)


@dataclass(frozen=True)
class Subject:
    """Whom and what an entry is about, and the one that it corrects, where it does."""

    person: User
    item: RequirementItem
    corrects: CommitmentEntry | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, person: int, item: str) -> HttpResponse:
    """Write down what a person did for an item."""
    whose = get_object_or_404(User, pk=person)
    asked = get_object_or_404(RequirementItem.objects.filter(clause__number=CLAUSE), identifier=item)
    first = {name: request.GET[name] for name in ("evidence", "on") if name in request.GET}
    return _take(request, EntryForm, Subject(whose, asked), first)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, key: int) -> HttpResponse:
    """Correct an entry by another one; it stays readable. 404 where its evidence is not seen."""
    reader: Any = request.user
    entry = get_object_or_404(CommitmentEntry.objects.select_related("person", "item"), pk=key)
    if entry.evidence_id and not seen_among([entry.evidence_id], reader):
        raise Http404
    first = {"on": entry.on, "what": entry.what, "evidence": entry.evidence_id}
    return _take(request, CorrectionForm, Subject(entry.person, entry.item, entry), first)


def _take(request: HttpRequest, form_class: type[EntryForm], subject: Subject, first: dict[str, Any]) -> HttpResponse:
    """Show the form, or write the entry down, or say at the form why not; what was typed stays."""
    actor: Any = request.user
    require_rule(records_commitment, actor, subject.person)
    if request.method == "POST":
        form = form_class(request.POST, user=actor, initial=first)
        status = _write(request, form, subject)
        if status is None:
            messages.success(request, _("It is written down."))
            return redirect(_page(subject, form.cleaned_data["on"].year))
    else:
        form, status = form_class(kept_forms.take(request), user=actor, initial=first), HTTPStatus.OK
    about = {"form": form, "subject": subject, "back": _page(subject, today().year)}
    about["author_field"] = kept_forms.author_field(actor)
    return render(request, "leadership/commitment_entry.html", about, status=status)


def _write(request: HttpRequest, form: EntryForm, subject: Subject) -> HTTPStatus | None:
    """Write an entry down; the status of the refusal, None where it is written."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    actor: Any = request.user
    answers = {**form.cleaned_data, "token": once(request, request.POST.get("token", ""))}
    about: dict[str, Any] = {"person": subject.person, "item": subject.item, "corrects": subject.corrects}
    try:
        record_entry(actor=actor, **about, **answers)
    except REFUSALS as error:
        return say_refusal(form, error)
    return None


def _rows(people: Sequence[User], year: int, reader: User) -> list[tuple[RequirementItem, list[Cell]]]:
    kept = kept_in(year, reader)
    offers = {person.pk: offers_of(person, year, reader) for person in people}
    labels = labels_for(
        {entry.evidence_id for found in kept.values() for entry in found.entries if entry.evidence_id}, reader
    )
    return [
        (
            item,
            [
                Cell(person, item, kept.get((person.pk, item.pk)), offers[person.pk].get(item.identifier, ()), labels)
                for person in people
            ],
        )
        for item in items()
    ]


def _chosen(request: HttpRequest, people: Sequence[User], reader: User) -> User | None:
    """The person that the address names, else oneself, else the first."""
    asked = number(request.GET.get("person", ""))
    wanted = (asked, reader.pk)
    return next((each for key in wanted for each in people if each.pk == key), people[0] if people else None)


def _page(subject: Subject, year: int) -> str:
    query = urlencode({"year": year, "person": subject.person.pk})
    return f"{reverse('leadership:commitment')}?{query}#item-{subject.item.identifier}"
