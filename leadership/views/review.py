"""Pages of management reviews: preparing the inputs, who presents them, signing."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from leadership.domain.reviews import presenting
from leadership.domain.reviews.content import content_of, content_sha256
from leadership.domain.reviews.inputs import collect_kept
from leadership.domain.reviews.planning import assign
from leadership.forms.review import PresentersForm
from leadership.models import Review
from leadership.panels.review import (
    dashboard,
    inputs_of,
    last_and_coming,
    seen_records,
    shown,
    since,
)
from people.calendar import today
from records.access.permits import permits
from records.domain.errors import InputError, NotNowError
from records.views.action import ActionView
from records.views.base import KindView, number
from records.views.detail import DetailView
from records.views.short_form import ShortFormView
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leadership.models import ReviewBlock


@require_safe
def inputs_now(request: HttpRequest) -> HttpResponse:
    """All inputs as they are now, in the sight of whoever asks, since the last review: one is looked at more closely."""
    user: Any = request.user
    last, coming = last_and_coming(user)
    found = collect_kept(since(last), user, is_anew="anew" in request.GET)
    board = dashboard(found, before_review=last)
    chosen = next((tile for tile in board.tiles if tile.input.code == request.GET.get("input")), None)
    about = {
        "dashboard": board,
        "last": last,
        "coming": coming,
        "tile": chosen,
        "seen": seen_records(chosen.input, user) if chosen else {},
        "may_plan": permits(user, "create", Review),
    }
    return render(request, "leadership/review/now.html", about)


class ReviewView(DetailView):
    """The page of a review: its inputs, red first, over all its width."""

    def page(self, template: str, **context: Any) -> HttpResponse:
        """The same page, in the room's own arrangement."""
        return super().page("review/overview.html", **context)


class StepView(ActionView):
    """A step of a review: freezing is a job's, and whoever signs reads what they sign."""

    job: Any = None

    @property
    def template(self) -> str:  # type: ignore[override]
        """Signing and freezing have pages of their own."""
        own = {"approve": "review/sign.html", "freeze": "review/freeze.html"}
        return own.get(self.offered.key, "form/action.html")

    def first_values(self) -> dict[str, Any]:
        """The hash of what the page shows."""
        return {"sha256": content_sha256(self.record)} if self.offered.key == "approve" else {}

    def context(self) -> dict[str, Any]:
        """What is signed; before figures are frozen, what is still to come."""
        if self.offered.key == "freeze":
            unreleased = list(self.record.blocks.filter(released=None))
            return {**super().context(), "unreleased": unreleased, "is_over": self.record.period_until < today()}
        if self.offered.key != "approve":
            return super().context()
        return {**super().context(), "content": content_of(self.record), "rows": shown(self.record, self.user)}

    def carry_out(self, **answers: Any) -> Any:
        """Take it; signing is tried a few times only."""
        if self.offered.key == "approve" and not ratelimit.consume(
            self.request, action="reauthenticate", user=self.user
        ):
            raise NotNowError(gettext("Too many attempts: wait a few minutes and sign then"))
        made = super().carry_out(**answers)
        self.job = made if self.offered.key == "freeze" else None
        return made

    @property
    def done(self) -> str:
        """What was done; a job is only asked for."""
        return (
            gettext("You asked for the figures to be frozen: the job says how far it is.") if self.job else super().done
        )

    @property
    def next_url(self) -> str:
        """The job, where one goes on with it; after what is said at the meeting, its page."""
        if self.job:
            return str(self.job.page_url)
        is_at_it = self.offered.key in {"hold", "conclude"}
        return f"{self.record.page_url}meeting/" if is_at_it else super().next_url


class InputPage(KindView):
    """What pages of one input have in common."""

    def look_up(self, reference: str, code: str) -> None:
        """The review and its input; 404 for a code there is not."""
        self.record = self.find(reference)
        found = (
            self.record.blocks.select_related("presenter", "changed_by", "item__changed_by").filter(code=code).first()
        )
        if found is None:
            raise Http404
        self.block: ReviewBlock = found
        self.block.review = self.record

    def about(self) -> dict[str, Any]:
        """The input with its figures, what changed, and the way to its neighbours."""
        found = self.figures()
        tiles = list(found.tiles)
        place = next(place for place, tile in enumerate(tiles) if tile.input.code == self.block.code)
        tile = tiles[place]
        return {
            "record": self.record,
            "given": self.block,
            "tile": tile,
            "blocks": list(self.record.blocks.all()),
            "before": tiles[place - 1] if place else None,
            "after": tiles[place + 1] if place + 1 < len(tiles) else None,
            "seen": seen_records(tile.input, self.user),
            "inputs": found.inputs,
        }

    def figures(self) -> Any:
        """All inputs of the review; 404 where the frozen figures are lost, which the review's page says."""
        try:
            return dashboard(inputs_of(self.record, self.user), review=self.record)
        except (ContentGoneError, ContentDamagedError) as error:
            raise Http404(str(error)) from error


