from django.db import migrations, models

from records.triggers import drop_all


def fill(apps, schema_editor):
    """Events know their record's kind. The triggers that refuse it are put back after every migrate."""
    drop_all(schema_editor.connection)
    event, record = (apps.get_model("records", name)._meta.db_table for name in ("Event", "Record"))
    schema_editor.execute(
        f'UPDATE "{event}" SET kind = (SELECT r.kind FROM "{record}" r WHERE r.id = "{event}".record_id)'
    )


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0008_my_work'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='kind',
            field=models.CharField(default='', max_length=40),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name='event',
            name='event_of_actor',
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['actor', 'action', 'kind', 'record'], name='event_deed'),
        ),
    ]
