"""What jobs did, a row each time: nothing in the table hinders that one is there twice."""

from django.db import models


class Effect(models.Model):
    """Something that a job did; ``key`` says what it was to do once."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)

    def __str__(self):
        return f"{self.kind} {self.key}"
