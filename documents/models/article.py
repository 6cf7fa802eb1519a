"""Knowledge articles: what people know, so that others need not find it out anew (clause 7.6)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from documents.rules import ARTICLE
from records.models import Record, TrailedHistory


class Article(Record):
    """Something that is known: how to solve, do or find it. ``due`` is the day by which it is looked at again.

    ``written_by`` is who wrote its text last: somebody else makes it current.
    """

    kind_key = "article"
    reference_prefix = "KNO"
    initial_state = "draft"
    rules = ARTICLE

    summary = models.CharField(
        _("In short"), max_length=300, help_text=_("The question it answers, or the trouble it ends.")
    )
    text = models.TextField(
        _("Text"),
        max_length=100_000,
        help_text=_("Markdown: # for headings, - for lists, | for tables."),
    )
    keywords = models.CharField(
        _("Keywords"), max_length=200, blank=True, help_text=_("Words that people look for and the text does not use.")
    )
    service = models.CharField(_("Service"), max_length=200, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Reviewer"),
        help_text=_("Somebody who knows the matter, and did not write it."),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("Text by"),
    )

    history = TrailedHistory()

    @transition(field="state", source=["draft", "outdated"], target="current")
    def make_current(self) -> None:
        """Somebody who did not write it says that it is right."""

    @transition(field="state", source="current", target="current")
    def confirm(self) -> None:
        """It was looked at again and is still right."""

    @transition(field="state", source="current", target="outdated")
    def mark_outdated(self) -> None:
        """It is no longer right, and not put right yet."""

    @transition(field="state", source=["current", "outdated", "retired"], target="draft")
    def rework(self) -> None:
        """Its text is another: it is to be reviewed anew."""

    @transition(field="state", source=["draft", "current", "outdated"], target="retired")
    def retire(self) -> None:
        """Nobody needs it any more."""


class Opinion(models.Model):
    """A person's word on an article: that it helped, or that it is out of date, which is settled when somebody saw to it."""

    class Says(models.TextChoices):
        """What people say of an article."""

        HELPED = "helped", _("It helped")
        OUTDATED = "outdated", _("Out of date")

    article = models.ForeignKey(Article, models.CASCADE, related_name="opinions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    says = models.CharField(max_length=10, choices=Says)
    text = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person", "says"], condition=models.Q(settled=None), name="one_opinion_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.person_id} {self.says}"


class Use(models.Model):
    """A person opened an article on a day: counted once, however often they came back."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="uses")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "person", "day"], name="one_use_a_person_and_day")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.person_id} {self.day}"


class UseCount(models.Model):
    """How often an article was used in all, so that lists need not count."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="used")
    times = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.article_id} {self.times}"
