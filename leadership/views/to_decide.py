"""To decide: all that waits for a person's decision on one page, and each decided in its block."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_safe

from leadership.to_decide import COMMENT, PAGE, Block, blocks, card_of, count_to_decide, to_decide
from people import kept_forms
from records.domain.comments import add_comment
from records.forms.parts import CommentForm
from records.kind import kind_of
from records.models import Record
from records.views.action import ActionView
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User
    from records.forms.parts import PartForm
    from shell.registry import Text


#: What is said where a whole text is signed of which the block shows a part.
SIGNING = gettext_lazy(
    "You sign all of it, exactly as it is now; the block shows the gist. From then on it stays as it is."
)


class AskView(ShortFormView):
    """Asking whoever asks for the decision something first, where no action of the kind does."""

    action, form_class = COMMENT, CommentForm
    block: Block

    @property
    def done(self) -> str:
        """Who was asked."""
        return _("%(name)s was asked.") % {"name": self.block.asker or _("The owner")}

    def make_form(self, *sent: Any) -> PartForm:
        """The form, in which one writes at once."""
        form = super().make_form(*sent)
        form.fields["text"].label = _("What do you want to know?")
        form.fields["text"].widget.attrs["autofocus"] = not form.is_bound
        return form

    def carry_out(self, **fields: Any) -> Any:
        """Say it, and tell whoever asks."""
        return add_comment(self.record, actor=self.user, to=self.block.asker, **fields)


@require_safe
def to_decide_page(request: HttpRequest) -> HttpResponse:
    """All that waits, what is due first on top."""
    user = cast("User", request.user)
    found, count = list(to_decide(user)[:PAGE]), count_to_decide(user)
    context = {"blocks": blocks(user, found, count=count), "count": count, "left": max(count - PAGE, 0)}
    return render(request, "leadership/to_decide.html", context)


class BlockView(View):
    """One decision: in place of its block where the page asks for it, else on a page by itself."""

    block: Block
    is_waiting: bool

    @property
    def user(self) -> User:
        """The person who decides."""
        return cast("User", self.request.user)

    def get(self, _request: HttpRequest, reference: str) -> HttpResponse:
        """The block as it stands in the page."""
        self.look_up(reference)
        return self.draw() if self.is_waiting else self.leave(_("It does not wait for your decision any more."))

    def look_up(self, reference: str) -> None:
        """The block of a record that the person sees, waiting or not; raises Http404."""
        keys = list(to_decide(self.user).values_list("pk", flat=True))
        record = Record.objects.visible_to(self.user).filter(reference=reference.upper()).first()
        if record is None:
            raise Http404
        self.is_waiting = record.pk in keys
        place = keys.index(record.pk) + 1 if self.is_waiting else 1
        self.block = blocks(self.user, [record], first=place, count=len(keys))[0]

    def draw(self, status: int = HTTPStatus.OK, **about: Any) -> HttpResponse:
        """The block, alone or with the page around it."""
        is_part = bool(self.request.htmx)  # type: ignore[attr-defined]
        template = "leadership/_decide.html" if is_part else "leadership/to_decide_one.html"
        about |= {"author_field": kept_forms.author_field(self.user), "is_waiting": self.is_waiting}
        return render(self.request, template, {"decision": self.block, **about}, status=status)

    def leave(self, words: str) -> HttpResponse:
        """Say what there is to say on the page of all."""
        messages.info(self.request, words)
        url = reverse("leadership:to-decide")
        if self.request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(headers={"HX-Redirect": url})
        return redirect(url)


class DecideView(BlockView):
    """A verdict: the form of the kind's own action, whose page checks what it checks, inside the block."""

    step: ShortFormView
    label: Text
    explain: Text = ""

    def get(self, request: HttpRequest, reference: str, step: str = "") -> HttpResponse:
        """The form, with what was typed before the session ended, where there is any."""
        self.begin(reference, step)
        if not self.is_waiting:
            return self.leave(_("It does not wait for your decision any more."))
        if not self.is_offered:
            return self.draw(HTTPStatus.FORBIDDEN)
        form = self.step.make_form(kept_forms.take(request))
        _focus_on_password(form)
        return self.draw_form(form)

    def post(self, request: HttpRequest, reference: str, step: str = "") -> HttpResponse:
        """Decide, and go on with the next; or say at the block why not, with what was typed."""
        self.begin(reference, step)
        form = self.step.make_form(request.POST, request.FILES)
        if status := self.step.attempt(form):
            self.begin(reference, step)
            return self.draw_form(form, status)
        messages.success(request, self.step.done)
        return redirect("leadership:to-decide")

    def begin(self, reference: str, step: str) -> None:
        """The block, and the page of the kind that a verdict is taken by; raises Http404 for none of its card's."""
        self.look_up(reference)
        self.is_offered = self.block.may_comment if step == COMMENT else self._is_among_verdicts(step)
        self.step = self._ask_view() if step == COMMENT else self._action_view(step)

    def draw_form(self, form: PartForm, status: int = HTTPStatus.OK) -> HttpResponse:
        """The block with its form open; no button where it cannot be done (any more)."""
        if status == HTTPStatus.CONFLICT:
            self._renew(form)
        card = self.block.card
        is_signing = card is not None and card.is_signed and self.step.action == card.approve
        about = {
            "label": self.label,
            "explain": SIGNING if is_signing else self.explain,
            "may": self.is_offered and status != HTTPStatus.FORBIDDEN,
            "is_signing": is_signing,
            "step_url": self.request.path,
        }
        return self.draw(status, form=form, **about)

    def _is_among_verdicts(self, step: str) -> bool:
        return any(verdict.action.key == step for verdict in self.block.verdicts)

    def _ask_view(self) -> ShortFormView:
        view = AskView(kind=kind_of(self.block.record))
        view.block, self.label = self.block, _("Ask")
        return self._at(view, reference=self.block.record.reference)

    def _action_view(self, step: str) -> ShortFormView:
        """The very page of the action, so that what it proposes and checks holds here, too."""
        card = card_of(self.block.kind.key)
        if card is None or step not in card.actions:
            raise Http404
        match = resolve(self.block.kind.record_url(self.block.record, "action", action=step))
        about: Any = match.func
        view: ActionView = about.view_class(**about.view_initkwargs)
        self._at(view, **match.kwargs)
        self.label, self.explain = view.offered.label, view.offered.explain
        return view

    def _at(self, view: ShortFormView, **address: Any) -> ShortFormView:
        view.setup(self.request, **address)
        view.look_up(**address)
        return view

    def _renew(self, form: PartForm) -> None:
        """Who was told that it is another by now decides next on what this very block shows."""
        fresh = self.step.make_form()
        kept = {field.name for field in form.hidden_fields()} - {"token"}
        values = {name: fresh.initial[name] for name in kept if name in fresh.initial}
        form.data = {**{name: form.data[name] for name in form.data}, **values}


def _focus_on_password(form: PartForm) -> None:
    """What is signed is typed at once: the other fields have their first values."""
    if "password" in form.fields:
        for name, field in form.fields.items():
            field.widget.attrs["autofocus"] = name == "password"
