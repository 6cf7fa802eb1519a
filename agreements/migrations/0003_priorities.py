"""The priorities that everybody begins with: three by three, as the most used ticket tools have them."""

from django.db import migrations

PRIORITIES = {(1, 1): 1, (1, 2): 2, (1, 3): 3, (2, 1): 2, (2, 2): 3, (2, 3): 4, (3, 1): 3, (3, 2): 4, (3, 3): 4}


def seed(apps, _schema):
    rule = apps.get_model("agreements", "PriorityRule")
    if rule.objects.filter(agreement=None).exists():
        return
    rule.objects.bulk_create(
        rule(impact=impact, urgency=urgency, priority=priority) for (impact, urgency), priority in PRIORITIES.items()
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