class InputView(InputPage):
    """One input: its figures, and what its presenter says about them."""

    def get(self, request: HttpRequest, reference: str, code: str) -> HttpResponse:
        """The page."""
        self.look_up(reference, code)
        return self.draw()

    def post(self, request: HttpRequest, reference: str, code: str) -> HttpResponse:
        """Keep the comment, which saves itself; release it, take it back, or say why there is nothing."""
        self.look_up(reference, code)
        asked = next((name for name in ("release", "take_back", "excuse") if name in request.POST), "comment")
        return self.comment() if asked == "comment" else self.step(asked)

    def comment(self) -> HttpResponse:
        """Keep what was typed; where somebody else wrote meanwhile, show both."""
        text = self.request.POST.get("comment", "")
        read = number(self.request.POST.get("version", "")) or 0
        try:
            if "both" in self.request.POST:
                kept = presenting.comment_both(self.block, actor=self.user, text=text)
            else:
                kept = presenting.comment(self.block, actor=self.user, text=text, version=read)
        except presenting.WrittenMeanwhileError as changed:
            return self.answer(changed.block, text, read, status=HTTPStatus.CONFLICT)
        except (InputError, NotNowError) as error:
            return self.answer(self.block, text, read, wrong=str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return self.answer(kept, text, kept.version)

    def step(self, asked: str) -> HttpResponse:
        """Release the input with what was typed, take it back, or excuse it."""
        try:
            if asked == "excuse":
                presenting.excuse(self.block, actor=self.user, reason=self.request.POST.get("reason", ""))
            elif asked == "release":
                self._keep_typed()
                presenting.release(self.block, actor=self.user)
            else:
                presenting.take_back(self.block, actor=self.user)
        except presenting.WrittenMeanwhileError as changed:
            text = self.request.POST.get("comment", "")
            read = number(self.request.POST.get("version", "")) or 0
            return self.answer(changed.block, text, read, status=HTTPStatus.CONFLICT)
        except (InputError, NotNowError) as error:
            return self.draw(wrong=str(error), typed=self.request.POST, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return redirect(f"{self.record.page_url}inputs/{self.block.code}/")

    def _keep_typed(self) -> None:
        """What stands in the field goes with the release: nobody releases half of what they wrote."""
        text, read = self.request.POST.get("comment"), number(self.request.POST.get("version", ""))
        if text is not None and text != self.block.comment:
            presenting.comment(self.block, actor=self.user, text=text, version=read or 0)

    def answer(
        self, block: ReviewBlock, typed: str, read: int, *, wrong: str = "", status: int = HTTPStatus.OK
    ) -> HttpResponse:
        """What became of it: to htmx a piece, and 422 in place of 409, which it would not show."""
        saved = {"kept": block, "theirs": block.comment, "typed": typed, "read": read, "wrong": wrong}
        saved["is_conflict"] = status == HTTPStatus.CONFLICT
        if self.request.htmx:  # type: ignore[attr-defined]
            shows = HTTPStatus.UNPROCESSABLE_ENTITY if status == HTTPStatus.CONFLICT else status
            return self.page("_self_saved.html", record=self.record, status=shows, **saved)
        if status == HTTPStatus.OK:
            return redirect(f"{self.record.page_url}inputs/{self.block.code}/")
        return self.draw(failed=saved, status=status)

    def draw(self, **more: Any) -> HttpResponse:
        """The page; to read only for those who do not present it, and once the review was held."""
        may = presenting.may_present(self.user, self.block, self.record)
        may_excuse = may or (self.record.is_open and permits(self.user, "excuse", self.record))
        return self.page("review/input.html", may_write=may, may_excuse=may_excuse, **self.about(), **more)


class PresentersView(ShortFormView):
    """Who presents which input, by when."""

    template = "review/presenters.html"
    action, form_class, done = "assign", PresentersForm, _("The presenters were told.")

    def look_up(self, reference: str, **_address: Any) -> None:
        """A review in preparation; 404 once it was held."""
        super().look_up(reference)
        if not self.record.is_prepared:
            raise Http404

    def carry_out(self, token: str | None = None, **_answers: Any) -> Any:
        """Keep them."""
        return assign(self.record, actor=self.user, presenters=self.form.presenters, token=token)

    def make_form(self, *sent: Any) -> Any:
        """The form, kept for what its lines answer."""
        self.form: Any = super().make_form(*sent)
        return self.form

    @property
    def next_url(self) -> str:
        """The review."""
        return str(self.record.page_url)


class NudgeView(KindView):
    """Reminding those who have not released their inputs."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Tell them."""
        record = self.find(reference)
        told = presenting.nudge(record, actor=self.user)
        words = ngettext("%(n)d presenter was reminded.", "%(n)d presenters were reminded.", told) % {"n": told}
        messages.success(request, words)
        return redirect(record.page_url)
